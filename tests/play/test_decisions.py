"""Decisions: asked in their time, taken by whoever is asked, settled together."""

from __future__ import annotations

import tomllib

import pytest

from tabletop.exercise.model import Exercise
from tabletop.play.history.possible import left_at_the_end
from tabletop.play.rules.ruling import score_of
from tabletop.play.telling.hearing import visible
from tabletop.play.view import view
from tests.play.deciding import deciding, decision
from tests.play.game import Game
from tests.play.market import PRICED


def test_decisions_are_asked_as_their_phase_opens() -> None:
    game = deciding()
    assert list(game.state.decisions) == ["divert", "pay", "tell"]
    assert [one.option for one in game.state.decisions.values()] == [None, None, None]


def test_a_decision_can_be_changed_until_its_phase_ends_and_holds_from_then_on() -> None:
    game = deciding()
    game.do("wards", "decide", decision="divert", option="accept")
    game.do("wards", "decide", decision="divert", option="send-away", text="No monitors.")
    group = game.do("facilitator", "advance")
    assert game.kinds(group)[:4] == [
        *("round.closed", "decision.closed", "decision.closed", "decision.closed")
    ]
    divert = game.state.decisions["divert"]
    assert (divert.option, divert.open, divert.text) == ("send-away", False, "No monitors.")
    assert game.refused("wards", "decide", decision="divert", option="accept") == (
        "decisions are taken in the caucus, the negotiation or the decision; this is the situation"
    )


def test_what_is_final_stands_at_once_and_lets_others_be_asked() -> None:
    game = deciding()
    group = game.do("press", "decide", decision="tell", option="all")
    assert game.kinds(group) == ["decision.taken", "decision.closed", "decision.opened"]
    assert game.state.decisions["interview"].open
    told = game.refused("press", "decide", decision="tell", option="silent")
    assert told == "'tell' is settled, and can't be decided any more"


def test_nobody_decides_what_another_is_asked_or_what_is_not_asked_now() -> None:
    game = deciding()
    told = game.refused("wards", "decide", decision="pay", option="pay")
    assert told == "you are not asked to decide 'pay' now; open: divert"
    told = game.refused("press", "decide", decision="interview", option="give")
    assert told == "you are not asked to decide 'interview' now; open: tell"
    told = game.refused("wards", "decide", decision="divert", option="send-awy")
    assert told == "there is no option 'send-awy' of divert; did you mean 'send-away'?"


def test_what_nobody_decides_falls_to_its_default_or_is_not_taken() -> None:
    game = deciding().to("caucus", 2)
    assert (game.state.decisions["tell"].option, game.state.decisions["tell"].default) == (
        *("silent", True),
    )
    assert game.state.decisions["divert"].option is None
    game.to("ended")
    assert game.state.ending == "muddled"


def test_an_early_end_settles_what_is_open_before_the_ending_is_chosen() -> None:
    game = deciding()
    game.do("board", "decide", decision="pay", option="pay")
    group = game.do("facilitator", "end")
    assert game.kinds(group) == ["round.closed", *["decision.closed"] * 3, "exercise.ended"]
    assert {id: one.option for id, one in game.state.decisions.items()} == {
        "divert": None,
        "pay": "pay",
        "tell": "silent",
    }
    assert not any(one.open for one in game.state.decisions.values())
    assert game.state.ending == "paid"
    assert game.again() == game.state


def test_an_early_end_with_nothing_open_only_ends() -> None:
    game = deciding("caucus")
    assert game.kinds(game.do("facilitator", "end")) == ["exercise.ended"]


def test_conditions_of_injects_and_endings_ask_what_was_decided() -> None:
    game = deciding()
    game.do("board", "decide", decision="pay", option="pay")
    game.to("situation", 2)
    assert game.state.delivered == frozenset()
    game.to("ended")
    assert game.state.ending == "paid"
    assert deciding().to("situation", 2).state.delivered == {"leak"}


