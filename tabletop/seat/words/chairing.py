"""What whoever has the chair can do about votes: put an offer to the vote, call the roll, close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tabletop.play.actions import CallRoll, CloseVote, PutMotion, PutToVote, RefuseMotion
from tabletop.play.seen import View
from tabletop.play.seen.seen_votes import VoteSeen
from tabletop.play.state import FACILITATOR
from tabletop.seat.words.ballot_card import question_of
from tabletop.seat.words.motions import told_motion
from tabletop.seat.words.voting import name_of, needed_told
from tabletop.text.lists import listed
from tabletop.text.safe import one_line


@dataclass(frozen=True)
class Chaired:
    """A move of the facilitator's about votes; with `asks`, a question to be answered before it."""

    says: str
    action: PutToVote | CallRoll | CloseVote | PutMotion | RefuseMotion
    asks: str = ""


def chaired(view: View) -> tuple[Chaired, ...]:
    """Return what the facilitator can do about votes now, from the facilitator's view."""
    return (*_about_open_votes(view), *_to_put(view), *_motions(view))


def _about_open_votes(view: View) -> Iterator[Chaired]:
    for vote in view.open_votes:
        asks = ""
        if vote.waiting:
            missing = listed([name_of(view, one) for one in vote.waiting])
            have = "has" if len(vote.waiting) == 1 else "have"
            asks = f"{missing} {have} not voted. They count as not voting."
        close = CloseVote(by=FACILITATOR, vote=vote.id)
        yield Chaired(f"Close {vote.id}: {voted_told(view, vote)}", close, asks)
        if vote.ballot == "roll-call":
            for voter in vote.waiting:
                if voter != vote.called:
                    call = CallRoll(by=FACILITATOR, vote=vote.id, voter=voter)
                    yield Chaired(f"Call {name_of(view, voter)} to vote in {vote.id}", call)


def _to_put(view: View) -> Iterator[Chaired]:
    for offer in view.open_offers:
        if offer.why_not_put is None:
            whose = one_line(view.party(offer.delegation).name)
            needs = offer.needs.vote
            rule = f": it needs {needed_told(needs)}" if needs is not None else ""
            put = PutToVote(by=FACILITATOR, offer=offer.id)
            yield Chaired(f"Put {offer.id} by {whose} to the vote{rule}", put)


def _motions(view: View) -> Iterator[Chaired]:
    for motion in view.speakers.motions if view.speakers is not None else ():
        if motion.status == "moved":
            told = told_motion(view, motion)
            yield Chaired(f"Put to the vote: {told}", PutMotion(by=FACILITATOR, motion=motion.id))
            refuse = RefuseMotion(by=FACILITATOR, motion=motion.id)
            yield Chaired(f"Out of order: {told}", refuse)


def voted_told(view: View, vote: VoteSeen) -> str:
    """Return how many have voted and who has not, and who is called; never how anybody votes."""
    told = f"{len(vote.voted)} of {len(vote.voters)} have voted"
    if vote.waiting:
        told += f", not yet {', '.join(name_of(view, one) for one in vote.waiting)}"
    if vote.called is not None:
        told += f"; {name_of(view, vote.called)} is called"
    return told


def votes_told(view: View) -> list[str]:
    """Return the open votes, a line each: what is asked, who has voted and who has not."""
    return [
        f"{one.id}: {question_of(view, one)} {voted_told(view, one)}" for one in view.open_votes
    ]
