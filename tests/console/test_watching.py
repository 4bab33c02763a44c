"""Evaluators write notes and see everything; observers see what is public and nothing else."""

from __future__ import annotations

import pytest

from tabletop.play.actions import (
    Assign,
    EndExercise,
    MakeStatement,
    OpenDebrief,
    TableOffer,
    WriteNote,
)
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import WatchGuide
from tabletop.screens.flow.app import TabletopApp
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.screens.rivers import advanced, seated
from tests.screens.watching import press, see, text_of, until

SMALL = (80, 24)
SECRETS = ("The dam leaks.", "Thirsty by", "Any water will do.", "walk-away", "surplus")


def watched() -> Table:
    table = advanced(seated(), "negotiation")
    table.submit(Assign(by=FACILITATOR, seat="eva", role="evaluator", name="Eva"))
    table.submit(Assign(by=FACILITATOR, seat="obs", role="observer", name="Otto"))
    package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
    table.submit(TableOffer(by="upper", to=("lower",), package=package, text="SECRET WORDS"))
    table.submit(MakeStatement(by="lower", tone="hostile", text="Open it, or else."))
    return table


def app_of(table: Table, seat: str) -> tuple[TabletopApp, WatchGuide]:
    app = TabletopApp()
    guide = WatchGuide(app, Port(table, seat))
    app.led_by(guide)
    return app, guide


async def test_a_note_goes_against_an_objective_with_a_rating_and_a_round() -> None:
    table = watched()
    app, _ = app_of(table, "eva")
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "right", "tab", "right", "right", "tab", *"They listen.", "enter")
        await until(pilot, lambda: table.state.notes)
        note = table.state.notes[-1]
        assert (note.by, note.objective, note.rating) == ("eva", 1, 2)
        await see(pilot, "Noted.", "2 of 5", "They listen. (you, round 1)")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_long_note_is_wrapped_once(size: tuple[int, int]) -> None:
    table = watched()
    table.submit(WriteNote(by="eva", objective=1, text="again and again " * 30))
    app, _ = app_of(table, "eva")
    async with app.run_test(size=size) as pilot:
        await see(pilot, "again and again")

        def wrapped() -> bool:
            noted = [one[:70] for one in text_of(app).splitlines() if "again" in one[:70]]
            return all(one.startswith(("      again", "      and")) for one in noted)

        await until(pilot, wrapped)


async def test_a_refused_note_keeps_its_words() -> None:
    table = watched()
    app, _ = app_of(table, "eva")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", "enter")
        await see(pilot, "A note needs a text or a rating")
        assert not table.state.notes


async def test_an_evaluator_sees_what_offers_are_worth_to_all() -> None:
    app, _ = app_of(watched(), "eva")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2")
        await see(pilot, "walk-away", "O1 from Upper Town")


@pytest.mark.slow
async def test_an_observer_sees_public_things_only_on_every_section() -> None:
    app, _ = app_of(watched(), "obs")
    async with app.run_test(size=(120, 36)) as pilot:
        for section in "12345":
            await press(pilot, section)
            text = text_of(app)
            assert not any(one in text for one in (*SECRETS, "SECRET WORDS", "O1"))
        await press(pilot, "1")
        await see(pilot, "“Open it, or else.”", "LOWER TOWN SAYS IN PUBLIC")


async def test_what_is_being_typed_outlives_what_happens_at_the_table() -> None:
    table = watched()
    app, guide = app_of(table, "eva")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", *"Half a")
        table.submit(MakeStatement(by="upper", tone="neutral", text="No."))
        guide.changed()
        await press(pilot, *" word", "enter")
        await until(pilot, lambda: table.state.notes)
        assert table.state.notes[-1].text == "Half a word"


async def test_both_answer_the_questions_of_the_debrief_on_their_own_screens() -> None:
    table = watched()
    app, guide = app_of(table, "obs")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "5")
        await see(pilot, "Questions are asked in the debrief.")
        table.submit(EndExercise(by=FACILITATOR))
        table.submit(OpenDebrief(by=FACILITATOR))
        guide.changed()
        await see(pilot, "When did it turn?")
        await press(pilot, *"At noon.", "ctrl+s")
        await until(pilot, lambda: table.state.answers)
        assert (table.state.answers[-1].by, table.state.answers[-1].value) == ("obs", "At noon.")
