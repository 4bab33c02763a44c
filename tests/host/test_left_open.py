"""A question left open while the table moves on does what it says, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.host.tables.hall import Hall
from tabletop.play.actions import Perform, Ready, SignOffer, TableOffer
from tabletop.play.state import State
from tests.host.halls import hall_in
from tests.host.players import Player, advance, negotiating, submit, three

pytestmark = pytest.mark.slow

WATER = {"charter": "signed", "dam": "opened"}


def state_of(hall: Hall) -> State:
    return hall.floor.tables["1"].table.state


async def test_ready_counts_for_the_phase_it_was_asked_in_and_for_no_other(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, *_ = await three(hall)
        await anna.press("r")
        await anna.sees("Ready?", "done with the caucus of round 1")
        advance(hall)
        await anna.sees("THE NEGOTIATION HAS BEGUN", "Ready?")
        await anna.press("y")
        await anna.sees("The caucus of round 1 is over: nothing was done.")
        assert state_of(hall).ready == frozenset()
        await anna.answers("r", "done with the negotiation of round 1")
        await anna.sees("You are ready")


async def test_ready_does_not_count_a_round_later(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, *_ = await three(hall)
        await anna.press("r")
        await anna.sees("Ready?")
        advance(hall, "ruling")
        advance(hall, "caucus")
        await anna.press("y")
        await anna.sees("The caucus of round 1 is over")
        assert state_of(hall).ready == frozenset()


async def test_who_ends_a_phase_is_told_nothing_about_the_page_that_tells_what_came_of_it(
    tmp_path: Path,
) -> None:
    async with hall_in(tmp_path) as hall:
        anna, ben, cho = await negotiating(hall)
        advance(hall, "decision")
        for one in (ben, cho):
            submit(hall, Ready(by=one.place.seat))
        await anna.sees("The decision opens")
        await anna.answers("r", "done with the decision of round 1")
        await anna.sees("THE RULING OF ROUND 1")
        await anna.reads("· · ·")
        await anna.no_longer_sees("· · ·")
        assert "HAS RULED" not in anna.far.text


@pytest.mark.parametrize(
    ("keys", "asked", "yes", "sentence"),
    [
        ("s", "Sign O1?", "y", "this is the"),
        ("x", "Reject O1?", "\r", "this is the"),
        ("+t", "Your offer", "\r", "this is the"),
        ("g", "A gesture", "\r\r", "this is the"),
    ],
)
async def test_what_the_phase_no_longer_allows_is_refused_with_a_sentence(
    tmp_path: Path, keys: str, asked: str, yes: str, sentence: str
) -> None:
    async with hall_in(tmp_path) as hall:
        _, ben, _ = await negotiating(hall)
        submit(hall, TableOffer(by="upper", package={"charter": "sworn"}))
        await ben.sees("O1 asks for your signature")
        await ben.press(*keys)
        await ben.sees(asked)
        advance(hall, "ruling")
        before = state_of(hall)
        await ben.press(*yes)
        await ben.sees(sentence)
        assert state_of(hall) is before


async def test_a_signature_binds_what_was_said_or_nothing(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        _, ben, _ = await negotiating(hall)
        submit(hall, TableOffer(by="upper", package={"charter": "signed"}))
        await ben.sees("O1 asks for your signature")
        await ben.press("s")
        await ben.sees("Sign O1?")
        submit(hall, TableOffer(by="upper", package={"charter": "sworn", "dam": "opened"}))
        submit(hall, SignOffer(by="lower", offer="O2"))
        await ben.press("y")
        await ben.sees("What O1 binds has changed")
        assert [one.id for one in state_of(hall).agreements] == ["A1"]
        assert state_of(hall).standing["dam"] == "opened"


async def test_an_offer_is_tabled_as_it_was_shown_or_not_at_all(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna, *_ = await negotiating(hall)
        await anna.press("+", "t")
        await anna.sees("Your offer", "River charter: signed")
        submit(hall, TableOffer(by="lower", package={"charter": "sworn", "dam": "opened"}))
        submit(hall, SignOffer(by="upper", offer="O1"))
        await anna.press("enter")
        await anna.sees("How things stand has changed")
        assert list(state_of(hall).offers) == ["O1"]


async def due(hall: Hall, package: dict[str, str]) -> Player:
    """Return Upper Town's head, with acts due in the second round's decision."""
    anna, *_ = await negotiating(hall)
    submit(hall, TableOffer(by="upper", package=package))
    submit(hall, SignOffer(by="lower", offer="O1"))
    submit(hall, SignOffer(by="mill", offer="O1"))
    await anna.reads("AGREEMENT A1 IS IN FORCE")
    await anna.sees("Your draft")
    advance(hall, "ruling")
    advance(hall, "decision")
    await anna.reads("What makes it up", "How far your delegation trusts", "ROUND 2 OF 3")
    await anna.sees("press D to decide")
    return anna


async def test_a_decision_is_on_the_act_it_was_asked_about(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        anna = await due(hall, {**WATER, "toll": "lifted", "order": "steps"})
        await anna.press("d")
        await anna.sees("What you owe now", "part 1 of 2")
        await anna.press("enter")
        await anna.sees("You will PERFORM")
        for one in ("lower", "mill"):
            submit(hall, Perform(by=one, agreement="A1", issue="toll"))
        advance(hall, "ruling")
        advance(hall, "decision")
        assert {one.instalment for one in state_of(hall).due} == {2}
        await anna.press("\x1b[Z", "enter")
        await anna.sees("The decision of round 2 is over: nothing was done.")
        assert not any(one.decided for one in state_of(hall).due)
