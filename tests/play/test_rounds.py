"""Rounds and phases, scheduled injects, and the ending that applies."""

from __future__ import annotations

from tabletop.exercise.model import PHASES
from tests.play.game import SWAP, Game, at_negotiation


def test_a_round_goes_through_its_phases_and_the_next_one_opens() -> None:
    game = Game().seated()
    game.do("facilitator", "advance")
    seen = []
    for _ in range(2 * len(PHASES)):
        seen.append((game.state.round, game.state.stage))
        game.do("facilitator", "advance")
    assert seen == [(number, phase) for number in (1, 2) for phase in PHASES]


def test_a_phase_that_was_named_ends_and_no_other() -> None:
    game = Game().seated().to("negotiation")
    game.do("facilitator", "advance", stage="negotiation", round=1)
    told = game.refused("facilitator", "advance", stage="negotiation", round=1)
    assert told == "the table has moved on and is in the decision, round 1, now; nothing was ended"
    told = game.refused("facilitator", "advance", stage="negotation")
    assert told == "there is no phase 'negotation'; did you mean 'negotiation'?"
    game.to("decision", 2)
    assert "moved on" in game.refused("facilitator", "advance", stage="decision", round=1)


def test_a_phase_ends_when_every_delegation_is_ready() -> None:
    game = Game().seated().to("caucus")
    game.do("alfa", "ready")
    game.do("charlie", "ready")
    assert "already said" in game.refused("alfa", "ready")
    group = game.do("bravo", "ready")
    assert game.kinds(group) == ["seat.ready", "phase.opened"]
    assert game.state.ready == frozenset()


def test_an_inject_comes_in_its_round_and_phase_to_whom_it_is_for() -> None:
    game = Game().seated().to("situation")
    assert game.state.delivered == {"whisper"}
    game.to("situation", 2)
    assert game.state.delivered == {"whisper", "flood"}
    assert [one.to for one in game.state.injects] == [("bravo",), "all"]


def test_a_conditional_inject_comes_when_its_condition_holds_and_once() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    game.to("decision", 2)
    for who, issue in (("alfa", "dam"), ("bravo", "raids")):
        game.do(who, "perform", agreement="A1", issue=issue)
    game.to("negotiation", 3)
    assert "thaw" in game.state.delivered
    game.to("negotiation", 4)
    assert [one.inject for one in game.state.injects].count("thaw") == 1


def test_tension_rises_in_a_round_without_an_agreement() -> None:
    game = at_negotiation()
    before = game.state.circumstances.climate.tension
    game.to("ruling")
    assert game.state.circumstances.climate.tension == before + 3


def test_a_tone_counts_once_a_round_however_often_it_is_heard() -> None:
    game = at_negotiation()
    before = game.state.circumstances.climate.trust["bravo", "alfa"]
    for _ in range(3):
        game.do("alfa", "statement", tone="hostile", text="Enough.")
    game.to("ruling")
    assert game.state.circumstances.climate.trust["bravo", "alfa"] == before - 4


def ended(game: Game) -> str | None:
    while game.state.stage != "ended":
        game.do("facilitator", "advance")
    return game.state.ending


def test_the_first_ending_that_holds_is_the_one() -> None:
    assert ended(at_negotiation()) == "nothing"
    paper = at_negotiation()
    paper.offer("alfa", "bravo", treaty="signed")
    assert ended(paper) == "paper"
    broken = at_negotiation()
    broken.offer("alfa", "bravo", **SWAP)
    assert ended(broken) == "broken"
    kept = at_negotiation()
    kept.offer("alfa", "bravo", **SWAP)
    kept.to("decision", 2)
    for who, issue in (("alfa", "dam"), ("bravo", "raids")):
        kept.do(who, "perform", agreement="A1", issue=issue)
    assert ended(kept) == "kept"


def test_the_exercise_ends_after_the_last_round() -> None:
    game = at_negotiation().to("ruling", 4)
    group = game.do("facilitator", "advance")
    assert game.kinds(group) == ["exercise.ended"]
    assert game.state.stage == "ended"
