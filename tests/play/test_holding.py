"""A held ruling stays until the facilitator goes on, whoever is ready."""

from __future__ import annotations

from datetime import datetime, timedelta

from tabletop.play.queries.clock import moment
from tabletop.play.telling.narration import narrate
from tabletop.play.view import view
from tests.play.game import DELEGATIONS, Game


def everybody_ready(game: Game) -> None:
    for one in DELEGATIONS:
        game.do(one, "ready")


def stage(game: Game) -> str:
    return game.state.stage


def test_a_held_ruling_stays_when_everybody_is_ready_until_the_facilitator_goes_on() -> None:
    game = Game().seated().to("ruling")
    (event,) = game.do("facilitator", "hold")
    assert narrate(event, game.exercise) == (
        "Each ruling is held for discussion until the facilitator goes on."
    )
    everybody_ready(game)
    assert (game.state.stage, game.state.round) == ("ruling", 1)
    assert view(game.state, "alfa").waiting_for == ()
    game.do("facilitator", "advance")
    assert (game.state.stage, game.state.round) == ("situation", 2)
    assert game.again() == game.state


def test_it_is_said_ahead_and_holds_every_ruling_and_nothing_else() -> None:
    game = Game().seated().to("negotiation")
    game.do("facilitator", "hold")
    for _ in range(2):
        everybody_ready(game)
        assert stage(game) == "decision"
        everybody_ready(game)
        everybody_ready(game)
        assert stage(game) == "ruling"
        game.do("facilitator", "advance")
        game.to("negotiation", game.state.round)


def test_a_hold_that_ends_keeps_nobody_waiting_who_is_ready() -> None:
    game = Game().seated().to("ruling")
    game.do("facilitator", "hold")
    game.do("alfa", "ready")
    game.do("facilitator", "hold", on=False)
    assert game.state.stage == "ruling", "two have not read it yet"
    game.do("facilitator", "hold")
    game.do("bravo", "ready")
    game.do("charlie", "ready")
    group = game.do("facilitator", "hold", on=False)
    assert [one.kind for one in group][:2] == ["ruling.held", "round.opened"]
    assert game.again() == game.state


def test_no_clock_ends_a_held_ruling() -> None:
    phases = [{"id": "r1", "title": "One", "date": "Day 1", "phases": {"ruling": 30}}]
    game = Game(clocks=True, round=phases * 1).seated().to("ruling")
    game.do("facilitator", "hold")
    game.at = moment(datetime.fromisoformat(game.at) + timedelta(seconds=60))
    assert game.refused("clock", "advance") == "the ruling is held for discussion"
    game.do("facilitator", "hold", on=False)
    game.do("clock", "advance")
    assert game.state.stage == "ended"


def test_a_move_taken_back_leaves_the_hold_as_it_is() -> None:
    game = Game().seated().to("negotiation")
    game.do("alfa", "statement", tone="neutral", text="Hear me.")
    game.do("facilitator", "hold")
    game.do("facilitator", "undo")
    assert game.state.holding
    assert game.again() == game.state


def test_only_the_facilitator_holds_and_only_what_is_not_held() -> None:
    game = Game().seated().to("ruling")
    assert "only the facilitator" in game.refused("alfa", "hold")
    assert game.refused("facilitator", "hold", on=False) == "no ruling is held"
    game.do("facilitator", "hold")
    assert "held for discussion already" in game.refused("facilitator", "hold")
    game.do("facilitator", "end")
    assert "over" in game.refused("facilitator", "hold", on=False)
