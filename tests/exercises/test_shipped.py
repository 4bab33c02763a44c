"""What holds for every exercise that ships: sound, told on a page, and played to its endings."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tabletop.exercise.loading import check_exercise
from tests.cli.command import tabletop
from tests.docs.made import DOCS
from tests.exercises.shipped import GAMES, LIBRARY, PAGES, PLAYED, ending_of, shipped

_SAID = re.compile(r"(?ms)^```console\n\$ tabletop (analyse [^\n]*)\n(.*?)^```$")
"""A command in a page, and what it says."""


@pytest.mark.parametrize("id", PLAYED)
def test_it_has_no_fault_and_no_warning(id: str) -> None:
    assert check_exercise(LIBRARY / f"{id}.toml") == ()


@pytest.mark.parametrize("id", PLAYED)
def test_it_has_a_page_and_games_to_three_of_its_endings_or_more(id: str) -> None:
    assert (DOCS / "exercises" / f"{id}.md").is_file()
    endings = {one.id for one in shipped(id).endings}
    reached = {ending_of(game) for game in GAMES if game.parent.name == id}
    assert reached <= endings
    assert len(reached) >= min(3, len(endings))


@pytest.mark.parametrize("id", PLAYED)
def test_its_clocks_leave_time_to_read_and_to_debrief(id: str) -> None:
    exercise = shipped(id)
    clocks = [sum(one.phases.values()) / 60 for one in exercise.rounds]
    assert sum(clocks) <= exercise.minutes - 10
    if all(clocks):  # A round without a clock lasts as long as whoever leads lets it.
        assert exercise.minutes / 3 < sum(clocks)


@pytest.mark.parametrize(
    ("id", "minutes"), [("korea-end-of-war", "68:30"), ("ransomware-hospital", "105:00")]
)
def test_a_page_adds_up_the_clocks_of_a_long_exercise(id: str, minutes: str) -> None:
    seconds = sum(sum(one.phases.values()) for one in shipped(id).rounds)
    assert f"{seconds // 60}:{seconds % 60:02}" == minutes
    page = (DOCS / "exercises" / f"{id}.md").read_text(encoding="utf-8")
    assert f"**{minutes}**" in page


@pytest.mark.parametrize("game", GAMES, ids=lambda path: f"{path.parent.name}-{ending_of(path)}")
def test_a_game_reaches_the_ending_it_is_named_for_and_verifies(
    game: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "game.toml"
    exercise = LIBRARY / f"{game.parent.name}.toml"
    said = tabletop(capsys, "play", exercise, "--moves", game, "--transcript", kept)
    assert (said.code, said.err) == (0, "")
    assert f'\nending = "{ending_of(game)}"\n' in kept.read_text(encoding="utf-8")
    assert tabletop(capsys, "verify", kept).code == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_says_of_its_exercise_what_analyse_says(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # So that the shipped exercise is found, and no other.
    for command, told in _SAID.findall(page.read_text(encoding="utf-8")):
        assert tabletop(capsys, *shlex.split(command)).out.rstrip() == told.rstrip(), command
