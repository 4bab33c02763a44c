"""Offers: tabled, withdrawn, signed and rejected, and the agreements they become."""

from __future__ import annotations

from tabletop.errors import NotAllowed, UnreadableInput
from tabletop.exercise.package import complete
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.queries.naming import name, names
from tabletop.play.queries.offers import agreed, asked, moves, sees_offer
from tabletop.play.rules.group import EventGroup, at_stage, head
from tabletop.play.rules.speech import addressees, typed
from tabletop.play.state import Offer, State
from tabletop.referee.feasibility import obstacles

OFFERED = "offers are made"
UNOFFERED = "nothing is negotiated in this exercise, so there are no offers"


def table(group: EventGroup, action: a.TableOffer) -> None:
    """Table an offer. Raises `NotAllowed` without an addressee, or for a package that is not
    available.
    """
    state = group.state
    seat, delegation = head(state, action.by)
    if not state.exercise.has.offers:
        raise NotAllowed(UNOFFERED)
    at_stage(state, OFFERED, "negotiation")
    to = addressees(state, action.to, ("all",))
    others = tuple(one.id for one in state.exercise.delegations if one.id != delegation)
    to = others if to == "all" else tuple(one for one in to if one != delegation)
    if not to:
        raise NotAllowed('an offer needs an addressee other than yourself; name one or "all"')
    try:
        package = complete(state.exercise, action.package, state.stands)
    except UnreadableInput as fault:
        raise NotAllowed(fault.sentence) from None
    refuse_unavailable(state, package)
    if action.reply_to is not None:
        offer_seen(state, action.reply_to, delegation)
    may, must = asked(state, package, delegation)
    group.by = seat.id
    group.add(
        e.OfferTabled,
        offer=f"O{state.offers_made + 1}",
        delegation=delegation,
        to=to,
        package=package,
        text=typed(action.text, "the offer's text"),
        reply_to=action.reply_to,
        public=action.public,
        parties=may,
        needed=must,
    )
    conclude(group, f"O{state.offers_made + 1}")


def refuse_unavailable(state: State, package: dict[str, str]) -> None:
    """Raise `NotAllowed` for a package that changes nothing or is not feasible as things stand."""
    if not moves(state, package):
        raise NotAllowed("this offer leaves everything as it stands; move at least one issue")
    found = obstacles(state.exercise, package, state.circumstances, state.stands)
    if found:
        raise NotAllowed(" ".join(found))


def offer_seen(state: State, id: str, delegation: str | None) -> Offer:
    """Return the offer with an id, open or not. Raises `NotAllowed` if the delegation may not see
    it; the facilitator (None) sees all.
    """
    offer = state.offers.get(id)
    if offer is None:
        offer = next((one for one in state.past_offers if one.id == id), None)
    if offer is None or not (delegation is None or sees_offer(offer, delegation)):
        visible = ", ".join(
            one.id
            for one in state.offers.values()
            if one.status == "open" and (delegation is None or sees_offer(one, delegation))
        )
        raise NotAllowed(f"you see no offer '{id}'; open offers: {visible or 'none'}")
    return offer


def open_offer(state: State, id: str, delegation: str | None) -> Offer:
    """Return the open offer with an id. Raises `NotAllowed` for a closed one, saying what became of
    it.
    """
    offer = offer_seen(state, id, delegation)
    if offer.status != "open":
        ended = {
            "agreed": "is already agreed",
            "lapsed": f"lapsed at the end of round {offer.round}",
            "rejected": "was voted down" if offer.put else "was rejected",
            "withdrawn": "was withdrawn",
        }[offer.status]
        raise NotAllowed(f"offer '{id}' {ended}; table or sign another one")
    return offer


def withdraw(group: EventGroup, action: a.WithdrawOffer) -> None:
    """Withdraw one's own open offer. Raises `NotAllowed` for anybody else's."""
    seat, delegation = head(group.state, action.by)
    at_stage(group.state, "offers are withdrawn", "negotiation", "decision")
    offer = open_offer(group.state, action.offer, delegation)
    if offer.delegation != delegation:
        whose = name(group.exercise, offer.delegation)
        raise NotAllowed(
            f"offer '{offer.id}' was tabled by {whose}, not by you; you may reject it instead"
        )
    if any(one.about == offer.id for one in group.state.votes.values() if one.subject == "offer"):
        raise NotAllowed(f"offer '{offer.id}' is being voted on and can't be withdrawn any more")
    group.by = seat.id
    group.add(e.OfferWithdrawn, offer=offer.id, delegation=delegation)


def sign(group: EventGroup, action: a.SignOffer) -> None:
    """Sign an open offer. Raises `NotAllowed` if one is not asked, has already answered it, or it
    is not feasible.
    """
    seat, delegation = head(group.state, action.by)
    _where_signed(group.state)
    at_stage(group.state, "offers are signed", "negotiation", "decision")
    offer = open_offer(group.state, action.offer, delegation)
    if delegation not in offer.parties:
        asked_for = names(group.exercise, offer.parties)
        raise NotAllowed(f"offer '{offer.id}' does not ask for your signature but for {asked_for}")
    if delegation in offer.signed:
        raise NotAllowed(f"you have already signed offer '{offer.id}'")
    if delegation in offer.rejected:
        raise NotAllowed(f"you have rejected offer '{offer.id}'; table a new one instead")
    refuse_unavailable(group.state, dict(offer.package))
    group.by = seat.id
    group.add(e.OfferSigned, offer=offer.id, delegation=delegation)
    conclude(group, offer.id)


def reject(group: EventGroup, action: a.RejectOffer) -> None:
    """Reject an open offer. Raises `NotAllowed` for one's own, or one already signed
    or rejected.
    """
    seat, delegation = head(group.state, action.by)
    _where_signed(group.state)
    at_stage(group.state, "offers are rejected", "negotiation", "decision")
    offer = open_offer(group.state, action.offer, delegation)
    if offer.delegation == delegation:
        raise NotAllowed(f"offer '{offer.id}' is your own; withdraw it instead")
    if delegation in offer.rejected:
        raise NotAllowed(f"you have already rejected offer '{offer.id}'")
    if delegation in offer.signed:
        raise NotAllowed(f"you have signed offer '{offer.id}' and are bound as long as it is open")
    group.by = seat.id
    text = typed(action.text, "the reason")
    group.add(e.OfferRejected, offer=offer.id, delegation=delegation, text=text)


def _where_signed(state: State) -> None:
    """Raise `NotAllowed` where offers are voted on."""
    if state.exercise.agreement.by == "vote":
        raise NotAllowed("offers are voted on here: vote once it is put to the vote")


def conclude(group: EventGroup, id: str) -> None:
    """Put an offer into force when it has the signatures it needs."""
    if agreed(group.state, group.state.offers[id]):
        into_force(group, id)


def into_force(group: EventGroup, id: str) -> None:
    """Put an offer into force, agreed by those who signed it or voted for it."""
    state = group.state
    offer = state.offers[id]
    group.add(
        e.AgreementReached,
        agreement=f"A{len(state.agreements) + 1}",
        offer=id,
        package=dict(offer.package),
        signed=offer.signed,
        terms=moves(state, offer.package),
    )
    if state.rules > 1:
        _release(group)


def _release(group: EventGroup) -> None:
    """Record that acts which a new agreement drops, changes or postpones are no longer due."""
    for due in group.state.due:
        term = group.state.terms.get(due.issue)
        if term is None or (term.agreement, term.option) != (due.agreement, due.option):
            group.add(
                e.TermReleased,
                agreement=due.agreement,
                issue=due.issue,
                option=due.option,
                performers=due.performers,
            )
