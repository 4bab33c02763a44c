"""A hall seats people, keeps their screens while they are away, and shows them what happens."""

from __future__ import annotations

import asyncio
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tabletop.errors import NotAllowed
from tabletop.host.admission.lobby import OVERVIEW, Place
from tabletop.host.tables.folder import KEYS
from tabletop.host.tables.hosted_table import HostedTable
from tabletop.journal.places import located
from tabletop.play.actions import Advance, Assign, Extend
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.watching import Evaluator
from tabletop.screens.pages.waiting import Waiting
from tabletop.table import Table
from tests.host.far import Far, until
from tests.host.halls import come, hall_in, join
from tests.screens.rivers import SOURCE


async def test_who_comes_is_seated_where_people_lack_most(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        places = [(await hall.seat(f"P{n}")).place for n in range(7)]
    assert places[:6] == [
        Place(table, seat) for seat in ("upper", "lower", "mill") for table in ("1", "2")
    ]
    assert places[6] == Place("1", "upper-2")


async def test_newcomers_are_dealt_evenly_over_the_tables(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 3) as hall:
        for n in range(16):
            await hall.seat(f"P{n}")
            counts = [len(one.people()) for one in hall.tables.values()]
            assert max(counts) - min(counts) <= 1, counts
        # A table that has lost its head comes before all others.
        await hall.roster.remove("3", "lower")
        assert (await hall.seat("Late")).place == Place("3", "lower")


async def test_who_chooses_sits_there_and_others_see_the_name_at_once(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        first, _, ticket = await join(hall, "Anna", table="2", delegation="mill")
        assert ticket.place == Place("2", "mill")
        await until(lambda: "Anna" in first.text)
        await join(hall, "지민", table="2", delegation="lower")
        await until(lambda: "지민" in first.text)
        assert hall.openings()[1].delegations[1].people == ("지민",)


async def test_a_token_leads_to_its_place_and_a_wrong_one_nowhere(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        ticket = await hall.seat("Anna")
        assert hall.place_of(ticket.token) == ticket.place
        assert hall.place_of(ticket.token + "x") is None
        assert hall.place_of(hall.facilitator_key) == OVERVIEW
        assert ticket.token not in (tmp_path / KEYS).read_text()
        assert stat.S_IMODE((tmp_path / KEYS).stat().st_mode) == 0o600


async def test_a_second_client_takes_the_seat_over_and_the_first_can_do_nothing_more(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        first, line, ticket = await join(hall, "Anna")
        second, _ = await come(hall, ticket.place)
        await until(lambda: first.closed and "Anna" in second.text)
        assert "somewhere else" in (first.closed or "")
        session = hall.floor.session(ticket.place)
        line.feed(b"\x11")
        line.resize(30, 12)
        line.hang_up()
        await until(lambda: "Anna" in second.text)
        assert session.connected
        assert session.app.size == (80, 24)


async def test_there_is_no_way_into_a_place_that_does_not_exist(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        for place in (Place("1", "nobody"), Place("9", "upper"), Place("9", "projector")):
            with pytest.raises(NotAllowed, match="join again"):
                await come(hall, place)


@pytest.mark.slow
async def test_tables_tokens_and_code_survive_the_end_of_the_process(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        code, ticket = hall.join_code, await hall.seat("Anna", table="2")
        desk = hall.desk_token()
        key = hall.facilitator_key
    async with hall_in(tmp_path, 2) as hall:
        assert hall.join_code == code
        assert hall.place_of(ticket.token) == ticket.place
        assert hall.place_of(desk) == OVERVIEW
        assert not hall.is_facilitator(key)
        far, _ = await come(hall, ticket.place)
        await until(lambda: "Anna" in far.text)


@pytest.mark.slow
async def test_spares_are_ready_before_anybody_comes(tmp_path: Path) -> None:
    async with hall_in(tmp_path, spares=2) as hall:
        await until(lambda: len(hall.floor._spares._ready) == 2)
        spare = hall.floor._spares._ready[0]
        far, _, ticket = await join(hall, "Anna")
        assert hall.floor.session(ticket.place) is spare
        await until(lambda: "Anna" in far.text)
        await until(lambda: len(hall.floor._spares._ready) == 2)


async def test_whoever_has_a_seat_finds_its_page_put_up(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await come(hall, OVERVIEW, 100, 30)
        ticket = await hall.seat("Anna")
        await until(lambda: ticket.place in hall.floor._sessions)
        session = hall.floor.session(ticket.place)
        await until(lambda: session.started)
        await session.start()
        await until(lambda: isinstance(session.app.screen, Waiting))
        # As large as the terminal that came last; hers is another, and she sees all of it.
        assert session.app.size == (100, 30)
        far, _ = await come(hall, ticket.place, 90, 28)
        await until(lambda: "Anna" in far.text or "Read on" in far.text)
        assert hall.floor.session(ticket.place) is session
        assert session.app.size == (90, 28)


async def test_a_screen_is_put_up_once_for_whoever_takes_a_new_seat(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with hall_in(tmp_path) as hall:
        for name in ("Anna", "Ben", "조"):
            ticket = await hall.seat(name)
            await until(lambda place=ticket.place: place in hall.floor._sessions)  # type: ignore[misc]
        await until(lambda: all(one[0].started for one in hall.floor._sessions.values()))
        assert hall.floor._ended_so_far == 0
        # Whoever takes over a seat finds nothing of who had it before.
        before = hall.floor.session(Place("1", "upper"))
        await hall.roster.replace("1", "upper", "Dan")
        await until(before.ended.is_set)
        far, _ = await come(hall, Place("1", "upper"))
        await until(lambda: "Dan" in far.text)
    assert "failed" not in caplog.text


async def test_a_seat_that_is_empty_again_is_not_waited_for(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await hall.floor._put_up(Place("1", "nobody"), (80, 24))
        ticket = await hall.seat("Anna")
        await hall.roster.remove("1", ticket.place.seat)
        await hall.floor._put_up(ticket.place, (80, 24))
        assert not hall.floor._sessions


async def test_who_is_moved_while_their_screen_starts_comes_back_and_is_not_counted_as_here(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path, 2) as hall:
        ticket = await hall.seat("Anna", table="1", delegation="upper")
        far = Far()
        entering = asyncio.ensure_future(hall.enter(ticket.place, far, far.size))
        await until(lambda: ticket.place in hall.floor._sessions)
        await hall.roster.move("1", "upper", to_table="2")
        line = await entering
        await until(lambda: far.closed)
        assert "another seat" in (far.closed or "")
        assert far.again
        assert not hall.floor.tables["1"].connected("upper")
        line.feed(b"x")
        line.resize(90, 30)
        line.hang_up()
        back, _ = await come(hall, Place("2", "upper"))
        await until(lambda: "Anna" in back.text)


class Attentive(Far):
    """Records the first paint that it is sent."""

    first = ""

    async def send(self, data: bytes) -> None:
        await super().send(data)
        if not self.first.strip():
            self.first = self.text


async def test_whoever_comes_sees_first_how_things_are_now(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await come(hall, OVERVIEW)
        anna = await hall.seat("Anna", delegation="upper")
        await until(lambda: anna.place in hall.floor._sessions)
        session = hall.floor.session(anna.place)
        await session.start()
        await until(lambda: isinstance(session.app.screen, Waiting))
        await session.standing()
        await hall.seat("Ben")
        far = Attentive()
        await hall.enter(anna.place, far, far.size)
        await until(lambda: bool(far.first.strip()))
        assert "Ben" in far.first


@pytest.mark.slow
async def test_an_evaluator_who_only_observes_now_comes_to_no_evaluators_page(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        await come(hall, OVERVIEW)
        eve = await hall.roster.seat("Eve", None, None, "evaluator")
        await until(lambda: eve.place in hall.floor._sessions)
        session = hall.floor.session(eve.place)
        await session.start()
        await until(lambda: isinstance(session.app.screen, Evaluator))
        await session.standing()
        await hall.roster.move("1", eve.place.seat, role="observer")
        far, _ = await come(hall, eve.place)
        await until(lambda: "An observer" in far.text)
        assert b"An evaluator" not in far.bytes


async def test_who_goes_somewhere_twice_at_once_has_one_screen_there(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        far, line = await come(hall, OVERVIEW)
        desk = Place("1", FACILITATOR)
        overview = hall.floor._sessions[OVERVIEW][0]
        for _ in range(2):
            line.go(desk)  # type: ignore[attr-defined]
        await until(lambda: "desk" in far.text)
        # What the screen that was left still asks for comes too late.
        overview.app.go(OVERVIEW)
        line.resize(90, 30)
        far.resized(90, 30)
        await until(lambda: "desk" in far.text)
        assert hall.floor._lookers(desk) == 1
        line.hang_up()
        await until(lambda: not hall.floor._lookers(desk))
        assert len(hall.floor._sessions[desk]) == 1


async def test_several_may_look_from_the_facilitators_place(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        one, _ = await come(hall, OVERVIEW)
        two, _ = await come(hall, OVERVIEW)
        await until(lambda: "Two rivers" in one.text and "Two rivers" in two.text)
        assert one.closed is None


def test_a_clock_is_shown_by_the_second_only_when_time_is_short(tmp_path: Path) -> None:
    at = [datetime(2026, 1, 5, 9, tzinfo=UTC)]
    table = Table.create(SOURCE, where=tmp_path / "table-1.toml", now=lambda: at[0])
    hosted = HostedTable("1", table, located(tmp_path / "table-1.toml"))
    for party in table.exercise.delegations:
        table.submit(Assign(by=FACILITATOR, seat=party.id, delegation=party.id, role="head"))
    while table.remaining() is None:
        table.submit(Advance(by=FACILITATOR))
    table.submit(Extend(by=FACILITATOR, seconds=300))
    moved = []
    while (left := table.remaining() or 0) > 0:
        if hosted.clock_moved():
            moved.append(left // 1000)
        at[0] += timedelta(seconds=1)
    assert all(one % 10 in (0, 9) for one in moved[1:] if one > 120)
    assert [one for one in moved if one <= 120] == list(range(120, 0, -1))
    table.close()


@pytest.mark.slow
async def test_fewer_screens_are_kept_ready_as_people_come(tmp_path: Path) -> None:
    async with hall_in(tmp_path, spares=3) as hall:
        await until(lambda: len(hall.floor._spares._ready) == 3)
        await join(hall, "Anna")
        await join(hall, "지민")
        await until(lambda: len(hall.floor._spares._ready) == 2)


async def test_a_delegation_whose_head_moves_away_is_headed_by_who_is_here(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        await hall.seat("Anna", table="1", delegation="upper")
        ben, _, ticket = await join(hall, "Ben", table="1", delegation="upper")
        await until(lambda: "Ben" in ben.text)
        await hall.roster.move("1", "upper", to_table="2", delegation="upper", role="head")
        roles = {one.seat: (one.name, one.role) for one in hall.tables["1"].people()}
        assert roles == {"upper": ("", "member"), ticket.place.seat: ("Ben", "head")}
