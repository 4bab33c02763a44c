"""Votes on offers: put to the vote, counted by the rule of agreement, and in force where carried.

Who tabled an offer asks for the vote as a sponsor does, or the facilitator puts it, who has the
chair. One vote on an offer is open at a time. docs/formulas.md says what is counted.
"""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.parts import Quota
from tabletop.play import actions as a
from tabletop.play.parts.votes import NO, YES, Count, Vote, VoteOutcome
from tabletop.play.queries.naming import name
from tabletop.play.rules.ballots import open_vote
from tabletop.play.rules.group import EventGroup, at_stage, head
from tabletop.play.rules.offer_rules import into_force, open_offer, refuse_unavailable
from tabletop.play.state import FACILITATOR, Offer, State
from tabletop.referee.feasibility import votes_of, wanted


def put(group: EventGroup, action: a.PutToVote) -> None:
    """Put an open offer to the vote. Raises `NotAllowed` for another's, while one is voted on, or
    where offers are signed.
    """
    state = group.state
    seat, delegation = (None, None) if action.by == FACILITATOR else head(state, action.by)
    if state.exercise.agreement.by != "vote":
        raise NotAllowed("offers are signed here, not voted on; sign it instead")
    at_stage(state, "offers are put to the vote", "negotiation", "decision")
    offer = open_offer(state, action.offer, delegation)
    if delegation is not None and offer.delegation != delegation:
        raise NotAllowed(
            f"offer '{offer.id}' is by {name(state.exercise, offer.delegation)}; they or the "
            "facilitator put it to the vote"
        )
    running = open_vote_on_offer(state)
    if running is not None:
        raise NotAllowed(f"{running.id} on {running.about} is open; close it first")
    refuse_unavailable(state, dict(offer.package))
    if seat is not None:
        group.by = seat.id
    open_vote(group, "offer", offer.id, offer.parties, ballot=state.exercise.agreement.ballot)


def open_vote_on_offer(state: State) -> Vote | None:
    """Return the vote on an offer that is open now."""
    return next((one for one in state.votes.values() if one.subject == "offer"), None)


def outcome(state: State, vote: Vote) -> VoteOutcome:
    """Return what the ballots on an offer come to.

    It is carried where enough of those asked say yes, all who must do, and nobody with the veto
    says no. What is no longer available decides nothing.
    """
    offer, veto = state.offers[vote.about], state.exercise.agreement.veto
    yes, no = vote.saying(YES), vote.saying(NO)
    counts = counted(state, vote.voters, yes, no)
    vetoes = tuple(one for one in no if one in veto)
    lacking = tuple(one for one in offer.needed if one not in yes)
    enough = bool(yes) and all(one.has >= one.needed for one in counts)
    carried = enough and not vetoes and not lacking
    chosen = YES if carried else NO
    if carried and not _available(state, offer):
        chosen = ""
    return VoteOutcome(chosen, counts, vetoes, lacking)


def counted(
    state: State, voters: tuple[str, ...], yes: tuple[str, ...], no: tuple[str, ...]
) -> tuple[Count, ...]:
    """Return what the rule of agreement counts of a vote: members, votes by weight, or both.

    A majority or a share is of all who may vote, or, by `of`, of those who say yes or no; a number
    is what it is.
    """
    exercise, rule = state.exercise, state.exercise.agreement
    voting = (*yes, *no) if rule.of == "voting" else voters

    def among(quota: Quota) -> tuple[str, ...]:
        return voters if isinstance(quota, int) else voting

    found = []
    if rule.members is not None:
        of = len(among(rule.members))
        needed = wanted(rule.members, of)
        found.append(Count(what="members", has=len(yes), needed=needed, of=of))
    if rule.votes is not None:
        of = votes_of(exercise, among(rule.votes))
        has, needed = votes_of(exercise, yes), wanted(rule.votes, of)
        found.append(Count(what="votes", has=has, needed=needed, of=of))
    return tuple(found)


def _available(state: State, offer: Offer) -> bool:
    try:
        refuse_unavailable(state, dict(offer.package))
    except NotAllowed:
        return False
    return True


def conclude(group: EventGroup, vote: Vote, result: VoteOutcome) -> None:
    """Bring a carried offer into force."""
    if result.chosen == YES:
        into_force(group, vote.about)
