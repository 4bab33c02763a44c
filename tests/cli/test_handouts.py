"""`tabletop handouts`: files for printing, for their owner only and never over others'."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import tabletop

FLEA = "flea-market"


def test_it_writes_each_paper_and_says_which(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    done = tabletop(capsys, "handouts", FLEA, "-o", tmp_path / "papers", "--format", "html,md")
    written = sorted(done.out.split())
    assert written == sorted(map(str, (tmp_path / "papers").iterdir()))
    names = {Path(one).name for one in written}
    assert {"rules.html", "background.md", "planning.html", "facilitator.md", "all.html"} <= names
    assert {one.stat().st_mode & 0o777 for one in (tmp_path / "papers").iterdir()} == {0o600}
    assert (tmp_path / "papers").stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_there_is_kept_unless_force_is_given(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mine = tmp_path / "rules.md"
    mine.write_text("mine")
    done = tabletop(capsys, "handouts", FLEA, "-o", tmp_path, "--format", "md")
    done.refused(f"{mine}: there is a file of that name already")
    assert [one.name for one in tmp_path.iterdir()] == ["rules.md"]
    assert mine.read_text() == "mine"
    tabletop(capsys, "handouts", FLEA, "-o", tmp_path, "--format", "md", "--force")
    assert mine.read_text().startswith("# The game in a minute")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--for", "nobody"), "--for: "),
        (("--format", "pdf"), "--format: "),
        (("--format", ","), "--format: name some of html, md, docx"),
    ],
)
def test_a_wrong_option_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: tuple[str, str], told: str
) -> None:
    tabletop(capsys, "handouts", FLEA, "-o", tmp_path / "papers", *options).refused(told)
    assert not (tmp_path / "papers").exists()
