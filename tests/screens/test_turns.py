"""Turns at one keyboard: the delegation's own page between two hand-overs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.play.actions import EndExercise, Leave, SendMessage, TableOffer
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.pages.handover import HandOver
from tabletop.screens.table.table_screen import TableScreen
from tabletop.seat.port import Port
from tests.screens.keyboard import SECRETS, SMALL, app_of, full_disk, guide
from tests.screens.rivers import HEADS, advanced, briefed, ready, seated
from tests.screens.watching import press, see, text_of, until


async def test_a_turn_passed_on_leads_to_the_next_delegation() -> None:
    table = advanced(briefed(), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "enter")
        await see(pilot, "Your draft", "Upper Town")
        await press(pilot, "k")
        await see(pilot, "Ben, for Lower Town")
        assert not table.state.ready
        assert table.state.seats["upper"].present is False


async def test_a_delegation_that_is_ready_is_not_asked_again() -> None:
    table = advanced(briefed(), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "r")
        await see(pilot, "Ready?")
        await press(pilot, "y")
        await see(pilot, "Ben, for Lower Town")
        assert table.state.ready == {"upper"}
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "k")
        await see(pilot, "지민, for The mill")
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "k")
        await see(pilot, "Ben, for Lower Town")


async def test_the_phase_ends_when_the_last_delegation_is_ready() -> None:
    table = advanced(briefed(), "negotiation")
    ready(table, ["lower", "mill"])
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "NEGOTIATION", "Anna, for Upper Town")
        await press(pilot, "enter", "r")
        await see(pilot, "Ready?")
        await press(pilot, "y")
        await see(pilot, "DECISION", "to decide in private")


async def test_between_two_turns_nothing_secret_is_on_the_screen() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(SendMessage(by="upper", to=("lower",), text="Between us: it leaks."))
    package = {**table.state.standing, "charter": "signed"}
    table.submit(TableOffer(by="lower", to=("upper",), package=package, text="Quietly."))
    app = app_of(table)
    async with app.run_test(size=(120, 36)) as pilot:
        for at in range(6):
            await until(pilot, lambda: isinstance(app.screen, HandOver), "a hand-over")
            await see(pilot, "please look away")
            shown = text_of(app)
            for secret in (*SECRETS, "it leaks", "Quietly.", "O1", "River charter", "12.0"):
                assert secret not in shown, f"{secret!r} between turns {at} and {at + 1}"
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, TableScreen), "a turn")
            await press(pilot, "k")


async def test_the_private_ruling_is_read_at_the_next_turn_and_once() -> None:
    table = advanced(briefed(), "caucus", round_number=2)
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await see(pilot, "Anna, for Upper Town")
        await press(pilot, "enter")
        await see(pilot, "THE RULING OF ROUND 1")
        await press(pilot, "enter")
        await see(pilot, "No rain")
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "k", "1", "enter")
        await see(pilot, "Your draft")


async def test_news_that_came_during_a_phase_is_read_at_the_next_turn() -> None:
    table = advanced(briefed(), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "i", "enter", "down", "enter", "enter", "y")
        await see(pilot, "Anna, for Upper Town", "something waits for it")
        await press(pilot, "enter")
        await see(pilot, "FOR UPPER TOWN AND LOWER TOWN ONLY", "No rain")
        await press(pilot, "enter")
        await see(pilot, "Your draft")


async def test_a_delegations_own_page_follows_what_the_facilitator_does() -> None:
    table = advanced(briefed(), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft", "tension ━━━━━───── 50")
        await press(pilot, "f10", "a", "enter", "tab", *"90", "tab", *"Shots", "ctrl+s")
        await see(pilot, "Your draft", "90 crisis")
        assert isinstance(app.screen, TableScreen), "the turn goes on"


async def test_when_the_facilitator_ends_the_phase_the_turn_is_over() -> None:
    table = advanced(briefed(), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "f10", "n", "enter")
        await see(pilot, "DECISION", "Ben, for Lower Town")
        assert not any(seat.present for seat in table.state.seats.values())


async def test_a_move_that_could_not_be_saved_is_made_when_there_is_space(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    table = advanced(briefed(where=path), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "plus", "t")
        await until(pilot, lambda: not isinstance(app.screen, TableScreen), "the form")
        with full_disk(path):
            await press(pilot, "ctrl+s")
            await see(pilot, "Your move could not be saved")
        assert not table.state.offers
        await press(pilot, "r")
        await see(pilot, "Your draft", "O1")
        assert list(table.state.offers) == ["O1"]


async def test_a_draft_that_was_cleared_by_a_slip_comes_back() -> None:
    table = advanced(briefed(), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft")
        await press(pilot, "n")
        await see(pilot, "there is nothing to clear")
        await press(pilot, "plus")
        draft = guide(app)._ports["upper"].draft(table.state.standing)
        drafted = draft.package
        assert drafted != table.state.standing
        await press(pilot, "n")
        await see(pilot, "Z brings it back")
        assert draft.package == table.state.standing
        await press(pilot, "z")
        assert draft.package == drafted


async def test_once_the_exercise_is_over_there_is_no_draft() -> None:
    table = advanced(briefed(), "negotiation")
    table.submit(EndExercise(by=FACILITATOR))
    app = TabletopApp()
    async with app.run_test(size=SMALL) as pilot:
        await app.push_screen(TableScreen(Port(table, "upper")))
        await see(pilot, "Now", "River charter")
        assert "Your draft" not in text_of(app)


@pytest.mark.slow
async def test_a_phase_out_of_time_ends_a_turn_in_the_middle_of_a_form() -> None:
    from tests.screens.keyboard import Watch

    watch = Watch()
    table = advanced(briefed(clocks=True, now=watch), "negotiation")
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        await see(pilot, "Your draft", "05:00")
        await press(pilot, "m")
        await until(pilot, lambda: not isinstance(app.screen, TableScreen), "the messages")
        watch.pass_by(301)
        guide(app).tick()
        await see(pilot, "Time is up")
        await press(pilot, "enter")
        await see(pilot, "DECISION", "Ben, for Lower Town")


@pytest.mark.slow
async def test_a_whole_game_without_a_move_ends_in_its_debrief() -> None:
    table = seated()
    app = app_of(table)
    async with app.run_test(size=SMALL) as pilot:
        for _ in range(400):
            if table.state.stage == "debrief":
                break
            await press(pilot, *(("r", "y") if isinstance(app.screen, TableScreen) else ("enter",)))
        await see(pilot, "Round by round", "Dust")
    assert {seat.present for seat in table.state.seats.values()} == {False}
    assert len(table.state.rulings) == 3 * len(HEADS)
    for seat in HEADS:
        assert table.why_not(Leave(by=seat)) is not None
