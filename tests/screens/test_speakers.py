"""The speakers' list on screens: a key at every seat, a page for whoever leads, a clock on the
wall; and none of it where the exercise has no list.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tabletop.host.tables.hosted_table import HostedTable
from tabletop.play.actions import (
    Advance,
    Assign,
    CallSpeaker,
    CloseList,
    Pause,
    RaiseHand,
    StopSpeaker,
)
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import ProjectorGuide, TableDeskGuide, WatchGuide
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.flow.solo import Solo
from tabletop.screens.kit.page import Page
from tabletop.screens.pages.speakers import SpeakersPage
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.console.room import Room
from tests.play.councils import PEOPLE, THREE, source
from tests.play.market import MARKET
from tests.screens.rivers import in_memory, turn
from tests.screens.watching import press, see, text_of, until

SIZES = ((80, 24), (120, 36))


class Now:
    """A time that goes on when told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def council(now: Callable[[], datetime] | None = None, text: str = "") -> Table:
    """A council in its negotiation, everybody seated."""
    table = Table.create(text or source(), now=now or Now(), clocks=True)
    for one in table.exercise.delegation_by_id:
        name = PEOPLE.get(one, one)
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=name))
    while table.state.stage != "negotiation":
        table.submit(Advance(by=FACILITATOR))
    return table


def at_seat(table: Table, seat: str) -> TabletopApp:
    app = TabletopApp()
    app.led_by(
        Solo(
            app,
            table,
            Port(table, seat),
            table.left_on_table,
            lambda **_: None,
            {(seat, PEOPLE.get(seat, seat))},
        )
    )
    return app


def desk_of(table: Table) -> TabletopApp:
    room = Room(1, source(), people=False)
    room.by_id["1"] = table
    app = TabletopApp()
    port = Port(table, FACILITATOR)
    return app.led_by(TableDeskGuide(app, room, "1", port, table.left_on_table))


def wall_of(table: Table) -> TabletopApp:
    app = TabletopApp()
    left, possible = table.left_on_table, table.possible
    port = Port(table, "")
    return app.led_by(ProjectorGuide(app, port, Room.address, Room.join_code, left, possible))


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_at_a_seat_raises_and_lowers_its_hand_and_ends_its_speech(
    size: tuple[int, int],
) -> None:
    table = council()
    app = at_seat(table, "baker")
    async with app.run_test(size=size) as pilot:
        while "Your draft" not in text_of(app):
            await press(pilot, "enter")
        await see(pilot, "Nobody has the floor.", "F Raise hand")
        await press(pilot, "f")
        await see(pilot, "your hand is up, 1st", "F Hand down")
        await press(pilot, "f")
        await see(pilot, "F Raise hand")
        assert not table.state.speakers.hands
        await press(pilot, "f")
        table.submit(CallSpeaker(by=FACILITATOR))
        app.screen.follow(None)  # type: ignore[attr-defined]
        await see(pilot, "You have the floor", "1:00 left", "F End my speech")
        await press(pilot, "f")
        await see(pilot, "End your speech?")
        await press(pilot, "y")
        await see(pilot, "Nobody has the floor.")
        assert [one.delegation for one in table.state.speakers.speeches] == ["baker"]


async def test_a_seat_sees_who_speaks_the_time_and_who_is_next() -> None:
    now = Now()
    table = council(now)
    for one in ("miller", "mason", "baker"):
        table.submit(RaiseHand(by=one))
    table.submit(CallSpeaker(by=FACILITATOR))
    app = at_seat(table, "baker")
    async with app.run_test(size=(80, 24)) as pilot:
        while "Your draft" not in text_of(app):
            await press(pilot, "enter")
        await see(pilot, "Miller (Ben) speaks  1:00 left", "hand is up, 2nd", "next: Mason")
        now.pass_by(72)
        app._guide.tick()  # type: ignore[union-attr]
        await see(pilot, "Miller (Ben) speaks  0:12 over")
        table.submit(CloseList(by=FACILITATOR))
        table.submit(Pause(by=FACILITATOR))
        app.screen.follow(None)  # type: ignore[attr-defined]
        await see(pilot, "0:12 over")
        assert table.state.speakers.speaker is not None


async def test_a_closed_list_says_so_and_its_key_says_why() -> None:
    table = council()
    table.submit(CloseList(by=FACILITATOR))
    app = at_seat(table, "baker")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        while "Your draft" not in text_of(app):
            await press(pilot, "enter")
        await see(pilot, "the list is closed")
        await press(pilot, "f")
        await see(pilot, "The speakers' list is closed; the facilitator can reopen it.")


