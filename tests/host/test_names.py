"""Two people of one name at a table are told apart, wherever they are named."""

from __future__ import annotations

from pathlib import Path

from tabletop.host.tables.hall import Hall
from tests.host.halls import hall_in


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
