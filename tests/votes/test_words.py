"""Wherever an offer that is voted on is shown it says what it needs and has."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.screens.pages.whole_table import offers_block, votes_block
from tabletop.seat.flow import Memory, something_waits
from tabletop.seat.words.chairing import chaired
from tabletop.seat.words.signatures import asked_by, signed_by, waits_for
from tests.play.game import Game
from tests.votes.council import ballots, session, voting

NEEDS: dict[str, tuple[dict[str, Any], str]] = {
    "majority": ({}, "needs 3 of 5 votes"),
    "a number": ({"rule": 4}, "needs 4 of 5 votes"),
    "of those voting": ({"of": "voting"}, "needs a majority of the yes and no votes"),
    "a share of those voting": (
        {"of": "voting", "rule": 0.6},
        "needs 60 % of the yes and no votes",
    ),
    "members and votes": (
        {"weights": {"norland": 6}, "votes": "two-thirds"},
        "needs 3 of 5 members and 7 of 10 votes",
    ),
}


def told(game: Game, seat: str | None) -> str:
    seen = view(game.state, seat)
    return waits_for(seen, next(one for one in seen.offers if one.id == "O1"))


@pytest.mark.parametrize(("rule", "needs"), NEEDS.values(), ids=NEEDS)
def test_an_offer_says_what_carries_it(rule: dict[str, Any], needs: str) -> None:
    game = session(rule)
    game.offer("norland", fund="levy")
    assert told(game, "delta") == f"{needs}, not put to the vote"
    game.do("norland", "put-to-vote", offer="O1")
    ballots(game, port="no", fjord="yes")
    assert told(game, "delta") == f"2 of 5 have voted, {needs}, your vote is asked"
    assert told(game, "port") == told(game, None) == f"2 of 5 have voted, {needs}"


def test_it_says_who_has_voted_and_how_only_once_the_vote_is_closed() -> None:
    game = voting({"veto": ["delta"]})
    ballots(game, norland="yes", delta="no", steppe="yes", fjord="abstain")
    for seat in ("norland", FACILITATOR, None):
        seen = view(game.state, seat)
        offer = seen.offers[0]
        assert signed_by(seen, offer) == "voted Norl, Delt, Step, Fjor · not yet Port"
        assert asked_by(seen, offer) == "asks Norl, Delt, Step, Fjor, Port; Delt has the veto"
    game.do("facilitator", "close-vote")
    seen = view(game.state, None)
    assert signed_by(seen, seen.offers[0]) == (
        "yes Norl, Step · no Delt · abstaining Fjord · not voting Port".replace("Fjord", "Fjor")
    )
    assert told(game, None) == "not carried, 2 of 5 votes (3 needed), vetoed by Delt"


def test_those_who_read_everything_find_no_ballot_among_the_events_before_the_close() -> None:
    game = voting()
    game.do(FACILITATOR, "assign", seat="judge", role="evaluator", name="Jo")
    ballots(game, norland="yes", delta="no")
    assert [cast_as_seen_by(game, one) for one in (FACILITATOR, "judge")] == [["", ""]] * 2
    assert cast_as_seen_by(game, "delta") == ["", "no"], "one's own"
    game.do(FACILITATOR, "close-vote")
    assert cast_as_seen_by(game, FACILITATOR) == ["yes", "no"]
    game.do(FACILITATOR, "undo")
    assert cast_as_seen_by(game, FACILITATOR) == ["", ""], "the vote is open again"


def test_in_a_roll_call_everybody_hears_each_ballot() -> None:
    game = voting({"ballot": "roll-call"})
    ballots(game, norland="yes")
    assert cast_as_seen_by(game, FACILITATOR) == ["yes"]


def cast_as_seen_by(game: Game, seat: str) -> list[str]:
    events = view(game.state, seat, game.events).events
    return [one.choice for one in events if one.kind == "vote.cast"]


def test_the_facilitator_reads_who_has_voted_and_not_how() -> None:
    game = voting()
    ballots(game, norland="yes", delta="no")
    seen = view(game.state, FACILITATOR, game.events)
    blocks = offers_block(seen).plain + votes_block(seen).plain + "\n".join(seen.story)
    assert "2 of 5 have voted, not yet Step, Fjor, Port" in blocks
    assert "Delta has voted in V1." in seen.story
    assert "votes no" not in blocks
    assert "no Delt" not in blocks


def test_the_chair_is_offered_what_can_be_done_about_votes() -> None:
    game = session({"ballot": "roll-call"})
    game.offer("norland", fund="levy")
    (put,) = chaired(view(game.state, FACILITATOR))
    assert put.says == "Put O1 by Norland to the vote: it needs 3 of 5 votes"
    game.do(FACILITATOR, "put-to-vote", offer="O1")
    close, *calls = chaired(view(game.state, FACILITATOR))
    assert close.says.startswith("Close V1: 0 of 5 have voted")
    assert close.asks.endswith("have not voted. They count as not voting.")
    assert [one.says for one in calls] == [
        f"Call {one} to vote in V1" for one in ("Delt", "Step", "Fjor", "Port")
    ]


def test_a_vote_waits_for_those_who_have_not_voted() -> None:
    game = voting()
    ballots(game, norland="yes")
    waiting = [one for one in game.state.seats if something_waits(view(game.state, one), Memory())]
    assert waiting == ["delta", "steppe", "fjord", "port"]
