"""Players read about seats and moves taken back in words, not in ids and numbers."""

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


def test_two_people_of_one_name_are_told_apart_in_an_old_transcript_or_a_file_of_moves() -> None:
    game = Game()
    for seat, role in (("alfa", "head"), ("alfa-2", "member"), ("alfa-3", "member")):
        game.do("facilitator", "assign", seat=seat, delegation="alfa", role=role, name="Anna")
    game.do("facilitator", "assign", seat="observer", role="observer", name="ＡＮＮＡ")
    for seat in ("alfa", "alfa-2", "observer"):
        game.do(seat, "join")
    told = view(game.state, "alfa", game.events).story
    assert "Anna (2) takes a seat for Alfa (member)." in told
    assert told[-3:] == ("Anna is here.", "Anna (2) is here.", "ＡＮＮＡ (4) is here.")
    shown = [one.name for one in view(game.state, "alfa").people if one.name]
    assert shown == ["Anna", "Anna (2)", "Anna (3)", "ＡＮＮＡ (4)"]
    # What was said stays as it was said.
    assert [one.name for one in game.state.seats.values() if one.name].count("Anna") == 3


def test_one_person_who_heads_two_delegations_has_one_name() -> None:
    game = Game()
    for seat in ("alfa", "bravo"):
        game.do("facilitator", "assign", seat=seat, delegation=seat, name="Anna")
        game.do(seat, "join")
    assert view(game.state, "alfa", game.events).story[-1] == "Anna is here."
