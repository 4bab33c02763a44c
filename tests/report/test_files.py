"""Reports are written whole or not at all, and replace nothing but earlier reports."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tabletop.errors import UnreadableInput
from tabletop.past import read_transcript
from tabletop.report import reports_of
from tabletop.report.kit.files import names_for, write_reports
from tests.report.games import PAPER


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return reports_of(read_transcript(PAPER), "paper")


@pytest.mark.slow
def test_a_report_is_written_into_a_folder_made_for_it_and_written_again(
    tmp_path: Path, texts: dict[str, str]
) -> None:
    folder = tmp_path / "new" / "reports"
    paths = write_reports(folder, texts)
    assert sorted(one.name for one in paths) == sorted(texts)
    assert write_reports(folder, texts) == paths
    assert sorted(one.name for one in folder.iterdir()) == sorted(texts)
    assert (folder / "paper.md").read_text(encoding="utf-8") == texts["paper.md"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["paper.html", "paper.md", "paper-offers.csv"])
def test_a_file_that_is_no_report_is_left_alone_and_nothing_is_written(
    tmp_path: Path, texts: dict[str, str], name: str
) -> None:
    mine = tmp_path / name
    mine.write_text("my own notes", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="not a report; move it"):
        write_reports(tmp_path, texts)
    assert mine.read_text(encoding="utf-8") == "my own notes"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_folder_that_is_none_is_refused(tmp_path: Path, texts: dict[str, str]) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for folder in (file, file / "below"):
        with pytest.raises(UnreadableInput) as fault:
            write_reports(folder, texts)
        assert str(folder) in fault.value.sentence


@pytest.mark.linux("permissions of folders")
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_said_so(
    tmp_path: Path, texts: dict[str, str]
) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnreadableInput, match="cannot be written"):
        write_reports(tmp_path, texts)


def test_transcripts_of_one_name_get_reports_of_their_own() -> None:
    paths = [Path("a/game.toml"), Path("b/game.toml"), Path("b/Game.toml")]
    assert list(names_for(paths).values()) == ["game", "game-2", "Game-3"]


def test_a_report_is_its_owners_to_read_alone(tmp_path: Path, texts: dict[str, str]) -> None:
    for path in write_reports(tmp_path, texts):
        assert path.stat().st_mode & 0o777 == 0o600
