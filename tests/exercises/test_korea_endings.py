"""Korea's endings depend on what stands, not on what once was: a renewed promise counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.play.actions import (
    Advance,
    Assign,
    Breach,
    MakeGesture,
    Perform,
    SignOffer,
    TableOffer,
)
from tabletop.play.events import ExerciseEnded
from tabletop.play.state import FACILITATOR
from tabletop.table import Table, read_transcript
from tests.cli.command import KOREA, MOVES, tabletop

SOURCE = Path(__file__).parents[2] / "exercises" / f"{KOREA}.toml"
ONCE = Path(__file__).parents[1] / "fixtures/transcripts/rules-1/promise-renewed.toml"
EXCHANGE = {
    "declaration": "sentence",
    "denuclearisation-goal": "reaffirmed",
    "joint-exercises": "march-halted",
    "missile-tests": "all-tests-moratorium",
    "chinese-role": "signs",
    "form": "political",
}
LAUNCHES, EXERCISE, LONG_RANGE = "january-launches", "march-exercise", "long-range-test"


@pytest.fixture
def table() -> Iterator[Table]:
    """A table with everybody seated, in the first negotiation."""
    with Table.create(SOURCE.read_text(encoding="utf-8"), clocks=False) as table:
        for one in table.exercise.delegations:
            table.submit(Assign(by=FACILITATOR, seat=one.id, delegation=one.id))
        yield to(table, "negotiation", 1)


def to(table: Table, stage: str, round_number: int = 6) -> Table:
    while table.state.stage != stage or table.state.round < round_number:
        table.submit(Advance(by=FACILITATOR))
    return table


def agree(table: Table, **changes: str) -> None:
    """All four sign the exchange."""
    package = {**EXCHANGE, **{key.replace("_", "-"): value for key, value in changes.items()}}
    table.submit(TableOffer(by="rok", to="all", package=package))
    for one in ("usa", "dprk", "chn"):
        table.submit(SignOffer(by=one, offer=f"O{table.state.offers_made}"))


def decide(table: Table, breaker: str = "") -> None:
    """Let everybody perform what is due, except one who may break its word."""
    for due in table.state.due:
        for one in due.performers:
            act = Breach if one == breaker else Perform
            table.submit(act(by=one, agreement=due.agreement, issue=due.issue))


def broken_in_the_second_round(table: Table, breaker: str) -> Table:
    """Return a table at the opening of the third round's negotiation."""
    agree(table)
    decide(to(table, "decision", 2), breaker)
    return to(table, "negotiation", 3)


def told(table: Table, inject: str) -> bool:
    return inject in table.state.delivered


@pytest.mark.parametrize("breaker", ["usa", "dprk", "rok"])
def test_a_promise_broken_renewed_and_kept_ends_as_if_it_had_never_been_broken(
    table: Table, breaker: str
) -> None:
    agree(broken_in_the_second_round(table, breaker))
    decide(to(table, "decision", 4))
    to(table, "ended")
    assert table.state.breaches
    assert table.state.ending == "entry-point"


@pytest.mark.parametrize("breaker", ["usa", "dprk", "rok"])
def test_a_promise_that_stays_broken_ends_as_one(table: Table, breaker: str) -> None:
    to(broken_in_the_second_round(table, breaker), "ended")
    assert table.state.ending == "broken-word"


def test_so_does_a_treaty(table: Table) -> None:
    agree(table, form="binding")
    decide(to(table, "decision", 2), "dprk")
    to(table, "ended")
    assert table.state.ending == "broken-treaty"


def test_another_agreement_does_not_make_a_broken_promise_good(table: Table) -> None:
    broken_in_the_second_round(table, "rok")
    agree(table, joint_exercises="as-planned", inter_korean_contacts="aid")
    decide(to(table, "decision", 4))
    to(table, "ended")
    assert table.state.ending == "broken-word"


def test_a_moratorium_signed_again_just_before_keeps_the_long_range_test_from_coming(
    table: Table,
) -> None:
    broken_in_the_second_round(table, "dprk")
    assert told(table, LAUNCHES), "it was broken a round before"
    agree(table)
    to(table, "negotiation", 4)
    assert not told(table, LONG_RANGE)


def test_a_halt_signed_again_just_before_keeps_the_march_exercise_from_coming(
    table: Table,
) -> None:
    agree(broken_in_the_second_round(table, "usa"))
    to(table, "negotiation", 4)
    assert not told(table, EXERCISE)
    decide(to(table, "decision", 4))
    to(table, "ended")
    assert table.state.ending == "entry-point"


@pytest.mark.parametrize(
    ("breaker", "comes", "stays_out"),
    [("dprk", LONG_RANGE, EXERCISE), ("usa", EXERCISE, LONG_RANGE)],
)
def test_what_stays_broken_lets_come_what_it_would_have_prevented(
    table: Table, breaker: str, comes: str, stays_out: str
) -> None:
    to(broken_in_the_second_round(table, breaker), "negotiation", 4)
    assert told(table, comes)
    assert not told(table, stays_out)


def test_who_does_after_all_what_was_broken_has_kept_the_promise(table: Table) -> None:
    broken_in_the_second_round(table, "dprk")
    gesture = MakeGesture(by="dprk", issue="missile-tests", option="all-tests-moratorium")
    table.submit(gesture)
    to(table, "ended")
    assert table.state.ending == "entry-point"


def test_the_game_that_showed_the_fault_ends_otherwise_today(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "game.toml"
    moves = MOVES / "promise-renewed.toml"
    assert tabletop(capsys, "play", KOREA, "--moves", moves, "--transcript", kept).code == 0
    once, today = (
        next(one for one in read_transcript(path).events if isinstance(one, ExerciseEnded))
        for path in (ONCE, kept)
    )
    assert (once.ending, today.ending) == ("broken-word", "entry-point")


def test_a_broken_promise_does_not_say_that_nothing_else_was_kept(table: Table) -> None:
    broken_in_the_second_round(table, "rok")
    # All else is signed once more and kept.
    agree(table, joint_exercises="as-planned", inter_korean_contacts="aid")
    decide(to(table, "decision", 4))
    to(table, "ended")
    ended = next(one for one in table.events if isinstance(one, ExerciseEnded))
    assert ended.ending == "broken-word"
    assert "what was kept all the same" in " ".join(ended.text.split())
    assert "no one quotes it" not in " ".join(ended.text.split())


def test_no_situation_says_that_the_march_exercise_will_be_held(table: Table) -> None:
    agree(table)
    decide(to(table, "decision", 2))
    halted = to(table, "situation", 3).view(None).round
    assert halted is not None
    said = " ".join(halted.situation.split())
    assert "March, for which the allies had planned their exercise" in said
    assert "The March exercise is" not in said


def test_tests_signed_away_against_sanctions_at_the_last_are_not_delivered(table: Table) -> None:
    late = {"joint_exercises": "as-planned", "sanctions": "part-suspended"}
    agree(to(table, "negotiation"), **late)
    to(table, "ended")
    assert table.state.ending == "ink-still-wet"


def test_the_same_in_a_mere_statement_is_a_piece_of_paper(table: Table) -> None:
    late = {"joint_exercises": "as-planned", "sanctions": "part-suspended", "form": "statement"}
    agree(to(table, "negotiation"), **late)
    to(table, "ended")
    assert table.state.ending == "piece-of-paper"


def test_and_in_time_and_performed_it_is_a_small_step(table: Table) -> None:
    agree(table, joint_exercises="as-planned", sanctions="part-suspended")
    decide(to(table, "decision", 2))
    to(table, "ended")
    assert table.state.ending == "small-steps"
