"""Offers: what each was worth to whom when tabled, what became of it, and who moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.play import events as e
from tabletop.play.history import Applied
from tabletop.play.history.possible import differences
from tabletop.play.parts.votes import NO, YES
from tabletop.play.queries.offers import tally_of
from tabletop.play.seen import Worth
from tabletop.play.state import Offer, State
from tabletop.report.kit.redact import said
from tabletop.report.table.facts.overview import settled
from tabletop.report.table.facts.walk import Walk

SAME = 0.05
"""Values closer than this print the same."""


@dataclass(frozen=True)
class Stood:
    """A package's value to a delegation at some moment."""

    value: float
    walk_away: float
    acceptable: bool

    @property
    def surplus(self) -> float:
        return self.value - self.walk_away


@dataclass(frozen=True)
class OfferReply:
    """A signature or a rejection, or a yes or no in a vote. `stood` is the offer's value to that
    delegation then.
    """

    delegation: str
    signed: bool
    round: int
    seq: int
    words: str
    stood: Stood
    otherwise: float
    """What that delegation had without it then: the value of the agreement in force, or else its
    walk-away.
    """
    agreed: bool
    """Whether an agreement was in force."""
    ballot: bool = False
    """Whether it was given in a vote."""

    @property
    def gain(self) -> float:
        """What the offer was worth above what the delegation had without it."""
        return self.stood.value - self.otherwise

    @property
    def refused_a_gain(self) -> bool:
        return not self.signed and self.stood.acceptable and self.gain > 0

    @property
    def than(self) -> str:
        """What the delegation had without it, as people read it."""
        return "the agreement in force" if self.agreed else "no deal"

    @property
    def deed(self) -> str:
        """What the delegation did, as people read it."""
        if self.ballot:
            return "voted for" if self.signed else "voted against"
        return "signed" if self.signed else "rejected"


