"""Comparing two games of one exercise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.exercise.model import Exercise
from tabletop.past import read_transcript
from tabletop.play.history.beside import SECTIONS, beside, shared
from tabletop.play.state import State
from tabletop.table import Table
from tests.cli.command import tabletop
from tests.play.councils import council
from tests.play.game import Game
from tests.play.planned import table as planned
from tests.report.games import advance, played, seated
from tests.screens.rivers import SOURCE
from tests.votes.council import ballots, voting

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
MIDDLE, PAPER = (TRANSCRIPTS / f"{one}.toml" for one in ("middle-ground", "piece-of-paper"))
ONE, OTHER = read_transcript(MIDDLE), read_transcript(PAPER)


def test_a_game_and_its_fork_part_right_after_the_last_event_they_share(tmp_path: Path) -> None:
    last = OTHER.fork(40, tmp_path / "fork.toml")
    assert shared(OTHER.events, read_transcript(tmp_path / "fork.toml").events) == last


def test_when_things_happened_makes_no_difference_to_what_happened() -> None:
    moved = [one.model_copy(update={"at": "2030-01-01T00:00:00.000Z"}) for one in ONE.events]
    assert shared(ONE.events, moved) == len(ONE.events)


def test_a_game_beside_itself_differs_in_nothing() -> None:
    state = ONE.state_at(len(ONE.events))
    assert not any(one.differs for one in beside(state, state))


def test_endings_scores_what_stands_climate_and_agreements_are_told() -> None:
    rows = beside(ONE.state_at(len(ONE.events)), OTHER.state_at(len(OTHER.events)))
    told = {(one.section, one.about): (one.left, one.right) for one in rows}
    there = tuple(one for one in SECTIONS if one != "Decisions")
    assert tuple(dict.fromkeys(one.section for one in rows)) == there
    assert told["Ending", "ending"] == (
        "A road with its first stretch built",
        "A piece of paper",
    )
    assert told["Scores", "Washington"][1] == "-7.4, surplus -10.4"
    assert told["What stands", "Sanctions"][1] == "-"
    assert told["How it got there", "agreements"] == ("2 (round 2, round 4)", "1 (round 3)")
    assert {one.differs for one in rows if one.section == "Ending"} == {True, False}


def test_an_agreement_by_the_first_form_stands_by_that_form(tmp_path: Path) -> None:
    """An issue's first option is no deal; the first form and order are as good as any other."""
    agreed = {"dam": "half", "raids": "stop", "form": "words"}
    moves = [
        *seated(),
        *advance(3),
        ("alfa", "offer", {"package": agreed}),
        ("bravo", "sign", {"offer": "O1"}),
    ]
    game = played(tmp_path, moves)
    end, before = game.state_at(len(game.events)), game.state_at(8)
    told = {one.about: (one.left, one.right) for one in beside(end, before)}
    assert told["Form"] == ("words", "-")
    assert told["Dam"][0].endswith("(0 % performed)")


def test_the_command_says_where_they_part(capsys: pytest.CaptureFixture[str]) -> None:
    said = tabletop(capsys, "replay", MIDDLE, "--beside", PAPER)
    assert said.code == 0
    assert said.out.startswith("Both begin with the same 8 events.\nmiddle-ground.toml: 9  The fac")
    assert "\nScores\n *  Washington " in said.out.replace("\n*", "\n *")


def test_games_of_different_exercises_are_not_compared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Table.create(SOURCE, where=tmp_path / "rivers.toml").close()
    said = tabletop(capsys, "replay", MIDDLE, "--beside", tmp_path / "rivers.toml")
    said.refused("different exercises", "korea-end-of-war", "two-rivers")


def course(state: State) -> dict[str, str]:
    return {one.about: one.left for one in beside(state, state) if one.section == SECTIONS[-1]}


def test_votes_on_offers_are_counted_where_offers_are_voted_on() -> None:
    game = voting()
    assert course(game.state)["offers carried in a vote"] == "none put to the vote"
    ballots(game, norland="yes", delta="yes", steppe="yes")
    game.do("facilitator", "close-vote")
    game.offer("delta", mining="banned")
    game.do("delta", "put-to-vote", offer="O2")
    game.do("facilitator", "close-vote")
    assert course(game.state)["offers carried in a vote"] == "1 of 2"
    assert "questions answered" not in course(game.state)
    assert "motions carried" not in course(game.state)


def test_answers_to_the_questions_of_rounds_are_counted_where_there_are_any() -> None:
    game = planned()
    assert course(game.state)["questions answered"] == "0 of 2"
    game.do("clinic", "respond", question="next-1", value="Wait.")
    game.to("negotiation")
    assert course(game.state)["questions answered"] == "1 of 3"
    assert "offers carried in a vote" not in course(game.state)


def test_carried_motions_are_counted_where_there_are_any() -> None:
    exercise = Exercise.model_validate(council(speakers={"motions": ["other"]}))
    game = Game(exercise=exercise).seated().to("negotiation")
    assert course(game.state)["motions carried"] == "none put to the vote"
