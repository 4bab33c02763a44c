"""The facilitator's list of tables and their console on a phone held upright."""

from __future__ import annotations

from tabletop.play.actions import Assign, EndExercise, OpenDebrief
from tabletop.play.state import FACILITATOR
from tests.console.room import Room
from tests.console.test_all_tables import app_of, line_of, offered
from tests.screens.rivers import advanced
from tests.screens.watching import press, see, text_of


async def test_on_an_upright_phone_the_console_says_who_is_here() -> None:
    room = Room(1)
    advanced(room.by_id["1"], "negotiation")
    app = app_of(room)
    async with app.run_test(size=(48, 41)) as pilot:
        await see(pilot, "No offer is open.", "● Anna")
        room.by_id["1"].submit(EndExercise(by=FACILITATOR))
        room.by_id["1"].submit(OpenDebrief(by=FACILITATOR))
        room.told[0]("1")
        await see(pilot, "0 answers so far", "● Anna")


async def test_on_an_upright_phone_everybody_at_the_table_is_named() -> None:
    room = Room(1)
    for number in range(1, 7):
        name = f"Person {number} of Upper Town"
        seat = f"upper-{number}"
        room.by_id["1"].submit(
            Assign(by=FACILITATOR, seat=seat, delegation="upper", role="member", name=name)
        )
    app = app_of(room)
    async with app.run_test(size=(48, 41)) as pilot:
        await see(pilot, "● Anna", *(f"Person {number} of Upper" for number in range(1, 7)))


async def test_on_an_upright_phone_the_way_in_and_the_buttons_of_a_form_stand_whole() -> None:
    room = Room(1)
    advanced(room.by_id["1"], "negotiation")
    app = app_of(room)
    async with app.run_test(size=(48, 41)) as pilot:
        await press(pilot, "c")
        await see(pilot, "Open in a browser", room.address, "and type the code", room.join_code)
        await press(pilot, "escape", "i")
        await see(pilot, "Read and deliver", "Back (Esc)")


async def test_on_a_phone_held_upright_each_table_has_one_line() -> None:
    room = Room(3, clocks=True)
    for one in room.by_id.values():
        offered(one)
    app = app_of(room)
    async with app.run_test(size=(43, 42)) as pilot:
        await press(pilot, "p")
        await see(pilot, "paused 0")
        lines = text_of(app).splitlines()
        rows = [lines.index(line_of(app, id)) for id in ("1", "2", "3")]
        assert rows == list(range(rows[0], rows[0] + 3))
        assert all("negotiation" in lines[row] for row in rows)
