"""After an interruption or a sleep the clock is stopped until the facilitator resumes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.journal.places import located
from tabletop.screens.console.desk.all_tables import AllTables
from tabletop.screens.facilitator.lock import Lock
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.start.beginning import begin_play
from tabletop.table import Table
from tests.console.room import Room
from tests.console.test_all_tables import app_of as console_of
from tests.screens.keyboard import SMALL, app_of, guide
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, until
from tests.table.test_elapsed import Time


async def test_a_game_taken_up_again_says_that_its_clock_stands(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    advanced(briefed(clocks=True, where=path), "negotiation").close()
    table = Table.resume(path)
    app = TabletopApp()
    begin_play(app, table, located(path), lock=Lock())
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "The game was interrupted", "The negotiation has 05:00 left", "F10")
        await press(pilot, "enter")
        await see(pilot, "negotiation paused", "paused until the facilitator goes on")
        await press(pilot, "f10", "r", "enter")
        await until(pilot, lambda: table.state.clock.paused is None, "the clock runs")
        await see(pilot, "negotiation 0")


async def test_a_laptop_that_slept_says_so_and_its_facilitator_may_count_the_time() -> None:
    time = Time()
    table = briefed(clocks=True, now=lambda: time.day, awake=time.stopwatch)
    app = app_of(advanced(table, "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "negotiation 05:00")
        guide(app).tick()
        time.sleep(130)
        guide(app).tick()
        await see(pilot, "The computer slept for 2:10", "05:00 left")
        await press(pilot, "f10", "r", "enter")
        await see(pilot, "Go on where it stopped (G)", "Count it (C)")
        await press(pilot, "escape", "r", "enter", "c")
        await see(pilot, "negotiation 02:50")


async def test_a_sleep_behind_the_open_menu_is_noticed_too() -> None:
    time = Time()
    table = briefed(clocks=True, now=lambda: time.day, awake=time.stopwatch)
    app = app_of(advanced(table, "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10")
        await see(pilot, "The facilitator")
        time.go_on(60, guide(app).tick)
        assert table.state.clock.why is None, "a menu that is open for long is no sleep"
        time.sleep(60)
        guide(app).tick()
        assert table.state.clock.why == "asleep"


@pytest.mark.parametrize(("key", "less"), [("g", None), ("c", 61)])
async def test_at_the_console_everybodys_clock_goes_on_with_the_sleep_counted_or_not(
    key: str, less: int | None
) -> None:
    room = Room(2, clocks=True)
    for table in room.by_id.values():
        advanced(table, "negotiation").stand("asleep", 61)
    app = console_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Paused: the computer slept for 1:01")
        assert isinstance(app.screen, AllTables)
        await press(pilot, "R")
        await see(pilot, "The computer slept for 1:01")
        await press(pilot, key)
        last = [one.events for one in room.by_id.values()]
        await until(pilot, lambda: all(one[-1].kind == "clock.resumed" for one in last), "all")
        assert {getattr(one[-1], "less", 0) for one in last} == {less}
