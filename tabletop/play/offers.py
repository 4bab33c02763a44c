"""Whose word an offer needs, as the table stands: asked by the rules and by `apply` alike."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.exercise.package import moved
from tabletop.play.replacing import replace
from tabletop.play.seen import Missing
from tabletop.play.state import Offer, State, Term
from tabletop.referee.feasibility import enough, needed, parties, quota


def moves(state: State, package: Mapping[str, str]) -> tuple[str, ...]:
    """What a package settles anew: issues, then form and order if they change what is agreed.

    What a breach keeps from falling due is promised anew by a package that keeps it.
    """
    changed = moved(state.exercise, package, state.standing)
    if state.agreement is None:
        return changed
    renewed = {term.issue for term in held_up(state)}
    found = tuple(
        issue.id for issue in state.exercise.issues if issue.id in changed or issue.id in renewed
    )
    bound = tuple(c for c in ("form", "order") if package[c] != state.standing[c])
    return (*found, *bound)


def outstanding(state: State) -> tuple[Term, ...]:
    """The acts agreed and neither performed in full nor broken."""
    return tuple(
        term
        for term in state.terms.values()
        if term.agreement is not None and term.done < 1 and not term.broken
    )


def held_up(state: State) -> tuple[Term, ...]:
    """The acts that a breach keeps from falling due: those suspended, and the rest of a broken one.

    Under the first rules the rest of an act that was broken half way could never be promised anew.
    """
    return tuple(
        term
        for term in state.terms.values()
        if term.agreement is not None
        and term.done < 1
        and (state.rules >= 2 if term.broken else suspended(state, term))
    )


def suspended(state: State, term: Term) -> bool:
    """Say whether a breach of its agreement keeps an act from falling due."""
    return next(one for one in state.agreements if one.id == term.agreement).suspended


def asked(state: State, package: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(parties, needed): who is asked to sign a package, and without whom it can't be agreed.

    What changes an agreement in force needs everybody who signed that. Who is absent signs nothing:
    a standing signatory is then left out, but not one who must act or whom `also` names, so that
    such a package waits for them.
    """
    earlier: set[str] = set()
    for choice in moves(state, package):
        if choice in ("form", "order"):
            earlier.update(state.agreements[-1].signed)
            continue
        term = state.terms.get(choice)
        if term is not None and term.agreement is not None:
            earlier.update(next(a for a in state.agreements if a.id == term.agreement).signed)
    concerned = state.rules >= 2
    must = needed(
        state.exercise, package, state.standing, earlier, concerned=concerned, absent=state.absent
    )
    may = {*parties(state.exercise, package, state.standing, state.absent), *must}
    return tuple(one.id for one in state.exercise.delegations if one.id in may), must


def agreed(state: State, offer: Offer) -> bool:
    """Say whether an offer has all the signatures it needs."""
    return enough(state.exercise, offer.parties, offer.needed, offer.signed)


def missing(state: State, offer: Offer) -> Missing:
    """The signatures that an open offer lacks."""
    must = tuple(one for one in offer.needed if one not in offer.signed)
    others = (one for one in offer.parties if one not in (*offer.needed, *offer.signed))
    more = quota(state.exercise, offer.parties) - len(offer.signed) - len(must)
    return Missing(must, max(0, more), tuple(one for one in others if one not in offer.rejected))


def hopeless(state: State, offer: Offer) -> bool:
    """Say whether those who rejected an offer leave too few to agree it."""
    willing = [one for one in offer.parties if one not in offer.rejected]
    return not enough(state.exercise, offer.parties, offer.needed, willing)


def asked_anew(state: State, offer: Offer) -> Offer:
    """An open offer with the parties it needs now that something else stands."""
    may, must = asked(state, offer.package)
    signed = tuple(one for one in offer.signed if one in may)
    if offer.delegation in may and offer.delegation not in signed:
        signed = (offer.delegation, *signed)
    return replace(offer, parties=may, needed=must, signed=signed)


def reads_words(offer: Offer, delegation: str | None) -> bool:
    """Say whether a delegation (None: the public) may read the words that came with an offer.

    An agreement makes its terms known to all, and a later one may ask others to sign; the words
    stay with those who had the offer when it was tabled.
    """
    return offer.public or (delegation is not None and delegation in offer.readers)


def all_asked_anew(state: State) -> State:
    """The table with its open offers asked anew, since something else stands."""
    offers = {
        id: asked_anew(state, offer) if offer.status == "open" else offer
        for id, offer in state.offers.items()
    }
    return replace(state, offers=offers)


def sees_offer(offer: Offer, delegation: str | None) -> bool:
    """Say whether a delegation (None: the public) may see an offer."""
    if offer.public or offer.status == "agreed":
        return True
    return delegation is not None and (
        delegation == offer.delegation or delegation in offer.to or delegation in offer.parties
    )
