"""At one keyboard the facilitator opens a menu over any page."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from tabletop.play.actions import EndExercise, SendMessage
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.inject_form import InjectPage, ListedInject
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.kit.dialog import Box
from tests.screens.keyboard import SMALL, app_of
from tests.screens.rivers import advanced, briefed, seated
from tests.screens.watching import introduced, press, see, text_of, until


async def test_the_facilitator_ends_a_phase_from_any_page() -> None:
    table = advanced(briefed(), "ruling")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "THE RULING")
        await press(pilot, "f10")
        await see(pilot, "The facilitator sees everything", "this phase has no clock")
        await press(pilot, "n")
        await see(pilot, "The facilitator sees everything")
        assert table.state.round == 1
        await press(pilot, "enter")
        await see(pilot, "ROUND 2 OF 3")
        assert table.state.round == 2


async def test_the_facilitator_delivers_an_inject_and_the_room_reads_it() -> None:
    table = advanced(briefed(), "caucus")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "ctrl+f", "i", "enter")
        await see(pilot, "A visit", "by hand")
        await press(pilot, "enter")
        await see(pilot, "For everybody", "An envoy asks how it goes.", "Deliver it now?")
        await press(pilot, "enter")
        await see(pilot, "A visit", "Y delivers it", "Deliver (Y)", "Not yet (Esc)")
        assert "visit" not in table.state.delivered, "a second Enter by accident delivers nothing"
        await press(pilot, "escape", "enter", "tab", "enter")
        await see(pilot, "NEWS", "An envoy asks how it goes.")
        await press(pilot, "enter")
        await see(pilot, "Anna, for Upper Town")
        assert "visit" in table.state.delivered


async def test_the_whole_menu_fits_a_small_terminal_in_every_phase() -> None:
    ended = advanced(briefed(), "caucus")
    ended.submit(EndExercise(by=FACILITATOR))
    for table in (advanced(briefed(), "caucus"), advanced(briefed(), "ruling"), ended):
        app = app_of(table)
        async with app.run_test(size=SMALL) as pilot:
            await press(pilot, "f10")
            await see(pilot, "The facilitator sees everything", "D  Open the debrief")
            await see(pilot, "Esc goes back to the game")
            title = app.screen.query_one(".title")
            assert app.screen.region.contains_region(title.region)
            assert app.screen.query_one(Box).max_scroll_y == 0


async def test_a_word_typed_into_the_menu_from_habit_gives_no_time() -> None:
    table = advanced(briefed(clocks=True), "caucus")
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "f10", *"elder tree", "enter")
        await see(pilot, "Enter again does: More time for this phase.")
        await press(pilot, "enter", "enter")
        await see(pilot, "Type how many minutes more, 1 to 60.", "Extend (Enter)")
        assert not [one for one in table.events if one.kind == "clock.extended"]
        await press(pilot, "5", "enter")
        await until(pilot, lambda: [one for one in table.events if one.kind == "clock.extended"])


@pytest.mark.slow
async def test_the_facilitator_writes_an_inject_on_the_spot() -> None:
    table = advanced(briefed(), "caucus")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "f10", "i", "enter")
        await see(pilot, "Or written on the spot")
        app.screen.query_one("#title").focus()
        await press(pilot, *"Rain", "tab", *"It [b]pours[/b].", "ctrl+s")
        await see(pilot, "For everybody", "Deliver (Y)")
        assert not table.state.injects
        await press(pilot, "y")
        await see(pilot, "NEWS", "Rain", "It [b]pours[/b].")
        assert table.state.injects[-1].title == "Rain"


async def test_the_facilitator_adjusts_with_a_reason_only() -> None:
    table = advanced(briefed(), "caucus")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "f10", "a", "enter", "tab", *"70", "ctrl+s")
        await see(pilot, "An adjustment needs a reason")
        await press(pilot, "tab", *"Rumours", "ctrl+s")
        await see(pilot, "Anna, for Upper Town")
        assert table.state.circumstances.climate.tension == 70
        assert table.state.adjustments[-1].reason == "Rumours"


@pytest.mark.slow
async def test_what_the_facilitator_has_begun_is_there_when_the_menu_is_opened_again() -> None:
    table = advanced(briefed(), "caucus")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(
            pilot, "f10", "a", "enter", "tab", *"170", "tab", *"Rumours", "escape", "escape"
        )
        await press(pilot, "f10", "a", "enter")
        await see(pilot, "170", "Rumours")
        await press(pilot, "ctrl+s")
        await see(pilot, "Tension must be between 0 and 100", "Rumours")
        await press(pilot, "tab", *"70", "ctrl+s")
        await see(pilot, "Anna, for Upper Town")
        assert table.state.circumstances.climate.tension == 70
        await press(pilot, "f10", "a", "enter")
        await see(pilot, "Adjust a ruling")
        assert "Rumours" not in text_of(app)


async def test_the_facilitator_takes_the_last_move_back_having_read_what_it_was() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(SendMessage(by="upper", to="all", text="We [i]never[/i] open it."))
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "In the open this round")
        await press(pilot, "f10", "u", "enter")
        await see(pilot, "Take back the last move?", "We [i]never[/i] open it.")
        await press(pilot, "y")
        await see(pilot, "Anna, for Upper Town")
        assert len(table.state.messages) == 0


async def test_nothing_of_a_turn_shows_through_the_facilitators_menu() -> None:
    app = app_of(seated())
    async with app.run_test(size=SMALL) as pilot:
        await introduced(pilot)
        await press(pilot, "enter", "2")
        await see(pilot, "The dam leaks.")
        await press(pilot, "f10")
        await see(pilot, "The facilitator")
        assert "The dam leaks." not in text_of(app)
        await press(pilot, "escape")
        await see(pilot, "The dam leaks.")


@pytest.mark.parametrize("size", [SMALL, (48, 41)])
async def test_whatever_can_be_done_with_an_inject_has_a_button_in_sight(
    size: tuple[int, int],
) -> None:
    held = ListedInject(
        "visit", "A visit", "An envoy.", "held", "all", can=("hold", "skip", "move", "restore")
    )
    app = TabletopApp()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(InjectPage(held, ""))
        await see(pilot, "Deliver it now?", "Hold (H)", "As planned (R)")
        box = app.screen.query_one(Box).region
        for button in app.screen.query(Button):
            assert box.contains_region(button.region), button.label
