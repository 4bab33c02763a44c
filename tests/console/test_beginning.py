"""Beginning the exercise from the console, where delegations lack a head."""

from __future__ import annotations

from tabletop.play.actions import Assign
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import AllTablesGuide
from tabletop.screens.flow.app import TabletopApp
from tests.console.room import Room, stages
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)


def app_of(room: Room) -> TabletopApp:
    app = TabletopApp()
    return app.led_by(AllTablesGuide(app, room))


async def test_a_table_may_begin_without_a_delegation_once_the_facilitator_has_said_so() -> None:
    room = Room(1, people=False)
    for seat in ("upper", "lower"):
        room.by_id["1"].submit(Assign(by=FACILITATOR, seat=seat, delegation=seat, name=seat))
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Moves go to table 1")
        await press(pilot, "n")
        await see(pilot, "Begin round 1, table 1?", "Nobody heads The mill.", "begins without")
        await press(pilot, "y")
        await until(pilot, lambda: room.by_id["1"].state.stage == "situation")
        assert room.by_id["1"].state.absent == {"mill"}


async def test_a_table_that_lacks_heads_is_told_so_before_anybody_is_asked() -> None:
    room = Room(1, people=False)
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await see(pilot, "Moves go to table 1")
        await press(pilot, "n")
        await see(pilot, "Nobody heads Upper Town, Lower Town and The mill yet")
        assert "Begin round 1, table 1?" not in text_of(app)


async def test_of_several_tables_only_those_begin_that_can_and_the_question_says_which() -> None:
    room = Room(3, people=False)
    for table in ("1", "3"):
        for seat in ("upper", "lower"):
            room.by_id[table].submit(
                Assign(by=FACILITATOR, seat=seat, delegation=seat, name=f"{seat} {table}")
            )
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "asterisk", "n")
        await see(pilot, "Begin round 1, tables 1 and 3?", "Not table 2: at least two delegations")
        assert "at table 2" not in text_of(app)
        await press(pilot, "y")
        await until(pilot, lambda: room.by_id["3"].state.stage == "situation")
        assert stages(room) == ["situation", "lobby", "situation"]
