"""Who may know of an event, and which of its words: asked by every way to a screen.

Closed unless opened: what is not named here is for those who know everything.
"""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.exercise.model import Effects
from tabletop.play import events as e
from tabletop.play.offers import reads_words, sees_offer
from tabletop.play.state import FACILITATOR, Offer, State


def heard(
    event: e.AnyEvent, state: State, seat: str | None, taken_back: frozenset[int] | None = None
) -> e.AnyEvent | None:
    """An event as a seat (None: the public) may read it; None when it may not know of it at all.

    Words that were for others are left out of it, and so are those that the facilitator took back
    (`taken_back`: the numbers of such events, those that the state knows of when it is None).
    """
    if overhears(state, seat):
        return event
    delegation = own_delegation(state, seat)
    if not _known(event, state, seat, delegation):
        return None
    gone = state.taken_back if taken_back is None else taken_back
    if event.seq in gone:
        return wordless(event)
    match event:
        case e.OfferTabled() | e.OfferRejected() if event.text:
            offer = _offer(state, event)
            answered = isinstance(event, e.OfferRejected) and event.delegation == delegation
            if not answered and not (offer is not None and reads_words(offer, delegation)):
                return event.model_copy(update={"text": ""})
    return event


def taken_back(events: Iterable[e.AnyEvent]) -> frozenset[int]:
    """The numbers of all the events that the facilitator took back in a game."""
    return frozenset(
        seq for event in events if isinstance(event, e.MoveUndone) for seq in event.undone
    )


def wordless(event: e.AnyEvent) -> e.AnyEvent:
    """An event that was taken back, without what anybody wrote, proposed or agreed in it."""
    gone: dict[str, object] = {}
    match event:
        case e.MessageSent() | e.StatementMade() | e.OfferRejected() | e.GestureMade():
            gone = {"text": ""}
        case e.InjectDelivered():
            gone = {"inject": "", "title": "", "text": "", "effects": Effects()}
        case e.OfferTabled():
            gone = {"text": "", "package": {}}
        case e.AgreementReached():
            gone = {"package": {}, "terms": ()}
    return event.model_copy(update=gone) if gone else event


def visible(event: e.AnyEvent, state: State, seat: str | None) -> bool:
    """Say whether a seat (None: the public) may know of an event at a table in this state."""
    return overhears(state, seat) or _known(event, state, seat, own_delegation(state, seat))


def _known(event: e.AnyEvent, state: State, seat: str | None, one: str | None) -> bool:
    """`visible` to a seat that is of the delegation `one` and does not read everything."""
    match event:
        case e.MessageSent():
            return hears(event, one, seat)
        case e.NoteWritten():
            return event.by == seat
        case e.Unknown():
            return False
        case _ if state.stage == "debrief":
            return True
        case e.AnswerGiven():
            return event.by == seat
        case e.InjectDelivered():
            return event.to == "all" or (one is not None and one in event.to)
        case (
            e.OfferTabled()
            | e.OfferWithdrawn()
            | e.OfferSigned()
            | e.OfferRejected()
            | e.OfferLapsed()
        ):
            return _sees(state, event, one)
        case e.TermDecided() | e.ScoreRuled():
            return event.delegation == one
        case e.RulingAdjusted():
            return event.what in ("tension", f"score:{one}") or (
                one is not None
                and event.what.startswith(f"trust:{one}-")
                and state.exercise.pairs[event.what[6:]][0] == one
            )
        case _:
            # Rounds, phases, clocks, seats, statements, agreements, acts revealed, gestures, the
            # end; of a climate ruling a screen shows only the lines of its own trust.
            return True


def overhears(state: State, seat: str | None) -> bool:
    """Say whether a seat reads what others wrote in private: the facilitator and evaluators do.

    The debrief reveals briefs, numbers and decisions to all, but nobody's private words.
    """
    found = state.seats.get(seat) if seat is not None else None
    return seat == FACILITATOR or (found is not None and found.role == "evaluator")


def own_delegation(state: State, seat: str | None) -> str | None:
    """The delegation that a seat belongs to; None for the public and those without one."""
    found = state.seats.get(seat) if seat is not None else None
    return found.delegation if found is not None else None


def hears(event: e.MessageSent, delegation: str | None, seat: str | None) -> bool:
    """Say whether a message is for a delegation or a seat (None: the public)."""
    if event.to == "all" or (seat is not None and event.by == seat):
        return True
    if delegation is None:
        return False
    if event.to == "facilitator":
        return False
    if event.to == "caucus" or event.delegation == delegation:
        return event.delegation == delegation
    return delegation in event.to


_OfferEvent = e.OfferTabled | e.OfferWithdrawn | e.OfferSigned | e.OfferRejected | e.OfferLapsed


def _offer(state: State, event: _OfferEvent) -> Offer | None:
    offer = state.offers.get(event.offer)
    if offer is None:
        offer = next((one for one in reversed(state.past_offers) if one.id == event.offer), None)
    return offer


def _sees(state: State, event: _OfferEvent, delegation: str | None) -> bool:
    offer = _offer(state, event)
    if offer is not None:
        return sees_offer(offer, delegation)
    # The table no longer has an offer that was taken back; its own event says who had it.
    return isinstance(event, e.OfferTabled) and (
        event.public or delegation in (event.delegation, *event.to, *event.parties)
    )
