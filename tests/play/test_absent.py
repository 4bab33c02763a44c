"""A table can begin without a delegation that nobody heads: it signs nothing, nobody waits."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.exercise.model import Exercise
from tabletop.play.telling.narration import narrate
from tabletop.play.view import view
from tests.play.councils import council
from tests.play.deciding import hospital
from tests.play.game import Game


def without(*absent: str) -> Game:
    """Return a game in its first negotiation that began without these."""
    game = Game()
    for one in game.exercise.delegations:
        if one.id not in absent:
            game.do("facilitator", "assign", seat=one.id, delegation=one.id, name=one.name)
    game.do("facilitator", "advance", absent=list(absent))
    return game.to("negotiation")


def test_only_the_facilitators_word_lets_a_table_begin_without_a_delegation() -> None:
    game = Game()
    game.do("facilitator", "assign", seat="alfa", delegation="alfa", name="Anna")
    game.do("facilitator", "assign", seat="bravo", delegation="bravo", name="Ben")
    assert "nobody heads Charlie" in game.refused("facilitator", "advance")
    assert "nobody heads Charlie" in game.refused("facilitator", "advance", absent=["bravo"])
    assert "no delegation 'delta'" in game.refused("facilitator", "advance", absent=["delta"])
    (opened, _) = game.do("facilitator", "advance", absent=["charlie"])[:2]
    assert getattr(opened, "absent", None) == ("charlie",)
    assert "Charlie is absent and signs nothing" in view(game.state, None, [opened]).story[0]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (council(), "Baker is absent and signs nothing."),
        (council(agreement={"by": "vote", "rule": 2}), "Baker is absent and does not vote."),
        (hospital(), "Wards is absent."),
    ],
)
def test_whoever_is_absent_misses_only_what_the_exercise_has(
    document: dict[str, Any], told: str
) -> None:
    game = Game(exercise=Exercise.model_validate(document))
    absent, *there = [one.id for one in game.exercise.delegations]
    for one in there:
        game.do("facilitator", "assign", seat=one, delegation=one, name=one)
    opened = game.do("facilitator", "advance", absent=[absent])[0]
    assert narrate(opened, game.exercise).endswith(told)


def test_one_delegation_alone_has_nobody_to_bargain_with() -> None:
    game = Game()
    game.do("facilitator", "assign", seat="alfa", delegation="alfa", name="Anna")
    assert "at least two" in game.refused("facilitator", "advance", absent=["bravo", "charlie"])


def test_a_head_that_sits_there_is_not_absent_and_an_empty_seat_is() -> None:
    game = Game().seated()
    game.do("facilitator", "assign", seat="charlie", delegation="charlie", name="")
    game.do("facilitator", "advance", absent=["bravo", "charlie"])
    assert game.state.absent == {"charlie"}


def test_nobody_waits_for_an_absent_delegation() -> None:
    game = without("charlie")
    assert view(game.state, None).waiting_for == ("alfa", "bravo")
    game.do("alfa", "ready")
    game.do("bravo", "ready")
    assert game.state.stage == "decision"


def test_a_standing_signatory_that_is_absent_is_not_asked() -> None:
    game = without("bravo")
    offer = game.offer("alfa", treaty="signed")
    assert game.status(offer) == "agreed"
    assert game.state.agreement is not None and game.state.agreement.signed == ("alfa",)


def test_what_an_absent_delegation_would_have_to_do_or_guarantee_waits_for_it() -> None:
    game = without("charlie")
    offer = game.offer("alfa", "bravo", treaty="guaranteed")
    assert (game.status(offer), game.needed(offer)) == ("open", ("alfa", "bravo", "charlie"))
    game = without("bravo")
    offer = game.offer("alfa", raids="stop")
    assert game.status(offer) == "open" and "bravo" in game.needed(offer)
    assert game.to("decision", 2).state.due == ()


def test_whoever_comes_later_is_asked_and_waited_for_from_then_on() -> None:
    game = without("bravo")
    game.do("facilitator", "assign", seat="bravo", delegation="bravo", name="Ben")
    assert game.state.absent == frozenset()
    assert "bravo" in view(game.state, None).waiting_for
    offer = game.offer("alfa", treaty="signed")
    assert game.needed(offer) == ("alfa", "bravo")
    assert game.again() == game.state
