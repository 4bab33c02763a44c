"""A facilitator lets stand-ins play where people are missing, and hands seats back."""

from __future__ import annotations

from tabletop.screens.console.guides import AllTablesGuide
from tabletop.screens.flow.app import TabletopApp
from tests.console.room import Room
from tests.screens.watching import press, see, until

SMALL = (80, 24)


def app_of(room: Room) -> TabletopApp:
    app = TabletopApp()
    return app.led_by(AllTablesGuide(app, room))


async def test_one_question_fills_every_seat_that_is_missed() -> None:
    room = Room(2)
    await room.remove("1", "mill")
    room.away["1", "lower"] = 300.0
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f")
        await see(pilot, "Let stand-ins play where somebody is missing?", "The mill", "for Ben")
        await press(pilot, "escape")
        assert room.by_id["1"].state.seats["mill"].stand_in is None
        await press(pilot, "f")
        await see(pilot, "Let stand-ins play")
        await press(pilot, "y")
        await until(pilot, lambda: room.by_id["1"].state.seats["mill"].stand_in == "linear")
        assert room.by_id["1"].state.seats["lower"].stand_in == "linear"
        assert room.by_id["1"].state.seats["upper"].stand_in is None
        await see(pilot, "stand-in (linear)")


async def test_a_stand_in_plays_for_somebody_until_their_seat_is_handed_back() -> None:
    room = Room(1)
    name = room.by_id["1"].state.seats["upper"].name
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "p")
        await see(pilot, "Let a stand-in play here", name, "linear: concedes evenly")
        await press(pilot, "right", "ctrl+s")
        await until(pilot, lambda: room.by_id["1"].state.seats["upper"].stand_in == "conceder")
        assert room.by_id["1"].state.seats["upper"].name == name
        await see(pilot, "◆ 1", "stand-in")
        await press(pilot, "p")
        await see(pilot, "Hand the seat back?", f"{name} plays again")
        await press(pilot, "y")
        await until(pilot, lambda: room.by_id["1"].state.seats["upper"].stand_in is None)
