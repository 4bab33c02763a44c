"""On every page of a game each global key does something, or says why it does not."""

from __future__ import annotations

import pytest
from textual.widgets import Static
from textual.widgets._toast import Toast, ToastHolder

from tabletop.play.actions import SendMessage, TableOffer
from tabletop.screens.facilitator.menu import FacilitatorMenu
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.table.panels.worth import WorthBar
from tabletop.table import Table
from tests.screens.keyboard import SMALL, app_of
from tests.screens.rivers import advanced, briefed, owing
from tests.screens.watching import press, see, until


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


@pytest.mark.parametrize("keys", ["Hello", "wegen"])
async def test_a_word_typed_on_a_page_to_be_read_is_told_that_it_is_written_nowhere(
    keys: str,
) -> None:
    table = advanced(briefed(), "ruling")
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "a", "1", "enter")
        await see(pilot, "FOR YOUR EYES ONLY")
        await press(pilot, *keys)
        assert said(app) == ["Nothing can be written on this page: F1 lists its keys."]
        await see(pilot, "FOR YOUR EYES ONLY")


async def test_a_card_between_turns_that_is_longer_than_the_screen_is_read_by_page() -> None:
    app = app_of(bargaining())
    async with app.run_test(size=(80, 9)) as pilot:
        await see(pilot, "The keyboard goes to")
        await press(pilot, *("pagedown",) * 4)
        await see(pilot, "In the open this round")
        await press(pilot, *("pageup",) * 4)
        await see(pilot, "The keyboard goes to")


@pytest.mark.parametrize("opens", ["f1", "l"])
async def test_space_reads_on_in_what_is_read_in_a_box(opens: str) -> None:
    table = bargaining()
    for number in range(30):
        table.submit(SendMessage(by="lower", to="all", text=f"Message {number}."))
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", opens, "home")
        box = app.focused
        assert box is not None
        assert box.max_scroll_y
        await until(pilot, lambda: box.scroll_y == 0)
        await press(pilot, "space")
        await until(pilot, lambda: box.scroll_y > 5)


async def test_a_notice_at_the_table_leaves_what_packages_are_worth_in_sight() -> None:
    app = app_of(bargaining())
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter", "plus")
        await see(pilot, "Your draft")
        app.notify("A notice of some length. " * 5)
        await until(pilot, lambda: app.screen.query(Toast))
        bar, toast = app.screen.query_one(WorthBar), app.screen.query_one(Toast)
        await until(pilot, lambda: toast.region.height > 1)
        assert not toast.region.overlaps(bar.region)
        assert not toast.region.overlaps(app.screen.query_one(KeyBar).region)


async def test_of_a_notice_that_is_gone_nothing_stays_on_its_page() -> None:
    app = app_of(bargaining())
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        page = app.screen
        for number in range(3):
            app.notify(f"Notice {number}")
            await until(pilot, lambda: page.query(Toast))
            # A page over it hides it, and it is dropped meanwhile.
            await press(pilot, *(("f1",) if number == 2 else ()))
            app.clear_notifications()
            await until(pilot, lambda: not page.query(ToastHolder))
        await press(pilot, "escape")
        app.notify("A new one")
        await until(pilot, lambda: page.query(Toast))
        await pilot.pause()
        assert len(page.query(ToastHolder)) == 1
