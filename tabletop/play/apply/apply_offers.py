"""How offers and agreements change the state."""

from __future__ import annotations

from tabletop.play import events as e
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.offers import (
    all_asked_anew,
    hopeless,
    outstanding,
    signed_by_tabling,
    with_tally,
)
from tabletop.play.state import Agreement, Offer, Signing, State, Term
from tabletop.referee.climate import OptionStep


def _with(state: State, offer: Offer) -> State:
    return replace(state, offers={**state.offers, offer.id: offer})


def offer_tabled(state: State, event: e.OfferTabled) -> State:
    """Put an offer on the table; this counts as its proposer's signature, if it is a party and
    offers are signed.
    """
    offer = Offer(
        id=event.offer,
        delegation=event.delegation,
        to=event.to,
        package=event.package,
        text=event.text,
        reply_to=event.reply_to,
        public=event.public,
        parties=event.parties,
        needed=event.needed,
        round=state.round,
        seq=event.seq,
        readers=(event.delegation, *event.to, *event.parties),
        signed=signed_by_tabling(state, event.delegation, event.parties),
    )
    offer = with_tally(state, offer, event.seq)
    return replace(_with(state, offer), offers_made=state.offers_made + 1)


def offer_withdrawn(state: State, event: e.OfferWithdrawn) -> State:
    return _with(state, replace(state.offers[event.offer], status="withdrawn"))


def offer_signed(state: State, event: e.OfferSigned) -> State:
    offer = state.offers[event.offer]
    offer = replace(offer, signed=(*offer.signed, event.delegation))
    return _with(state, with_tally(state, offer, event.seq))


def offer_rejected(state: State, event: e.OfferRejected) -> State:
    """Reject an offer; it is closed once too few are left to agree to it."""
    offer = state.offers[event.offer]
    offer = replace(offer, rejected=(*offer.rejected, event.delegation))
    if hopeless(state, offer):
        offer = replace(offer, status="rejected")
    return _with(state, offer)


def offer_lapsed(state: State, event: e.OfferLapsed) -> State:
    return _with(state, replace(state.offers[event.offer], status="lapsed"))


def _performed(state: State, issue: str) -> Term | None:
    """Return the act or gesture that brought an issue where it stands, if it was
    performed in full.
    """
    term = state.terms.get(issue)
    if term is None or term.done < 1 or term.broken or not state.exercise.performers(issue):
        return None
    return replace(term, before=None)


def agreement_reached(state: State, event: e.AgreementReached) -> State:
    """Put a new agreement in place of the earlier one, whose other terms it keeps."""
    exercise = state.exercise
    agreement = Agreement(
        event.agreement, event.offer, event.package, event.signed, event.terms, state.round
    )
    terms = dict(state.terms)
    effects = list(state.deeds.effects)
    # What is promised anew, and everything outstanding in a new order, falls due under this one.
    promised = {one.issue for one in outstanding(state)} if "order" in event.terms else set()
    for id in promised.union(event.terms) & terms.keys():
        if terms[id].agreement is not None and terms[id].done < 1:
            renewed = replace(terms[id], agreement=event.agreement, since=state.round)
            terms[id] = replace(renewed, broken=False)
    for id in event.terms:
        if id in ("form", "order"):
            continue
        if state.stands is not None and event.package[id] == state.standing[id]:
            continue
        issue, option = exercise.issue_by_id[id], event.package[id]
        if option == issue.status_quo and not exercise.whole:
            terms.pop(id, None)
        else:
            done = 0.0 if exercise.performers(id) else 1.0
            before = _performed(state, id)
            terms[id] = Term(id, option, event.agreement, state.round, done, before=before)
        if not exercise.performers(id):
            effects.append(OptionStep(id, option, state.standing[id]))
    changed = replace(
        state,
        agreements=(*state.agreements, agreement),
        signing=Signing(state.circumstances, state.standing, state.terms, state.agreements),
        standing=dict(event.package),
        terms=terms,
        in_breach={id: option for id, option in state.in_breach.items() if id not in event.terms},
        deeds=replace(state.deeds, effects=tuple(effects)),
    )
    offers = {**state.offers, event.offer: replace(state.offers[event.offer], status="agreed")}
    return all_asked_anew(replace(changed, offers=offers))