def test_a_secret_decision_is_known_to_its_own_delegation_until_all_are_revealed() -> None:
    game = deciding()
    opened = next(one for one in game.events if getattr(one, "decision", "") == "pay")
    (taken,) = game.do("board", "decide", decision="pay", option="pay", text="WHY-WE-PAY")
    for event in (opened, taken):
        assert visible(event, game.state, "board")
        assert not visible(event, game.state, "wards")
        assert not visible(event, game.state, None)
    for other in ("wards", None):
        assert "WHY-WE-PAY" not in repr(view(game.state, other, game.events))
        assert "pay" not in {one.id for one in view(game.state, other).decisions}
    assert {one.id for one in view(game.state, "facilitator").decisions} == {
        *("divert", "pay", "tell")
    }
    game.to("situation", 2)
    seen = {one.id: one for one in view(game.state, None).decisions}["pay"]
    assert (seen.option, seen.why) == ("pay", "WHY-WE-PAY")


def test_the_facilitator_decides_for_a_delegation_with_a_reason() -> None:
    game = deciding()
    told = game.refused("facilitator", "decide", decision="divert", option="accept")
    assert told == "say why you decide for a delegation: give the reason in 'text'"
    game.do("facilitator", "decide", decision="divert", option="accept", text="They left.")
    seen = view(game.state, "wards").decisions[0]
    assert (seen.option, seen.by_facilitator, seen.why) == ("accept", True, "They left.")
    story = view(game.state, "press", game.events[-1:]).story
    assert story == ("The facilitator decides for Wards, Divert: accept. “They left.”",)


def test_a_decision_can_be_taken_back_with_all_that_followed() -> None:
    game = deciding()
    game.do("press", "decide", decision="tell", option="all")
    game.do("facilitator", "undo")
    assert game.state.decisions["tell"].open
    assert "interview" not in game.state.decisions
    assert game.again().decisions == game.state.decisions


def test_an_option_changes_what_its_effects_say_once_it_is_settled() -> None:
    cut = {
        **decision("cut", "wards", "leave", "cut", round=1),
        "option": [
            {"id": "leave", "name": "leave"},
            {
                "id": "cut",
                "name": "cut",
                "points": {"wards": -3.011, "board": 5.023},
                "effects": {"tension": -12, "trust": {"board-wards": 7}},
            },
        ],
    }
    game = deciding(climate={"tension": 40}, decision=[cut], ending=[], inject=[])
    before = score_of(game.state, "wards").value
    game.do("wards", "decide", decision="cut", option="cut")
    assert game.state.circumstances.climate.tension == 40
    game.to("situation", 2)
    climate = game.state.circumstances.climate
    # A round without an agreement adds nothing where nothing can be agreed.
    assert climate.tension == 28
    assert climate.trust["board", "wards"] == 57
    score = score_of(game.state, "wards")
    assert score.value == pytest.approx(before - 3.011)
    line = score.ledger[-1]
    assert (line.code, line.source) == ("decided", "cut")
    assert line.told(view(game.state, "wards").names) == "Cut: cut (decided)"


def test_nothing_can_be_offered_where_nothing_is_negotiated() -> None:
    phases = {"negotiation": 0, "decision": 0}
    rounds = [{"id": "r1", "title": "One", "date": "May", "phases": phases}]
    game = deciding(round=rounds, inject=[])
    told = "nothing is negotiated in this exercise, so there are no offers"
    assert game.refused("wards", "offer", package={}) == told
    assert view(game.state, "wards").cannot["offer"] == told


def voting() -> Game:
    """A game in which two members of the wards and their head vote on a decision."""
    asked = decision("divert", "wards", "accept", "half", "send-away", round=1, vote=True)
    asked = {**asked, "final": True}
    game = deciding(decision=[asked], ending=[], inject=[], stage="caucus")
    for name in ("ann", "ben"):
        game.do(
            "facilitator", "assign", seat=name, delegation="wards", role="member", name=name.title()
        )
    return game.to("decision")


