"""What players are told of seats and of what was taken back is in words, not in ids and numbers."""

from __future__ import annotations

import pytest

from tabletop.play.view import view
from tests.play.game import SWAP, Game, at_negotiation


@pytest.mark.parametrize(
    ("seat", "where", "said"),
    [
        ("alfa", {"delegation": "alfa"}, "The head's seat for Alfa is free."),
        ("alfa-2", {"delegation": "alfa", "role": "member"}, "A member's seat for Alfa is free."),
        ("eva", {"role": "evaluator"}, "An evaluator's seat is free."),
    ],
)
def test_an_emptied_seat_is_told_as_free(seat: str, where: dict[str, str], said: str) -> None:
    game = Game()
    game.do("facilitator", "assign", seat=seat, name="Anna", **where)
    game.do("facilitator", "assign", seat=seat, name="", **where)
    assert view(game.state, None, game.events).story[-1] == said


def test_a_move_taken_back_is_told_without_numbers_that_players_do_not_have() -> None:
    game = at_negotiation()
    game.do("alfa", "offer", package=SWAP)
    game.do("facilitator", "undo")
    assert view(game.state, None, game.events).story[-1] == (
        "The facilitator takes back the last move."
    )
