"""Contracts settled whole (every issue or none), and rules of agreement at a table."""

from __future__ import annotations

from typing import Any

from tabletop.exercise.model import Exercise
from tabletop.play.history.possible import left_at_the_end, told
from tabletop.play.view import view
from tabletop.seat.packages.grid import DRAFT, columns_of
from tabletop.seat.words.signatures import waits_for
from tests.play.game import Game
from tests.play.market import priced

FIRSTS = {"price": "open", "day": "open"}


def contract(**changes: Any) -> Game:
    """Return the market as one contract, in its negotiation; "open" is an option too."""
    document = priced(whole=True, **changes)
    document["issue"][0]["option"][0]["points"] = {"baker": 5, "miller": 4}
    game = Game(exercise=Exercise.model_validate(document)).seated()
    game.do("facilitator", "advance")
    return game


def test_every_issue_must_be_settled() -> None:
    told = contract().refused("baker", "offer", package={"price": "low"})
    assert told == "every issue is settled here, or none is; settle day too"


def test_all_first_options_are_a_package_like_any_other() -> None:
    game = contract()
    offer = game.offer("baker", "miller", **FIRSTS)
    assert game.status(offer) == "agreed"
    assert {
        one: worth.value for one, worth in view(game.state, "facilitator").worth_now.items()
    } == {
        "baker": 5.0,
        "miller": 4.0,
    }
    assert set(game.state.terms) == set(FIRSTS)
    seen = view(game.state, "baker")
    assert seen.stands
    assert [one.id for one in columns_of(seen, dict(seen.standing))] == ["now", DRAFT]


def test_no_deal_is_the_walk_away_and_nothing_stands() -> None:
    game = contract()
    seen = view(game.state, "baker")
    assert (seen.worth_now["baker"].value, seen.stands) == (2.0, False)
    assert [one.id for one in columns_of(seen)] == []
    game.do("facilitator", "end")
    assert game.state.ending == "empty"
    assert {one: ruled.value for one, ruled in game.state.scores.items()} == {
        "baker": 2.0,
        "miller": 3.0,
    }


def test_a_contract_can_be_changed_piece_by_piece_once_it_stands() -> None:
    game = contract()
    game.offer("baker", "miller", price="high", day="friday")
    offer = game.offer("baker", "miller", price="open")
    assert game.status(offer) == "agreed"
    assert game.state.standing["day"] == "friday"
    again = game.refused("baker", "offer", package={"price": "open"})
    assert "leaves everything as it stands" in again


def test_what_was_left_on_the_table_names_every_issue() -> None:
    game = contract()
    game.do("facilitator", "end")
    left = left_at_the_end(game.state)
    assert left is not None
    assert left.changes == ("Price: twelve a sack", "Day: Friday")
    assert "than no agreement" in told(game.exercise, left)[0]


def test_a_condition_on_what_was_performed_holds_of_no_contract_that_is_not_there() -> None:
    ending = [
        {"id": "first", "title": "Open", "text": "Open.", "when": {"performed": {"price": "open"}}},
        {"id": "rest", "title": "Rest", "text": "Rest."},
    ]
    game = contract(ending=ending)
    game.do("facilitator", "end")
    assert game.state.ending == "rest"


def test_nobody_makes_a_gesture_of_a_piece_of_a_contract() -> None:
    issues = priced()["issue"]
    issues[1]["by"] = ["miller"]
    game = contract(issue=issues)
    assert "table an offer instead" in game.refused(
        "miller", "gesture", issue="day", option="friday", text=""
    )


def three(**agreement: Any) -> Game:
    """Return the market with a carter, under a rule, in its negotiation."""
    document = priced()
    document["delegation"].append({"id": "carter", "name": "Carter", "short": "Cart"})
    document["issue"][0]["option"][1]["points"]["carter"] = 1
    signatories = ["baker", "miller", "carter"]
    document["agreement"] = {"signatories": signatories, **agreement}
    game = Game(exercise=Exercise.model_validate(document)).seated()
    game.do("facilitator", "advance")
    return game


def test_a_veto_is_waited_for_whatever_the_rule() -> None:
    game = three(rule="majority", veto=["carter"])
    offer = game.offer("baker", "miller", price="low")
    assert game.status(offer) == "open"
    game.do("carter", "sign", offer=offer)
    assert game.status(offer) == "agreed"


def test_votes_decide_where_they_are_counted() -> None:
    game = three(votes="two-thirds", weights={"carter": 4})
    offer = game.offer("baker", "miller", price="low")
    assert game.status(offer) == "open"
    seen = view(game.state, "carter")
    assert waits_for(seen, seen.open_offers[0]) == "2 of 4 votes, your signature decides"
    assert seen.open_offers[0].needs.asks("carter")
    others = view(game.state, "baker")
    assert waits_for(others, others.open_offers[0]) == (
        "2 of 4 votes, waits for 2 more votes of Cart"
    )
    game.do("carter", "sign", offer=offer)
    assert game.status(offer) == "agreed"


def test_an_offer_is_dead_once_those_who_rejected_it_take_its_votes_along() -> None:
    game = three(votes="two-thirds", weights={"carter": 4})
    offer = game.offer("baker", price="low")
    game.do("carter", "reject", offer=offer)
    assert game.status(offer) == "rejected"


def test_whoever_tables_an_offer_signs_it_where_the_rule_says_so() -> None:
    game = three(signatories=["baker", "miller"], rule=2, proposer=True)
    offer = game.offer("carter", price="low")
    assert game.needed(offer) == ("carter",)
    assert game.state.offers[offer].signed == ("carter",)
    game.do("baker", "sign", offer=offer)
    assert game.status(offer) == "agreed"
