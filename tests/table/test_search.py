"""Legal games from the search: `python -m tests.table.search` plays tens of thousands by hand."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from tabletop.exercise.loading import read_exercise
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.cli.command import KOREA, MOVES, tabletop
from tests.effort import few_of
from tests.table import laws
from tests.table.drawn import drawn_source
from tests.table.drawn_second import drawn_second_source
from tests.table.search import Step, Watched, breaks, played, source_of

STUCK = MOVES / "taken-back-while-due.toml"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_a_legal_game_goes_on_to_its_end_and_derives_again(seed: int) -> None:
    fault, done = played(seed)
    assert fault is None, fault.report
    assert done


@pytest.mark.parametrize("seed", few_of(12))
def test_a_game_begun_under_the_first_rules_goes_on_too(seed: int) -> None:
    fault, _ = played(seed, rules=1)
    assert fault is None, fault.report


def test_an_act_taken_back_while_it_was_due_stops_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = tabletop(capsys, "play", KOREA, "--moves", STUCK, "--echo")
    assert (said.code, said.err) == (0, "")
    assert "term.released" in said.out
    assert "phase.opened" in said.out.partition("term.released")[2]


@pytest.mark.slow
def test_the_search_plays_what_people_rarely_do() -> None:
    done = sum((played(seed)[1] for seed in range(100, 129)), start=played(129)[1])
    for rare in (
        "sign in decision",
        "undo in decision",
        "assign in decision",
        "gesture in negotiation",
        "adjust in ruling",
        "breach in decision",
    ):
        assert done[rare], rare


@pytest.mark.slow
def test_the_search_votes_decides_answers_and_speaks_in_games_of_the_second_format() -> None:
    done: Counter[str] = Counter()
    for seed in range(403, 443, 4):
        fault, moves = played(seed)
        assert fault is None, fault.report
        for move, count in moves.items():
            done[move.partition(" ")[0]] += count
    for do in ("put-to-vote", "vote", "decide", "respond", "plan", "raise-hand", "motion"):
        assert done[do], do


def test_the_laws_are_those_of_every_move_of_a_game() -> None:
    moves = tomllib.loads(STUCK.read_text(encoding="utf-8"))["move"]
    assert breaks(source_of(0), 3, [Step(0, move) for move in moves]) == ""


def test_a_table_that_holds_what_can_not_be_is_found_out() -> None:
    with Table.create(source_of(0), clocks=False) as table:
        state = table.state
    strange = {**state.standing, "missile-tests": "all-tests-moratorium"}
    with pytest.raises(AssertionError, match="has a term"):
        laws.holds_of(type(state)(state.exercise, state.circumstances, strange))


def test_drawn_exercises_are_sound_and_differ() -> None:
    sources = [drawn_source(seed) for seed in range(20)]
    assert len(set(sources)) == 20
    rules = {str(read_exercise(one).agreement.rule) for one in sources}
    assert len(rules) > 2
    assert drawn_source(3) == sources[3]


def test_drawn_exercises_of_the_second_format_have_between_them_all_that_it_has() -> None:
    found = [read_exercise(drawn_second_source(seed)) for seed in range(16)]
    assert {one.format for one in found} == {2}
    for part in ("climate", "points", "votes", "decisions", "planned", "roles"):
        assert {bool(getattr(one.has, part)) for one in found} == {True, False}, part
    assert {one.speakers is None for one in found} == {True, False}
    assert {one.whole for one in found} == {True, False}


def test_a_watched_table_refuses_what_the_rules_refuse() -> None:
    watched = Watched(source_of(0), 0)
    watched.seat()
    assert not watched.make(Step(0, {"by": FACILITATOR, "do": "undo"}))
    assert watched.make(Step(0, {"by": FACILITATOR, "do": "advance"}))
