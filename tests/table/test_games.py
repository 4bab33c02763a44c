"""Summaries of the games in a folder."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from tabletop.games import new_transcript
from tabletop.journal.folder_store import FolderStore
from tabletop.journal.summary import GameSummary, checked, summaries
from tabletop.play.actions import EndExercise, OpenDebrief
from tabletop.play.state import FACILITATOR
from tests.effort import seconds
from tests.screens.rivers import advanced, briefed, seated


def games(folder: Path) -> tuple[GameSummary, ...]:
    return tuple(summaries(FolderStore(folder)))


def test_a_game_is_told_with_its_place_and_its_people(tmp_path: Path) -> None:
    advanced(briefed(where=tmp_path / "one.toml"), "negotiation", round_number=2).close()
    (game,) = games(tmp_path)
    assert (game.title, game.round, game.phase) == ("Two rivers", 2, "negotiation")
    assert game.people == ("Anna", "Ben", "지민")
    assert not game.ended


def test_a_game_before_its_first_round_is_in_its_briefing(tmp_path: Path) -> None:
    seated(where=tmp_path / "one.toml").close()
    assert [(one.round, one.phase) for one in games(tmp_path)] == [(0, "briefing")]


def test_a_game_in_its_debrief_has_ended(tmp_path: Path) -> None:
    table = advanced(briefed(where=tmp_path / "one.toml"), "caucus")
    table.submit(EndExercise(by=FACILITATOR))
    (game,) = games(tmp_path)
    assert (game.ended, game.debriefed) == (True, False), "its debrief is still to come"
    table.submit(OpenDebrief(by=FACILITATOR))
    table.close()
    (game,) = games(tmp_path)
    assert (game.ended, game.debriefed) == (True, True)


def test_what_is_no_transcript_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "notes.toml").write_text("a = 1\n")
    (tmp_path / "broken.toml").write_bytes(b"\xff\xfe[")
    (tmp_path / "folder.toml").mkdir()
    assert games(tmp_path) == ()
    assert games(tmp_path / "nowhere") == ()


def test_a_damaged_game_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    for name in ("sound", "changed", "cut"):
        advanced(briefed(where=tmp_path / f"{name}.toml"), "caucus").close()
    changed = tmp_path / "changed.toml"
    changed.write_text(changed.read_text("utf-8").replace("Anna", "Anne", 1), "utf-8")
    cut = tmp_path / "cut.toml"
    cut.write_bytes(cut.read_bytes()[:200])
    found = {one.ref.name: checked(one) for one in games(tmp_path)}
    assert found["sound.toml"].fault == ""
    assert "was changed" in found["changed.toml"].fault
    assert "cut short before its first event" in found["cut.toml"].fault
    assert found["sound.toml"].events == found["changed.toml"].events > 0


def test_a_pipe_or_a_deep_table_in_the_folder_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "deep.toml").write_text("[transcript]\nx = " + "[" * 20_000 + "]" * 20_000)
    (tmp_path / "dots.toml").write_text("[transcript]\n" + "a." * 20_000 + "a = 1")
    (tmp_path / "digits.toml").write_text("[transcript]\nformat = 0x" + "F" * 4_000)
    assert {one.ref.name for one in games(tmp_path)} == {"deep.toml", "dots.toml", "digits.toml"}
    assert all(one.fault for one in games(tmp_path))


def test_a_file_made_to_be_slow_is_told_as_soon_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    seated(where=path).close()
    with path.open("a") as file:
        file.write('kind = "seat.assigned"\n' * 20_000)
    assert seconds(lambda: games(tmp_path)) < 2
    assert games(tmp_path)[0].people == ("Anna", "Ben", "지민")


def test_a_new_transcript_takes_a_name_that_is_free(tmp_path: Path) -> None:
    first = new_transcript("two-rivers", date(2026, 3, 1), FolderStore(tmp_path))
    assert first.name == "two-rivers-2026-03-01-1.toml"
    Path(first.where).touch()
    assert new_transcript("two-rivers", date(2026, 3, 1), FolderStore(tmp_path)).name.endswith(
        "-2.toml"
    )
