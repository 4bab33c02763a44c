"""In a form arrows go from field to field and Enter does it; but fields have uses of their own."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.form import FormPage
from tests.screens.watching import text_of


class Two(FormPage[bool]):
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


@pytest.mark.slow
async def test_the_button_that_looks_like_the_default_obeys_enter_and_names_its_key() -> None:
    app = TabletopApp()
    done: list[bool | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        for field, label in (("#first", "Enter"), ("#choice", "Enter"), ("#text", "Ctrl+S")):
            await app.push_screen(Two(), done.append)
            app.screen.query_one(field).focus()
            await pilot.pause()
            button = app.screen.query_one("#done", Button)
            assert str(button.label) == f"Do it ({label})"
            assert (button.variant == "primary") is (label == "Enter")
            await pilot.press(label.lower())
            await pilot.pause()
    assert done == [True, True, True]


async def test_in_a_question_the_button_with_the_focus_is_the_one_that_enter_presses() -> None:
    app = TabletopApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Ask("Sure?", "It can't be taken back.", final=True))
        await pilot.pause()
        no, yes = app.screen.query_one("#no", Button), app.screen.query_one("#yes", Button)
        assert (str(yes.label), str(no.label)) == ("Yes (Y)", "No (Enter)")
        await pilot.press("shift+tab")
        await pilot.pause()
        assert (str(yes.label), str(no.label)) == ("Yes (Enter)", "No (Esc)")
        assert (yes.variant, no.variant) == ("primary", "default")


async def test_a_choice_too_wide_for_a_phone_begins_right_after_its_label() -> None:
    class Tone(App[None]):
        def compose(self) -> ComposeResult:
            yield Cycler("Tone", ("neutral: words alone", "hard"))

    app = Tone()
    async with app.run_test(size=(36, 4)) as pilot:
        await pilot.pause()
        assert "Tone  ‹ neutral: words alone ›" in text_of(app)
        await pilot.press("tab", "right")
        await pilot.pause()
        assert f"{'Tone':20}‹ hard ›" in text_of(app)
