"""Breach and the end of a decision say what they cost and ask, so that no slip breaks a promise."""

from __future__ import annotations

import pytest

from tabletop.play.actions import Breach, Perform, SignOffer, TableOffer
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.table.overlays.decision import DueActs
from tabletop.seat.port import Port
from tabletop.table import Table
from tests.screens.keyboard import SMALL, app_of
from tests.screens.rivers import advanced, briefed, owing
from tests.screens.watching import press, see, text_of, until


def decided(table: Table) -> list[str]:
    return [choice for due in table.state.due for choice in due.decided.values()]


def breached(table: Table) -> list[str]:
    return [one.issue for one in table.events if one.kind == "term.breached"]


async def test_a_breach_says_what_it_costs_and_asks() -> None:
    table, app = owing(briefed()), TabletopApp()
    stake = table.view("upper").at_stake["A1", "dam"]
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(DueActs(Port(table, "upper")))
        await see(
            pilot,
            "The dam: opened in summer",
            f"trust in you down by {100 * stake.trust:.0f} %",
            "tension +10",
        )
        await press(pilot, "tab", "enter")
        await see(
            pilot,
            "Break your word on The dam?",
            "Tension rises by 10",
            f"{100 * stake.trust:.0f} %",
        )
        assert decided(table) == []
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, DueActs))
        assert decided(table) == []
        # A button that was pressed takes no second press for a moment.
        await until(pilot, lambda: not app.screen.query("Button.-active"))
        await press(pilot, "enter")
        await see(pilot, "Break your word on The dam?")
        await press(pilot, "y")
        await see(pilot, "You will BREACH.")
        assert decided(table) == ["breach"]


async def test_a_breach_names_both_that_raise_tension_and_so_does_the_story() -> None:
    table, app = owing(briefed()), TabletopApp()
    stake = table.view("upper").at_stake["A1", "dam"]
    assert (stake.tension, stake.idle) == (10, 3)
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(DueActs(Port(table, "upper")))
        await see(pilot, "tension +10 and +3 in each round it suspends the")
        await press(pilot, "tab", "enter")
        await see(pilot, "Tension rises by 10", "adds 3 more")
    table.submit(Breach(by="upper", agreement="A1", issue="dam"))
    advanced(table, "ruling", 2)
    (told,) = [one for one in table.view(None).story if "climate" in one][-1:]
    assert "+10.0 Broken: The dam; +3.0 A round without an agreement in force" in told
    assert "a breach suspended A1" in told


async def test_of_a_joint_act_the_page_says_that_all_must_perform_and_no_cost_counts_if_not() -> (
    None
):
    table = advanced(briefed(), "negotiation")
    table.submit(TableOffer(by="lower", package={**table.state.standing, "toll": "lifted"}))
    for one in ("upper", "mill"):
        if one in table.state.offers["O1"].needed:
            table.submit(SignOffer(by=one, offer="O1"))
    advanced(table, "decision", 2)
    app = TabletopApp()
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(DueActs(Port(table, "lower")))
        await see(pilot, "If The mill performs too, performing costs you 3.0 points")
        await see(pilot, "take effect and nothing is counted.")
        await press(pilot, "tab", "enter")
        await see(pilot, "You keep the 3.0 points that it costs you once all perform")
    table.submit(Perform(by="lower", agreement="A1", issue="toll"))
    table.submit(Breach(by="mill", agreement="A1", issue="toll"))
    advanced(table, "ruling", 2)
    # As the page says: what was performed alone is not charged.
    assert table.state.scores["lower"].round == 2
    assert not any("toll" in str(one) for one in table.state.scores["lower"].ledger)


async def test_left_and_right_move_between_the_two_that_stand_side_by_side() -> None:
    app = TabletopApp()
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(DueActs(Port(owing(briefed()), "upper")))
        await until(pilot, lambda: app.focused is not None and app.focused.id == "perform-0")
        await press(pilot, "right")
        assert app.focused is not None and app.focused.id == "breach-0"
        await press(pilot, "left")
        assert app.focused is not None and app.focused.id == "perform-0"


async def test_a_promise_is_kept_without_a_question() -> None:
    table, app = owing(briefed()), TabletopApp()
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(DueActs(Port(table, "upper")))
        await see(pilot, "The dam: opened in summer")
        await press(pilot, "enter")
        await see(pilot, "You will PERFORM.")
        assert decided(table) == ["perform"]


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["enter", "escape", "n"])
async def test_the_facilitator_is_told_what_would_lapse_before_the_decision_ends(
    answer: str,
) -> None:
    table = owing(briefed())
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "n", "enter")
        await see(pilot, "End the decision now?", "Upper Town", "(The dam: opened", "tension +10")
        await press(pilot, answer)
        await see(pilot, "The facilitator sees everything")
        assert table.state.stage == "decision" and breached(table) == []
        await press(pilot, "n", "enter")
        await see(pilot, "End the decision now?")
        await press(pilot, "y")
        await see(pilot, "THE RULING")
        assert breached(table) == ["dam"]


async def test_a_decision_in_which_nothing_lapses_ends_at_once() -> None:
    table = owing(briefed())
    table.submit(Perform(by="upper", agreement="A1", issue="dam"))
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "n", "enter")
        await see(pilot, "THE RULING")
        assert "End the decision" not in text_of(app)
        assert breached(table) == []


async def test_any_other_phase_ends_at_once() -> None:
    app = app_of(advanced(briefed(), "negotiation"))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "n", "enter")
        await see(pilot, "DECISION")
