"""The facilitator gives roles at the console, where an exercise has any."""

from __future__ import annotations

from tabletop.play.actions import Assign
from tabletop.play.queries.roles import held
from tabletop.play.state import FACILITATOR
from tests.console.room import Room
from tests.console.test_seats import app_of
from tests.play.ministry import MINISTRY
from tests.screens.watching import press, see, text_of, until


def room_of_bakers() -> Room:
    room = Room(1, MINISTRY, people=False)
    table = room.by_id["1"]
    table.submit(Assign(by=FACILITATOR, seat="baker", delegation="baker", name="Anna"))
    table.submit(Assign(by=FACILITATOR, seat="b2", delegation="baker", role="member", name="Ben"))
    table.submit(Assign(by=FACILITATOR, seat="miller", delegation="miller", name="Mia"))
    return room


async def test_a_role_is_given_to_somebody_and_taken_from_whoever_had_it() -> None:
    room = room_of_bakers()
    state = room.by_id["1"].state
    app = app_of(room)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "s")
        await see(pilot, "Give roles", "Master baker", "Banker")
        await press(pilot, "g")
        await see(pilot, "Anna of Baker, table 1", "Banker · now Ben", "Apprentice")
        await press(pilot, "down", "right", "ctrl+s")
        await until(pilot, lambda: room.by_id["1"].state.seats["baker"].holds != ("master",))
        state = room.by_id["1"].state
        assert [one.id for one in held(state, state.seats["baker"])] == ["master", "banker"]
        assert held(state, state.seats["b2"]) == ()
        await see(pilot, "Master baker, Banker")


async def test_a_delegation_without_roles_has_none_to_give() -> None:
    app = app_of(room_of_bakers())
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await press(pilot, "s", "down", "down", "g")
        await see(pilot, "There are no roles to give in this person's delegation.")


async def test_an_exercise_without_roles_has_no_key_for_them() -> None:
    app = app_of(Room(1))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "s")
        await see(pilot, "Seats, all tables")
        assert "Give roles" not in text_of(app)
