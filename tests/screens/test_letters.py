"""At one keyboard the facilitator reads what was written to it, answers it, and writes notes."""

from __future__ import annotations

import pytest

from tabletop.play.actions import SendMessage
from tabletop.table import Table
from tests.screens.keyboard import SMALL, app_of
from tests.screens.rivers import advanced, briefed
from tests.screens.watching import press, see, text_of, until

QUESTION = "May we talk to the mill alone?"


@pytest.fixture
def table() -> Table:
    table = advanced(briefed(), "negotiation")
    table.submit(SendMessage(by="lower", to="facilitator", text=QUESTION))
    return table


def last(table: Table) -> tuple[object, str]:
    message = table.state.messages[-1]
    return message.to, message.text


async def test_a_message_to_the_facilitator_is_announced_read_and_answered(table: Table) -> None:
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "A message waits for the facilitator (F10).")
        assert QUESTION not in text_of(app)
        await press(pilot, "f10")
        await see(pilot, "Read and answer what was written to you (1 new)")
        await press(pilot, "m", "enter")
        await see(pilot, QUESTION, "● new", "Lower Town")
        await press(pilot, "enter")
        await see(pilot, "‹ Lower Town ›", "To Lower Town · no other delegation reads it")
        await press(pilot, *"Yes", "ctrl+s")
        await until(pilot, lambda: last(table) == (("lower",), "Yes"))
        await see(pilot, "The keyboard goes to")
        assert "waits for the facilitator" not in text_of(app)
        await press(pilot, "f10")
        await see(pilot, "what was written to you", "The facilitator")
        assert "new)" not in text_of(app)
        await press(pilot, "m", "enter")
        await see(pilot, QUESTION, "Yes")
        assert "● new" not in text_of(app)
    assert "Yes" in [one.text for one in table.view("lower").messages]
    assert "Yes" not in [one.text for one in table.view("upper").messages]


async def test_what_was_read_and_not_answered_is_no_longer_new(table: Table) -> None:
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "m", "enter")
        await see(pilot, QUESTION)
        await press(pilot, "escape")
        await see(pilot, "Read and answer what was written to you")
        assert "(1 new)" not in text_of(app)


async def test_a_game_taken_up_again_counts_what_came_after_the_last_answer(table: Table) -> None:
    table.submit(SendMessage(by="facilitator", to=("lower",), text="Yes."))
    table.submit(SendMessage(by="mill", to="facilitator", text="And we?"))
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10")
        await see(pilot, "(1 new)")


async def test_the_facilitator_writes_a_note_and_finds_it_again(table: Table) -> None:
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "w", "enter")
        await see(pilot, "A note", "what you saw")
        # Letters go into the text, whatever has the focus.
        await press(pilot, *"Good", "ctrl+s")
        await until(pilot, lambda: [one.text for one in table.state.notes] == ["Good"])
        await see(pilot, "The keyboard goes to")
        await press(pilot, "f10", "o", "enter")
        await see(pilot, "The facilitator: not for players' eyes")
        await press(pilot, "end")
        await see(pilot, "Good (")
        assert not table.view("upper").notes


async def test_the_whole_menu_is_in_sight_at_the_least_size(table: Table) -> None:
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10")
        await see(pilot, "End this phase", "Open the debrief", "Esc goes back to the game")
