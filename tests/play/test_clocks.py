"""Clocks: a phase's time is paused, extended, halved in a crisis, and ends the phase."""

from __future__ import annotations

from datetime import datetime, timedelta

from tabletop.play.queries.clock import elapsed_at, moment, remaining
from tests.play.game import AT, Game


def later(game: Game, seconds: float) -> None:
    game.at = moment(datetime.fromisoformat(game.at) + timedelta(seconds=seconds))


def left(game: Game) -> int | None:
    return remaining(game.state.clock, elapsed_at(game.state, game.at))


def clocked(stage: str = "negotiation") -> Game:
    return Game(clocks=True).seated().to(stage)


def test_a_phase_has_the_seconds_its_round_gives_it() -> None:
    game = clocked()
    assert left(game) == 120_000
    later(game, 30.5)
    assert left(game) == 89_500
    later(game, 600)
    assert left(game) == 0


def test_a_phase_without_seconds_and_a_table_without_clocks_have_none() -> None:
    assert left(clocked("ruling")) is None
    game = Game().seated().to("negotiation")
    assert left(game) is None
    assert game.refused("facilitator", "pause") == "this phase has no clock"
    assert game.refused("facilitator", "extend", seconds=60) == "this phase has no clock"


def test_the_clock_ends_a_phase_only_when_its_time_is_over() -> None:
    game = clocked()
    later(game, 119.999)
    assert "not run out" in game.refused("clock", "advance")
    later(game, 0.001)
    group = game.do("clock", "advance")
    assert group[0].by == "clock"
    assert game.state.stage == "decision"


def test_a_paused_clock_stands_still_and_never_runs_out() -> None:
    game = clocked()
    later(game, 20)
    game.do("facilitator", "pause")
    later(game, 1000)
    assert left(game) == 100_000
    assert "not run out" in game.refused("clock", "advance")
    assert "already paused" in game.refused("facilitator", "pause")
    game.do("facilitator", "resume")
    assert "running" in game.refused("facilitator", "resume")
    later(game, 20)
    assert left(game) == 80_000


def test_a_clock_is_extended_running_or_paused() -> None:
    game = clocked()
    game.do("facilitator", "extend", seconds=60)
    assert left(game) == 180_000
    game.do("facilitator", "pause")
    game.do("facilitator", "extend", seconds=30)
    assert left(game) == 210_000
    for seconds in (0, -5, 86_401):
        assert "86,400" in game.refused("facilitator", "extend", seconds=seconds)


def test_players_do_not_turn_the_clock() -> None:
    game = clocked()
    for do, fields in (("pause", {}), ("resume", {}), ("extend", {"seconds": 9}), ("advance", {})):
        assert "only the facilitator" in game.refused("alfa", do, **fields)


def test_in_a_crisis_there_is_no_caucus_and_half_the_clock() -> None:
    game = Game(clocks=True).seated().to("ruling")
    game.do("facilitator", "adjust", what="tension", value=90, reason="A shot at the border.")
    game.to("situation", 2)
    assert game.state.crisis
    assert left(game) == 15_000
    game.do("facilitator", "advance")
    assert game.state.stage == "negotiation"
    assert left(game) == 60_000
    game.do("facilitator", "advance")
    assert left(game) == 31_000, "an odd number of seconds is rounded up"


def test_a_phase_that_opens_while_the_clock_is_paused_opens_paused() -> None:
    game = clocked()
    game.do("facilitator", "pause")
    later(game, 100)
    group = game.do("facilitator", "advance")
    assert [one.kind for one in group] == ["phase.opened", "clock.paused"]
    later(game, 1000)
    assert (game.state.stage, left(game)) == ("decision", 61_000)
    game.do("facilitator", "resume")
    later(game, 20)
    assert left(game) == 41_000


def test_a_paused_table_stays_paused_through_a_phase_that_has_no_clock() -> None:
    game = clocked("decision")
    game.do("facilitator", "pause")
    game.do("facilitator", "advance")
    assert (game.state.stage, left(game)) == ("ruling", None)
    for one in ("alfa", "bravo", "charlie"):
        game.do(one, "ready")
    later(game, 1000)
    assert (game.state.stage, left(game)) == ("situation", 30_000)
    game.do("facilitator", "resume")
    later(game, 10)
    assert left(game) == 20_000
    assert game.again() == game.state


def test_in_a_phase_without_a_clock_a_pause_is_ended_and_none_is_begun() -> None:
    game = clocked("decision")
    game.do("facilitator", "pause")
    game.do("facilitator", "advance")
    game.do("facilitator", "resume")
    assert game.refused("facilitator", "pause") == "this phase has no clock"
    game.do("facilitator", "advance")
    assert left(game) == 30_000 and game.state.clock.paused is None


