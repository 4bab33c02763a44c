"""On every page of a game each global key does something, or says why it does not."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from tabletop.play.actions import TableOffer
from tabletop.screens.facilitator.menu import FacilitatorMenu
from tabletop.screens.flow.app import TabletopApp
from tabletop.table import Table
from tests.screens.keyboard import SMALL, app_of
from tests.screens.rivers import advanced, briefed, owing
from tests.screens.watching import press, until


def bargaining() -> Table:
    table = advanced(briefed(), "negotiation")
    table.submit(TableOffer(by="lower", package={"charter": "signed"}, public=True))
    return table


PAGES = {
    "hand-over": (),
    "table": ("enter",),
    "options": ("enter", "enter"),
    "offer form": ("enter", "plus", "t"),
    "offer": ("enter", "o"),
    "sign": ("enter", "s"),
    "reject": ("enter", "x"),
    "ready": ("enter", "r"),
    "messages": ("enter", "m"),
    "statement": ("enter", "p"),
    "gesture": ("enter", "g"),
    "ledger": ("enter", "f2"),
    "compare": ("enter", "v"),
    "brief": ("enter", "b"),
    "story": ("enter", "l"),
    "owed": ("enter", "d"),
    "ruling": (),
}
"""For each page, the keys that lead to it from the hand-over; the last two at tables of theirs."""
TABLES = {
    "owed": lambda: owing(briefed()),
    "ruling": lambda: advanced(briefed(), "ruling"),
}


def said(app: TabletopApp) -> list[str]:
    """Return what is said on or beside the page."""
    lines = [str(one.content) for one in app.screen.query("#why, #fault").results(Static)]
    return [one.message for one in app._notifications] + [one for one in lines if one]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
async def test_each_key_of_the_house_does_something_or_says_why_not(page: str) -> None:
    table = TABLES.get(page, bargaining)()
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, *PAGES[page])
        here = app.screen
        await press(pilot, "f1")
        assert app.screen is not here
        await press(pilot, "f1")
        await until(pilot, lambda: app.screen is here)
        look = app.theme
        await press(pilot, "f8")
        assert app.theme != look
        await press(pilot, "f10")
        await until(pilot, lambda: isinstance(app.screen, FacilitatorMenu))
        await press(pilot, "f10")
        await until(pilot, lambda: app.screen is here)
        assert said(app) == []
        before = table.state.seq
        await press(pilot, "ctrl+s")
        assert said(app) or app.screen is not here or table.state.seq > before
