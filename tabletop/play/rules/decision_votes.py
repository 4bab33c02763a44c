"""Votes within a delegation on a decision that its members take together."""

from __future__ import annotations

from collections import Counter

from tabletop.exercise.decisions import Decision
from tabletop.play import events as e
from tabletop.play.parts.votes import ABSTAIN, Count, Vote, VoteOutcome
from tabletop.play.rules.ballots import open_vote
from tabletop.play.rules.group import EventGroup
from tabletop.play.state import State

_FEWEST = 2
"""Members with whom a vote makes sense; one alone simply decides."""


def ask_members(group: EventGroup, decision: Decision) -> None:
    """Open the vote of a delegation's members on a decision, where there are several."""
    voters = tuple(
        one.id
        for one in group.state.seats.values()
        if one.delegation == decision.by and one.role in ("head", "member") and one.name
    )
    if not decision.vote or len(voters) < _FEWEST:
        return
    options = tuple(decision.option_by_id)
    choices = options if ABSTAIN in options else (*options, ABSTAIN)
    open_vote(group, "decision", decision.id, voters, choices=choices, delegation=decision.by)


def vote_on(state: State, decision: str) -> Vote | None:
    """Return the open vote on a decision."""
    votes = state.votes.values()
    return next((v for v in votes if v.subject == "decision" and v.about == decision), None)


def outcome(state: State, vote: Vote) -> VoteOutcome:
    """Return the option with most ballots; nothing is decided where two have as many, or none."""
    options = state.exercise.decision_by_id[vote.about].option_by_id
    counting = (vote.ballots.get(one) for one in vote.voters)
    cast = Counter(one for one in counting if one in options)
    (best, has), *others = [*cast.most_common(2), ("", 0)]
    if not has or others[0][1] == has:
        return VoteOutcome("")
    of = sum(cast.values())
    return VoteOutcome(best, (Count(what="members", has=has, needed=others[0][1] + 1, of=of),))


def conclude(group: EventGroup, vote: Vote, result: VoteOutcome) -> None:
    """Take the decision that the members voted for, unless it was taken for them meanwhile."""
    asked = group.state.decisions[vote.about]
    if not result.chosen or not asked.open or asked.option is not None:
        return
    group.add(
        e.DecisionTaken,
        decision=asked.decision,
        delegation=asked.delegation,
        option=result.chosen,
        secret=asked.secret,
        voted=True,
    )
