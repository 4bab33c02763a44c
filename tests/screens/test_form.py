"""In a form the arrows go from field to field, but for those that have a use for them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input, TextArea

from tabletop.screens.app import TabletopApp
from tabletop.screens.cycler import Cycler
from tabletop.screens.form import Form


class Two(Form[bool]):
    def fields(self) -> Iterable[Widget]:
        yield Input(id="first")
        yield TextArea("one\ntwo", id="text")
        yield Cycler("Choice", ("a", "b"), id="choice")

    async def action_done(self) -> None:
        self.finish(True)


async def test_a_text_of_many_lines_keeps_its_arrows() -> None:
    app = TabletopApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Two())
        app.screen.query_one("#first").focus()
        await pilot.press("down")
        assert app.focused is app.screen.query_one("#text")
        await pilot.press("down")
        text = app.screen.query_one(TextArea)
        assert app.focused is text and text.cursor_location[0] == 1
        await pilot.press("tab", "up")
        assert app.focused is text
        await pilot.press("tab", "down")
        assert app.focused is app.screen.query_one("#done")
