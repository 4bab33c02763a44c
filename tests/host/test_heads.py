"""The clock at the head of a seat's screen is right whatever page is open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tabletop.host.tables.hall import Hall
from tabletop.play.actions import Extend, TableOffer
from tabletop.play.state import FACILITATOR
from tests.host.far import until
from tests.host.halls import hall_in
from tests.host.players import Player, advance, negotiating, submit

pytestmark = pytest.mark.slow

CLOCK = re.compile(r"\d\d:\d\d")


def clock(player: Player) -> str | None:
    """Return what the clock in the first line shows, None without one."""
    found = CLOCK.search(player.far.text.split("\n", 1)[0])
    return found and found[0]


PAGES = {"table": "", "messages": "m", "comparison": "v"}


async def with_an_offer(hall: Hall) -> Player:
    """Return a player with a running clock and offers to compare."""
    upper, _, _ = await negotiating(hall)
    submit(hall, TableOffer(by="lower", package={"charter": "signed"}, text="", public=True))
    await upper.sees("O1 from Lowe")
    assert clock(upper) is not None
    return upper


@pytest.mark.parametrize("key", [*PAGES.values(), "r"], ids=[*PAGES, "question"])
async def test_a_phase_without_a_clock_shows_none(tmp_path: Path, key: str) -> None:
    async with hall_in(tmp_path, clocks=True) as hall:
        upper = await with_an_offer(hall)
        await upper.press(*key)
        advance(hall, "decision")
        assert hall.floor.tables["1"].table.remaining() is None
        await until(lambda: clock(upper) is None, lambda: upper.far.text)
        await upper.press("esc")
        await upper.sees("The decision opens")
        assert clock(upper) is None


@pytest.mark.parametrize("key", PAGES.values(), ids=PAGES)
async def test_a_longer_phase_is_told_on_every_page(tmp_path: Path, key: str) -> None:
    async with hall_in(tmp_path, clocks=True) as hall:
        upper = await with_an_offer(hall)
        await upper.press(*key)
        submit(hall, Extend(by=FACILITATOR, seconds=3000))
        await until(lambda: (clock(upper) or "").startswith("5"), lambda: upper.far.text)


async def test_who_comes_back_sees_the_clock_as_it_is_now(tmp_path: Path) -> None:
    async with hall_in(tmp_path, clocks=True) as hall:
        upper, _, _ = await negotiating(hall)
        hosted = hall.floor.tables["1"]
        before = clock(upper)
        upper.line.hang_up()
        hosted.table.went_on(hosted.table.state.elapsed + 60_000)
        await until(lambda: 0 < (hosted._shown[0] or 0) < 25)
        shown = hosted._shown
        again = await Player.comes_back(hall, upper)
        await until(lambda: clock(again) not in (None, before), lambda: again.far.text)
        assert hosted._shown == shown, "and not only ten seconds later"
