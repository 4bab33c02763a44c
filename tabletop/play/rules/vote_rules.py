"""Moves about votes that are open: ballots, the roll and the close."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.errors import NotAllowed
from tabletop.exercise.wording import unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.parts.motions import Motion
from tabletop.play.parts.votes import YES, Vote
from tabletop.play.queries.naming import called, name
from tabletop.play.rules.ballots import call_next
from tabletop.play.rules.decision_rules import settle_final
from tabletop.play.rules.group import EventGroup, facilitator, head, seat_of
from tabletop.play.rules.motion_rules import motion_of
from tabletop.play.rules.rounds import move_on
from tabletop.play.rules.vote_count import count
from tabletop.play.state import FACILITATOR, Seat, State
from tabletop.text.lists import some_of


def cast(group: EventGroup, action: a.CastVote) -> None:
    """Vote, or vote otherwise. Raises `NotAllowed` if one is not asked or called, or has voted so
    already.
    """
    state = group.state
    seat = seat_of(state, action.by)
    vote = _vote(state, action.vote, seat)
    voter = voter_at(vote, seat)
    if voter is None:
        if vote.delegation is None:
            head(state, action.by)
        asked = _named(state, vote.voters)
        raise NotAllowed(f"{vote.id} does not ask for your vote but for {asked}")
    if action.choice not in vote.choices:
        raise NotAllowed(unknown("choice", action.choice, vote.choices))
    if vote.ballots.get(voter) == action.choice:
        raise NotAllowed(f"you have already voted '{action.choice}' in {vote.id}")
    aloud = vote.ballot == "roll-call"
    if aloud and voter != vote.turn and voter not in vote.ballots:
        turn = _named(state, [vote.turn] if vote.turn else [])
        raise NotAllowed(f"the roll is being called: {turn} votes now, then you are called")
    group.by = seat.id
    group.add(e.VoteCast, vote=vote.id, voter=voter, choice=action.choice, aloud=aloud)
    call_next(group, vote.id)


def _named(state: State, voters: Sequence[str]) -> str:
    """Return who votes, by name: delegations, or the people at these seats."""
    exercise = state.exercise
    return some_of(
        [
            name(exercise, one)
            if one in exercise.delegation_by_id
            else called(exercise, state.seats[one])
            for one in voters
        ]
    )


def voter_at(vote: Vote, seat: Seat) -> str | None:
    """Return the voter that a seat votes for: itself, or the delegation that it heads."""
    if vote.delegation is not None:
        return seat.id if seat.id in vote.voters else None
    if seat.role != "head" or seat.delegation not in vote.voters:
        return None
    return seat.delegation


def call_roll(group: EventGroup, action: a.CallRoll) -> None:
    """Call a voter in a roll call, or the next. Raises `NotAllowed` where there is none to call."""
    facilitator(action.by)
    vote = _vote(group.state, action.vote, None)
    if vote.ballot != "roll-call":
        raise NotAllowed(f"no roll is called in {vote.id}: everybody votes at once")
    voter = action.voter or vote.next_called()
    if voter is None:
        raise NotAllowed(f"everybody has voted in {vote.id}; close it")
    if voter not in vote.voters:
        raise NotAllowed(unknown("voter", voter, vote.voters))
    if voter == vote.turn:
        raise NotAllowed(f"{_named(group.state, [voter])} is called already")
    if voter in vote.ballots:
        who = _named(group.state, [voter])
        raise NotAllowed(f"{who} has voted already, and may vote otherwise without being called")
    group.add(e.VoteCalled, vote=vote.id, voter=voter)


def close(group: EventGroup, action: a.CloseVote) -> None:
    """Close a vote. Raises `NotAllowed` for anybody but the facilitator and, once all have voted,
    whoever asked for it.
    """
    state = group.state
    if action.by == FACILITATOR:
        vote = _vote(state, action.vote, None)
    else:
        seat = seat_of(state, action.by)
        vote = _vote(state, action.vote, seat)
        chair = vote.delegation is not None and seat.role == "head"
        if seat.id != vote.by and not chair:
            raise NotAllowed(f"only the facilitator, or whoever asked for {vote.id}, closes it")
        if vote.waiting:
            raise NotAllowed(f"{_named(state, vote.waiting)} may still vote in {vote.id}")
        group.by = seat.id
    result = count(group, vote)
    if vote.subject == "decision":
        settle_final(group, vote.about)
    if vote.subject == "motion" and result.chosen == YES:
        _carry_out(group, motion_of(group.state, vote.about))


def _carry_out(group: EventGroup, motion: Motion) -> None:
    """Move the table on, or give it the time, as was carried."""
    if motion.what == "next-phase":
        move_on(group)
    elif motion.what == "longer-phase" and group.state.clock.seconds:
        group.add(e.ClockExtended, seconds=60 * motion.minutes)


def _vote(state: State, id: str | None, seat: Seat | None) -> Vote:
    """Return an open vote by its id, or the only one there is for a seat (None: the facilitator).

    Raises `NotAllowed` where there is no such vote, or several to choose among.
    """
    known = [one for one in state.votes.values() if _knows(one, seat)]
    if id is not None:
        found = next((one for one in known if one.id == id), None)
        if found is not None:
            return found
        there = ", ".join(one.id for one in known)
        raise NotAllowed(f"there is no vote '{id}' open; open votes: {there or 'none'}")
    asked = [one for one in known if seat is None or voter_at(one, seat) is not None]
    if not (asked or known):
        raise NotAllowed("no vote is open")
    if len(asked or known) > 1:
        raise NotAllowed(f"say which vote: {', '.join(one.id for one in asked or known)}")
    return (asked or known)[0]


def _knows(vote: Vote, seat: Seat | None) -> bool:
    """Return whether somebody at a seat knows of a vote: not of one within another delegation."""
    return seat is None or vote.delegation in (None, seat.delegation)
