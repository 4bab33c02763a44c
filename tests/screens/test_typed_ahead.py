"""What is typed faster than a page is put up is neither lost nor a fault."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from tabletop.screens.app import TabletopApp
from tests.host.far import until


class Form(Screen[None]):
    """A page whose key needs a widget of it."""

    BINDINGS: ClassVar[list[BindingType]] = [("f2", "take", "Take")]

    def compose(self) -> ComposeResult:
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def action_take(self) -> None:
        self.query_one(Input).value += "!"


async def test_keys_wait_for_the_page_they_were_pressed_for() -> None:
    app = TabletopApp()
    async with app.run_test():
        app.push_screen(Form())
        for key in "abc":
            app.post_message(events.Key(key, key))
        app.post_message(events.Key("f2", None))
        await until(lambda: app.screen.is_mounted and app.screen.query_one(Input).value == "abc!")
