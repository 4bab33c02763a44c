"""Votes on offers: who puts them, who votes, when they end, and what they come to."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.play import events as e
from tabletop.play.telling.narration import narrate
from tests.votes.council import MEMBERS, ballots, session, voting


def result(game: Any) -> e.VoteClosed:
    """The last vote that was closed."""
    closed: e.VoteClosed = game.state.past_votes[-1]
    return closed


def test_whoever_tabled_an_offer_asks_for_the_vote_on_it() -> None:
    game = session()
    game.offer("norland", fund="levy")
    assert "they or the facilitator" in game.refused("delta", "put-to-vote", offer="O1")
    game.do("norland", "put-to-vote", offer="O1")
    assert game.state.votes["V1"].voters == MEMBERS


def test_the_facilitator_puts_any_offer_to_the_vote_and_one_at_a_time() -> None:
    game = session()
    game.offer("norland", to=["delta"], fund="levy")
    game.offer("delta", mining="paused")
    game.do("facilitator", "put-to-vote", offer="O1")
    assert "V1 on O1 is open" in game.refused("delta", "put-to-vote", offer="O2")
    game.do("facilitator", "close-vote")
    game.do("delta", "put-to-vote", offer="O2")
    assert "O9" in game.refused("facilitator", "put-to-vote", offer="O9")


def test_tabling_is_no_vote_and_nothing_is_signed_or_rejected_where_offers_are_voted_on() -> None:
    game = session()
    game.offer("norland", fund="levy")
    assert game.state.offers["O1"].signed == ()
    for do in ("sign", "reject"):
        assert "voted on here" in game.refused("delta", do, offer="O1")


def test_where_offers_are_signed_nothing_is_put_to_the_vote() -> None:
    game = session({"by": "signature"})
    game.offer("norland", fund="levy")
    assert "signed here" in game.refused("norland", "put-to-vote", offer="O1")
    assert game.refused("delta", "vote", choice="yes") == "no vote is open"


def test_a_vote_does_not_end_with_the_ballot_that_decides_it_all_may_vote_until_it_is_closed() -> (
    None
):
    game = voting()
    ballots(game, norland="yes", delta="yes", steppe="yes", fjord="yes")
    assert game.status("O1") == "open"
    ballots(game, port="no")
    assert not game.state.agreements
    group = game.do("facilitator", "close-vote")
    assert game.kinds(group) == ["vote.closed", "agreement.reached"]
    assert game.state.agreement is not None
    assert game.state.agreement.signed == ("norland", "delta", "steppe", "fjord")


def test_a_vote_is_closed_when_its_phase_ends_and_what_is_carried_is_in_force() -> None:
    game = voting()
    ballots(game, norland="yes", delta="yes", steppe="yes")
    group = game.do("facilitator", "advance")
    assert game.kinds(group)[:3] == ["phase.opened", "vote.closed", "agreement.reached"]
    assert game.status("O1") == "agreed"


def test_a_vote_in_the_last_phase_of_a_round_without_ruling_is_closed_with_the_round() -> None:
    game = session(round=[{"id": "r", "title": "R", "date": "D", "phases": {"negotiation": 60}}])
    game.offer("norland", fund="levy")
    game.do("norland", "put-to-vote", offer="O1")
    ballots(game, norland="yes", delta="yes", steppe="yes")
    group = game.do("facilitator", "advance")
    assert game.kinds(group) == [
        *("round.closed", "vote.closed", "agreement.reached"),
        "exercise.ended",
    ]
    assert game.state.ending == "adopted"


def test_an_early_end_counts_a_vote_as_it_stands_before_the_ending_is_chosen() -> None:
    game = voting()
    ballots(game, norland="yes", delta="yes", steppe="yes")
    group = game.do("facilitator", "end")
    assert game.kinds(group) == [
        *("round.closed", "vote.closed", "agreement.reached"),
        "exercise.ended",
    ]
    assert (result(game).chosen, game.state.votes) == ("yes", {})
    assert game.state.ending == "adopted"
    assert game.again() == game.state


def test_an_early_end_carries_nothing_that_lacks_a_vote() -> None:
    game = voting()
    ballots(game, norland="yes", delta="yes")
    game.do("facilitator", "end")
    assert (result(game).chosen, game.state.ending) == ("no", "failed")


def test_an_early_end_by_rules_2_breaks_a_vote_off_without_a_result() -> None:
    game = voting(rules=2)
    ballots(game, norland="yes", delta="yes", steppe="yes")
    game.do("facilitator", "end")
    assert (result(game).chosen, game.state.votes) == ("", {})
    assert game.state.agreement is None


def test_whoever_asked_for_a_vote_closes_it_once_everybody_has_voted() -> None:
    game = voting()
    ballots(game, norland="yes", delta="no", steppe="yes", fjord="no")
    assert "Port may still vote" in game.refused("norland", "close-vote")
    ballots(game, port="yes")
    assert "only the facilitator" in game.refused("delta", "close-vote")
    game.do("norland", "close-vote")
    assert result(game).chosen == "yes"


def test_a_ballot_is_changed_by_voting_again_and_taken_back_before_the_vote_is_closed() -> None:
    game = voting()
    ballots(game, delta="yes")
    assert "already voted 'yes'" in game.refused("delta", "vote", choice="yes")
    ballots(game, delta="no")
    assert game.state.votes["V1"].ballots == {"delta": "no"}
    game.do("facilitator", "undo")
    assert game.state.votes["V1"].ballots == {"delta": "yes"}
    assert game.again() == game.state


def test_who_is_not_asked_has_no_vote_and_there_are_three_choices() -> None:
    game = session({"signatories": ["norland", "delta"]})
    game.offer("norland", fund="levy")
    game.do("norland", "put-to-vote", offer="O1")
    assert "does not ask for your vote" in game.refused("port", "vote", choice="yes")
    assert "yes, no, abstain" in game.refused("delta", "vote", choice="perhaps")
    game.do("facilitator", "assign", seat="second", delegation="delta", role="member", name="Ann")
    assert "not the head" in game.refused("second", "vote", choice="yes")


def test_an_offer_that_is_voted_on_can_not_be_withdrawn_any_more() -> None:
    game = voting()
    assert "being voted on" in game.refused("norland", "withdraw", offer="O1")


def test_what_is_voted_down_is_closed() -> None:
    game = voting()
    ballots(game, norland="yes", delta="no")
    game.do("facilitator", "close-vote")
    assert game.status("O1") == "rejected"
    assert "was voted down" in game.refused("norland", "put-to-vote", offer="O1")


@pytest.mark.parametrize(
    ("rule", "votes", "chosen"),
    [
        ({"rule": "majority"}, "yyyan", "yes"),
        ({"rule": "majority"}, "yyaan", "no"),
        ({"rule": "majority"}, "yy...", "no"),
        ({"rule": "majority", "of": "voting"}, "yyaan", "yes"),
        ({"rule": "majority", "of": "voting"}, "y....", "yes"),
        ({"rule": "majority", "of": "voting"}, "aaaaa", "no"),
        ({"rule": "majority", "of": "voting"}, ".....", "no"),
        ({"rule": "two-thirds"}, "yyynn", "no"),
        ({"rule": "two-thirds"}, "yyyyn", "yes"),
        ({"rule": "two-thirds", "of": "voting"}, "yyann", "no"),
        ({"rule": "two-thirds", "of": "voting"}, "yyaan", "yes"),
        ({"rule": 3, "of": "voting"}, "yyaaa", "no"),
        ({"rule": 3}, "yyyaa", "yes"),
        ({"rule": "all"}, "yyyya", "no"),
        ({"rule": "all", "of": "voting"}, "yyyya", "yes"),
        ({"rule": "all", "of": "voting"}, "yyyyn", "no"),
        ({"rule": 0.6}, "yyyan", "yes"),
    ],
)
def test_a_majority_is_of_all_members_or_of_those_who_vote_yes_or_no(
    rule: dict[str, Any], votes: str, chosen: str
) -> None:
    game = voting(rule)
    said = {"y": "yes", "n": "no", "a": "abstain"}
    ballots(game, **{m: said[v] for m, v in zip(MEMBERS, votes, strict=True) if v != "."})
    game.do("facilitator", "close-vote")
    assert result(game).chosen == chosen
    assert (game.state.agreement is not None) == (chosen == "yes")


def test_a_veto_is_a_no_and_an_abstention_or_an_absence_of_who_has_it_blocks_nothing() -> None:
    for delta, chosen in (("no", "no"), ("abstain", "yes"), ("", "yes")):
        game = voting({"veto": ["delta"]})
        ballots(game, norland="yes", steppe="yes", fjord="yes", port="yes")
        if delta:
            ballots(game, delta=delta)
        game.do("facilitator", "close-vote")
        assert result(game).chosen == chosen
        assert result(game).vetoes == (("delta",) if delta == "no" else ())


def test_performers_and_whom_also_names_must_vote_yes_whatever_the_rule() -> None:
    also = {"also": [{"delegation": "port", "when": {"mining": "banned"}}]}
    for choice in ("abstain", "no", "yes"):
        game = voting(also, patrol="joint", mining="banned")
        ballots(game, norland="yes", delta="yes", steppe="yes", fjord="yes", port=choice)
        game.do("facilitator", "close-vote")
        assert (result(game).chosen == "yes") == (choice == "yes")
        assert result(game).lacking == (() if choice == "yes" else ("port",))


def test_the_proposer_must_vote_yes_only_where_the_rule_says_so() -> None:
    for rule, chosen in (({}, "yes"), ({"proposer": True}, "no")):
        game = voting(rule)
        ballots(game, norland="no", delta="yes", steppe="yes", fjord="yes")
        game.do("facilitator", "close-vote")
        assert result(game).chosen == chosen


def test_members_and_votes_by_weight_are_both_counted_where_both_are_asked() -> None:
    rule = {"rule": "majority", "weights": {"norland": 6}, "votes": 0.6}
    game = voting(rule)
    ballots(game, delta="yes", steppe="yes", fjord="yes", port="yes", norland="no")
    game.do("facilitator", "close-vote")
    members, votes = result(game).counts
    assert (members.what, members.has, members.needed, members.of) == ("members", 4, 3, 5)
    assert (votes.what, votes.has, votes.needed, votes.of) == ("votes", 4, 6, 10)
    assert result(game).chosen == "no"


def test_a_later_resolution_needs_the_rule_and_not_everybody_who_voted_for_the_first() -> None:
    game = voting(fund="levy")
    ballots(game, norland="yes", delta="yes", steppe="yes")
    game.do("facilitator", "close-vote")
    game.offer("port", fund="voluntary")
    assert game.needed("O2") == ()
    game.do("port", "put-to-vote", offer="O2")
    ballots(game, steppe="yes", fjord="yes", port="yes")
    game.do("facilitator", "close-vote")
    assert game.state.standing["fund"] == "voluntary"


def test_what_is_no_longer_possible_decides_nothing_though_it_has_the_votes() -> None:
    game = voting()
    effects = {"forbid": {"fund": "levy"}}
    game.do("facilitator", "inject", title="No levy", text="Never.", effects=effects)
    ballots(game, norland="yes", delta="yes", steppe="yes")
    game.do("facilitator", "close-vote")
    assert (result(game).chosen, game.status("O1")) == ("", "open")


def test_the_roll_is_called_in_the_order_of_the_members_and_each_answers_when_called() -> None:
    game = session({"ballot": "roll-call"})
    game.offer("norland", fund="levy")
    group = game.do("norland", "put-to-vote", offer="O1")
    assert game.kinds(group) == ["vote.opened", "vote.called"]
    assert "Norland votes now" in game.refused("delta", "vote", choice="yes")
    game.do("norland", "vote", choice="yes")
    assert game.state.votes["V1"].called == "delta"
    game.do("facilitator", "call-roll")
    assert game.state.votes["V1"].called == "steppe"
    for one in ("steppe", "fjord", "port"):
        game.do(one, "vote", choice="abstain")
    assert game.state.votes["V1"].called == "delta", "who was passed over is called again"
    game.do("delta", "vote", choice="no")
    game.do("delta", "vote", choice="yes")
    assert "everybody has voted" in game.refused("facilitator", "call-roll")
    game.do("facilitator", "close-vote")
    assert result(game).ballots["delta"] == "yes"


def test_no_roll_is_called_where_all_vote_at_once() -> None:
    game = voting()
    assert "everybody votes at once" in game.refused("facilitator", "call-roll")
    assert "only the facilitator" in game.refused("delta", "call-roll")


def test_the_result_is_told_with_who_voted_how_and_what_was_needed() -> None:
    game = voting({"veto": ["delta"]})
    ballots(game, norland="yes", delta="no", steppe="yes", fjord="abstain")
    game.do("facilitator", "close-vote")
    assert narrate(result(game), game.exercise) == (
        "V1 on O1 is closed: not carried, 2 of 5 votes (3 needed). Delta's veto blocks it. Yes: "
        "Norland, Steppe. No: Delta. Abstaining: Fjord. Not voting: Port."
    )
