"""Screens of an exercise with nothing but issues, and of one with points, mention nothing else.

What a file does not name is on no page of a game at one keyboard, in no help, on no wall and on no
console.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from tabletop.play.actions import (
    Advance,
    AnyAction,
    Assign,
    EndExercise,
    Join,
    Leave,
    OpenDebrief,
    Reveal,
    SignOffer,
    TableOffer,
)
from tabletop.play.queries.reveal import steps
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import AllTablesGuide, ProjectorGuide, TableDeskGuide
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.flow.solo import Solo
from tabletop.screens.pages.help import HelpPage
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.console.room import Room
from tests.play.market import MARKET, PRICED
from tests.screens.rivers import in_memory
from tests.screens.watching import press, see, text_of, until

CLIMATE = re.compile(
    r"× 1\.00|trust|tension|breach|broken|perform|promise|fade|gesture|crisis|relied|\bform\b|joint"
    r"|\border\b",
    re.IGNORECASE,
)
WORTH = re.compile(
    r"worth|walk-away|points|surplus|left on the table|ledger|scores?\b", re.IGNORECASE
)
SIZES = ((80, 24), (120, 36))
EXERCISES = {"bare": MARKET, "priced": PRICED}
VOTES = re.compile(r"\bvot|ballot|\broll", re.IGNORECASE)
FORBIDDEN = {"bare": (CLIMATE, WORTH, VOTES), "priced": (CLIMATE, VOTES)}
HEADS = ("baker", "miller")


def market(name: str) -> Table:
    """A table with both seated, in the lobby."""
    table = Table.create(EXERCISES[name], clocks=False)
    for one in HEADS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    return table


def offered(table: Table) -> Table:
    table.submit(TableOffer(by="baker", package={"price": "low", "day": "friday"}))
    return table


def clean(app: TabletopApp, name: str) -> None:
    """Assert that the screen names nothing that the exercise does not have."""
    shown = text_of(app)
    for pattern in FORBIDDEN[name]:
        found = pattern.search(shown)
        assert found is None, f"{found and found[0]!r} on the screen:\n{shown}"


async def helped(pilot: Pilot[Any], app: TabletopApp, name: str) -> None:
    """Open help here, look at both its sections, and close it."""
    await press(pilot, "f1")
    await until(pilot, lambda: isinstance(app.screen, HelpPage), "help")
    for section in ("1", "2"):
        await press(pilot, section)
        clean(app, name)
    await press(pilot, "escape")
    await until(pilot, lambda: not isinstance(app.screen, HelpPage), "no help")


@pytest.fixture(params=[(name, size) for name in EXERCISES for size in SIZES], ids=str)
def shown(request: pytest.FixtureRequest) -> Iterator[tuple[str, tuple[int, int]]]:
    yield request.param


async def briefed(pilot: Pilot[Any], app: TabletopApp, name: str) -> None:
    """Let everybody read the game in a minute and its own brief."""
    await see(pilot, "The game in a minute")
    clean(app, name)
    await press(pilot, "enter")
    for one in HEADS:
        await see(pilot, f"for {one.title()}")
        await helped(pilot, app, name)
        await press(pilot, "enter")
        for section in "123":
            await press(pilot, section)
            clean(app, name)
        await helped(pilot, app, name)
        while isinstance(app.screen, Briefing):
            await press(pilot, "enter")


@pytest.mark.slow
async def test_a_game_at_one_keyboard(shown: tuple[str, tuple[int, int]]) -> None:
    name, size = shown
    table = market(name)
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("market.toml")))
    async with app.run_test(size=size) as pilot:
        await briefed(pilot, app, name)
        await see(pilot, "for Baker", "negotiation")
        await press(pilot, "enter")
        await see(pilot, "Your draft", "Price", "Day")
        clean(app, name)
        await helped(pilot, app, name)
        # A draft is tabled, and every page that opens from the table is looked at.
        await press(pilot, "plus", "down", "plus")
        clean(app, name)
        await press(pilot, "t")
        await see(pilot, "Price: ten a sack")
        clean(app, name)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: table.state.offers, "the offer")
        for key in "bopvml":
            await press(pilot, key)
            clean(app, name)
            await helped(pilot, app, name)
            await press(pilot, "escape")
        if name == "priced":
            await press(pilot, "f2")
            await see(pilot, "ten a sack")
            clean(app, name)
            await press(pilot, "escape")
        await press(pilot, "escape")
        await see(pilot, "for Miller")
        await press(pilot, "enter", "s")
        await see(pilot, "Sign O1?")
        clean(app, name)
        await press(pilot, "y")
        await until(pilot, lambda: table.state.agreements, "the agreement")
        await press(pilot, "f10")
        await see(pilot, "The facilitator")
        clean(app, name)
        await press(pilot, "o", "enter")
        await see(pilot, "not for players' eyes")
        clean(app, name)
        await press(pilot, "escape", "escape")


async def test_the_end_and_the_debrief(shown: tuple[str, tuple[int, int]]) -> None:
    name, size = shown
    table = market(name)
    app = TabletopApp()
    for one in HEADS:
        for came in (Join(by=one), Leave(by=one)):
            table.submit(came)
    moves: list[AnyAction] = [
        Advance(by=FACILITATOR),
        TableOffer(by="baker", package={"price": "low", "day": "friday"}),
        SignOffer(by="miller", offer="O1"),
        EndExercise(by=FACILITATOR),
        OpenDebrief(by=FACILITATOR),
    ]
    for move in moves:
        table.submit(move)
    app.led_by(HotSeat(app, table, in_memory("market.toml")))
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Bought", "What stands at the end")
        for section in "12345":
            await press(pilot, section)
            clean(app, name)
        await press(pilot, "escape")
        await helped(pilot, app, name)


async def test_the_wall_and_the_consoles(shown: tuple[str, tuple[int, int]]) -> None:
    name, size = shown
    room = Room(1, EXERCISES[name], people=False)
    table = room.by_id["1"]
    for one in HEADS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    table.submit(Advance(by=FACILITATOR))
    offered(table)
    app = TabletopApp()
    left, possible = table.left_on_table, table.possible
    app.led_by(ProjectorGuide(app, Port(table, ""), Room.address, Room.join_code, left, possible))
    async with app.run_test(size=size) as pilot:
        await see(pilot, "NEGOTIATION" if size[0] < 100 else "Morning")
        clean(app, name)
    app = TabletopApp()
    app.led_by(TableDeskGuide(app, room, "1", Port(table, FACILITATOR), left))
    async with app.run_test(size=size) as pilot:
        await see(pilot, "the facilitator's desk")
        for section in "1234":
            await press(pilot, section)
            clean(app, name)
    app = TabletopApp()
    app.led_by(AllTablesGuide(app, room))
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Table", "Round")
        clean(app, name)
    table.submit(EndExercise(by=FACILITATOR))
    table.submit(OpenDebrief(by=FACILITATOR))
    for step in steps(table.exercise):
        table.submit(Reveal(by=FACILITATOR, what=step))
        app = TabletopApp()
        app.led_by(
            ProjectorGuide(app, Port(table, ""), Room.address, Room.join_code, left, possible)
        )
        async with app.run_test(size=size):
            clean(app, name)


async def to_the_table(pilot: Pilot[Any], app: TabletopApp, name: str) -> None:
    """Read the first pages, and assert that they name nothing that is not there."""
    for _ in range(5):
        if "Your draft" in text_of(app):
            break
        clean(app, name)
        await press(pilot, "enter")
    await see(pilot, "Your draft")


async def test_a_seat_of_ones_own(shown: tuple[str, tuple[int, int]]) -> None:
    name, size = shown
    table = market(name)
    app = TabletopApp()
    solo = Solo(app, table, Port(table, "miller"), table.left_on_table, lambda **_: None, set())
    app.led_by(solo)
    async with app.run_test(size=size) as pilot:
        await see(pilot, "welcome to the table")
        clean(app, name)
        for _ in range(6):
            await press(pilot, "enter")
            clean(app, name)
        table.submit(Advance(by=FACILITATOR))
        offered(table)
        solo.changed()
        if isinstance(app.screen, Briefing):
            await press(pilot, "escape")
        await to_the_table(pilot, app, name)
        assert "O1" in text_of(app)
        clean(app, name)
        await helped(pilot, app, name)
        table.submit(SignOffer(by="miller", offer="O1"))
        solo.changed()
        await to_the_table(pilot, app, name)
        table.submit(Advance(by=FACILITATOR))
        solo.changed()
        for _ in range(3):
            if "Bought" not in text_of(app):
                clean(app, name)
                await press(pilot, "enter")
        await see(pilot, "Bought")
        clean(app, name)
        table.submit(OpenDebrief(by=FACILITATOR))
        solo.changed()
        for _ in range(3):
            if "1 Outcome" not in text_of(app):
                await press(pilot, "enter")
        await press(pilot, "escape", "1")
        await see(pilot, "What stands at the end")
        clean(app, name)
