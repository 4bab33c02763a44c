"""Two people with the same name at a table are told apart wherever they are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tabletop.host.tables.hall import Hall
from tabletop.play.actions import Assign, Role
from tabletop.play.state import FACILITATOR
from tabletop.report.kit.people import people
from tests.host.far import until
from tests.host.halls import come, hall_in
from tests.host.players import advance, submit


def names(hall: Hall, table: str = "1") -> list[str]:
    return [one.name for one in hall.tables[table].people()]


async def test_the_second_of_one_name_is_numbered(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        for name in ("Anna", "anna", "Ａｎｎａ", "Anne", "Anna (2)"):
            await hall.seat(name, table="1")
        assert names(hall) == ["Anna", "anna (2)", "Ａｎｎａ (3)", "Anne", "Anna (2) (2)"]


async def test_at_another_table_it_is_another_matter_until_one_moves_there(tmp_path: Path) -> None:
    async with hall_in(tmp_path, 2) as hall:
        first = await hall.seat("Anna", table="1")
        await hall.seat("Anna", table="2")
        assert names(hall) == names(hall, "2") == ["Anna"]
        await hall.roster.move("1", first.place.seat, to_table="2")
        assert [one for one in names(hall, "2") if one] == ["Anna", "Anna (2)"]


async def test_one_person_with_two_seats_has_one_name_and_keeps_it(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await hall.seat("Anna", table="1", delegation="upper")
        await hall.roster.seat_too("1", anna.place.seat, "mill")
        await hall.roster.move("1", anna.place.seat, role="member")
        assert names(hall) == ["Anna", "Anna"]


async def test_a_seat_given_to_somebody_of_the_same_name_needs_no_number(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await hall.seat("Anna", table="1")
        await hall.roster.replace("1", anna.place.seat, "Anna")
        assert names(hall) == ["Anna"]


async def test_a_long_name_has_room_for_its_number(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        for _ in range(2):
            await hall.seat("N" * 40, table="1")
        assert names(hall)[1] == "N" * 35 + " (2)"


@pytest.mark.parametrize("cells", [40, 43, 95])
async def test_before_the_game_a_phone_shows_names_of_any_script_in_columns(
    tmp_path: Path, cells: int
) -> None:
    long = "\u0645\u062d\u0645\u062f \u0627\u0644\u0623\u0646\u0635\u0627\u0631\u064a"
    wide = "\uff37\uff29\uff24\uff25 \u540d\u524d"
    async with hall_in(tmp_path) as hall:
        await hall.seat(wide, table="1", delegation="lower")
        await hall.seat("Kim \N{MAN}\u200d\N{GIRL}", table="1", delegation="mill")
        ticket = await hall.seat(long, table="1", delegation="upper")
        far, _ = await come(hall, ticket.place, cells, 42)
        row = re.compile(r" head +(here|away)")
        await until(lambda: len(row.findall(far.text)) == 3 and long in far.text)
        told = [line for line in far.text.splitlines() if row.search(line)]
        assert len({cell_len(one[: one.index(" head ")]) for one in told}) == 1


async def test_who_moves_to_another_delegation_stays_one_person(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        for one in ("upper", "lower", "mill"):
            await hall.seat(f"Head of {one}", table="1", delegation=one)
        eve = await hall.seat("Eve", table="1", delegation="upper")
        table = hall.floor.tables["1"].table
        advance(hall, "negotiation")
        place = await hall.roster.move("1", eve.place.seat, delegation="mill")
        assert table.state.together(place.seat) == (place.seat,)
        told = [f"{one.told}, {one.delegation}" for one in people(table.events)]
        assert [one for one in told if one.startswith("Eve")] == [
            "Eve (member, round 1), upper",
            "Eve (member), mill",
        ]
        story = " ".join(table.view("upper").story)
        assert "Eve takes a seat for The mill (member)." in story
        assert "Upper Town leaves." not in story


async def test_the_console_tells_two_people_of_one_name_in_an_older_game_apart(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        seats: tuple[tuple[str, Role], ...] = (("upper", "head"), ("upper-2", "member"))
        for seat, role in seats:
            submit(
                hall,
                Assign(by=FACILITATOR, seat=seat, delegation="upper", role=role, name="Anna"),
            )
        shown = hall.floor.tables["1"].glance().people
        assert [one.name for one in shown if one.name] == ["Anna", "Anna (2)"]
        # Who comes back is asked for the name as it was given.
        assert names(hall)[:2] == ["Anna", "Anna"]