@dataclass(frozen=True)
class OfferTold:
    """An offer and its fate.

    `stood` is its value when tabled; `changes` is how it differs from the same delegation's last
    offer, and `moved` by how much that changed its value to each, both as of the new one.
    `counters` are the offers in reply to it, by whoever made them; `unanswered` are the delegations
    that were asked and neither signed, rejected nor countered it.
    """

    id: str
    seq: int
    round: int
    at: float
    delegation: str
    to: tuple[str, ...]
    public: bool
    reply_to: str | None
    package: Mapping[str, str]
    settles: tuple[tuple[str, str], ...]
    text: str
    stood: Mapping[str, Stood]
    replies: tuple[OfferReply, ...]
    status: str
    tally: str
    """What it had of what it needed in the end; empty where everybody had to sign."""
    asked: tuple[str, ...]
    """Whose signature or vote it asked for."""
    must: tuple[str, ...]
    """Those of them without whom it could not be agreed."""
    ballots: Mapping[str, str]
    """By delegation, how it voted on it; empty where it was signed or not put to the vote."""
    cast: tuple[OfferReply, ...]
    """Each yes and no of the vote on it, as it stood when that was closed."""
    not_voting: tuple[str, ...]
    """Those who were asked in a vote on it and did not vote."""
    vetoes: tuple[str, ...]
    """Those whose veto blocked it."""
    counters: Mapping[str, str]
    unanswered: tuple[str, ...]
    changes: tuple[str, ...]
    moved: Mapping[str, float]

    @property
    def answers(self) -> tuple[OfferReply, ...]:
        """What delegations said to it, signing or voting."""
        return (*self.replies, *self.cast)

    @property
    def voted_down(self) -> bool:
        """Whether it was put to the vote and not carried."""
        return bool(self.tally_by_choice) and self.status == "rejected"

    @property
    def tally_by_choice(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Who voted for, against, abstained and did not vote; empty where nobody voted on it."""
        said = {"yes": "for", "no": "against", "abstain": "abstaining"}
        found = [
            (name, tuple(one for one, cast in self.ballots.items() if cast == choice))
            for choice, name in said.items()
        ]
        found += [("not voting", self.not_voting), ("vetoed by", self.vetoes)]
        return tuple((what, who) for what, who in found if who)


@dataclass(frozen=True)
class Movement:
    """How one delegation's offers moved from its first to its last, valued at the time of the last.

    `own` is the change in its own value (negative: it conceded), `others` in each of the others'.
    """

    delegation: str
    offers: int
    first: str
    last: str
    own: float
    others: Mapping[str, float]
    steps: tuple[str, ...]


def offers(told: Walk) -> tuple[OfferTold, ...]:
    """Return all offers in order."""
    final = {one.id: one for one in (*told.final.past_offers, *told.final.offers.values())}
    replies, cast, counters = _replies(told), _cast(told), _counters(told)
    voted = {one.about: one for one in told.final.past_votes if one.subject == "offer"}
    last: dict[str, Mapping[str, str]] = {}
    found = []
    for step in told.steps:
        event = step.event
        if not isinstance(event, e.OfferTabled) or event.offer not in final:
            continue
        stood = stood_of(told, step.before, event.package)
        before = last.get(event.delegation)
        changes: tuple[str, ...] = ()
        moved: dict[str, float] = {}
        if before is not None:
            changes = differences(told.exercise, before, event.package)
            old = stood_of(told, step.before, before)
            moved = {one: stood[one].value - old[one].value for one in stood}
        last[event.delegation] = event.package
        end = final[event.offer]
        found.append(
            OfferTold(
                id=event.offer,
                seq=event.seq,
                round=step.after.round,
                at=told.when(event.seq),
                delegation=event.delegation,
                to=event.to,
                public=event.public,
                reply_to=event.reply_to,
                package=event.package,
                settles=settled(told.exercise, event.package),
                text=said(event.text),
                stood=stood,
                replies=tuple(replies.get(event.offer, ())),
                status=end.status,
                tally=tally_of(told.final, end),
                asked=end.parties,
                must=end.needed,
                cast=cast.get(event.offer, ()),
                ballots=dict(voted[event.offer].ballots) if event.offer in voted else {},
                not_voting=voted[event.offer].absent if event.offer in voted else (),
                vetoes=voted[event.offer].vetoes if event.offer in voted else (),
                counters=counters.get(event.offer, {}),
                unanswered=_unanswered(end, counters.get(event.offer, {}))
                if told.exercise.has.signatures
                else (),
                changes=changes,
                moved=moved,
            )
        )
    return tuple(found)


def stood_of(told: Walk, state: State, package: Mapping[str, str]) -> dict[str, Stood]:
    """Return a package's value to everybody as a table stands; 0 where nothing has points."""
    if not told.exercise.has.points:
        return {one.id: Stood(0.0, 0.0, acceptable=True) for one in told.exercise.delegations}
    return {one: _of(worth) for one, worth in told.worth(state, package).items()}


def _of(worth: Worth) -> Stood:
    return Stood(worth.value, worth.walk_away, worth.acceptable)


def _replies(told: Walk) -> dict[str, list[OfferReply]]:
    found: dict[str, list[OfferReply]] = {}
    for step in told.steps:
        event = step.event
        if isinstance(event, e.OfferSigned | e.OfferRejected):
            found.setdefault(event.offer, []).append(_reply(told, step, event))
    return found


def _reply(told: Walk, step: Applied, event: e.OfferSigned | e.OfferRejected) -> OfferReply:
    package = step.before.offers[event.offer].package
    stood = stood_of(told, step.before, package)[event.delegation]
    otherwise = _otherwise(told, step.before)[event.delegation]
    signed = isinstance(event, e.OfferSigned)
    words = said(event.text) if isinstance(event, e.OfferRejected) else ""
    return OfferReply(
        event.delegation,
        signed,
        step.after.round,
        event.seq,
        words,
        stood,
        otherwise,
        step.before.agreement is not None,
    )


def _otherwise(told: Walk, state: State) -> dict[str, float]:
    """Return what each delegation has when nothing else is signed."""
    agreed = state.agreement is not None
    return {
        one: stood.value if agreed else stood.walk_away
        for one, stood in stood_of(told, state, state.standing).items()
    }


def _cast(told: Walk) -> dict[str, tuple[OfferReply, ...]]:
    """Return by offer the yes and no ballots of the last vote on it."""
    found: dict[str, tuple[OfferReply, ...]] = {}
    for step in told.steps:
        event = step.event
        if isinstance(event, e.VoteClosed) and event.subject == "offer":
            stood = stood_of(told, step.before, step.before.offers[event.about].package)
            otherwise = _otherwise(told, step.before)
            agreed = step.before.agreement is not None
            found[event.about] = tuple(
                OfferReply(
                    who,
                    choice == YES,
                    step.after.round,
                    event.seq,
                    "",
                    stood[who],
                    otherwise[who],
                    agreed,
                    True,
                )
                for who, choice in event.ballots.items()
                if choice in (YES, NO)
            )
    return found


def _counters(told: Walk) -> dict[str, dict[str, str]]:
    """Return by offer who countered it, each with its first offer in reply."""
    found: dict[str, dict[str, str]] = {}
    for step in told.steps:
        event = step.event
        if isinstance(event, e.OfferTabled) and event.reply_to is not None:
            found.setdefault(event.reply_to, {}).setdefault(event.delegation, event.offer)
    return found


def _unanswered(offer: Offer, counters: Mapping[str, str]) -> tuple[str, ...]:
    # Once enough have rejected it, or it was withdrawn, the others need not answer any more.
    if offer.status not in ("lapsed", "open"):
        return ()
    asked = (one for one in offer.parties if one != offer.delegation)
    answered = {*offer.signed, *offer.rejected, *counters}
    return tuple(one for one in asked if one not in answered)


def movements(told: Walk, all_offers: tuple[OfferTold, ...]) -> tuple[Movement, ...]:
    """Compare each delegation's first offer with its last."""
    if not told.exercise.has.points:
        return ()
    states = {step.event.seq: step.before for step in told.steps if step.event.kind == TABLED}
    found = []
    for one in told.exercise.delegations:
        own = [offer for offer in all_offers if offer.delegation == one.id]
        if not own:
            continue
        first, last = own[0], own[-1]
        old = stood_of(told, states[last.seq], first.package)
        gains = {d: last.stood[d].value - old[d].value for d in old}
        found.append(
            Movement(
                delegation=one.id,
                offers=len(own),
                first=first.id,
                last=last.id,
                own=gains.pop(one.id),
                others=gains,
                steps=differences(told.exercise, first.package, last.package),
            )
        )
    return tuple(found)


TABLED = "offer.tabled"
