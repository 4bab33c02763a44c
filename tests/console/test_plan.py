"""Planned injects at the console: listed, read in full, held, skipped, moved, told when due."""

from __future__ import annotations

from typing import Any

import tomli_w

from tabletop.play.actions import Advance, Assign, Respond
from tabletop.play.parts.plan import Timetable
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import ProjectorGuide, TableDeskGuide
from tabletop.screens.flow.app import TabletopApp
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.console.room import Room
from tests.play.planned import Turned, document
from tests.screens.rivers import seated
from tests.screens.watching import press, see, text_of, until

WIDE = (120, 40)
LEAK = {
    "id": "leak",
    "round": 1,
    "at": 2,
    "channel": "mail",
    "expected": "They call the police.",
    "owner": "press",
}


class Planned(Room):
    """A hall of one table of an exercise with planned injects, in its first situation."""

    def __init__(self, *injects: dict[str, Any]) -> None:
        self.clock = Turned()
        source = tomli_w.dumps(document(*injects))
        super().__init__(1, source, people=False, clocks=True, awake=self.clock)
        for one in ("clinic", "press"):
            self.table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
        self.table.submit(Advance(by=FACILITATOR))

    @property
    def table(self) -> Table:
        return self.by_id["1"]

    @property
    def plan(self) -> Timetable:
        return self.table.state.plan


def desk_of(room: Room) -> TabletopApp:
    app = TabletopApp()
    there = room.by_id["1"]
    app.led_by(TableDeskGuide(app, room, "1", Port(there, FACILITATOR), there.left_on_table))
    return app


async def test_the_plan_lists_every_inject_with_where_it_stands() -> None:
    room = Planned(LEAK, {"id": "storm", "round": 2})
    room.table.submit(Respond(by="press", question="next-1", value="Print it."))
    app = desk_of(room)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "6")
        await see(
            pilot,
            "Leak   in 2:00",
            "Planned: round 1, 2 min after it opens",
            "Comes as: Mail",
            "Played by: Press",
            "Expected: They call the police.",
            "Storm   round 2",
            "What do you do on day 1?",
            "Press: Print it.",
            "Clinic: no answer yet",
        )
        room.clock.now = 120_000
        await see(pilot, "Leak   due now")


async def test_what_becomes_due_is_told_once() -> None:
    room = Planned(LEAK)
    app = desk_of(room)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await see(pilot, "the facilitator's desk")
        assert "Due now" not in text_of(app)
        room.clock.now = 121_000
        await see(pilot, "Due now at table 1: Leak. I reads and delivers it.")


async def test_an_inject_is_read_in_full_with_its_plan_and_delivered() -> None:
    room = Planned(LEAK)
    app = desk_of(room)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "i", "enter")
        await see(pilot, "Of leak.", "Expected: They call the police.", "Hold (H)", "Skip (K)")
        await press(pilot, "y")
        await until(pilot, lambda: "leak" in room.table.state.delivered)


async def test_an_inject_is_held_put_back_and_skipped() -> None:
    room = Planned(LEAK)
    app = desk_of(room)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "i", "enter", "h")
        await until(pilot, lambda: room.plan.held == {"leak"})
        await press(pilot, "i", "enter")
        await see(pilot, "held", "As planned (R)")
        await press(pilot, "r")
        await until(pilot, lambda: not room.plan.held)
        await press(pilot, "i", "enter", "k")
        await until(pilot, lambda: room.plan.skipped == {"leak"})


async def test_an_inject_is_moved_to_minutes_from_now() -> None:
    room = Planned(LEAK)
    app = desk_of(room)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "i", "enter", "m")
        await see(pilot, "Another time for this inject", "Leak")
        await press(pilot, "enter")
        await see(pilot, "Type in how many minutes from now")
        await press(pilot, "9", "enter")
        await until(pilot, lambda: room.table.state.plan.moved == {"leak": 540_000})
        await press(pilot, "i")
        await see(pilot, "Leak  in 9:00")


async def test_a_small_terminal_shows_every_button_of_an_inject() -> None:
    room = Planned(LEAK)
    app = desk_of(room)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i", "enter")
        await see(pilot, "Deliver (Y)", "Hold (H)", "Another time (M)", "They call the police.")


async def test_an_exercise_without_a_plan_has_no_such_section() -> None:
    room = Room(1)
    app = desk_of(room)
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "Notes")
        assert "Timetable" not in text_of(app)
        assert seated().exercise.has.planned is False


async def test_the_wall_shows_what_everybody_discusses_and_how_the_news_came() -> None:
    room = Planned({"id": "leak", "round": 1, "phase": "negotiation", "channel": "cable"})
    app = TabletopApp()
    port = Port(room.table, "")
    guide = ProjectorGuide(
        app, port, room.address, room.join_code, room.table.left_on_table, room.table.possible
    )
    app.led_by(guide)
    async with app.run_test(size=WIDE) as pilot:
        await see(pilot, "Module 1")
        assert "What do you do on day 1?" not in text_of(app)
        room.table.submit(Advance(by=FACILITATOR))
        guide.changed()
        await see(pilot, "CABLE FROM THE CAPITAL", "Of leak.", "What do you do on day 1?")
        assert "How ready are you?" not in text_of(app), "that is asked of one delegation"