@pytest.mark.parametrize("size", SIZES)
async def test_whoever_leads_calls_stops_extends_and_closes_on_one_page(
    size: tuple[int, int],
) -> None:
    now = Now()
    table = council(now)
    table.submit(RaiseHand(by="mason"))
    table.submit(RaiseHand(by="baker"))
    app = desk_of(table)
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Nobody has the floor.", "next: Mason, Baker")
        await press(pilot, "l")
        await see(pilot, "The speakers' list", "1  Mason (지민)", "2  Baker (Ada)", "Miller (Ben)")
        await press(pilot, "n")
        await see(pilot, "1:00 left", "has the floor", "1  Baker (Ada)")
        now.pass_by(10)
        await press(pilot, "s")
        await see(pilot, "0:50 left, stopped", "S Let it run")
        await press(pilot, "e")
        await see(pilot, "1:20 left, stopped")
        await press(pilot, "s", "l")
        await see(pilot, "The list is closed.", "L Reopen the list")
        await press(pilot, "l", "end", "up", "h")
        await see(pilot, "hand up")
        assert len(table.state.speakers.hands) == 2
        await press(pilot, "y")
        await see(pilot, "Nobody has the floor.")
        await press(pilot, "home", "down", "enter")
        await until(pilot, lambda: table.state.speakers.speaker, "the second is called")
        assert table.state.speakers.speaker is not None
        assert table.state.speakers.speaker.delegation != "baker"
        await press(pilot, "escape")
        await see(pilot, "the facilitator's desk")


@pytest.mark.parametrize("size", SIZES)
async def test_the_wall_shows_who_speaks_a_large_clock_and_who_is_next(
    size: tuple[int, int],
) -> None:
    now = Now()
    table = council(now)
    app = wall_of(table)
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Day 1")
        assert "next:" not in text_of(app)
        table.submit(RaiseHand(by="baker"))
        table.submit(RaiseHand(by="miller"))
        table.submit(CallSpeaker(by=FACILITATOR))
        app._guide.changed()  # type: ignore[union-attr]
        await see(pilot, "Ada speaks · next: Miller")
        now.pass_by(65)
        app.screen._second()  # type: ignore[attr-defined]
        await see(pilot, "over time")
        table.submit(StopSpeaker(by=FACILITATOR))
        app._guide.changed()  # type: ignore[union-attr]
        await see(pilot, "stopped")


async def test_at_one_keyboard_the_table_as_a_whole_has_a_key_and_the_menu_a_line() -> None:
    table = council()
    for one in THREE:
        turn(table, one)
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("council.toml")))
    async with app.run_test(size=(80, 24)) as pilot:
        while "F Speakers' list" not in text_of(app):
            await press(pilot, "enter")
        await see(pilot, "Nobody has the floor.")
        await press(pilot, "f")
        await until(pilot, lambda: isinstance(app.screen, SpeakersPage), "the page")
        await press(pilot, "down", "h", "escape")
        await see(pilot, "next: Miller")
        await press(pilot, "enter")
        await see(pilot, "Your draft", "next: Miller")
        await press(pilot, "f10", "s", "enter")
        await until(pilot, lambda: isinstance(app.screen, SpeakersPage), "the page")
        await press(pilot, "n", "escape", "escape")
        await see(pilot, "Miller (Ben) speaks", "Your draft")


async def test_who_watches_sees_the_list_too() -> None:
    table = council()
    table.submit(Assign(by=FACILITATOR, seat="olga", role="observer", name="Olga"))
    table.submit(CallSpeaker(by=FACILITATOR, delegation="mason"))
    app = TabletopApp()
    app.led_by(WatchGuide(app, Port(table, "olga")))
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Mason (지민) speaks  1:00 left")


async def test_without_a_list_no_screen_has_a_word_of_it() -> None:
    table = council(text=MARKET)
    for app in (at_seat(table, "baker"), desk_of(table), wall_of(table)):
        async with app.run_test(size=(120, 36)) as pilot:
            await see(pilot, "The market")
            while isinstance(app.screen, Page):
                await press(pilot, "enter")
            shown = text_of(app).lower()
            assert not any(word in shown for word in ("the floor", "speakers", "raise hand"))


def test_a_hosted_table_paints_a_speakers_clock_as_it_goes_and_not_while_it_stands() -> None:
    now = Now()
    table = council(now)
    hosted = HostedTable("1", table, in_memory("council.toml"), lambda: 0.0)
    now.pass_by(1)
    hosted.clock_moved()
    table.submit(CallSpeaker(by=FACILITATOR, delegation="mason"))
    assert hosted.clock_moved()
    now.pass_by(1)
    assert not hosted.clock_moved()
    now.pass_by(4)
    assert hosted.clock_moved()
    now.pass_by(40)
    hosted.clock_moved()
    now.pass_by(1)
    assert hosted.clock_moved()
    table.submit(StopSpeaker(by=FACILITATOR))
    hosted.clock_moved()
    now.pass_by(1)
    assert not hosted.clock_moved()
