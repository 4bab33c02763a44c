"""Motions: moved from a seat, ruled in order by the facilitator, voted on, and carried out."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.errors import FaultyExercise
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.play.parts.motions import Motion
from tabletop.play.queries.clock import elapsed_at, remaining
from tabletop.play.view import view
from tests.play import councils
from tests.play.game import Game
from tests.play.test_clocks import later

ALL = ("next-phase", "longer-phase", "close-debate", "other")


def council(clocks: bool = False, motions: tuple[str, ...] = ALL, **rules: Any) -> Game:
    """Three delegations that may move motions, in their first negotiation."""
    document = councils.council(speakers={"motions": list(motions), **rules})
    game = Game(clocks=clocks, exercise=Exercise.model_validate(document)).seated()
    return game.to("negotiation")


def put(game: Game, what: str, **fields: Any) -> Game:
    """The game with a motion of the baker's put to the vote."""
    game.do("baker", "motion", what=what, **fields)
    game.do("facilitator", "put-motion", motion=f"M{game.state.speakers.motions_made}")
    return game


def voted(game: Game, **choices: str) -> Game:
    for one, choice in choices.items():
        game.do(one, "vote", choice=choice)
    game.do("facilitator", "close-vote")
    return game


def last(game: Game) -> Motion:
    return game.state.speakers.past_motions[-1]


def test_a_carried_motion_for_the_next_phase_moves_the_table_on() -> None:
    game = put(council(), "next-phase")
    stood = game.state.stage
    voted(game, baker="yes", miller="yes", mason="no")
    assert (stood, game.state.stage) == ("negotiation", "decision"), "once the vote is closed"
    assert last(game).status == "carried"
    assert game.again() == game.state


def test_a_motion_that_is_lost_changes_nothing() -> None:
    game = voted(put(council(), "next-phase"), baker="yes", miller="no", mason="abstain")
    assert game.state.stage == "negotiation"
    assert last(game).status == "lost"


def test_a_majority_is_of_those_who_vote_abstaining_or_not() -> None:
    game = voted(put(council(), "next-phase"), baker="yes")
    assert last(game).status == "carried", "who does not vote is not taken for present"
    game = voted(put(council(), "next-phase"), baker="yes", miller="abstain")
    assert last(game).status == "lost", "one of two is no majority"
    game = voted(put(council(), "next-phase"))
    assert last(game).status == "lost", "nobody said yes"


@pytest.mark.parametrize(
    ("rule", "yes", "carried"),
    [("two-thirds", 2, True), ("all", 2, False), (3, 2, False), (0.6, 2, True), (2, 2, True)],
)
def test_the_exercise_may_ask_for_another_rule(rule: Any, yes: int, carried: bool) -> None:
    names = councils.THREE
    ballots = {one: "yes" if at < yes else "no" for at, one in enumerate(names)}
    game = voted(put(council(rule=rule), "close-debate"), **ballots)
    assert (last(game).status == "carried") == carried
    assert game.state.speakers.closed == carried


def test_a_longer_phase_has_the_minutes_that_were_asked_for() -> None:
    game = council(clocks=True)
    later(game, 60)
    voted(put(game, "longer-phase", minutes=5), baker="yes", miller="yes")
    assert remaining(game.state.clock, elapsed_at(game.state, game.at)) == (540 + 300) * 1000
    for minutes in (None, 0, 61):
        assert "1 to 60" in game.refused("baker", "motion", what="longer-phase", minutes=minutes)
    assert "leave them out" in game.refused("baker", "motion", what="next-phase", minutes=5)


def test_without_a_clock_nobody_moves_for_more_of_it() -> None:
    game = council().to("decision")
    assert "no clock" in game.refused("baker", "motion", what="longer-phase", minutes=5)


def test_closing_the_debate_closes_the_speakers_list() -> None:
    game = voted(put(council(), "close-debate"), baker="yes", miller="yes", mason="no")
    assert game.state.speakers.closed
    assert "closed already" in game.refused("miller", "motion", what="close-debate")


def test_another_motion_needs_words_and_does_nothing_by_itself() -> None:
    game = council()
    assert "empty" in game.refused("baker", "motion", what="other")
    assert "200" in game.refused("baker", "motion", what="other", text="x" * 201)
    voted(put(game, "other", text="A break of ten minutes."), baker="yes", miller="yes")
    assert (last(game).status, game.state.stage) == ("carried", "negotiation")