def test_members_vote_each_for_themselves_and_nobody_else_knows_of_it() -> None:
    game = voting()
    (vote,) = game.state.votes.values()
    assert (vote.subject, vote.about, vote.delegation) == ("decision", "divert", "wards")
    assert vote.voters == ("wards", "ann", "ben")
    assert vote.choices == ("accept", "half", "send-away", "abstain")
    told = game.refused("wards", "decide", decision="divert", option="half")
    assert told == "the members vote on Divert (V1); close that first"
    assert view(game.state, "board").votes == ()
    game.do("ann", "vote", vote="V1", choice="half")
    game.do("ben", "vote", vote="V1", choice="half")
    assert "may still vote" in game.refused("wards", "close-vote", vote="V1")
    game.do("wards", "vote", vote="V1", choice="accept")
    group = game.do("wards", "close-vote", vote="V1")
    assert game.kinds(group) == ["vote.closed", "decision.taken", "decision.closed"]
    assert game.state.decisions["divert"].option == "half"
    story = view(game.state, "board", group).story
    assert story[0] == "Wards takes a final decision by a vote of its members: Divert."


def test_of_two_options_with_as_many_votes_none_is_decided_and_the_head_decides() -> None:
    game = voting()
    game.do("ann", "vote", vote="V1", choice="half")
    game.do("ben", "vote", vote="V1", choice="accept")
    game.do("facilitator", "close-vote", vote="V1")
    assert game.state.decisions["divert"].option is None
    game.do("wards", "decide", decision="divert", option="half")
    assert game.state.decisions["divert"].option == "half"


def test_a_vote_still_open_as_the_phase_ends_is_counted() -> None:
    game = voting()
    game.do("ann", "vote", vote="V1", choice="send-away")
    game.to("situation", 2)
    assert game.state.decisions["divert"].option == "send-away"


def test_an_early_end_counts_a_vote_of_members_and_settles_what_it_decides() -> None:
    game = voting()
    game.do("ann", "vote", vote="V1", choice="send-away")
    group = game.do("facilitator", "end")
    assert game.kinds(group)[:4] == [
        *("round.closed", "vote.closed", "decision.taken", "decision.closed")
    ]
    assert game.state.decisions["divert"].option == "send-away"


def test_who_leaves_the_delegation_has_no_vote_in_it_and_is_not_waited_for() -> None:
    game = voting()
    game.do("ann", "vote", vote="V1", choice="half")
    game.do("facilitator", "assign", seat="ann", role="evaluator", name="Ann")
    game.do("facilitator", "assign", seat="ben", delegation="board", role="member", name="Ben")
    assert game.state.votes["V1"].voters == ("wards",)
    assert view(game.state, "ben").votes == ()
    game.do("wards", "vote", vote="V1", choice="accept")
    game.do("wards", "close-vote", vote="V1")
    (closed,) = game.state.past_votes
    assert (closed.ballots, closed.absent) == ({"wards": "accept"}, ())
    assert game.state.decisions["divert"].option == "accept"
    assert game.again() == game.state


def test_whoever_is_alone_in_a_delegation_decides_without_a_vote() -> None:
    asked = decision("divert", "wards", "accept", "send-away", round=1, vote=True)
    game = deciding(decision=[asked], ending=[], inject=[])
    assert not game.state.votes
    game.do("wards", "decide", decision="divert", option="accept")


def test_a_deal_and_a_decision_are_each_part_of_what_a_delegation_has() -> None:
    settled = decision("dike", "baker", "build", "wait", round=1, phase="negotiation")
    settled["option"][0]["points"] = {"baker": -2.013, "miller": 1.507}
    document = {**tomllib.loads(PRICED), "decision": [settled]}
    game = Game(exercise=Exercise.model_validate(document)).seated().to("negotiation")
    game.offer("baker", "miller", price="high", day="friday")
    before = left_at_the_end(game.state)
    game.do("baker", "decide", decision="dike", option="build")
    worth = score_of(game.state, "baker").value
    game.do("facilitator", "advance")
    assert score_of(game.state, "baker").value == pytest.approx(worth - 2.013)
    after = left_at_the_end(game.state)
    assert before is not None
    assert after is not None
    assert after.had["baker"] == pytest.approx(before.had["baker"] - 2.013)
    assert after.had["miller"] == pytest.approx(before.had["miller"] + 1.507)
    assert after.gains == before.gains