def test_a_pause_in_a_phase_that_is_taken_back_gives_no_more_than_ran_in_it() -> None:
    game = clocked("caucus")
    later(game, 10)
    game.do("facilitator", "advance")
    later(game, 5)
    game.do("facilitator", "pause")
    later(game, 100)
    game.do("facilitator", "undo")
    assert (game.state.stage, left(game)) == ("caucus", 50_000)
    assert game.again() == game.state


def test_going_on_taken_back_leaves_a_paused_clock_paused() -> None:
    game = clocked("caucus")
    game.do("facilitator", "pause")
    later(game, 100)
    game.do("facilitator", "advance")
    later(game, 100)
    game.do("facilitator", "undo")
    later(game, 100)
    assert (game.state.stage, left(game)) == ("caucus", 60_000)
    assert game.again() == game.state


def test_an_extension_taken_back_with_its_phase_starts_no_clock_where_there_was_none() -> None:
    game = Game(clocks=True, round=_rounds({"negotiation": 120})).seated().to("caucus")
    assert left(game) is None
    game.do("facilitator", "advance")
    game.do("facilitator", "extend", seconds=60)
    game.do("facilitator", "undo")
    assert (game.state.stage, left(game)) == ("caucus", None)


def test_a_phase_that_the_clock_ended_has_its_time_again_when_that_is_taken_back() -> None:
    game = clocked()
    later(game, 120)
    game.do("clock", "advance")
    later(game, 7)
    game.do("facilitator", "undo")
    assert (game.state.stage, left(game)) == ("negotiation", 120_000)
    assert "not run out" in game.refused("clock", "advance")
    assert game.again() == game.state


def test_what_ran_in_a_phase_that_is_taken_back_is_given_back() -> None:
    game = clocked()
    later(game, 50)
    game.do("facilitator", "advance")
    later(game, 30)
    game.do("facilitator", "undo")
    assert (game.state.stage, left(game)) == ("negotiation", 70_000)


def test_by_earlier_rules_a_phase_that_the_clock_ended_stays_out_of_time() -> None:
    game = Game(clocks=True, rules=1).seated().to("negotiation")
    later(game, 120)
    game.do("clock", "advance")
    game.do("facilitator", "undo")
    assert left(game) == 0


def test_the_clock_stands_for_a_reason_and_goes_on_by_the_facilitator() -> None:
    game = clocked()
    later(game, 20)
    game.do("clock", "pause", why="interrupted")
    assert "already paused" in game.refused("clock", "pause", why="empty")
    later(game, 9_000)
    assert left(game) == 100_000
    assert "only the facilitator" in game.refused("clock", "resume")
    assert "only the facilitator" in game.refused("alfa", "pause", why="empty")
    assert "only the facilitator" in game.refused("clock", "pause")
    game.do("facilitator", "resume")
    assert left(game) == 100_000
    assert game.state.clock.why is None


def test_a_table_that_everybody_left_goes_on_when_all_heads_are_back() -> None:
    game = clocked()
    for one in ("alfa", "bravo", "charlie"):
        game.do(one, "join")
        game.do(one, "leave")
    game.do("clock", "pause", why="empty")
    game.do("alfa", "join")
    game.do("bravo", "join")
    assert game.refused("clock", "resume") == "not everybody is back yet; missing: Charlie"
    game.do("charlie", "join")
    assert game.do("clock", "resume")[0].by == "clock"


def test_what_the_computer_slept_is_counted_only_where_the_facilitator_says_so() -> None:
    for less, remains in ((None, 100_000), (30, 70_000)):
        game = clocked()
        later(game, 20)
        game.do("clock", "pause", why="asleep", missed=30)
        assert "can't be taken off" in game.refused("facilitator", "resume", less=31)
        game.do("facilitator", "resume", less=less)
        assert left(game) == remains
        assert "'missed'" in clocked().refused("clock", "pause", why="asleep")
        assert "'missed'" in clocked().refused("clock", "pause", why="empty", missed=30)


def _rounds(phases: dict[str, int]) -> list[dict[str, object]]:
    return [
        {"id": f"r{n}", "title": f"Round {n}", "date": f"Day {n}", "phases": phases}
        for n in range(1, 5)
    ]


def test_time_is_told_in_utc_to_the_millisecond() -> None:
    assert moment(datetime.fromisoformat("2026-01-01T01:00:00.000400+01:00")) == AT
