"""The questions of the debrief and where they are answered."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.events import Paste
from textual.widgets import TextArea

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.hotwash import Hotwash, HotwashQuestion
from tabletop.screens.kit.keybar import KeyBar
from tests.screens.watching import press, see, text_of, until

QUESTION = HotwashQuestion("turn", "When did it turn?", "text", {"usa": "Washington"}, {})


async def keep(delegation: str, question: str, value: str | int) -> None:
    """Save an answer at once."""


class Asking(TabletopApp):
    def compose(self) -> ComposeResult:
        yield Hotwash((QUESTION,), keep)


class OneAsked(Asking):
    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield KeyBar()


class RatingAsking(TabletopApp):
    def compose(self) -> ComposeResult:
        rating = HotwashQuestion("fair", "Was it fair?", "rating", {"usa": "Washington"}, {})
        yield Hotwash((rating, QUESTION), keep)
        yield KeyBar()


@pytest.mark.parametrize("cells", [40, 46, 59, 80, 120])
async def test_an_answer_has_most_of_the_width_at_every_size(cells: int) -> None:
    app = Asking()
    async with app.run_test(size=(cells, 40)) as pilot:
        await pilot.pause()
        assert app.query_one(TextArea).size.width >= min(0.8 * cells, 45)
        shown = text_of(app)
        assert "Question 1 of 1" in shown
        assert "Washington" in shown


async def test_that_an_answer_is_saved_is_said_where_a_small_terminal_shows_it() -> None:
    app = Asking()
    async with app.run_test(size=(80, 12)) as pilot:
        app.query_one(TextArea).focus()
        await press(pilot, *"Late", "ctrl+s")
        await see(pilot, "Question 1 of 1 · Washington: saved")


async def test_a_rating_names_the_keys_to_the_next_question_too() -> None:
    app = RatingAsking()
    async with app.run_test(size=(80, 20)) as pilot:
        app.query_one(Hotwash).focus_field()
        await see(pilot, "Was it fair?", "Change", "PgDn", "Next", "PgUp", "Before")


async def test_an_only_question_names_no_keys_to_others() -> None:
    app = OneAsked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.query_one(Hotwash).focus_field()
        await see(pilot, "When did it turn?", "Save")
        assert "PgDn" not in text_of(app)


async def test_the_cursor_stays_in_sight_after_a_long_paste_on_a_flat_phone() -> None:
    app = Asking()
    async with app.run_test(size=(90, 8)) as pilot:
        field = app.query_one(TextArea)
        field.focus()
        field.post_message(Paste("A sentence of some length. " * 40))
        await until(pilot, lambda: field.text)

        def in_sight() -> bool:
            shown = app.query_one(Hotwash).region
            return shown.contains_point(field.cursor_screen_offset)

        await until(pilot, in_sight)
        await press(pilot, *"finally")
        await see(pilot, "finally")
        await until(pilot, in_sight)
