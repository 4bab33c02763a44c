"""A refusal names delegations and issues as people know them, not by their ids in the file."""

from __future__ import annotations

import re
from random import Random

import pytest

from tabletop.exercise.loading import read_exercise
from tabletop.play.actions import read_action
from tabletop.play.apply import apply
from tabletop.play.rules import decide, opening, why_not
from tabletop.play.state import FACILITATOR, State, initial
from tests.play.game import AT, at_negotiation
from tests.table.drawn import drawn_source
from tests.table.drawn_second import drawn_second_source
from tests.table.legal import _MOVES, Move, Players

ABOUT_IDS = (
    "there is no ",
    "nobody here is called ",
    "say which delegation ",
    "address ",
)
"""Refusals of what was typed as an id, which say which ids there are."""


def seated(source: str) -> State:
    """Return a table of an exercise whose names have nothing of its ids, everybody seated."""
    named = re.sub(r'name = "i(\d)', r'name = "matter \1', source)
    exercise = read_exercise(named)
    state = initial(exercise)
    state = apply(state, opening(exercise, AT, clocks=True))
    for number, one in enumerate(exercise.delegations):
        state = made(
            state,
            {
                "by": FACILITATOR,
                "do": "assign",
                "seat": f"seat-{number}",
                "delegation": one.id,
                "name": f"Ada {number}",
            },
        )
    return state


def made(state: State, move: Move) -> State:
    _, after = decide(state, read_action(move), AT)
    return after


def tried(players: Players, state: State, chance: Random) -> Move | None:
    """Return a move of any kind, at any time, by anybody."""
    move = _MOVES[chance.choice(list(_MOVES))](players, state)
    if move is not None and chance.random() < 0.5:
        ids = [one.id for one in state.exercise.delegations]
        move["by"] = chance.choice([FACILITATOR, *state.seats, *ids])
    return move


def unnamed(state: State, refusal: str) -> list[str]:
    """Return the ids of delegations and issues that a refusal shows where there is a name."""
    if refusal.startswith(ABOUT_IDS) or "choose another seat id" in refusal:
        return []
    named = {one.id: one.name for one in state.exercise.delegations}
    named |= {one.id: one.name for one in state.exercise.issues}
    return [id for id, name in named.items() if re.search(rf"(?<![\w-]){id}(?![\w-])", refusal)]


@pytest.mark.parametrize("seed", range(12))
def test_no_refusal_of_an_illegal_move_shows_an_id_that_has_a_name(seed: int) -> None:
    chance = Random(seed)
    players = Players(chance)
    state = seated(drawn_source(seed) if seed % 2 else drawn_second_source(seed))
    for _ in range(60):
        for _ in range(4):
            move = tried(players, state, chance)
            refusal = move and why_not(state, read_action(move), AT)
            if refusal:
                assert not unnamed(state, refusal), (move, refusal)
        state = made(state, players.move(state, AT))


def test_refusals_say_who_and_what_by_name() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", dam="half", raids="stop")
    game.offer("alfa", treaty="signed")
    for move, refusal in (
        ({"by": "charlie", "do": "sign", "offer": "O2"}, "but for Alfa, Bravo"),
        ({"by": "charlie", "do": "gesture", "issue": "dam", "option": "open"}, "it is for Alfa"),
        ({"by": "alfa", "do": "gesture", "issue": "dam", "option": "open"}, "Dam is already"),
        ({"by": "charlie", "do": "withdraw", "offer": "O2"}, "by Alfa, not by you"),
    ):
        assert refusal in game.refused(**move)
    game.do("alfa", "ready")
    assert game.refused("alfa", "ready") == "Alfa has already said it is ready"
    game.to("decision", 2)
    assert game.refused("alfa", "ready") == "decide first whether you perform or breach Dam"
    assert game.refused("alfa", "perform", agreement="A1", issue="raids") == (
        "Raids of 'A1' is not due from you now; due: Dam (A1)"
    )
