"""When a seat counts as empty, so that whoever comes with the code may take it over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.errors import NotAllowed
from tabletop.host.tables.hall import Hall
from tabletop.seat.desk import PersonGlance
from tabletop.seat.desk.told import told_person
from tests.host.far import until
from tests.host.halls import come, hall_in, join


class Watch:
    """The time at table 1, moved on by hand."""

    def __init__(self, hall: Hall) -> None:
        self.now = 10_000.0
        hall.floor.tables["1"]._now = lambda: self.now


def person(hall: Hall, seat: str) -> PersonGlance:
    return hall.roster.person("1", seat)[1]


def offered(hall: Hall) -> tuple[str, ...]:
    return tuple(one.seat for one in hall.openings()[0].empty)


async def test_a_personal_link_keeps_its_seat_for_ten_minutes_however_long_the_hall_is_open(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        watch = Watch(hall)
        await hall.roster.seat("Anna", "1", "upper", "head")
        assert person(hall, "upper").away == 0
        assert told_person(person(hall, "upper"), {}) == ("○ Anna head not here yet", "$accent")
        watch.now += 599
        assert offered(hall) == ()
        with pytest.raises(NotAllowed, match="is taken"):
            await hall.take_over("Eve", "1", "upper")
        watch.now += 1
        assert offered(hall) == ("upper",)


async def test_who_was_here_keeps_the_seat_for_five_minutes(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        watch = Watch(hall)
        anna, line, _ = await join(hall, "Anna", table="1", delegation="upper")
        await until(lambda: "Anna" in anna.text)
        line.hang_up()
        assert person(hall, "upper").come
        watch.now += 299
        assert offered(hall) == ()
        watch.now += 1
        assert offered(hall) == ("upper",)
        assert told_person(person(hall, "upper"), {})[0] == "○ Anna head gone 5 min"


@pytest.mark.slow
async def test_who_gets_a_seat_in_anothers_place_is_waited_for_anew(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        watch = Watch(hall)
        anna, line, _ = await join(hall, "Anna", table="1", delegation="upper")
        await until(lambda: "Anna" in anna.text)
        line.hang_up()
        for name in ("Dan", "Dan"):
            watch.now += 300
            await hall.roster.replace("1", "upper", name)
            one = person(hall, "upper")
            assert (one.name, one.away, one.come) == ("Dan", 0, False)
        watch.now += 300
        # A role is no new person.
        dan = await hall.roster.move("1", "upper", delegation="upper", role="member")
        assert person(hall, "upper").away == 300
        assert offered(hall) == ()
        far, _ = await come(hall, dan)
        await until(lambda: "Dan" in far.text)
        assert person(hall, "upper").come


@pytest.mark.slow
async def test_whether_somebody_was_ever_here_is_known_after_a_restart(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, line, _ = await join(hall, "Anna", table="1", delegation="upper")
        await until(lambda: "Anna" in anna.text)
        await hall.roster.seat("Ben", "1", "lower", "head")
        cho, _, _ = await join(hall, "조", table="1", delegation="mill")
        await until(lambda: "조" in cho.text)
        await hall.roster.replace("1", "mill", "Dan")
        await until(lambda: cho.closed is not None)
        line.hang_up()
    async with hall_in(tmp_path) as hall:
        known = {one.name: one.come for one in hall.floor.tables["1"].people()}
        assert known == {"Anna": True, "Ben": False, "Dan": False}


async def test_who_loses_a_seat_leaves_it_under_their_own_name(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, _, ticket = await join(hall, "Anna", table="1", delegation="upper")
        await until(lambda: "Anna" in anna.text)
        await hall.roster.replace("1", "upper", "Dan")
        dan, _ = await come(hall, ticket.place)
        # Painted, and on disk: what has not been recorded can't be left.
        await until(lambda: "Dan is here." in hall.floor.tables["1"].table.view(None).story)
        await hall.roster.remove("1", "upper")
        assert hall.floor.tables["1"].table.view(None).story[1:] == (
            "Anna takes a seat for Upper Town (head).",
            "Anna is here.",
            "Anna leaves.",
            "Dan takes a seat for Upper Town (head).",
            "Dan is here.",
            "Dan leaves.",
            "The head's seat for Upper Town is free.",
        )
        await until(lambda: dan.closed is not None)
