"""One person for two delegations: seated by the facilitator, present for both, one key apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.errors import NotAllowed
from tabletop.host.admission.lobby import Place
from tabletop.host.tables.hall import Hall
from tabletop.host.tables.hosted_table import GRACE
from tabletop.play.state import State
from tests.host.halls import hall_in
from tests.host.players import Player, advance

pytestmark = pytest.mark.slow

F9 = "\x1b[20~"


def state(hall: Hall) -> State:
    return hall.floor.tables["1"].table.state


async def two_at_three_delegations(hall: Hall) -> tuple[Player, Player]:
    """Seat Anna for Upper Town and the mill, Ben for Lower Town."""
    anna, ben = [await Player.arrives(hall, name) for name in ("Anna", "Ben")]
    await hall.roster.seat_too("1", "upper", "mill")
    return anna, ben


async def test_a_person_heads_two_delegations_and_one_key_goes_from_one_to_the_other(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        anna, _ = await two_at_three_delegations(hall)
        assert [one.name for one in hall.tables["1"].people()] == ["Anna", "Ben", "Anna"]
        await anna.sees("You head Upper Town", "F9")
        await anna.press(F9)
        await anna.sees("You head The mill")
        await anna.press(F9)
        await anna.sees("You head Upper Town")


async def test_a_person_of_two_seats_is_told_the_game_once(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, _ = await two_at_three_delegations(hall)
        await anna.press("enter")
        await anna.sees("The game in a minute")
        await anna.press("enter")
        await anna.sees("What everybody knows")
        await anna.press("esc", F9)
        await anna.sees("You head The mill")
        await anna.press("enter")
        await anna.sees("What everybody knows")


async def test_who_is_at_one_of_their_seats_is_at_both_and_nobody_is_seated_there(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        anna, _ = await two_at_three_delegations(hall)
        await anna.press(F9)
        await anna.sees("You head The mill")
        table = hall.floor.tables["1"]
        for seat in ("upper", "mill"):
            table._gone[seat] = table._now() - GRACE - 1_000
        await table.tick()
        assert all(one.present for one in state(hall).seats.values())
        assert hall.openings()[0].empty == ()
        assert (await hall.seat("Cho")).place.seat not in ("upper", "mill")


async def test_both_are_waited_for_and_the_other_one_is_told(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, _ = await two_at_three_delegations(hall)
        await anna.sees("You head Upper Town")
        advance(hall)
        await anna.sees("The mill, which is also yours, is waited for: F9 goes there")


async def test_a_host_started_anew_knows_both_seats(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, _ = await two_at_three_delegations(hall)
    async with hall_in(tmp_path) as hall:
        anna = await Player.comes_back(hall, anna)
        await anna.sees("You head Upper Town")
        await anna.press(F9)
        await anna.sees("You head The mill")


async def test_whoever_is_shown_out_of_one_seat_keeps_the_other_alone(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await two_at_three_delegations(hall)
        await hall.roster.remove("1", "mill")
        assert hall.tables["1"].people()[0].also == ()
        assert (await hall.seat("Cho")).place == Place("1", "mill")
        assert state(hall).together("mill") == ("mill",)


async def test_a_delegation_that_somebody_heads_is_not_given_away(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        await two_at_three_delegations(hall)
        with pytest.raises(NotAllowed, match="Ben heads that delegation"):
            await hall.roster.seat_too("1", "upper", "lower")
