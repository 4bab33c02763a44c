"""How votes change the state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from tabletop.play import events as e
from tabletop.play.apply.apply_speakers import motion_became
from tabletop.play.parts.motions import MotionStatus
from tabletop.play.parts.replacing import replace
from tabletop.play.parts.votes import NO, YES, Vote
from tabletop.play.state import Seat, State


def vote_opened(state: State, event: e.VoteOpened) -> State:
    vote = Vote(
        id=event.vote,
        subject=event.subject,
        about=event.about,
        voters=event.voters,
        choices=event.choices,
        ballot=event.ballot,
        delegation=event.delegation,
        by=event.by,
        round=state.round,
        seq=event.seq,
    )
    state = replace(_with(state, vote), votes_made=state.votes_made + 1)
    match event.subject:
        case "offer":
            offer = replace(state.offers[event.about], put=True)
            return replace(state, offers={**state.offers, offer.id: offer})
        case "motion":
            return motion_became(state, event.about, "put")
        case "decision":
            return state
    assert_never(event.subject)


def vote_called(state: State, event: e.VoteCalled) -> State:
    return _with(state, replace(state.votes[event.vote], called=event.voter))


def vote_cast(state: State, event: e.VoteCast) -> State:
    vote = state.votes[event.vote]
    ballots = {**vote.ballots, event.voter: event.choice}
    return _with(state, replace(vote, ballots=ballots))


def asked_where_they_sit(votes: Mapping[str, Vote], seats: Mapping[str, Seat]) -> dict[str, Vote]:
    """Return the open votes where, within a delegation, only those who still sit in it are asked:
    a seat that has left has no say there and is not waited for.
    """
    found = dict(votes)
    for id, vote in votes.items():
        if vote.delegation is not None:
            still = tuple(one for one in vote.voters if seats[one].delegation == vote.delegation)
            found[id] = vote if still == vote.voters else vote.asking(still)
    return found


def vote_closed(state: State, event: e.VoteClosed) -> State:
    votes = {id: one for id, one in state.votes.items() if id != event.vote}
    state = replace(state, votes=votes, past_votes=state.past_votes.adding(event))
    match event.subject:
        case "offer":
            return _offer_voted_on(state, event)
        case "motion":
            became: Mapping[str, MotionStatus] = {YES: "carried", NO: "lost"}
            return motion_became(state, event.about, became.get(event.chosen, "lapsed"))
        case "decision":
            return state
    assert_never(event.subject)


def _offer_voted_on(state: State, event: e.VoteClosed) -> State:
    """Record who agreed to an offer; one that is voted down is closed."""
    offer = state.offers[event.about]
    offer = replace(
        offer,
        signed=tuple(one for one, choice in event.ballots.items() if choice == YES),
        rejected=tuple(one for one, choice in event.ballots.items() if choice == NO),
        status="rejected" if event.chosen == NO else offer.status,
    )
    return replace(state, offers={**state.offers, offer.id: offer})


def _with(state: State, vote: Vote) -> State:
    return replace(state, votes={**state.votes, vote.id: vote})
