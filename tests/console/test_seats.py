"""People are seated, moved, replaced and removed at any time; refusals keep what was typed."""

from __future__ import annotations

import pytest

from tabletop.errors import NotAllowed
from tabletop.screens.console.guides import AllTablesGuide
from tabletop.screens.console.people.personal_link import PersonalLink
from tabletop.screens.console.wall.joining import QrCode
from tabletop.screens.flow.app import TabletopApp
from tests.console.room import Room
from tests.screens.rivers import advanced
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)


def app_of(room: Room) -> TabletopApp:
    app = TabletopApp()
    return app.led_by(AllTablesGuide(app, room))


@pytest.mark.slow
async def test_somebody_new_gets_a_seat_and_a_link_of_their_own() -> None:
    room = Room(2)
    app = app_of(room)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "s")
        await see(pilot, "Seats, all tables", "6 of 6 here")
        await press(pilot, "a", *"Dora", "tab", "right", "tab", "right", "ctrl+s")
        await see(pilot, "The way in for Dora alone", "/seat/2-lower-2")
        seat = room.by_id["2"].state.seats["lower-2"]
        assert (seat.name, seat.delegation, seat.role) == ("Dora", "lower", "member")
        await press(pilot, "escape")
        await see(pilot, "7 of 7 here", "Dora")


async def test_the_arrows_go_from_field_to_field() -> None:
    room = Room(2)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "a", *"Dora", "down", "right", "down", "down", "up", "right")
        await press(pilot, "ctrl+s")
        await see(pilot, "The way in for Dora alone", "/seat/2-lower-2")


async def test_somebody_heads_one_more_delegation_that_nobody_heads() -> None:
    room = Room(1)
    seats = room.by_id["1"].state.seats
    await room.remove("1", "mill")
    app = app_of(room)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "s", "d")
        await see(pilot, "Head one more delegation", "The mill", "sees the secrets of both")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: room.by_id["1"].state.seats["mill"].same_as == "upper")
        assert room.by_id["1"].state.seats["mill"].name == seats["upper"].name
        await press(pilot, "d")
        await see(pilot, "Every delegation of table 1 has a head")


@pytest.mark.slow
async def test_an_evaluator_belongs_to_no_delegation() -> None:
    room = Room(1)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "a", *"Eva", "tab", "tab", "tab", "right", "ctrl+s")
        await until(pilot, lambda: "evaluator" in room.by_id["1"].state.seats)
        assert room.by_id["1"].state.seats["evaluator"].delegation is None


async def test_somebody_is_moved_to_another_table_while_it_plays() -> None:
    room = Room(2)
    advanced(room.by_id["2"], "negotiation")
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "m", "right", "ctrl+s")
        await until(pilot, lambda: "upper-2" in room.by_id["2"].state.seats)
        assert room.by_id["2"].state.seats["upper-2"].name == "Anna"
        assert room.by_id["1"].state.seats["upper"].name == ""
        await see(pilot, "nobody")


async def test_a_head_moved_to_a_delegation_that_has_one_becomes_its_member() -> None:
    room = Room(2)
    await room.remove("2", "mill")
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "m", "right")
        await see(pilot, "‹ 2 ›", "‹ member ›")
        # Where nobody heads the delegation, who headed another one heads it.
        await press(pilot, "tab", "left")
        await see(pilot, "‹ The mill ›", "‹ head ›")
        await press(pilot, "right", "ctrl+s")
        await until(pilot, lambda: "upper-2" in room.by_id["2"].state.seats)
        seats = room.by_id["2"].state.seats
        assert (seats["upper"].role, seats["upper-2"].role) == ("head", "member")


async def test_nobody_is_deposed_before_the_facilitator_has_read_their_name() -> None:
    room = Room(2)
    await room.replace("2", "upper", "Dora")
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "m", "right", "tab", "tab", "left", "ctrl+s")
        await see(pilot, "Dora, who heads this delegation now, would become a member")
        await press(pilot, "escape")
        await see(pilot, "‹ head ›")
        assert "upper-2" not in room.by_id["2"].state.seats
        await press(pilot, "ctrl+s")
        await see(pilot, "Change the head (Enter)")
        await press(pilot, "enter")
        await until(pilot, lambda: "upper-2" in room.by_id["2"].state.seats)
        seats = room.by_id["2"].state.seats
        assert (seats["upper"].role, seats["upper-2"].role) == ("member", "head")


async def test_a_refusal_keeps_the_form() -> None:
    room = Room(1)
    advanced(room.by_id["1"], "negotiation")
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        # A head can't become an observer while nobody else leads its delegation.
        await press(pilot, "s", "m", "tab", "tab", "right", "ctrl+s")
        await see(pilot, "heads Upper Town; give that delegation another head first", "‹ member ›")


@pytest.mark.slow
async def test_a_seat_is_given_to_somebody_else_or_emptied() -> None:
    room = Room(1)
    app = app_of(room)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "s", "down", "r", *"Kim", "ctrl+s")
        await see(pilot, "The way in for Kim alone")
        await press(pilot, "escape", "x", "enter")
        assert room.by_id["1"].state.seats["lower"].name == "Kim"
        await press(pilot, "x")
        await see(pilot, "Kim at table 1 is disconnected", "Show out (Y)", "No (Enter)")
        await press(pilot, "y")
        await until(pilot, lambda: room.by_id["1"].state.seats["lower"].name == "")


async def test_what_the_hall_refuses_is_said() -> None:
    class Full(Room):
        async def remove(self, table: str, seat: str) -> None:
            raise NotAllowed("this seat can't be emptied now")

    app = app_of(Full(1))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "s", "x", "y")
        await see(pilot, "This seat can't be emptied now")


@pytest.mark.slow
async def test_who_belongs_together_stands_together_with_the_head_first() -> None:
    room = Room(1)
    app = app_of(room)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "a", *"Dora", "tab", "tab", "right", "ctrl+s")
        await see(pilot, "The way in for Dora alone")
        await press(pilot, "escape")
        await see(pilot, "4 of 4 here")
        rows = [one for one in text_of(app).splitlines() if "head" in one or "member" in one]
        assert [one.split()[2] for one in rows[:3]] == ["Upper", "Lower", "Lower"]
        assert "Dora" in rows[2]


@pytest.mark.slow
async def test_a_link_of_real_length_and_its_code_are_seen_whole_in_24_lines() -> None:
    link = "http://192.168.100.100:8000/seat#" + "x" * 43
    app = app_of(Room(1))
    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(PersonalLink("Dora", link))
        await see(pilot, "The way in for Dora alone", link)
        await press(pilot, "f1")
        await see(pilot, "whoever opens it first has the seat")
        await press(pilot, "escape")
        await see(pilot, link)
        code = app.screen.query_one(QrCode)
        assert app.screen.region.contains_region(code.region)
        assert app.screen.query_one("VerticalScroll").max_scroll_y == 0


async def test_on_an_upright_phone_each_person_has_a_line_below_their_seat() -> None:
    app = app_of(Room(1))
    async with app.run_test(size=(48, 41)) as pilot:
        await press(pilot, "s")
        await see(pilot, "Delegation, role", "● 1       Upper Town, head")
        rows = [one.rstrip() for one in text_of(app).splitlines()]
        place = next(n for n, one in enumerate(rows) if "Upper Town, head" in one)
        assert rows[place + 1].strip() == "Anna  here"