def test_only_what_the_exercise_names_can_be_moved() -> None:
    game = council(motions=("next-phase",))
    assert "no motion 'close-debate'" in game.refused("baker", "motion", what="close-debate")
    none = Game(exercise=Exercise.model_validate(councils.council())).seated().to("negotiation")
    assert none.refused("baker", "motion", what="next-phase") == "this exercise has no motions"
    seen = view(none.state, "baker")
    assert (seen.has.motions, seen.has.votes) == (False, False)


def test_a_delegation_has_one_motion_open_and_may_withdraw_it_until_it_is_voted_on() -> None:
    game = council()
    game.do("baker", "motion", what="next-phase")
    assert "M1 is not decided yet" in game.refused("baker", "motion", what="close-debate")
    assert "not yours" in game.refused("miller", "withdraw-motion", motion="M1")
    game.do("baker", "withdraw-motion", motion="M1")
    assert last(game).status == "withdrawn"
    put(game, "close-debate")
    assert "being voted on" in game.refused("baker", "withdraw-motion", motion="M2")


def test_the_facilitator_rules_a_motion_out_of_order_with_a_reason() -> None:
    game = council()
    game.do("baker", "motion", what="next-phase")
    assert "only the facilitator" in game.refused("miller", "refuse-motion", motion="M1")
    game.do("facilitator", "refuse-motion", motion="M1", text="Not yet.")
    assert last(game).status == "refused"
    assert "no motion 'M1' open" in game.refused("facilitator", "put-motion", motion="M1")


def test_motions_are_put_one_at_a_time() -> None:
    game = put(council(), "next-phase")
    game.do("miller", "motion", what="close-debate")
    assert "V1 on M1 is open" in game.refused("facilitator", "put-motion", motion="M2")


def test_what_is_still_open_falls_with_its_phase_and_ends_no_second_one() -> None:
    game = put(council(), "next-phase")
    game.do("miller", "motion", what="close-debate")
    for one in councils.THREE:
        game.do(one, "vote", choice="yes")
    game.do("facilitator", "advance")
    assert game.state.stage == "decision"
    assert not game.state.speakers.motions
    assert {one.id: one.status for one in game.state.speakers.past_motions} == {
        "M1": "carried",
        "M2": "lapsed",
    }


def test_a_vote_that_the_end_of_a_round_closes_does_not_close_the_next_ones_list() -> None:
    game = put(council().to("decision"), "close-debate")
    game.do("baker", "vote", choice="yes")
    game.do("facilitator", "advance")
    assert (game.state.round, last(game).status) == (2, "carried")
    game.do("facilitator", "end")
    assert game.again() == game.state


def test_the_early_end_counts_a_vote_on_a_motion_as_it_stands() -> None:
    game = put(council(), "next-phase")
    game.do("facilitator", "end")
    assert (game.state.stage, last(game).status) == ("ended", "lost")
    assert game.again() == game.state


def test_a_motion_taken_back_is_gone_and_its_number_is_not_given_again() -> None:
    game = council()
    game.do("baker", "motion", what="other", text="A break.")
    game.do("facilitator", "undo")
    assert not game.state.speakers.motions
    game.do("baker", "motion", what="next-phase")
    assert list(game.state.speakers.motions) == ["M2"]
    assert game.again() == game.state


def test_what_a_carried_motion_brought_can_be_taken_back() -> None:
    game = voted(put(council(), "next-phase"), baker="yes", miller="yes")
    game.do("facilitator", "undo")
    assert game.state.stage == "negotiation"
    assert game.state.speakers.motions["M1"].status == "put"


@pytest.mark.parametrize(
    ("speakers", "said"),
    [
        ({"motions": ["next-phase", "next-phase"]}, "named twice"),
        ({"rule": "majority"}, "nothing can be moved"),
        ({"motions": ["next-phase"], "rule": 4}, "4 can't vote yes of 3 delegations"),
        ({"motions": ["other"], "rule": 0}, '"two-thirds", a whole number from 1 or a share'),
        ({"motions": ["recess"]}, "motions"),
        ({"seconds": -1}, "seconds"),
        ({"second": 5}, "second"),
    ],
)
def test_faults_of_the_table_are_told_with_their_place(speakers: Any, said: str) -> None:
    with pytest.raises(FaultyExercise) as fault:
        read_exercise(councils.source(speakers=speakers))
    assert said in str(fault.value)


def test_a_longer_phase_needs_a_phase_with_a_clock() -> None:
    rounds = [{"id": "r1", "title": "Day", "date": "today", "phases": {"negotiation": 0}}]
    with pytest.raises(FaultyExercise, match="no phase has a clock"):
        read_exercise(councils.source(speakers={"motions": ["longer-phase"]}, round=rounds))
