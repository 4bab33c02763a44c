"""A ruling on a phone held upright: a bar and its number are one line."""

from __future__ import annotations

import pytest

from tabletop.play.seen import View
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.pages.ruling import OwnRuling, Ruling, deeds
from tabletop.seat.desk.lapsing import Lapse, undecided
from tests.screens.test_suspended import suspended
from tests.screens.watching import text_of

WIDTHS = (44, 48, 80, 120)


async def page(app: TabletopApp, screen: Ruling | OwnRuling, cells: int) -> list[str]:
    async with app.run_test(size=(cells, 60)) as pilot:
        app.push_screen(screen)
        await pilot.pause()
        return text_of(app).splitlines()


def mine() -> View:
    return suspended().view("alfa")


@pytest.mark.parametrize("cells", WIDTHS)
async def test_tension_before_and_now_stands_beside_its_bar(cells: int) -> None:
    view = mine()
    rows = await page(TabletopApp(), Ruling(view, deeds(view), revealed=True, alone=True), cells)
    for word in ("before", "now  "):
        row = next(one for one in rows if word in one and "━" in one)
        assert row.rstrip()[-1].isdigit(), row


@pytest.mark.parametrize("cells", WIDTHS)
async def test_how_far_the_capital_trusts_stands_beside_its_bar(cells: int) -> None:
    view = mine()
    rows = await page(TabletopApp(), OwnRuling(view), cells)
    title = next(number for number, one in enumerate(rows) if "your delegation trusts" in one)
    bars = [one for one in rows[title:] if "━" in one or "─" in one]
    assert len(bars) == len(view.delegations) - 1
    assert all(one.rstrip()[-1].isdigit() for one in bars), bars


def test_who_is_undecided_is_named_whole_before_what_on() -> None:
    some = [Lapse(str(n), who, "Joint exercises", "none") for n, who in enumerate("ABC")]
    assert undecided(some, 80) == "A (Joint exercises); B (Joint exercises); C (Joint exercises)"
    assert undecided(some, 40) == "A, B, C"
    assert undecided(some[:1]) == "A (Joint exercises: none)"
