"""Keys typed before a page is mounted are neither lost nor a fault."""

from __future__ import annotations

from itertools import count
from typing import ClassVar

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

from tabletop.play.actions import TableOffer
from tabletop.screens.flow import typing_ahead
from tabletop.screens.flow.app import TabletopApp
from tabletop.table import Table
from tests.host.far import until
from tests.screens.keyboard import SMALL, app_of
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see


class Form(Screen[None]):
    """A page with a key that needs one of its widgets."""

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


class Early(Form):
    """A page for which a key comes after it was mounted, and before its line has the focus."""

    AUTO_FOCUS = None

    def on_mount(self) -> None:
        self.app.post_message(events.Key("a", "a"))


async def test_a_key_that_comes_before_a_page_has_set_the_focus_is_not_lost() -> None:
    app = TabletopApp()
    async with app.run_test():
        app.push_screen(Early())
        app.post_message(events.Key("b", "b"))
        await until(lambda: app.screen.is_mounted and len(app.screen.query_one(Input).value) == 2)


class Two(Screen[None]):
    """A list whose choice leads to the first of two inputs."""

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


async def test_a_program_that_was_busy_for_seconds_sends_no_key_to_another_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = TabletopApp()
    async with app.run_test():
        await app.push_screen(Two())
        monkeypatch.setattr(typing_ahead, "monotonic", count(0, 10).__next__)
        for key in ("down", "enter", "a", "b", "tab", "c", "d"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        page = app.screen
        await until(lambda: page.query_one("#second", Input).value == "cd")
        assert page.query_one("#first", Input).value == "ab"


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
    """An app with a field of ten characters."""

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


WORDS = "Water, for all of us!"


def keys(text: str) -> list[events.Event]:
    """Return the events of a text that is typed while the program is busy."""
    return [events.Key(_character_to_key(one) if not one.isalnum() else one, one) for one in text]


def key(name: str) -> list[events.Event]:
    return [events.Key(name, name if len(name) == 1 else None)]


def written(app: TabletopApp) -> list[str]:
    fields = [one.value for one in app.screen.query(Input)]
    return fields + [one.text for one in app.screen.query(TextArea)]


def table_with_an_offer() -> Table:
    table = advanced(briefed(), "negotiation")
    table.submit(TableOffer(by="lower", package={"charter": "signed"}, public=True))
    return table


FORMS = {
    "statement": (("enter",), "p"),
    "offer": (("enter", "plus"), "t"),
    "rejection": (("enter",), "x"),
    "gesture": (("2", "enter"), "g"),
    "inbox": (("enter",), "m"),
    "answer": (("f10", "m", "enter"), "enter"),
    "letters": (("f10", "m", "enter"), ""),
}
"""For each form with one line: the keys up to the one that opens it, and that one."""


@pytest.mark.parametrize("pasted", [False, True])
@pytest.mark.parametrize("name", FORMS)
async def test_words_that_come_with_the_key_that_opens_a_form_are_in_its_line(
    name: str, pasted: bool
) -> None:
    way, opens = FORMS[name]
    app = app_of(table_with_an_offer())
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *way)
        words = [events.Paste(WORDS)] if pasted else keys(WORDS)
        for one in [*(key(opens) if opens else ()), *words]:
            app.post_message(one)
        await until(lambda: written(app) == [WORDS])


@pytest.mark.parametrize("name", ["offer", "rejection"])
async def test_enter_from_before_a_form_sends_nothing_while_the_words_are_to_come(
    name: str,
) -> None:
    way, opens = FORMS[name]
    table = table_with_an_offer()
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, *way)
        before = table.state.seq
        for one in [*key(opens), *key("enter"), *keys(WORDS)]:
            app.post_message(one)
        await until(lambda: written(app) == [WORDS])
        assert table.state.seq == before
        await see(pilot, "did nothing")
        await press(pilot, "enter")
        await until(lambda: table.state.seq > before)
        assert WORDS in str(table.events[-1]) + str(table.events[-2])


async def test_enter_from_before_a_form_sends_no_words_left_in_it_from_before() -> None:
    table = table_with_an_offer()
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "p", *WORDS, "escape")
        before = table.state.seq
        for one in [*key("p"), *key("enter"), *keys("!")]:
            app.post_message(one)
        await until(lambda: written(app) == [WORDS + "!"])
        await see(pilot, "did nothing")
        assert table.state.seq == before


async def test_words_left_from_before_choose_no_act_either() -> None:
    table = table_with_an_offer()
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", "enter", "g", *"At once.", "escape", "g")
        await see(pilot, "A gesture", "At once.")
        await press(pilot, "ctrl+s")
        await see(pilot, "Choose the act first")
        assert not table.state.announced


async def test_words_before_the_act_is_chosen_do_not_choose_it() -> None:
    table = table_with_an_offer()
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", "enter", "g")
        await see(pilot, "A gesture")
        await press(pilot, *"At once.", "enter")
        await see(pilot, "Choose the act first")
        assert not table.state.announced
        await press(pilot, "enter", "enter")
        await see(pilot, "Make this gesture?")
        await press(pilot, "y")
        await until(lambda: bool(table.state.announced))
        assert "At once." in str(table.events)


@pytest.mark.parametrize("what", [keys("x"), [events.Paste("some words")]])
async def test_a_form_of_several_fields_says_that_it_does_not_know_which_is_meant(
    what: list[events.Event],
) -> None:
    app = app_of(table_with_an_offer())
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "f10", "a", "enter")
        await see(pilot, "Adjust a ruling")
        app.post_message(what[0])
        await see(pilot, "That was written nowhere")
        assert written(app) == ["", ""]


async def test_a_paste_where_nothing_can_be_written_is_told() -> None:
    app = app_of(table_with_an_offer())
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        app.post_message(events.Paste("Water for all of us, and before the summer comes."))
        await see(pilot, "That text went nowhere")
