"""What the facilitator took back is told to each as far as they knew of it."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.play.view import view
from tabletop.seat.words.undone import taken_back
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
