"""In breach is what was broken and since then neither promised again nor done."""

from __future__ import annotations

from tabletop.play.rules.ruling import standing_of
from tests.play.game import SWAP, Game, at_negotiation


def broken() -> Game:
    """Return a swap whose acts were both broken in round 2, in round 3's negotiation."""
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    game.to("decision", 2)
    game.do("alfa", "breach", agreement="A1", issue="dam")
    game.do("bravo", "breach", agreement="A1", issue="raids")
    return game.to("negotiation", 3)


def test_a_broken_act_is_in_breach() -> None:
    game = broken()
    assert game.state.in_breach == {"dam": "half", "raids": "stop"}
    assert standing_of(game.state).in_breach == game.state.in_breach


def test_an_agreement_makes_good_what_it_promises_anew_and_nothing_else() -> None:
    game = broken()
    game.offer("alfa", "bravo", dam="half")
    assert game.state.in_breach == {"raids": "stop"}
    assert standing_of(game.state).breached == {"dam": {"half"}, "raids": {"stop"}}
    game.offer("alfa", "bravo", raids="stop")
    assert game.state.in_breach == {}


def test_a_promise_renewed_can_be_broken_again() -> None:
    game = broken()
    game.offer("alfa", "bravo", **SWAP)
    game.to("decision", 4)
    game.do("alfa", "perform", agreement="A2", issue="dam")
    game.do("bravo", "breach", agreement="A2", issue="raids")
    game.to("ruling", 4)
    assert game.state.in_breach == {"raids": "stop"}


def test_who_does_it_after_all_makes_it_good_and_who_does_less_does_not() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", dam="open", raids="stop")
    game.to("decision", 2)
    game.do("alfa", "breach", agreement="A1", issue="dam")
    game.do("bravo", "perform", agreement="A1", issue="raids")
    game.to("negotiation", 3)
    game.do("alfa", "gesture", issue="dam", option="half")
    assert game.state.in_breach == {"dam": "open"}
    game.do("alfa", "gesture", issue="dam", option="open")
    assert game.state.in_breach == {}


def test_taking_the_promise_back_brings_the_breach_back() -> None:
    game = broken()
    game.offer("alfa", "bravo", **SWAP)
    game.do("facilitator", "undo")
    assert game.state.in_breach == {"dam": "half", "raids": "stop"}
    assert game.again() == game.state


def test_an_ending_can_ask_for_it() -> None:
    endings = [
        {"id": "broken", "title": "Broken", "text": "", "when": {"in_breach": {}}},
        {"id": "kept", "title": "Kept", "text": "", "when": {"performed": {"raids": "stop"}}},
        {"id": "nothing", "title": "Nothing", "text": ""},
    ]
    for again, ending in ((False, "broken"), (True, "kept")):
        game = at_negotiation(ending=endings)
        game.offer("alfa", "bravo", **SWAP)
        game.to("negotiation", 3)
        if again:
            game.offer("alfa", "bravo", **SWAP)
            game.to("decision", 4)
            game.do("alfa", "perform", agreement="A2", issue="dam")
            game.do("bravo", "perform", agreement="A2", issue="raids")
        game.to("ended")
        assert game.state.ending == ending
