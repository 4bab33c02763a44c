"""What was left on the table is searched for in the background."""

from __future__ import annotations

import threading

from textual.app import App, ComposeResult
from textual.widgets import Input

from tabletop.screens.kit.possible import LeftOnTableText


async def test_no_key_waits_for_the_search_and_none_is_lost() -> None:
    found = threading.Event()

    def ask() -> tuple[str, ...]:
        assert found.wait(30)
        return ("[b]454[/b] packages were better.",)

    class Page(App[None]):
        def compose(self) -> ComposeResult:
            yield Input()
            yield LeftOnTableText("Left on the table", ask)

    async with Page().run_test() as pilot:
        await pilot.press(*"draft")
        assert pilot.app.query_one(Input).value == "draft"
        told = pilot.app.query_one(LeftOnTableText)
        assert "looking at every package" in str(told.visual)
        found.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "[b]454[/b] packages were better." in str(told.visual)
