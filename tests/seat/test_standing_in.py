"""A stand-in is offered where somebody is missing, and never seated unasked."""

from __future__ import annotations

from dataclasses import replace

from tabletop.play.actions import Advance, Assign
from tabletop.play.state import FACILITATOR
from tabletop.seat.desk import PersonGlance, TableGlance
from tabletop.seat.desk.glances import glance_of
from tabletop.seat.desk.standing_in import handed_back, headless, missed, offered
from tabletop.table import Table
from tests.screens.rivers import SOURCE

ANNA = PersonGlance("upper", "Anna", "upper", "head", None)
BEN = PersonGlance("lower", "Ben", "lower", "head", None)


def glance(
    *people: PersonGlance, begun: bool = True, remaining: int | None = 60_000
) -> TableGlance:
    table = Table.create(SOURCE, clocks=False)
    for one in people:
        table.submit(handed_back(one).model_copy(update={"stand_in": one.stand_in}))
    if begun:
        table.submit(Advance(by=FACILITATOR, absent=headless(table.exercise, _of(table, people))))
    return replace(_of(table, people), remaining=remaining)


def _of(table: Table, people: tuple[PersonGlance, ...]) -> TableGlance:
    return glance_of("1", table.view(FACILITATOR), 3, people)


EXERCISE = Table.create(SOURCE, clocks=False).exercise


def test_a_delegation_that_nobody_came_for_is_offered_one_once_the_game_has_begun() -> None:
    assert offered(EXERCISE, glance(ANNA, BEN, begun=False)) == ()
    (told,) = offered(EXERCISE, glance(ANNA, BEN))
    assert told == "Nobody plays The mill: F lets a stand-in, until somebody comes."


def test_who_has_been_gone_for_two_minutes_is_offered_one_in_a_phase_with_a_clock() -> None:
    mill = PersonGlance("mill", "Cho", "mill", "head", 119.0)
    assert offered(EXERCISE, glance(ANNA, BEN, mill)) == ()
    gone = replace(mill, away=121.0)
    (told,) = offered(EXERCISE, glance(ANNA, BEN, gone))
    assert told.startswith("Cho (The mill) has been away for 2 minutes: F lets")
    assert offered(EXERCISE, glance(ANNA, BEN, gone, remaining=None)) == ()


def test_a_seat_stays_its_person_s_while_a_stand_in_plays_there() -> None:
    gone = replace(BEN, away=5.0)
    one, two = missed(EXERCISE, glance(ANNA, gone))
    assert one.move == Assign(
        by=FACILITATOR, seat="lower", delegation="lower", name="Ben", stand_in="linear"
    )
    assert (two.move.seat, two.move.name, two.move.stand_in) == ("mill", "", "linear")


def test_where_a_stand_in_plays_nobody_is_missed_and_a_table_may_begin() -> None:
    mill = PersonGlance("mill", "", "mill", "head", 9.0, stand_in="grit")
    there = glance(ANNA, BEN, mill, begun=False)
    assert missed(EXERCISE, there) == ()
    assert headless(EXERCISE, there) == ()
    assert offered(EXERCISE, glance(ANNA, BEN, mill)) == ()
