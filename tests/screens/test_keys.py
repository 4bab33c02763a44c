"""Keys as they stand on a keyboard, pressed and named."""

from __future__ import annotations

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


async def test_help_names_keys_as_they_stand_on_a_keyboard() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "f1", "end")
        await see(pilot, "Ctrl+Q")
        assert "^" not in text_of(app) and "pgup" not in text_of(app)
