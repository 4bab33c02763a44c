"""An act is no longer due once another agreement takes it back, changes it or puts it off."""

from __future__ import annotations

import pytest

from tabletop.play.events import TermReleased
from tests.play.game import SWAP, Game, at_negotiation


def while_due(**package: str) -> Game:
    """Return a game with two acts due, Alfa's decision made, and an offer that waits for Alfa."""
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    game.to("negotiation", 2)
    game.offer("bravo", **package)
    game.to("decision")
    game.do("alfa", "perform", agreement="A1", issue="dam")
    return game


def due(game: Game) -> dict[str, str]:
    """Return the issues due and the agreement of each."""
    return {one.issue: one.agreement for one in game.state.due}


@pytest.mark.parametrize(
    "package", [{"dam": "shut"}, {"dam": "open"}], ids=["taken back", "changed"]
)
def test_an_act_settled_anew_is_not_due_and_the_decision_on_it_is_void(
    package: dict[str, str],
) -> None:
    game = while_due(**package)
    assert due(game) == {"dam": "A1", "raids": "A1"}
    group = game.do("alfa", "sign", offer="O2")
    assert game.kinds(group) == ["offer.signed", "agreement.reached", "term.released"]
    assert isinstance(group[-1], TermReleased)
    assert (group[-1].issue, group[-1].option, group[-1].performers) == ("dam", "half", ("alfa",))
    assert due(game) == {"raids": "A1"}
    assert "not due from you now" in game.refused("alfa", "perform", agreement="A1", issue="dam")
    game.do("bravo", "perform", agreement="A1", issue="raids")
    revealed = game.do("facilitator", "advance")
    assert [one.issue for one in revealed if one.kind == "term.performed"] == ["raids"]
    assert game.again() == game.state


def test_a_new_order_puts_off_whatever_is_due() -> None:
    game = while_due(order="steps")
    game.do("alfa", "sign", offer="O2")
    assert due(game) == {}
    game.to("decision", 3)
    assert due(game) == {"dam": "A2", "raids": "A2"}


def test_an_act_that_another_agreement_leaves_alone_stays_due_with_its_decision() -> None:
    game = while_due(treaty="guaranteed", patrol="none")
    game.do("charlie", "sign", offer="O2")
    game.do("alfa", "sign", offer="O2")
    assert game.status("O2") == "agreed"
    assert due(game) == {"dam": "A1", "raids": "A1"}
    assert game.state.due[0].decided == {"alfa": "perform"}


def test_taking_the_signature_back_makes_it_due_again_as_it_was_decided() -> None:
    game = while_due(dam="shut")
    before = game.state.due
    game.do("alfa", "sign", offer="O2")
    game.do("facilitator", "undo")
    assert game.state.due == before


def test_everybody_can_say_ready_when_nothing_is_due_any_more() -> None:
    game = while_due(dam="shut", raids="go-on")
    game.do("alfa", "sign", offer="O2")
    for one in ("alfa", "bravo", "charlie"):
        game.do(one, "ready")
    assert game.state.stage == "ruling"


def test_taking_back_a_gesture_needs_the_word_of_who_made_it() -> None:
    game = at_negotiation(agreement={"signatories": ["alfa", "charlie"], "rule": "all"})
    game.offer("charlie", treaty="signed")
    assert game.needed("O1") == ("alfa", "charlie")
    game.do("bravo", "gesture", issue="raids", option="stop")
    assert game.needed("O1") == ("alfa", "bravo", "charlie")
    game.do("alfa", "sign", offer="O1")
    assert game.status("O1") == "open"
