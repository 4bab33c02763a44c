"""Motions on screens: moved and withdrawn at a seat, put to the vote on the page of the list."""

from __future__ import annotations

import pytest

from tabletop.play.actions import CastVote, MoveMotion, PutMotion
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.pages.speakers import SpeakersPage
from tabletop.screens.table.forms.motion_form import MotionForm
from tabletop.table import Table
from tests.play.councils import THREE, source
from tests.screens.rivers import in_memory, turn
from tests.screens.test_speakers import SIZES, at_seat, council, desk_of, wall_of
from tests.screens.watching import press, see, text_of, until

MOTIONS = ["next-phase", "longer-phase", "close-debate", "other"]


def moving() -> Table:
    return council(text=source(speakers={"seconds": 60, "motions": MOTIONS}))


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_at_a_seat_moves_a_motion_and_withdraws_it(size: tuple[int, int]) -> None:
    table = moving()
    app = at_seat(table, "baker")
    async with app.run_test(size=size) as pilot:
        while "Your draft" not in text_of(app):
            await press(pilot, "enter")
        await press(pilot, "i")
        await see(pilot, "I move", "to go on to the next phase")
        assert "minutes" not in text_of(app)
        await press(pilot, "right")
        await see(pilot, "for more minutes in this phase", "1 to 60")
        await press(pilot, "ctrl+s")
        await see(pilot, "Type how many minutes more")
        await press(pilot, "tab", "5", "enter")
        await until(pilot, lambda: not isinstance(app.screen, MotionForm), "moved")
        await see(pilot, "M1 Baker moves for 5 minutes more, waits for the facilitator")
        await press(pilot, "i")
        await see(pilot, "Withdraw M1?")
        await press(pilot, "y")
        await until(pilot, lambda: not table.state.speakers.motions, "withdrawn")


async def test_a_motion_in_ones_own_words_needs_them() -> None:
    table = moving()
    app = at_seat(table, "baker")
    async with app.run_test(size=(80, 24)) as pilot:
        while "Your draft" not in text_of(app):
            await press(pilot, "enter")
        await press(pilot, "i", "left")
        await see(pilot, "in my own words")
        assert app.screen.query_one(Cycler).value == "in my own words"
        await press(pilot, "ctrl+s")
        await see(pilot, "Write what you move.")
        await press(pilot, "tab", *"Break", "enter")
        await see(pilot, "moves “Break”")


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_of_the_list_puts_a_motion_to_the_vote_and_closes_it(
    size: tuple[int, int],
) -> None:
    table = moving()
    table.submit(MoveMotion(by="baker", what="next-phase"))
    table.submit(MoveMotion(by="miller", what="other", text="A break."))
    app = desk_of(table)
    async with app.run_test(size=size) as pilot:
        await see(pilot, "M1 Baker moves to go on to the next phase and 1 more")
        await press(pilot, "l")
        await see(pilot, "M2 Miller moves “A break.”", "Enter Put to the vote", "X Out of order")
        await press(pilot, "down", "x")
        await until(pilot, lambda: "M2" not in table.state.speakers.motions, "out of order")
        await press(pilot, "home", "enter")
        await see(pilot, "being voted on: 0 of 3 have voted", "Enter Close the vote")
        for one in THREE[:2]:
            table.submit(CastVote(by=one, choice="yes"))
        await press(pilot, "enter")
        await see(pilot, "Close the vote?", "Mason has not voted")
        await press(pilot, "y")
        await until(pilot, lambda: table.state.stage == "decision", "carried")


async def test_a_vote_on_a_motion_asks_at_the_seat_and_stands_on_the_wall() -> None:
    table = moving()
    table.submit(MoveMotion(by="miller", what="close-debate"))
    port = desk_of(table)
    async with port.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l", "enter")
        await until(pilot, lambda: table.state.votes, "the vote")
    app = at_seat(table, "baker")
    async with app.run_test(size=(80, 24)) as pilot:
        while "Your draft" not in text_of(app):
            await press(pilot, "enter")
        await press(pilot, "e")
        await see(pilot, "M1 Miller moves to close the speakers' list: shall it carry?")
        await see(pilot, "a majority of those who vote")
        await press(pilot, "y")
        await until(pilot, lambda: table.state.votes["V1"].ballots, "the ballot")
    wall = wall_of(table)
    async with wall.run_test(size=(120, 36)) as pilot:
        await see(pilot, "M1 Miller moves to close", "1 of 3 have voted")
        assert FACILITATOR not in text_of(wall)


@pytest.mark.parametrize("keys", [("f",), ("f10", "s", "enter")], ids=["key", "menu"])
async def test_at_one_keyboard_a_carried_motion_leads_on_to_the_next_phase(
    keys: tuple[str, ...],
) -> None:
    table = moving()
    for one in THREE:
        turn(table, one)
    app = TabletopApp()
    app.led_by(HotSeat(app, table, in_memory("council.toml")))
    async with app.run_test(size=(80, 24)) as pilot:
        while "F Speakers' list" not in text_of(app):
            await press(pilot, "enter")
        table.submit(MoveMotion(by="baker", what="next-phase"))
        table.submit(PutMotion(by=FACILITATOR, motion="M1"))
        for one in THREE:
            table.submit(CastVote(by=one, choice="yes"))
        await press(pilot, *keys)
        await until(pilot, lambda: isinstance(app.screen, SpeakersPage), "the page")
        await press(pilot, "home", "enter")
        await until(pilot, lambda: table.state.stage == "decision", "carried")
        await see(pilot, "DECISION", "The keyboard goes to")
        assert "Time is up" not in text_of(app)
