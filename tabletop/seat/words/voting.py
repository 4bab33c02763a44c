"""Votes in words: what carries an offer, who has voted, and what the ballots came to."""

from __future__ import annotations

from tabletop.exercise.parts import Quota
from tabletop.play.parts.needs import NeedsVote
from tabletop.play.parts.votes import ABSTAIN, CHOICES, NO, YES, told_counts
from tabletop.play.seen import OfferSeen, View
from tabletop.play.seen.seen_votes import VoteSeen
from tabletop.referee.feasibility import wanted
from tabletop.text.lists import listed
from tabletop.text.safe import one_line

_SHARES = {"all": "all", "majority": "a majority", "two-thirds": "two thirds"}
_SAID = {YES: "yes", NO: "no", ABSTAIN: "abstaining"}


def vote_on(view: View, offer: OfferSeen) -> VoteSeen | None:
    """Return the last vote on an offer, open or closed; None before it is put to the vote."""
    known = (one for one in view.votes if one.subject == "offer" and one.about == offer.id)
    return next(known, None)


def needed_told(needs: NeedsVote) -> str:
    """Return what carries an offer: "3 of 5 votes", "two thirds of the yes and no votes", "4 of 6
    members and 12 of 18 votes".
    """
    both = needs.members is not None and needs.votes is not None
    said = []
    if needs.members is not None:
        said.append(_told(needs, needs.members, needs.asked, "members" if both else "votes"))
    if needs.votes is not None:
        said.append(_told(needs, needs.votes, needs.weight, "votes"))
    return " and ".join(said)


def quota_told(quota: Quota) -> str:
    """Return a quota in words: "a majority", "3", "60 %"."""
    if isinstance(quota, str):
        return _SHARES[quota]
    return str(quota) if isinstance(quota, int) else f"{100 * quota:.4g} %"


def _told(needs: NeedsVote, quota: Quota, of: int, what: str) -> str:
    if needs.of == "voting" and not isinstance(quota, int):
        share = _SHARES[quota] if isinstance(quota, str) else f"{100 * quota:.4g} %"
        among = "the members voting yes or no" if what == "members" else "the yes and no votes"
        return f"{share} of {among}"
    return f"{wanted(quota, of)} of {of} {what}"


def waits_in_a_vote(view: View, offer: OfferSeen, needs: NeedsVote) -> str:
    """Return what an offer has and needs where offers are voted on: "needs 3 of 5 votes, not put to
    the vote yet", "4 of 5 have voted, needs 3 of 5 votes", "carried, 4 of 5 votes (3 needed)".
    """
    vote = vote_on(view, offer)
    rule = f"needs {needed_told(needs)}"
    if vote is None:
        return f"{rule}, not put to the vote" if offer.status == "open" else ""
    if vote.closed is not None:
        return result_told(view, vote)
    have = f"{len(vote.voted)} of {len(vote.voters)} have voted"
    mine = ", your vote is asked" if vote.asks else ""
    return f"{have}, {rule}{mine}"


def result_told(view: View, vote: VoteSeen) -> str:
    """Return what a closed vote came to: "carried, 4 of 5 votes (3 needed)", "not carried, 4 of 5
    votes (3 needed), vetoed by Delta".
    """
    closed = vote.closed
    if closed is None:
        return ""
    named = {YES: "carried", NO: "not carried", "": "nothing decided"}
    said = [named.get(closed.chosen, one_line(closed.chosen))]
    if closed.counts:
        said.append(told_counts(closed.counts))
    if closed.vetoes:
        said.append(f"vetoed by {listed([name_of(view, one) for one in closed.vetoes])}")
    elif closed.lacking and closed.chosen == NO:
        said.append(f"without {listed([name_of(view, one) for one in closed.lacking])}")
    return ", ".join(said)


def tally_told(view: View, vote: VoteSeen) -> str:
    """Return who has voted how as far as one may know, and who has not: "yes Upper, Mill · no Port
    · not yet Lower".
    """
    known = set(vote.ballots) if vote.closed is not None or vote.ballot == "roll-call" else set()
    said = []
    for choice in dict.fromkeys((*CHOICES, *vote.choices)):
        who = [one for one in vote.voters if one in known and vote.ballots[one] == choice]
        if who:
            said.append(f"{_SAID.get(choice, choice)} {_tags(view, who)}")
    secret = [one for one in vote.voted if one not in known]
    if secret:
        said.append(f"voted {_tags(view, secret)}")
    if vote.waiting:
        what = "not voting" if vote.closed is not None else "not yet"
        said.append(f"{what} {_tags(view, vote.waiting)}")
    return " · ".join(said)


def asked_in_a_vote(view: View, offer: OfferSeen, needs: NeedsVote) -> str:
    """Return whom a vote on an offer asks, who must vote yes, and whose no blocks it."""
    said = [f"asks {', '.join(with_votes(view, one) for one in offer.asked)}"]
    said += conditions_told(view, offer, needs)
    return "; ".join(said)


def conditions_told(view: View, offer: OfferSeen, needs: NeedsVote) -> list[str]:
    """Return who must vote yes on an offer, and whose no blocks it, a clause each."""
    said = []
    if needs.must and len(needs.must) < len(offer.asked):
        said.append(f"{listed([name_of(view, one) for one in needs.must])} must vote yes")
    elif needs.must:
        said.append("all must vote yes")
    if needs.veto:
        have = "has" if len(needs.veto) == 1 else "have"
        said.append(f"{listed([name_of(view, one) for one in needs.veto])} {have} the veto")
    return said


def with_votes(view: View, delegation: str) -> str:
    """Return the short name of a delegation, with its votes where it has more than one."""
    votes = view.party(delegation).votes
    return (
        f"{name_of(view, delegation)} ({votes} votes)" if votes > 1 else name_of(view, delegation)
    )


def name_of(view: View, voter: str) -> str:
    """Return the short name of a delegation, or the name of the person at a seat."""
    for party in view.delegations:
        if party.id == voter:
            return one_line(party.tag)
    return one_line(next((one.name for one in view.people if one.seat == voter), voter) or voter)


def _tags(view: View, voters: tuple[str, ...] | list[str]) -> str:
    return ", ".join(name_of(view, one) for one in voters)
