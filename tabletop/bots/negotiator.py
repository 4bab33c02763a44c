"""How every stand-in of ours goes about its work; a temperament says how hard, and how honest.

It answers what it is asked first: votes, decisions, acts that are due. Then it signs what reaches
its demand or its own next offer, whichever is less (the rule AC_next of Baarslag, Hindriks and
Jonker, "Effective acceptance conditions in real-time automated negotiation", 2014), rejects what it
could never sign, and tables what others are believed to like most of what is worth its demand:
first something of its own, and once the others have answered, something near to the text with most
signatures (Faratin, Sierra and Jennings, "Using similarity criteria to make issue trade-offs in
automated negotiations", 2002; the single negotiating text of Raiffa, 1982).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tabletop.bots.packages import Candidate
from tabletop.bots.strategy import OFFERS, Intent, Look, Why, WhyCode
from tabletop.play import actions as a
from tabletop.play.actions.action import Tone
from tabletop.play.parts.votes import ABSTAIN, NO, YES
from tabletop.play.seen import OfferSeen, View, Worth
from tabletop.play.state import Due
from tabletop.seat.words.due import undecided

_MARGIN = 0.05
"""The gain, in points, below which something new is not worth a signature."""
_COSTLY = 15.0
"""The points from which an act is as tempting to break as any."""


_FOUND = (a.SignOffer, a.RejectOffer, a.TableOffer)


@dataclass(frozen=True)
class _Plan:
    """What is enough to sign in one look, and what to table."""

    look: Look
    round: int
    least: float
    best: float
    wanted: float
    enough: float
    following: tuple[Candidate, ...]


class Negotiator(ABC):
    """A strategy for every kind of table; what a table does not have it does not use."""

    breaks: float = 0.05
    """How likely it is to break its word on a costly act where it trusts nobody, 0 to 1."""
    leaving: float = 0.5
    """The share of what could be left to the others that it reckons with leaving them in its best
    hopes, 0 to 1.
    """
    tone: Tone | None = None
    """How it speaks in public, once a round; None for not at all."""

    def __init__(self) -> None:
        self._spoken: set[int] = set()
        self._tabled: set[int] = set()
        self._planned: _Plan | None = None
        self._queue: list[Intent] = []
        self._stood: Mapping[str, str] = {}

    @abstractmethod
    def demand(self, look: Look, span: float) -> float:
        """Return what it insists on now: 1 for the best that it may hope for, 0 for what it has
        without an agreement. `span` are the points in between.
        """

    def act(self, look: Look) -> Intent | None:
        """Return the next move; it thinks of several in one look at the table."""
        fresh = not self._queue
        if fresh:
            self._stood = look.view.standing
        queue = self._queue or list(self._thought(look))
        while queue:
            following, *queue = queue
            self._queue = queue
            tables = not fresh and isinstance(following.move, a.TableOffer)
            if tables and look.view.standing != self._stood:
                # An agreement has come into force since: the package would mean something else.
                self._queue = []
                return self.act(look)
            # What was found in this very look was found among what is allowed.
            found = fresh and isinstance(following.move, _FOUND)
            if found or self._still_good(look, following.move):
                return replace(following, more=bool(queue))
        return None

    def _thought(self, look: Look) -> Iterator[Intent]:
        """Yield what it does now: what it is asked first."""
        asked = [*self._votes(look), *self._decisions(look), *self._honoured(look)]
        if asked:
            yield from asked
        elif look.view.stage in ("negotiation", "decision"):
            yield from self._signatures(look)
            yield from self._rejections(look)
            yield from self._speeches(look)
            for step in (self._signal, self._put):
                made = step(look)
                if made is not None:
                    yield made
            yield from self._offers(look)

    def advise(self, look: Look) -> Intent | None:
        """Return what it would do next, of what helps a person at its seat who asks; None to wait.

        In a caucus that is what to offer next; else it is a move that the rules allow now.
        """
        for asked in (*self._votes(look), *self._decisions(look), *self._honoured(look)):
            if look.allows(asked.move):
                return asked
        stage = look.view.stage
        if stage in ("negotiation", "decision"):
            for found in (next(self._signatures(look), None), self._put(look)):
                if found is not None and look.allows(found.move):
                    return found
        return self._proposal(look) if stage in ("caucus", "negotiation") else None

    def _proposal(self, look: Look) -> Intent | None:
        """Return the best offer that its delegation has not made, however many it has made."""
        view, packages = look.view, look.packages
        made = {packages.code(o.package) for o in view.offers if o.delegation == look.me}
        plan = self._plan(look)
        for found in packages.most_liked(plan.wanted, OFFERS, made) if len(packages) else ():
            exact = look.worth(found.package)
            better = exact is None or exact.value >= plan.least + _MARGIN
            intent = look.offer(found, reason_for(look, found))
            fine = better and (exact is None or exact.acceptable)
            if fine and (view.stage == "caucus" or look.allows(intent.move)):
                return intent
        return None

    # What it is asked.

    def _votes(self, look: Look) -> Iterator[Intent]:
        for vote in look.view.open_votes:
            if not vote.asks:
                continue
            choice, why = YES, Why("yes")
            if vote.subject == "offer":
                offer = next((o for o in look.view.offers if o.id == vote.about), None)
                if offer is None or not self._acceptable(look, offer):
                    choice, why = self._against(look, offer)
            elif vote.subject == "decision":
                choice, why = self._preferred(look, vote.about, vote.choices)
            move = a.CastVote(by=look.view.seat, vote=vote.id, choice=choice)
            yield Intent(move, why)

    def _against(self, look: Look, offer: OfferSeen | None) -> tuple[str, Why]:
        """Return no, or an abstention where an offer is no worse than what there is."""
        if offer is None:
            return ABSTAIN, Why("abstain")
        worth = self._worth(look, offer)
        if worth is not None and worth.acceptable and worth.value >= self._plan(look).least:
            return ABSTAIN, Why("abstain", offer.id)
        return NO, Why("no", offer.id)

    def _decisions(self, look: Look) -> Iterator[Intent]:
        open_ones = {
            one.id
            for one in look.view.decisions
            if one.open and one.option is None and one.delegation == look.me
        }
        if not open_ones:
            return
        moves = [one for one in look.moves("decide") if isinstance(one, a.Decide)]
        for id in sorted(open_ones & {one.decision for one in moves}):
            could = {one.option: one for one in moves if one.decision == id}
            option, why = self._preferred(look, id, tuple(could))
            yield Intent(could[option], why)

    def _preferred(self, look: Look, id: str, options: tuple[str, ...]) -> tuple[str, Why]:
        """Return the option of a decision that is worth most; any where none is worth more."""
        asked = next((one for one in look.view.decisions if one.id == id), None)
        points = {one.id: one.points.get(look.me, 0.0) for one in asked.options} if asked else {}
        most = max((points.get(one, 0.0) for one in options), default=0.0)
        best = [one for one in options if points.get(one, 0.0) == most]
        known = len(best) < len(options)
        chosen = look.chance.choice(best)
        if known:
            return chosen, Why("worth-most")
        return chosen, Why("no-preference", because=asked.named(chosen) if asked else "")

    def _honoured(self, look: Look) -> Iterator[Intent]:
        for act in undecided(look.view) if look.view.stage == "decision" else ():
            why = self.keeps(look, act)
            do = a.Perform if why.code == "keep" else a.Breach
            yield Intent(do(by=look.view.seat, agreement=act.agreement, issue=act.issue), why)

    def keeps(self, look: Look, act: Due) -> Why:
        """Return why it performs an act that is due (`keep`), or why it does not.

        The less it trusts those whose acts it waits for, and the more the act costs, the likelier
        it breaks its word; a mediator never does.
        """
        at_stake = look.view.at_stake.get((act.agreement, act.issue))
        cost = max(0.0, -at_stake.points) if at_stake is not None else 0.0
        trusts = [level for (of, _), level in look.view.trust.items() if of == look.me]
        doubt = 1 - min(trusts, default=100.0) / 100
        if look.chance.random() >= self.breaks * min(1.0, cost / _COSTLY) * doubt:
            return Why("keep")
        return Why("breach-distrust" if doubt > 0.5 else "breach-cost")

    # What it does of itself.

    def _signatures(self, look: Look) -> Iterator[Intent]:
        """Sign every offer that will do, the best first: whichever the others sign too is an
        agreement.
        """
        there = [one for one in look.view.open_offers if one.why_not_sign is None]
        fine = [one for one in there if self._acceptable(look, one)]
        for one in sorted(fine, key=lambda one: -self._value(look, one)):
            yield Intent(a.SignOffer(by=look.view.seat, offer=one.id), Why("sign", one.id))

    def _still_good(self, look: Look, move: a.AnyAction) -> bool:
        """Return whether a move that was thought of before the last one should still be made: the
        last may have made an agreement, beside which another offer is worth less.
        """
        if not look.allows(move):
            return False
        if not isinstance(move, a.SignOffer):
            return True
        offer = next(one for one in look.view.offers if one.id == move.offer)
        return self._acceptable(look, offer)

    def _rejections(self, look: Look) -> Iterator[Intent]:
        """Say to what it could never sign why not, so that others learn of it."""
        for one in look.view.open_offers:
            why = self._never(look, one) if one.why_not_reject is None else None
            if why is not None:
                yield Intent(a.RejectOffer(by=look.view.seat, offer=one.id), why)

    def _never(self, look: Look, offer: OfferSeen) -> Why | None:
        """Return why an offer can't be signed however much time is left; None if it might be."""
        worth = self._worth(look, offer)
        if worth is None:
            return None
        if worth.red_lines:
            return Why("red-line", offer.id, because=worth.red_lines[0])
        if not worth.acceptable:
            return Why("below", offer.id, asks=_own_acts(look, offer))
        if worth.value < self._plan(look).least:
            return Why("less-than-now", offer.id)
        return None

    def _acceptable(self, look: Look, offer: OfferSeen) -> bool:
        worth = self._worth(look, offer)
        if worth is not None and not worth.acceptable:
            return False
        value = self._value(look, offer)
        plan = self._plan(look)
        # What was planned may be of before an agreement that has come into force since.
        now = look.view.worth_now.get(look.me)
        least = plan.least if now is None else max(plan.least, now.value)
        return value >= max(plan.enough, least + _MARGIN)

    def _worth(self, look: Look, offer: OfferSeen) -> Worth | None:
        found = offer.worth.get(look.me)
        return found if found is not None else look.worth(offer.package)

    def _value(self, look: Look, offer: OfferSeen) -> float:
        worth = self._worth(look, offer)
        return worth.value if worth is not None else look.packages.worth(offer.package)

    def _plan(self, look: Look) -> _Plan:
        """Return what it insists on now, and what it would table.

        Once its offers of a round have been made it searches for no more of them.
        """
        known = self._planned
        if known is not None and known.look is look:
            return known
        now = look.view.round.number if look.view.round else 0
        made = look.made >= look.most or "offer" in look.view.cannot
        # Some at once, the rest when the others have answered.
        most = look.most - look.made if look.made else look.most // 2
        if known is not None and made and known.round == now:
            least, best = known.least, known.best
        else:
            least, best = look.packages.least, look.packages.hope(self.leaving)
        insists = max(0.0, min(1.0, self.demand(look, best - least)))
        wanted = least + _MARGIN + insists * (best - least)
        text = _text(look.view) if look.made else None
        following = () if made else look.packages.most_liked(wanted, most, self._tabled, text)
        enough = min((wanted, *(one.worth for one in following)))
        self._planned = _Plan(look, now, least, best, wanted, enough, following)
        return self._planned

    def _offers(self, look: Look) -> Iterator[Intent]:
        """Table several packages at once that are worth as much to it, and let the others choose:
        that makes agreement likelier than one after the other (Leonardelli, Gu, McRuer, Medvec and
        Galinsky, "Multiple equivalent simultaneous offers (MESOs) reduce the negotiator dilemma",
        2019).
        """
        if "offer" in look.view.cannot:
            return
        plan = self._plan(look)
        there = [one.package for one in look.view.open_offers]
        for found in plan.following:
            self._tabled.add(look.packages.code(found.package))
            if any(not _apart(one, found.package) for one in there):
                continue  # It is on the table already, to be signed.
            if not _moves(look.view, found.package):
                continue
            exact = None if look.packages.exact else look.worth(found.package)
            if exact is None or (exact.acceptable and exact.value >= plan.least + _MARGIN):
                yield look.offer(found, reason_for(look, found))

    def _put(self, look: Look) -> Intent | None:
        """Ask for the vote on its first open offer, where offers are voted on: one a round."""
        view = look.view
        mine = [one for one in view.open_offers if one.delegation == look.me]
        if view.has.signatures or not mine or view.open_votes or view.round is None:
            return None
        if any(
            vote.subject == "offer" and vote.round == view.round.number and vote.about == one.id
            for vote in view.votes
            for one in view.offers
            if one.delegation == look.me
        ):
            return None
        ready = [one for one in mine if one.why_not_put is None]
        if len(mine) < OFFERS or not ready:
            return None
        return Intent(a.PutToVote(by=view.seat, offer=ready[0].id), Why("put", ready[0].id))

    def _signal(self, look: Look) -> Intent | None:
        """Do something unasked that others may answer; nothing, for most."""
        return None

    def _speeches(self, look: Look) -> Iterator[Intent]:
        """Speak once a round: in public, or from the speakers' list where there is one."""
        view = look.view
        if view.round is None:
            return
        code: WhyCode = "pressure" if self.tone == "hostile" else "welcome"
        tone = self.tone or "neutral"
        speech = Intent(a.MakeStatement(by=view.seat, tone=tone, text="-"), Why(code))
        if view.speakers is not None and view.speakers.speaks(look.me):
            yield speech
            yield Intent(a.Yield(by=view.seat), Why("speech"))
        elif view.round.number not in self._spoken and (view.speakers or self.tone):
            self._spoken.add(view.round.number)
            yield Intent(a.RaiseHand(by=view.seat), Why("speech")) if view.speakers else speech


