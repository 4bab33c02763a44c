"""The command palette."""

from __future__ import annotations

from textual.widgets import LoadingIndicator

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.palette import Palette


async def test_an_open_palette_draws_nothing_that_nobody_sees() -> None:
    app = TabletopApp()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        assert app.screen.query_one(LoadingIndicator).auto_refresh is None
        app.action_command_palette()
        await pilot.pause()
        assert sum(isinstance(one, Palette) for one in app.screen_stack) == 1
