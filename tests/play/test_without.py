"""What an exercise does not name, its table does not have: no rulings, acts or phases."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.view import view
from tests.play.game import Game
from tests.play.market import market, priced

ROUNDS = [
    {"id": f"r{n}", "title": f"Day {n}", "date": "today", "phases": {"negotiation": 60}}
    for n in "123"
]


def played(document: dict[str, Any]) -> Game:
    """Return a table of an exercise with everybody seated, in its first phase."""
    game = Game(exercise=Exercise.model_validate(document)).seated()
    game.do("facilitator", "advance")
    return game


def test_a_table_goes_through_the_phases_that_are_named_and_no_others() -> None:
    game = played(market(round=ROUNDS))
    assert game.kinds(tuple(game.events[-2:])) == ["round.opened", "phase.opened"]
    group = game.do("facilitator", "advance")
    assert [one.kind for one in group] == ["round.closed", "round.opened", "phase.opened"]
    game.do("facilitator", "advance")
    game.do("facilitator", "advance")
    assert game.state.stage == "ended"
    assert not [one for one in game.events if isinstance(one, e.ClimateChanged | e.ScoreRuled)]
    assert game.again() == game.state


def test_open_offers_lapse_as_the_round_ends_where_there_is_no_ruling() -> None:
    game = played(market(round=ROUNDS))
    game.offer("baker", price="low")
    group = game.do("facilitator", "advance")
    assert [one.kind for one in group] == [
        *("round.closed", "offer.lapsed", "round.opened", "phase.opened")
    ]


def test_points_are_ruled_on_at_the_end_of_a_round_without_a_phase_for_it() -> None:
    game = played(priced(round=ROUNDS))
    game.offer("baker", "miller", price="high", day="friday")
    group = game.do("facilitator", "advance")
    assert [one.kind for one in group][:3] == ["round.closed", "score.ruled", "score.ruled"]
    assert {one: ruled.value for one, ruled in game.state.scores.items()} == {
        "baker": 7.0,
        "miller": 4.0,
    }


@pytest.mark.parametrize("by", [[], ["miller"]])
def test_a_bargain_is_worth_at_the_end_what_it_was_at_signature(by: list[str]) -> None:
    document = priced(round=ROUNDS)
    document["issue"][1]["by"] = by
    game = played(document)
    game.offer("baker", "miller", price="high", day="friday")
    at_signature = {one: w.value for one, w in view(game.state, "facilitator").worth_now.items()}
    while game.state.stage != "ended":
        game.do("facilitator", "advance")
    assert {one: ruled.value for one, ruled in game.state.scores.items()} == at_signature
    assert at_signature == {"baker": 7.0, "miller": 4.0}


def test_what_is_signed_is_done_where_nobody_can_break_its_word() -> None:
    document = priced(round=ROUNDS)
    document["issue"][1]["by"] = ["miller"]
    game = played(document)
    game.offer("baker", "miller", price="high", day="friday")
    assert game.state.terms["day"].done == 1
    assert not view(game.state, "baker").due
    while game.state.stage != "ended":
        game.do("facilitator", "advance")
    assert not [one for one in game.events if isinstance(one, e.TermDue)]


def test_a_ledger_without_a_climate_speaks_of_no_promises() -> None:
    document = priced(round=ROUNDS)
    document["issue"][1]["by"] = ["miller"]
    game = played(document)
    game.offer("baker", "miller", price="high", day="friday")
    seen = view(game.state, "miller")
    told = [line.told(seen.names) for line in seen.worth_now["miller"].ledger]
    assert told == ["Price: twelve a sack", "Day: Friday, which costs you"]


def test_a_view_without_a_climate_has_no_trust_and_without_points_no_worth() -> None:
    game = played(market())
    seen = view(game.state, "baker")
    assert not seen.trust
    assert not seen.worth_now
    assert not seen.walk_away
    game.offer("miller", price="low")
    (offer,) = view(game.state, "baker").offers
    assert not offer.worth
    assert [one.id for one in seen.choices] == ["price", "day"]


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("tension", "this exercise has no climate: there is no trust or tension to adjust"),
        ("trust:baker-miller", "this exercise has no climate"),
        ("score:baker", "nothing has points in this exercise: there is no score to adjust"),
    ],
)
def test_what_is_not_there_is_not_adjusted(what: str, refusal: str) -> None:
    told = played(market()).refused("facilitator", "adjust", what=what, value=3, reason="So.")
    assert refusal in told


@pytest.mark.parametrize(
    ("effects", "refusal"),
    [
        ({"tension": 3}, "this exercise has no climate: no inject can change trust or tension"),
        ({"walk_away": {"baker": 3}}, "nothing has points in this exercise"),
        ({"forbid": {"form": "plain"}}, "there is no issue 'form' to forbid"),
    ],
)
def test_an_inject_changes_nothing_that_is_not_there(effects: Any, refusal: str) -> None:
    told = played(market()).refused(
        "facilitator", "inject", title="News", text="News.", effects=effects
    )
    assert refusal in told


def test_an_offer_names_no_form_that_is_not_there() -> None:
    told = played(market()).refused("baker", "offer", package={"price": "low", "form": "written"})
    assert told == "there is no issue 'form'; choose from price, day"