def reason_for(look: Look, found: Candidate) -> Why:
    """Return why a package is tabled: what it changes of an offer on the table that it is near to,
    else what it gives and asks.
    """
    standing = look.view.standing
    choices = {one.id: one for one in look.view.issues}
    near = min(
        (one for one in look.view.open_offers if one.delegation != look.me),
        key=lambda one: _apart(one.package, found.package),
        default=None,
    )
    if near is not None and _apart(near.package, found.package) <= _NEARBY:
        changed = tuple(
            (choice, option)
            for choice, option in found.package.items()
            if near.package[choice] != option
        )
        return Why("counter", near.id, asks=changed)
    moved = [
        (choice, option)
        for choice, option in found.package.items()
        if choice in choices and (not look.view.stands or option != standing[choice])
    ]
    gives = tuple(one for one in moved if look.me in choices[one[0]].by)
    return Why("offer", gives=gives, asks=tuple(one for one in moved if one not in gives))


def _text(view: View) -> Mapping[str, str] | None:
    """Return the offer on the table that most have signed, the newest of several."""
    best = max(view.open_offers, key=lambda one: len({*one.signed, one.delegation}), default=None)
    return best.package if best is not None else None


def _moves(view: View, package: Mapping[str, str]) -> bool:
    """Return whether a package changes anything that an offer may change alone: before there is an
    agreement to be bound otherwise, a form or an order is nothing.
    """
    if not view.stands or view.taken_up_by:
        return True
    changed = {one for one, option in package.items() if view.standing.get(one) != option}
    return bool(changed if view.agreements else changed & {one.id for one in view.issues})


def _own_acts(look: Look, offer: OfferSeen) -> tuple[tuple[str, str], ...]:
    """Return what an offer asks of this delegation."""
    standing = look.view.standing if look.view.stands else {}
    return tuple(
        (issue.id, offer.package[issue.id])
        for issue in look.view.issues
        if look.me in issue.by and offer.package[issue.id] != standing.get(issue.id)
    )


_NEARBY = 3


def _apart(one: Mapping[str, str], other: Mapping[str, str]) -> int:
    return len(one.items() - other.items())
