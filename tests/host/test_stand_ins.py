"""Stand-ins play at hosted tables until somebody comes, and think in a process of their own."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

from tabletop.host.admission.lobby import Place
from tabletop.host.tables.hall import Hall
from tabletop.host.tables.hosted_table import STOOD_IN, HostedTable
from tabletop.host.tables.thinkers import _make
from tabletop.play.actions import Advance, Assign, Ready
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.state import FACILITATOR, Seat, State
from tests.host.far import until
from tests.host.halls import come, hall_in, join


def table_of(hall: Hall) -> HostedTable:
    return hall.floor.tables["1"]


def state_of(hall: Hall) -> State:
    return table_of(hall).table.state


def seat_of(hall: Hall, id: str) -> Seat:
    return state_of(hall).seats[id]


def moment_of(hall: Hall) -> tuple[str, int]:
    return state_of(hall).stage, state_of(hall).round


def _has_left(hall: Hall, moment: tuple[str, int]) -> bool:
    return moment_of(hall) != moment


async def stand_in(hall: Hall, seat: str, name: str = "") -> None:
    move = Assign(by=FACILITATOR, seat=seat, delegation=seat, name=name, stand_in="linear")
    assert await table_of(hall).submit(move) is None


async def test_one_person_and_stand_ins_play_a_hosted_game_to_its_end(tmp_path: Path) -> None:
    async with hall_in(tmp_path, bots=("lower", "mill")) as hall:
        ticket = await hall.seat("Anna")
        assert ticket.place == Place("1", "upper")
        assert await table_of(hall).submit(Advance(by=FACILITATOR)) is None
        phases = 0
        while state_of(hall).stage not in ("ended", "debrief"):
            before = moment_of(hall)
            if "upper" in waiting_for(state_of(hall)):
                await table_of(hall).submit(Ready(by="upper"))
            await until(partial(_has_left, hall, before))
            phases += 1
        assert phases >= 6
        made = {event.by for event in table_of(hall).table.events if event.kind == "offer.tabled"}
        assert made
        assert made <= {"lower", "mill"}


async def test_whoever_comes_gets_a_seat_that_nobody_plays_before_a_stand_in_s(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path, 2, bots=("upper",)) as hall:
        places = [(await hall.seat(f"P{n}")).place for n in range(5)]
        assert {one.seat for one in places[:4]} == {"lower", "mill"}
        # A late one plays instead of a stand-in, and not beside it.
        assert places[4].seat == "upper"
        seat = hall.floor.tables[places[4].table].table.state.seats["upper"]
        assert (seat.name, seat.stand_in) == ("P4", None)


async def test_who_comes_back_plays_instead_of_the_stand_in(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, line, ticket = await join(hall, "Anna", table="1", delegation="upper")
        await until(lambda: "Anna" in anna.text)
        line.hang_up()
        await stand_in(hall, "upper", "Anna")
        assert [one.stand_in for one in table_of(hall).people()] == ["linear"]
        place = hall.place_of(ticket.token)
        assert place is not None
        await come(hall, place)
        await until(lambda: seat_of(hall, "upper").stand_in is None)
        assert seat_of(hall, "upper").name == "Anna"
        assert any("Anna is back" in one for one in table_of(hall).glance().warnings)


async def test_who_is_here_looks_on_while_a_stand_in_plays_until_the_seat_is_handed_back(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        _, line, ticket = await join(hall, "Anna", table="1", delegation="upper")
        for other in ("lower", "mill"):
            await stand_in(hall, other)
        await table_of(hall).submit(Advance(by=FACILITATOR))
        await stand_in(hall, "upper", "Anna")
        assert await table_of(hall).port("upper").submit(Ready(by="upper")) == STOOD_IN
        line.hang_up()
        await come(hall, ticket.place)
        assert seat_of(hall, "upper").stand_in == "linear"
        back = Assign(by=FACILITATOR, seat="upper", delegation="upper", name="Anna")
        await table_of(hall).submit(back)
        assert await table_of(hall).port("upper").submit(Ready(by="upper")) != STOOD_IN


async def test_a_move_that_comes_after_its_phase_is_not_made_in_the_next(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await join(hall, "Anna", table="1", delegation="upper")
        await stand_in(hall, "lower")
        table = table_of(hall)
        assert await table.submit(Advance(by=FACILITATOR, absent=("mill",))) is None
        late = moment_of(hall)
        assert await table.submit(Advance(by=FACILITATOR)) is None
        await _make(table, Ready(by="lower"), late)
        assert "lower" in waiting_for(state_of(hall))
        await _make(table, Ready(by="lower"), moment_of(hall))
        assert "lower" not in waiting_for(state_of(hall))


async def test_their_process_is_started_again_when_it_ends_and_they_play_on(tmp_path: Path) -> None:
    async with hall_in(tmp_path, bots=("upper", "lower", "mill")) as hall:
        thinkers = hall.floor.thinkers
        await until(lambda: thinkers.pid is not None)
        first = thinkers.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await until(lambda: thinkers.pid not in (None, first))
        await table_of(hall).submit(Advance(by=FACILITATOR))
        await until(lambda: state_of(hall).round > 1)


async def test_where_no_stand_in_plays_no_process_is_started(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await hall.seat("Anna")
        assert hall.floor.thinkers.pid is None
