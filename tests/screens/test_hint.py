"""The line above the grid says what to do next, and nothing that can't be done."""

from __future__ import annotations

from tabletop.play.actions import Perform, RejectOffer, TableOffer
from tabletop.screens.table.table_words import answered_since, hint_of
from tests.screens.rivers import advanced, briefed, owing, turn

NOTHING = "Nothing here waits for you: R says that your delegation is done."


def test_where_nothing_is_open_and_nothing_due_nothing_is_asked() -> None:
    table = advanced(briefed(), "decision")
    assert hint_of(table.view("upper"), "", 0) == NOTHING


def test_whoever_has_decided_is_told_that_it_can_be_changed_and_others_are_asked_nothing() -> None:
    table = owing(briefed())
    assert "press D to decide" in hint_of(table.view("upper"), "", 0)
    table.submit(Perform(by="upper", agreement="A1", issue="dam"))
    assert hint_of(table.view("upper"), "", 0) == (
        "You have decided; until you are ready (R), D changes it."
    )
    assert hint_of(table.view("mill"), "", 0) == NOTHING


def test_who_comes_back_to_a_shared_keyboard_is_told_that_an_offer_was_rejected() -> None:
    table = advanced(briefed(), "negotiation")
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="upper", to=("lower",), package=package))
    turn(table, "upper")
    table.submit(RejectOffer(by="lower", offer="O1", text="Too little."))
    told = answered_since(table.view("upper"))
    assert "Lower Town rejects O1" in told
    assert told.endswith("L tells all.")
    assert hint_of(table.view("upper"), "", 0, told) == told
    assert answered_since(table.view("mill")) == "", "an offer that it never saw"
    assert answered_since(table.view("lower")) == "", "its own move"
    turn(table, "upper")
    assert answered_since(table.view("upper")) == "", "told once"
