"""Keys as they stand on a keyboard, pressed and named."""

from __future__ import annotations

from textual.events import Paste

from tabletop.play.actions import TableOffer
from tests.screens.rivers import advanced, briefed
from tests.screens.test_hotseat import SMALL, app_of
from tests.screens.watching import press, see, text_of


async def test_caps_lock_and_shift_press_the_letters_that_the_bar_shows_large() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "M")
        await see(pilot, "to everybody: write")
        await press(pilot, "M")
        await press(pilot, "escape")
        await see(pilot, "Your draft")
        await press(pilot, "R")
        await see(pilot, "Ready?")


async def test_a_paste_of_several_lines_is_whole_in_a_field_of_one_line() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "m")
        await see(pilot, "to everybody: write")
        app.post_message(Paste("first line\nsecond line"))
        await see(pilot, "first line second line")


async def test_ctrl_c_says_in_our_words_how_to_leave() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "ctrl+c")
        await see(pilot, "Ctrl+Q leaves.")
        assert "Do you want to quit" not in text_of(app)


async def test_help_names_keys_as_they_stand_on_a_keyboard() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "f1", "end")
        await see(pilot, "Ctrl+Q")
        assert "^" not in text_of(app) and "pgup" not in text_of(app)


async def test_the_hint_names_the_keys_that_work_on_the_offer_under_the_mark() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(TableOffer(by="upper", package={"charter": "signed"}, public=True))
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "O1 yours")
        table.submit(TableOffer(by="lower", package={"charter": "signed"}, public=True))
        app.refresh_page()
        await see(pilot, "O2 asks for your signature: ← and → go there.")
        await press(pilot, "right")
        await see(pilot, "O2 asks for your signature: S signs, X rejects, C counters.")
