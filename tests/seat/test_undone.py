"""What the facilitator took back is told to each as far as they knew of it."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.seat.words.undone import goes_with, last_move, taken_back
from tests.play.game import SWAP, at_negotiation

MOVES: dict[str, dict[str, Any]] = {
    "offer": {"package": SWAP, "to": ["bravo"]},
    "message": {"to": ["bravo"], "text": "Psst."},
    "statement": {"tone": "neutral", "text": "We are ready to talk."},
    "ready": {},
}


@pytest.mark.parametrize("do", MOVES)
def test_whoever_made_a_move_is_told_which_one_was_taken_back(do: str) -> None:
    game = at_negotiation()
    before = game.state.seq
    game.do("alfa", do, **MOVES[do])
    game.do("facilitator", "undo")
    said = taken_back(view(game.state, "alfa", game.events), before)
    assert said is not None
    assert "not everybody" not in said


def test_whoever_could_not_know_of_it_is_told_no_more_than_that() -> None:
    game = at_negotiation()
    before = game.state.seq
    game.do("alfa", "message", **MOVES["message"])
    game.do("facilitator", "undo")
    said = taken_back(view(game.state, "charlie", game.events), before)
    assert said == "The facilitator took back a move that not everybody knew of."


def test_what_goes_with_the_last_move_is_told_before_it_is_taken_back() -> None:
    game = at_negotiation()
    told = goes_with(view(game.state, FACILITATOR, game.events))
    assert told == "The table goes back to the caucus of round 1."
    game.do("alfa", "offer", package=SWAP, to=["bravo"])
    seen = view(game.state, FACILITATOR, game.events)
    assert last_move(seen)
    assert goes_with(seen) == "", "the phase it was made in stays open"
    game.do("bravo", "sign", offer="O1")
    told = goes_with(view(game.state, FACILITATOR, game.events))
    assert told == "With it goes agreement A1."
    game.do("facilitator", "advance")
    told = goes_with(view(game.state, FACILITATOR, game.events))
    assert "The table goes back to the negotiation of round 1." in told
    game.do("facilitator", "undo")
    game.do("alfa", "ready")
    told = goes_with(view(game.state, FACILITATOR, game.events))
    assert "goes back" not in told, "the undone phase is none to go back to"
