"""The votes that a seat may know of, as it may see them; part of `view`."""

from __future__ import annotations

from tabletop.play import actions as a
from tabletop.play.events.vote_events import VoteClosed
from tabletop.play.parts.votes import Vote
from tabletop.play.queries.reader import overhears, own_delegation
from tabletop.play.rules import why_not
from tabletop.play.rules.vote_rules import voter_at
from tabletop.play.seen.seen_votes import VoteSeen
from tabletop.play.state import State


def votes_seen(state: State, seat: str | None) -> tuple[VoteSeen, ...]:
    """Return the votes that a seat (None: the public) may know of, the newest first.

    Nobody sees how others vote in an open vote that is not called by roll: the facilitator and
    evaluators neither.
    """
    if not state.votes_made:
        return ()
    whole = overhears(state, seat) or state.stage == "debrief"
    known = (None, own_delegation(state, seat))
    now = (_open(state, one, seat) for one in reversed([*state.votes.values()]))
    past = (_closed(state, one, seat) for one in reversed(state.past_votes))
    return tuple(one for one in (*now, *past) if whole or one.delegation in known)


def _open(state: State, vote: Vote, seat: str | None) -> VoteSeen:
    place = state.seats.get(seat) if seat is not None else None
    own = voter_at(vote, place) if place is not None else None
    aloud = vote.ballot == "roll-call"
    counting = {one: vote.ballots[one] for one in vote.voters if one in vote.ballots}
    return VoteSeen(
        id=vote.id,
        subject=vote.subject,
        about=vote.about,
        voters=vote.voters,
        choices=vote.choices,
        ballot=vote.ballot,
        delegation=vote.delegation,
        round=vote.round,
        voted=tuple(counting),
        called=vote.turn,
        ballots={one: choice for one, choice in counting.items() if aloud or one == own},
        own=own,
        why_not_vote=_why_not_vote(state, vote, seat, own),
        why_not_close=why_not(state, a.CloseVote(by=seat, vote=vote.id))
        if seat is not None
        else "take a seat first",
        closed=None,
    )


def _why_not_vote(state: State, vote: Vote, seat: str | None, own: str | None) -> str | None:
    """Return why a seat can't vote now; None if there is a choice it may make."""
    if seat is None or own is None:
        return f"{vote.id} does not ask for your vote"
    refusals = [
        why_not(state, a.CastVote(by=seat, vote=vote.id, choice=one)) for one in vote.choices
    ]
    return None if None in refusals else refusals[0]


def _closed(state: State, vote: VoteClosed, seat: str | None) -> VoteSeen:
    place = state.seats.get(seat) if seat is not None else None
    mine = place.delegation if place is not None and vote.delegation is None else seat
    voters = (*vote.ballots, *vote.absent)
    return VoteSeen(
        id=vote.vote,
        subject=vote.subject,
        about=vote.about,
        voters=voters,
        choices=(),
        ballot="recorded",
        delegation=vote.delegation,
        round=state.round_of(vote.seq),
        voted=tuple(vote.ballots),
        called=None,
        ballots=vote.ballots,
        own=mine if mine in voters else None,
        why_not_vote=f"{vote.vote} is closed",
        why_not_close=f"{vote.vote} is closed",
        closed=vote,
    )
