"""Whose signatures an offer needs as things stand: shared by the rules and by `apply`."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import moved
from tabletop.play.parts.needs import Needs, NeedsVote
from tabletop.play.parts.replacing import replace
from tabletop.play.parts.votes import told_counts
from tabletop.play.state import Offer, State, Term
from tabletop.referee.feasibility import enough, needed, parties, quota, votes_needed, votes_of
from tabletop.referee.remembered import remembered

_MOST_KNOWN = 4_096
"""Needs that are kept for an exercise: more than the delegations of a game can make."""


def moves(state: State, package: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a package settles anew: issues, then form and order if they change what is
    agreed.

    Acts suspended by a breach are promised anew by a package that keeps them.
    """
    changed = moved(state.exercise, package, state.stands)
    if state.agreement is None:
        return changed
    renewed = {term.issue for term in held_up(state)}
    found = tuple(
        issue.id for issue in state.exercise.issues if issue.id in changed or issue.id in renewed
    )
    bound = tuple(c for c in ("form", "order") if package[c] != state.standing[c])
    return (*found, *bound)


def outstanding(state: State) -> tuple[Term, ...]:
    """Return the acts agreed and neither performed in full nor breached."""
    return tuple(
        term
        for term in state.terms.values()
        if term.agreement is not None and term.done < 1 and not term.broken
    )


def held_up(state: State) -> tuple[Term, ...]:
    """Return the acts that a breach keeps from falling due: suspended ones, and the rest of a
    breached one.

    Under version 1 of the rules the rest of a half-performed act could never be promised anew.
    """
    return tuple(
        term
        for term in state.terms.values()
        if term.agreement is not None
        and term.done < 1
        and (state.rules >= 2 if term.broken else suspended(state, term))
    )


def suspended(state: State, term: Term) -> bool:
    """Return whether a breach of its agreement keeps an act from falling due."""
    return next(one for one in state.agreements if one.id == term.agreement).suspended


