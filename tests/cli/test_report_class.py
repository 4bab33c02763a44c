"""`tabletop report` of several transcripts: their own reports, and the comparison."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import tomli_w

from tests.cli.command import tabletop
from tests.report.classes import loaf_file
from tests.report.drawn_games import write_class

COMPARISON = ["class.html", "class-seats.csv", "class-tables.csv"]


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three short games of a small exercise."""
    source = tomli_w.dumps(loaf_file())
    return list(write_class(tmp_path_factory.mktemp("games"), source, 3, events=40))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_of_several_there_is_a_comparison_beside_the_reports(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    said = tabletop(capsys, "report", *games, "-o", tmp_path)
    assert said.code == 0, said.err
    assert said.err == ""
    assert [Path(line).name for line in said.out.splitlines()[-3:]] == COMPARISON
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    for path in games:
        assert (tmp_path / f"{path.stem}.html").is_file()
        assert f'href="./{path.stem}.html"' in page


def test_of_one_there_is_none(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    assert tabletop(capsys, "report", games[0], "-o", tmp_path).code == 0
    assert not set(COMPARISON) & set(names(tmp_path))


def test_the_comparison_alone_can_be_asked_for(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    assert tabletop(capsys, "report", *games, "--comparison", "-o", tmp_path).code == 0
    assert names(tmp_path) == sorted(COMPARISON)
    assert 'href="./' not in (tmp_path / "class.html").read_text(encoding="utf-8")
    said = tabletop(capsys, "report", games[0], "--comparison", "-o", tmp_path)
    said.refused("--comparison needs several")


@pytest.mark.parametrize("alone", [["--comparison"], []])
def test_one_that_cannot_be_read_is_named_once_and_the_others_are_compared(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path, alone: list[str]
) -> None:
    broken = tmp_path / "broken.toml"
    header, first, events = games[1].read_text(encoding="utf-8").partition("[[event]]")
    broken.write_text(header + first + events.replace("Monday", "Sunday", 1), encoding="utf-8")
    into = tmp_path / "report"
    said = tabletop(capsys, "report", games[0], broken, games[2], *alone, "-o", into)
    assert said.code == 2
    (sentence,) = said.err.splitlines()
    assert str(broken) in sentence
    assert "event" in sentence
    page = (into / "class.html").read_text(encoding="utf-8")
    assert "2 tables compared" in page
    assert "broken.toml" in page


def test_where_no_two_can_be_read_there_is_no_comparison(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    gone = tmp_path / "gone.toml"
    into = tmp_path / "report"
    said = tabletop(capsys, "report", games[0], gone, "--comparison", "-o", into)
    assert said.code == 2
    assert str(gone) in said.err
    assert not into.exists()


def test_copies_and_tables_alone_of_their_kind_are_said_and_no_fault(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_bytes(games[0].read_bytes())
    other = tmp_path / "other"
    other.mkdir()
    (lone,) = write_class(other, tomli_w.dumps(loaf_file(minutes=30)), 1, events=40)
    into = tmp_path / "report"
    said = tabletop(capsys, "report", *games, copy, lone, "--comparison", "-o", into)
    assert said.code == 0
    same, alone = said.err.splitlines()
    assert "the same table as" in same
    assert "compared with none" in alone


def test_redacted_nobody_and_no_file_is_named(
    capsys: pytest.CaptureFixture[str], games: list[Path], tmp_path: Path
) -> None:
    missing = tmp_path / "ada-adler.toml"
    said = tabletop(capsys, "report", *games, missing, "--comparison", "--redact", "-o", tmp_path)
    assert said.code == 2
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in COMPARISON]
    for text in texts:
        assert "ada-adler" not in text
        assert games[0].stem not in text
    assert "1 transcript was left out" in texts[0]


def test_on_a_terminal_a_bar_says_how_far_it_is(games: list[Path], tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tabletop", "report", "--comparison", "-o", str(tmp_path)]
    run = subprocess.Popen([*command, *map(str, games)], stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    out, _ = run.communicate()
    seen = os.read(ours, 65536).decode("utf-8")
    os.close(ours)
    assert run.returncode == 0
    assert "3 of 3" in seen
    assert "█" in seen
    assert "█" not in out.decode("utf-8")
