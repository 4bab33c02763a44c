"""Injects with times of their own: when they are due, and what the facilitator does about them."""

from __future__ import annotations

from typing import Any

import pytest
import tomli_w

from tabletop.exercise.model import Exercise
from tabletop.play.actions import Advance, Assign
from tabletop.play.queries.clock import elapsed_at
from tabletop.play.rules.planning import coming_now
from tabletop.play.view import view
from tabletop.table import Table
from tests.play.game import Game
from tests.play.planned import Turned, document, later, table


def coming(game: Game) -> tuple[str, ...]:
    return coming_now(game.state, elapsed_at(game.state, game.at))


def due(game: Game, id: str) -> int | None:
    """The minutes of playing time at which the facilitator reads that an inject is due."""
    (one,) = (one for one in view(game.state, "facilitator").plan if one.id == id)
    return None if one.due is None else one.due // 60_000


LEAK = {"id": "leak", "round": 1, "at": 7, "auto": True}


def test_minutes_count_from_the_opening_of_the_round_where_no_phase_is_named() -> None:
    game = table(LEAK)
    later(game, 5)
    game.do("facilitator", "advance")
    later(game, 1.99)
    assert coming(game) == ()
    assert game.refused("clock", "inject", id="leak") == "it is not time for the inject 'leak'"
    later(game, 0.01)
    assert coming(game) == ("leak",)
    (event,) = game.do("clock", "inject", id="leak")
    assert event.by == "clock"
    assert coming(game) == ()


def test_minutes_count_from_the_opening_of_the_phase_that_is_named() -> None:
    game = table({**LEAK, "phase": "negotiation"})
    later(game, 20)
    assert coming(game) == ()
    assert due(game, "leak") is None
    game.do("facilitator", "advance")
    assert due(game, "leak") == 27
    later(game, 7)
    assert coming(game) == ("leak",)


def test_an_inject_comes_its_minutes_after_the_one_that_it_follows() -> None:
    game = table(
        {"id": "leak", "manual": True}, {"id": "rumour", "after": "leak", "at": 3, "auto": True}
    )
    later(game, 60)
    assert coming(game) == ()
    game.do("facilitator", "inject", id="leak")
    assert due(game, "rumour") == 63
    game.do("facilitator", "advance")
    later(game, 3)
    assert coming(game) == ("rumour",)


def test_one_that_only_follows_is_due_at_once() -> None:
    game = table({"id": "leak", "manual": True}, {"id": "rumour", "after": "leak", "auto": True})
    game.do("facilitator", "inject", id="leak")
    assert coming(game) == ("rumour",)


def test_without_auto_what_is_due_waits_for_the_facilitator() -> None:
    game = table({"id": "leak", "round": 1, "at": 2})
    later(game, 9)
    assert coming(game) == ()
    assert due(game, "leak") == 2
    game.do("facilitator", "inject", id="leak")


def test_a_time_of_the_story_changes_nothing_about_when_an_inject_comes() -> None:
    game = table({"id": "leak", "round": 1, "at": "Tuesday, 08:40"})
    assert [one.inject for one in game.state.injects] == ["leak"]


def test_a_paused_clock_lets_no_inject_come() -> None:
    game = table(LEAK)
    later(game, 4)
    game.do("facilitator", "pause")
    later(game, 60)
    assert coming(game) == ()
    game.do("facilitator", "resume")
    later(game, 3)
    assert coming(game) == ("leak",)


def test_the_condition_is_asked_when_the_time_has_come() -> None:
    game = table({**LEAK, "when": {"signed": {}}}).to("negotiation")
    later(game, 8)
    assert coming(game) == ()
    game.offer("clinic", "press", truce="yes")
    assert coming(game) == ("leak",)


def test_what_the_clock_delivered_and_the_facilitator_takes_back_is_held() -> None:
    game = table(LEAK)
    later(game, 7)
    game.do("clock", "inject", id="leak")
    game.do("facilitator", "undo")
    assert coming(game) == ()
    (one,) = view(game.state, "facilitator").plan
    assert one.standing == "held"
    game.do("facilitator", "inject", id="leak")
    (one,) = view(game.state, "facilitator").plan
    assert (one.standing, one.delivery and one.delivery.round) == ("delivered", 1)


def test_taking_back_the_end_of_a_phase_gives_its_time_back_to_the_plan() -> None:
    game = table(LEAK)
    later(game, 4)
    game.do("facilitator", "advance")
    later(game, 1.5)
    game.do("facilitator", "undo")
    later(game, 2.5)
    assert coming(game) == ()
    later(game, 0.5)
    assert coming(game) == ("leak",)


def test_an_inject_comes_in_its_own_round_only() -> None:
    game = table({**LEAK, "round": 2}).to("negotiation")
    later(game, 10)
    assert coming(game) == ()
    game.to("situation", 2)
    later(game, 7)
    assert coming(game) == ("leak",)


def test_an_inject_whose_round_is_over_is_told_to_be() -> None:
    game = table(LEAK).to("situation", 2)
    later(game, 10)
    assert coming(game) == ()
    (one,) = view(game.state, "facilitator").plan
    assert one.over
    game.do("facilitator", "inject", id="leak")


@pytest.mark.parametrize("how", ["hold", "skip"])
def test_what_is_held_or_skipped_does_not_come_until_it_is_restored(how: str) -> None:
    game = table(LEAK, {"id": "storm", "round": 2}).to("negotiation")
    for id in ("leak", "storm"):
        game.do("facilitator", "plan", id=id, how=how)
        assert "already" in game.refused("facilitator", "plan", id=id, how=how)
    later(game, 10)
    assert coming(game) == ()
    game.do("facilitator", "plan", id="leak", how="restore")
    assert coming(game) == ("leak",)
    game.to("situation", 2)
    assert not game.state.injects
    game.do("facilitator", "inject", id="storm")
    assert [one.inject for one in game.state.injects] == ["storm"]


