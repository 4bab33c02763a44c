"""What is typed faster than a page is put up is neither lost nor a fault."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, OptionList

from tabletop.screens.flow.app import TabletopApp
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


async def test_keys_typed_while_the_program_starts_wait_for_its_first_page() -> None:
    app = TabletopApp()
    async with app.run_test():
        for key in "abc":
            app.post_message(events.Key(key, key))
        app.once_started(lambda: app.push_screen(Form()))
        app.post_message(events.Key("f2", None))
        await until(lambda: isinstance(app.screen, Form) and app.screen.is_mounted)
        await until(lambda: app.screen.query_one(Input).value == "abc!")


class Two(Screen[None]):
    """A list whose choice leads to the first of two lines."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield OptionList("one", "two")
            yield Input(id="first")
            yield Input(id="second")

    def on_option_list_option_selected(self) -> None:
        self.query_one("#first").focus()


async def test_keys_that_come_at_once_reach_the_widget_that_each_is_for() -> None:
    app = TabletopApp()
    async with app.run_test():
        await app.push_screen(Two())
        for key in ("down", "enter", "a", "b", "tab", "c", "shift+tab", "d", "tab", "e"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        app.post_message(events.Paste("fg"))
        page = app.screen
        # Whoever comes back to a line by Tab writes over what it held.
        await until(lambda: page.query_one("#second", Input).value == "efg")
        assert page.query_one("#first", Input).value == "d"


async def test_a_key_whose_page_is_gone_holds_up_no_other() -> None:
    app = TabletopApp()
    async with app.run_test():
        await app.push_screen(Two())
        await app.push_screen(Form())
        app.post_message(events.Key("a", "a"))
        await until(lambda: app.screen.query_one(Input).value == "a")
        app.pop_screen()
        app.post_message(events.Key("tab", None))
        app.post_message(events.Key("b", "b"))
        await until(lambda: app.screen.query_one("#first", Input).value == "b")


class Short(Screen[None]):
    """A field that holds ten characters."""

    def compose(self) -> ComposeResult:
        yield Input("abcd", max_length=10)


async def test_of_a_paste_that_is_too_long_the_beginning_stays_and_the_rest_is_told_once() -> None:
    app = TabletopApp()
    async with app.run_test():
        await app.push_screen(Short())
        field = app.screen.query_one(Input)
        app.post_message(events.Key("end", None))
        app.post_message(events.Paste("ef\ngh"))
        await until(lambda: field.value == "abcdef gh")
        assert not app._notifications
        for _ in range(3):
            app.post_message(events.Paste("ijkl"))
        app.post_message(events.Key("backspace", None))
        await until(lambda: field.value == "abcdef gh" and app._notifications)
        (told,) = app._notifications
        assert "holds 10 characters" in told.message
        field.select_all()
        app.post_message(events.Paste("0123456789ab"))
        await until(lambda: field.value == "0123456789")
