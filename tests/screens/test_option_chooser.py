"""In the list of an issue's options every key does something or says why it does not."""

from __future__ import annotations

from textual.widgets import OptionList

from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.forms.compose import OptionChooser
from tabletop.screens.table.forms.offer_form import OfferForm
from tabletop.seat.port import Port
from tests.screens.picture import at_negotiation
from tests.screens.watching import press, see, text_of

SMALL = (80, 24)


async def test_letters_go_to_the_option_of_that_name_and_enter_takes_it() -> None:
    with at_negotiation() as table:
        view = table.view("dprk")
        choice = next(one for one in view.choices if one.id == "joint-exercises")
        app, taken = TabletopApp(), list[str | None]()
        async with app.run_test(size=SMALL) as pilot:
            app.push_screen(OptionChooser(view, choice, "as-planned"), taken.append)
            await see(pilot, "as planned", "Enter takes it", "Esc leaves it")
            options = app.screen.query_one(OptionList)
            await press(pilot, *"march")
            await see(pilot, "“march”: Enter takes the option marked.")
            assert options.highlighted is not None
            assert "March halted" in str(options.get_option_at_index(options.highlighted).prompt)
            await press(pilot, "x")
            await see(pilot, "No option here has “marchx” in its name.")
            await press(pilot, "backspace", "enter")
            await pilot.pause()
        assert taken == ["march-halted"]


async def test_a_name_typed_after_an_arrow_is_another_name() -> None:
    with at_negotiation() as table:
        view = table.view("dprk")
        choice = next(one for one in view.choices if one.id == "joint-exercises")
        app = TabletopApp()
        async with app.run_test(size=SMALL) as pilot:
            app.push_screen(OptionChooser(view, choice, "as-planned"))
            await see(pilot, "as planned")
            await press(pilot, *"sca", "down", "a")
            await see(pilot, "“a”: Enter takes the option marked.")


async def test_an_offer_for_everybody_does_not_say_that_others_do_not_see_it() -> None:
    with at_negotiation() as table:
        port = Port(table, "dprk")
        package = {**port.view().standing, "missile-tests": "all-tests-moratorium"}
        app = TabletopApp()
        async with app.run_test(size=SMALL) as pilot:
            app.push_screen(OfferForm(port, package, None))
            await see(pilot, "To · every delegation sees it, and nobody else until it is agreed")
            box = next(one for one in app.screen.query("#to Checkbox") if not one.disabled)
            box.focus()
            await press(pilot, "space")
            await see(pilot, "To · no other delegation sees it until it is agreed")
            app.screen.query_one("#public").focus()
            await press(pilot, "space")
            await see(pilot, "To · everybody sees it, and your words")
            assert "no other delegation" not in text_of(app)