def test_an_inject_is_moved_to_minutes_from_now() -> None:
    game = table(LEAK, {"id": "storm", "round": 2})
    later(game, 5)
    game.do("facilitator", "plan", id="leak", how="move", minutes=10)
    game.do("facilitator", "plan", id="storm", how="move", minutes=1)
    later(game, 1)
    assert coming(game) == ("storm",)
    game.do("clock", "inject", id="storm")
    later(game, 9)
    assert coming(game) == ("leak",)
    game.do("facilitator", "plan", id="leak", how="restore")
    assert coming(game) == ("leak",), "its own time has come meanwhile"


def test_a_manual_inject_that_is_moved_is_due_then_and_still_waits_for_the_facilitator() -> None:
    game = table({"id": "leak", "manual": True})
    game.do("facilitator", "plan", id="leak", how="move", minutes=2)
    later(game, 3)
    assert (due(game, "leak"), coming(game)) == (2, ())


def test_refusals_say_what_to_do() -> None:
    game = table(LEAK)
    assert "only the facilitator" in game.refused("clinic", "plan", id="leak", how="hold")
    assert "there is no inject 'leek'" in game.refused("facilitator", "plan", id="leek", how="hold")
    for minutes in (None, -1, 1_441):
        told = game.refused("facilitator", "plan", id="leak", how="move", minutes=minutes)
        assert told == "say in how many 'minutes' from now the inject is due, 0 to 1,440"
    assert "leave it out" in game.refused("facilitator", "plan", id="leak", how="hold", minutes=3)
    assert "plans it already" in game.refused("facilitator", "plan", id="leak", how="restore")
    game.do("facilitator", "inject", id="leak")
    assert "already been delivered" in game.refused("facilitator", "plan", id="leak", how="hold")


def test_a_table_without_clocks_delivers_nothing_by_itself() -> None:
    game = table(LEAK, clocks=False)
    later(game, 30)
    assert coming(game) == ()
    assert "it is not time" in game.refused("clock", "inject", id="leak")
    game.do("facilitator", "inject", id="leak")
    told = (
        Game()
        .seated()
        .to("situation")
        .refused("facilitator", "plan", id="flood", how="move", minutes=1)
    )
    assert told.startswith("no clock runs at this table")


def test_an_undo_of_a_players_move_leaves_the_plan_alone() -> None:
    game = table(LEAK)
    game.do("clinic", "message", to="all", text="Hello")
    game.do("facilitator", "plan", id="leak", how="hold")
    game.do("facilitator", "undo")
    assert game.state.plan.held == {"leak"}


def test_expected_actions_and_the_plan_are_for_the_facilitator_and_evaluators_only() -> None:
    game = table({"id": "leak", "round": 2, "expected": "CALL-THE-POLICE", "owner": "press"})
    game.do("facilitator", "assign", seat="eva", role="evaluator", name="Eva")
    game.do("facilitator", "plan", id="leak", how="hold")
    for seat in ("facilitator", "eva"):
        seen = view(game.state, seat, game.events)
        assert seen.plan[0].expected == "CALL-THE-POLICE"
        assert any("is held" in one for one in seen.story)
    for other in ("clinic", "press", None):
        seen = view(game.state, other, game.events)
        assert "CALL-THE-POLICE" not in repr(seen)
        assert not any("is held" in one for one in seen.story)


def test_the_channel_is_in_the_record_and_told() -> None:
    game = table({"id": "leak", "round": 1, "channel": "cable"})
    assert game.state.injects[0].channel == "cable"
    seen = view(game.state, "clinic", game.events)
    assert seen.injects[0].channel == "Cable from the capital"
    assert seen.story[-1] == "Cable from the capital: Leak. Of leak."
    game.do("facilitator", "inject", title="Call", text="Ring.", channel="carrier  pigeon")
    assert view(game.state, None, game.events).injects[-1].channel == "Carrier pigeon"


def running(*injects: dict[str, Any], clocks: bool = True) -> tuple[Table, Turned]:
    """A real table of the exercise, with its clock."""
    clock = Turned()
    made = Table.create(tomli_w.dumps(document(*injects)), awake=clock, clocks=clocks)
    for one in ("clinic", "press"):
        made.submit(Assign(by="facilitator", seat=one, delegation=one, name=one))
    made.submit(Advance(by="facilitator"))
    return made, clock


def test_a_running_table_delivers_what_is_due_and_what_follows_at_each_tick() -> None:
    following = {"id": "rumour", "after": "leak", "auto": True}
    made, clock = running({**LEAK, "at": 2}, following)
    with made:
        clock.now = 119_000
        made.tick()
        assert not made.state.injects
        clock.now = 120_000
        made.tick()
        assert [one.inject for one in made.state.injects] == ["leak", "rumour"]
        made.tick()
        assert len(made.state.injects) == 2


def test_a_running_table_without_clocks_counts_the_time_and_says_what_is_due() -> None:
    made, clock = running({**LEAK, "at": 2}, clocks=False)
    with made:
        clock.now = 120_000
        made.tick()
        assert not made.state.injects
        (one,) = made.view("facilitator").plan
        assert (one.due, one.by_itself, made.state.played(made.elapsed)) == (
            120_000,
            False,
            120_000,
        )


def test_an_exercise_of_the_first_format_has_no_plan() -> None:
    assert not Game().exercise.has.planned
    assert Exercise.model_validate(document()).has.planned is False