def asked(
    state: State, package: Mapping[str, str], proposer: str | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (parties, needed): who is asked to sign a package, and whose signature is
    indispensable.

    A change to an agreement in force needs everybody who signed that; one that was voted is changed
    by a vote, of the same rule. Those absent sign nothing: a
    standing signatory is then left out, but not one who must act or whom `also` names, so that such
    a package waits for them.
    """
    earlier: set[str] = set()
    signed = state.exercise.agreement.by == "signature"
    for choice in moves(state, package) if signed else ():
        if choice in ("form", "order"):
            earlier.update(state.agreements[-1].signed)
            continue
        term = state.terms.get(choice)
        if term is not None and term.agreement is not None:
            earlier.update(next(a for a in state.agreements if a.id == term.agreement).signed)
    concerned, once = state.rules >= 2, state.rules <= 2
    must = needed(
        state.exercise,
        package,
        state.stands,
        earlier,
        concerned=concerned,
        absent=state.absent,
        proposer=proposer,
        vetoes_wait=once,
    )
    if signed and state.exercise.agreement.unanimous:
        return must, must
    may = {
        *parties(state.exercise, package, state.stands, state.absent, proposer, vetoes_wait=once),
        *must,
    }
    return tuple(one.id for one in state.exercise.delegations if one.id in may), must


def agreed(state: State, offer: Offer) -> bool:
    """Return whether an offer has all the signatures it needs; never, where offers are voted on."""
    if state.exercise.agreement.by == "vote":
        return False
    return enough(state.exercise, offer.parties, offer.needed, offer.signed)


def needs(state: State, offer: Offer) -> Needs:
    """Return what an offer has of the signatures and votes that it needs, and what it lacks."""
    known = _needs_known(state.exercise)
    who = (offer.parties, offer.needed, offer.signed, tuple(offer.rejected))
    found = known.get(who)
    if found is None:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        found = known[who] = _needs(state, offer)
    return found


@remembered
def _needs_known(_exercise: Exercise) -> dict[tuple[tuple[str, ...], ...], Needs]:
    """Needs by who is asked, must sign, has signed and has rejected: a view tells them of every
    offer there ever was, and a few delegations need the same of most.
    """
    return {}


def _needs(state: State, offer: Offer) -> Needs:
    rule = state.exercise.agreement
    if rule.by == "vote":
        return _needs_in_a_vote(state, offer)
    must = tuple(one for one in offer.needed if one not in offer.signed)
    others = (one for one in offer.parties if one not in (*offer.needed, *offer.signed))
    more = quota(state.exercise, offer.parties) - len(offer.signed) - len(must)
    among = tuple(one for one in others if one not in offer.rejected)
    votes = votes_needed(state.exercise, offer.parties)
    lacking = max(0, votes - votes_of(state.exercise, (*offer.signed, *must)))
    return Needs(
        unanimous=rule.unanimous,
        counted=rule.members is not None,
        has=len(offer.signed),
        must=must,
        more=max(0, more),
        among=among,
        possible=not hopeless(state, offer),
        votes_has=votes_of(state.exercise, offer.signed) if votes else 0,
        votes_needed=votes,
        votes=lacking,
        weights={one: rule.weight(one) for one in among} if lacking else {},
    )


def needs_if_tabled(state: State, package: Mapping[str, str], proposer: str) -> Needs:
    """Return what a package would have and need if a delegation tabled it now."""
    may, must = asked(state, package, proposer)
    return needs(
        state,
        Offer(
            id="",
            delegation=proposer,
            to=(),
            package=package,
            text="",
            reply_to=None,
            public=False,
            parties=may,
            needed=must,
            round=state.round,
            seq=state.seq,
            signed=signed_by_tabling(state, proposer, may),
        ),
    )


def _needs_in_a_vote(state: State, offer: Offer) -> Needs:
    """Return what carries an offer that is voted on: nothing is asked of anybody but a ballot."""
    rule = state.exercise.agreement
    return Needs(
        unanimous=False,
        counted=False,
        has=0,
        must=(),
        more=0,
        among=(),
        possible=True,
        vote=NeedsVote(
            rule.members,
            rule.votes,
            rule.of,
            len(offer.parties),
            votes_of(state.exercise, offer.parties),
            offer.needed,
            tuple(one for one in offer.parties if one in rule.veto),
        ),
    )


def with_tally(state: State, offer: Offer, seq: int) -> Offer:
    """Return an offer that remembers what it had after event `seq`, where not everybody must
    sign.
    """
    if state.exercise.agreement.unanimous or state.exercise.agreement.by == "vote":
        return offer
    return replace(offer, tallies={**offer.tallies, seq: needs(state, offer).tally})


def tally_at(state: State, id: str, seq: int) -> str:
    """Return what an offer had of what it needs after event `seq`; empty where everybody must sign,
    and for an offer that is no longer known.
    """
    if state.exercise.agreement.unanimous:
        return ""
    offer = state.offers.get(id)
    if offer is None:
        offer = next((one for one in reversed(state.past_offers) if one.id == id), None)
    return offer.tallies.get(seq, "") if offer is not None else ""


def tally_of(state: State, offer: Offer) -> str:
    """Return what an offer had of the signatures or votes that it needed in the end; empty where
    everybody had to sign, and where it was not put to the vote.
    """
    votes = (v for v in reversed(state.past_votes) if v.subject == "offer" and v.about == offer.id)
    vote = next(votes, None)
    return told_counts(vote.counts) if vote else next(reversed([*offer.tallies.values()]), "")


def hopeless(state: State, offer: Offer) -> bool:
    """Return whether its rejections leave too few delegations to agree to an offer."""
    if state.exercise.agreement.by == "vote":
        return False
    willing = [one for one in offer.parties if one not in offer.rejected]
    return not enough(state.exercise, offer.parties, offer.needed, willing)


def asked_anew(state: State, offer: Offer) -> Offer:
    """Return an open offer with the parties it needs now that what stands has changed."""
    may, must = asked(state, offer.package, offer.delegation)
    signed = tuple(one for one in offer.signed if one in may)
    if offer.delegation not in signed:
        signed = (*signed_by_tabling(state, offer.delegation, may), *signed)
    return replace(offer, parties=may, needed=must, signed=signed)


def signed_by_tabling(state: State, proposer: str, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return who has signed an offer by tabling it: its proposer, if it is a party; nobody where
    offers are voted on.
    """
    signs = proposer in parties and state.exercise.agreement.by == "signature"
    return (proposer,) if signs else ()


def reads_words(offer: Offer, delegation: str | None) -> bool:
    """Return whether a delegation (None: the public) may read the words that came with an offer.

    An agreement makes its terms known to all, and a later one may ask others to sign; the words
    stay with those who had the offer when it was tabled.
    """
    return offer.public or (delegation is not None and delegation in offer.readers)


def all_asked_anew(state: State) -> State:
    """Return the table with the parties of all open offers updated, since what stands
    has changed.
    """
    offers = {
        id: asked_anew(state, offer) if offer.status == "open" else offer
        for id, offer in state.offers.items()
    }
    votes = {
        id: vote.asking(offers[vote.about].parties) if vote.subject == "offer" else vote
        for id, vote in state.votes.items()
    }
    return replace(state, offers=offers, votes=votes)


def sees_offer(offer: Offer, delegation: str | None) -> bool:
    """Return whether a delegation (None: the public) may see an offer."""
    if offer.public or offer.put or offer.status == "agreed":
        return True
    return delegation is not None and (
        delegation == offer.delegation or delegation in offer.to or delegation in offer.parties
    )
