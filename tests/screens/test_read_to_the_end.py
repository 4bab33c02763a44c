"""Enter scrolls to the end of a long text before it goes on to the next page."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.pages.outcome import hanging
from tabletop.screens.pages.ruling import OwnRuling, Ruling, deeds
from tabletop.screens.pages.situation import Card, Cards
from tabletop.screens.table.overlays.briefing import Briefing
from tests.screens.picture import at_negotiation
from tests.screens.test_ruling_widths import mine
from tests.screens.watching import press, text_of

SMALL = (80, 24)


async def read_by_enter(page: Screen[Any], size: tuple[int, int] = SMALL) -> str:
    """Return everything that was visible until Enter closed the page."""
    app, read = TabletopApp(), ""
    done: list[Any] = []
    async with app.run_test(size=size) as pilot:
        app.push_screen(page, done.append)
        await pilot.pause()
        for _ in range(40):
            read += text_of(app)
            await press(pilot, "enter")
            await pilot.pause()
            if done:
                return read
    raise AssertionError("Enter never closed the page")


@pytest.mark.slow
async def test_a_brief_is_read_to_its_last_line_before_the_next_section_comes() -> None:
    with at_negotiation() as table:
        view = table.view("usa")
        read = await read_by_enter(Briefing(view, first=True))
    for words in ("What others want of you", "Whom you distrust", "Opening move"):
        assert words in read


async def test_a_card_is_read_to_its_last_line_before_the_next_comes() -> None:
    with at_negotiation() as table:
        view = table.view(None)
        long = "\n\n".join(f"Line {n}." for n in range(30))
        read = await read_by_enter(
            Cards(view, (Card("NEWS", "Long", long), Card("NEWS", "B", "B")))
        )
    assert "Line 29." in read


async def test_a_ruling_is_read_to_its_last_line_before_the_game_goes_on() -> None:
    view = mine()
    room = await read_by_enter(Ruling(view, deeds(view), alone=True), (80, 16))
    assert "A round without an agreement in force" in room
    assert "for your eyes only" in room
    own = await read_by_enter(OwnRuling(view), (80, 16))
    assert "How far your delegation trusts" in own
    assert all(one.name in own.split("capital trusts")[-1] for one in view.delegations[1:])


def test_what_is_new_in_a_ledger_is_said_after_its_sentence_and_not_amid_it() -> None:
    text = "The declaration brings no practical step on missiles or bombs, and blame goes on"
    for cells in range(30, 110):
        told = hanging("    -6.0  ", "", text, cells, note="(new)").plain
        assert " ".join(told.split()) == f"-6.0 {text} (new)"
        assert all(len(one) <= cells for one in told.splitlines())
