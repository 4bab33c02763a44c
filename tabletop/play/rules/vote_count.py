"""Closing votes: every ballot becomes known, and the result takes effect.

This is where the subjects of votes are told apart. `rounds` closes what is open as a phase ends, so
a subject whose result moves the table on does that in `vote_rules.close`, above it.
"""

from __future__ import annotations

from typing import assert_never

from tabletop.play import events as e
from tabletop.play.parts.votes import Vote, VoteOutcome
from tabletop.play.rules import decision_votes, motion_rules, offer_votes
from tabletop.play.rules.group import EventGroup
from tabletop.play.state import State


def count(group: EventGroup, vote: Vote) -> VoteOutcome:
    """Close a vote and let its result take effect."""
    result = outcome(group.state, vote)
    _close(group, vote, result)
    match vote.subject:
        case "offer":
            offer_votes.conclude(group, vote, result)
            return result
        case "motion":
            motion_rules.conclude(group, vote, result)
            return result
        case "decision":
            decision_votes.conclude(group, vote, result)
            return result
    assert_never(vote.subject)


def close_all(group: EventGroup) -> None:
    """Close every open vote, as the phase ends."""
    for vote in tuple(group.state.votes.values()):
        count(group, vote)


def break_off(group: EventGroup) -> None:
    """Close every open vote without a result, as an early end did by rules 1 and 2."""
    for vote in tuple(group.state.votes.values()):
        _close(group, vote, VoteOutcome(""))


def _close(group: EventGroup, vote: Vote, result: VoteOutcome) -> None:
    group.add(
        e.VoteClosed,
        vote=vote.id,
        subject=vote.subject,
        about=vote.about,
        delegation=vote.delegation,
        ballots={one: vote.ballots[one] for one in vote.voters if one in vote.ballots},
        absent=vote.waiting,
        chosen=result.chosen,
        counts=result.counts,
        vetoes=result.vetoes,
        lacking=result.lacking,
    )


def outcome(state: State, vote: Vote) -> VoteOutcome:
    """Return what the ballots cast so far come to."""
    match vote.subject:
        case "offer":
            return offer_votes.outcome(state, vote)
        case "motion":
            return motion_rules.outcome(state, vote)
        case "decision":
            return decision_votes.outcome(state, vote)
    assert_never(vote.subject)
