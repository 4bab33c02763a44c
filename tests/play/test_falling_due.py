"""An offer's acts fall due as it said before it was signed."""

from __future__ import annotations

import pytest

from tabletop.play.events import TermDue
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tests.play.game import SWAP, Game, at_negotiation
from tests.play.test_acts import decide_all

PATROL = {"treaty": "signed", "patrol": "joint"}


def fell_due(game: Game) -> dict[str, list[int]]:
    """Return the rounds in which each issue's act fell due."""
    rounds: dict[str, list[int]] = {}
    for event in game.events:
        if isinstance(event, TermDue):
            rounds.setdefault(event.issue, []).append(game.state.round_of(event.seq))
    return rounds


@pytest.mark.parametrize(
    "package",
    [
        SWAP,
        {**SWAP, "order": "steps"},
        {**SWAP, "order": "alfa-first"},
        {**SWAP, **PATROL, "order": "alfa-first"},
        {**PATROL},
    ],
)
@pytest.mark.parametrize("signed_in", [1, 2])
def test_acts_fall_due_when_the_offer_said_they_would(
    package: dict[str, str], signed_in: int
) -> None:
    game = at_negotiation()
    if signed_in > 1:
        game.to("negotiation", signed_in)
    game.do("alfa", "offer", package=package)
    (offer,) = view(game.state, FACILITATOR).open_offers
    said = {act.issue: [one for one in act.rounds if one <= 4] for act in offer.acts}
    for one in offer.needed:
        if one not in offer.signed:
            game.do(one, "sign", offer="O1")
    for number in range(signed_in, 5):
        game.to("decision", number)
        # What was agreed says the same of what is still to come.
        left = view(game.state, FACILITATOR).offers[0].acts
        for act in left:
            assert [one for one in act.rounds if one <= 4] == [
                one for one in said[act.issue] if one >= number
            ]
        assert {act.issue for act in left} >= {
            issue for issue, rounds in said.items() if any(one >= number for one in rounds)
        }
        decide_all(game)
    assert fell_due(game) == {issue: rounds for issue, rounds in said.items() if rounds}


def test_who_comes_second_is_told_after_whom() -> None:
    game = at_negotiation()
    game.do("alfa", "offer", package={**SWAP, "order": "alfa-first"})
    (offer,) = view(game.state, "bravo").open_offers
    assert {act.issue: (act.rounds, act.after) for act in offer.acts} == {
        "dam": ((2,), ()),
        "raids": ((3,), ("alfa",)),
    }


def test_a_new_order_dates_what_is_outstanding_anew() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    game.do("alfa", "offer", package={**game.state.standing, "order": "steps"})
    offer = view(game.state, FACILITATOR).open_offers[0]
    assert {act.issue: act.rounds for act in offer.acts} == {"dam": (2, 3), "raids": (2, 3)}


def test_a_text_that_takes_effect_at_once_has_no_act() -> None:
    game = at_negotiation()
    game.do("alfa", "offer", package={"treaty": "signed"})
    assert view(game.state, "bravo").open_offers[0].acts == ()
