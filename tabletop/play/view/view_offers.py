"""What a seat sees of offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tabletop.play import actions as a
from tabletop.play import seen as s
from tabletop.play.queries.offers import moves, needs, reads_words, sees_offer
from tabletop.play.rules import why_not
from tabletop.play.state import Offer, State
from tabletop.play.view.appraise import appraise
from tabletop.play.view.falling_due import still_falls_due, would_fall_due
from tabletop.play.view.later import Later, Parts, later, made_now
from tabletop.play.view.role_worth import role_worth
from tabletop.play.view.seen_again import offers_again, past_offers_again, worth_again


def offers_seen(
    state: State,
    seat: str | None,
    own: str | None,
    *,
    everything: bool,
    whole: bool,
    as_needed: bool = False,
) -> tuple[s.OfferSeen, ...]:
    """Return the offers that a seat sees, newest first; `as_needed` their dear parts are made when
    they are looked at.
    """

    again = offers_again(state, seat, as_needed)

    def seen(offer: Offer) -> s.OfferSeen:
        text = offer.text if whole or reads_words(offer, own) else ""
        return again(offer, text, made)

    def made(offer: Offer, text: str) -> s.OfferSeen:
        of, known = _Sight(state, offer, seat, own), _known(offer, text)
        if as_needed:
            return later(_OfferAsNeeded, of, known)
        return s.OfferSeen(**known, **made_now(_PARTS, of))

    def past() -> tuple[tuple[Offer, s.OfferSeen | None], ...]:
        return tuple(
            (offer, None if offer.status == "agreed" else seen(offer))
            for offer in state.past_offers
            if everything or sees_offer(offer, own)
        )

    earlier = past_offers_again(state, seat, as_needed, past)
    new = ((one, None) for one in state.offers.values() if everything or sees_offer(one, own))
    found = sorted((*earlier, *new), key=lambda one: -one[0].seq)
    return tuple(before or seen(offer) for offer, before in found)


class _Sight:
    """An offer at a table, and whose eyes see it."""

    __slots__ = ("offer", "own", "seat", "state")

    def __init__(self, state: State, offer: Offer, seat: str | None, own: str | None) -> None:
        self.state = state
        self.offer = offer
        self.seat = seat
        self.own = own

    @property
    def open(self) -> bool:
        return self.offer.status == "open"

    @property
    def moves(self) -> tuple[str, ...]:
        return moves(self.state, self.offer.package) if self.open else ()

    def why_not(self, action: Callable[..., a.AnyAction]) -> str | None:
        """Return why this seat can't do something about the offer now."""
        if not self.open:
            return self._closed
        if self.seat is None or self.own is None:
            return "only delegations sign"
        return why_not(self.state, action(by=self.seat, offer=self.offer.id))

    def why_not_put(self) -> str | None:
        if not self.open:
            return self._closed
        if self.seat is None:
            return "take a seat first"
        if self.state.exercise.has.signatures:
            return "offers are signed here, not voted on"
        return why_not(self.state, a.PutToVote(by=self.seat, offer=self.offer.id))

    @property
    def _closed(self) -> str:
        return f"offer '{self.offer.id}' is {self.offer.status}"


def _known(offer: Offer, text: str) -> dict[str, Any]:
    """Return what an offer says of itself."""
    return {
        "id": offer.id,
        "delegation": offer.delegation,
        "to": offer.to,
        "package": dict(offer.package),
        "text": text,
        "reply_to": offer.reply_to,
        "public": offer.public,
        "asked": offer.parties,
        "needed": offer.needed,
        "signed": offer.signed,
        "rejected": offer.rejected,
        "status": offer.status,
        "round": offer.round,
    }


def _acts(of: _Sight) -> tuple[s.ActSeen, ...]:
    if of.open:
        return would_fall_due(of.state, of.offer.package, of.moves)
    return still_falls_due(of.state, of.offer.id)


def _worth(of: _Sight) -> dict[str, s.Worth]:
    state, seat, package = of.state, of.seat, of.offer.package
    if not of.open:
        return {}
    return worth_again(state, seat, package, lambda: appraise(state, seat, package))


_PARTS: Parts[_Sight] = {
    "moves": lambda of: of.moves,
    "acts": _acts,
    "needs": lambda of: needs(of.state, of.offer),
    "worth": _worth,
    "role_worth": lambda of: role_worth(of.state, of.seat, of.offer.package) if of.open else (),
    "why_not_sign": lambda of: of.why_not(a.SignOffer),
    "why_not_reject": lambda of: of.why_not(a.RejectOffer),
    "why_not_withdraw": lambda of: of.why_not(a.WithdrawOffer),
    "why_not_put": lambda of: of.why_not_put(),
}
"""How the rest of an offer is made, by the names of its fields."""


class _OfferAsNeeded(Later[_Sight], s.OfferSeen):
    _parts = _PARTS
    _record = s.OfferSeen
