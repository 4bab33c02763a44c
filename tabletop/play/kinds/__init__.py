"""Every kind of event, declared: whom it concerns, what a redaction does to it, how it is told.

Each kind is declared by one function in these modules, which `declared` dispatches to;
`declared.py` says what there is to declare. Everything else that depends on the kind asks here.
"""

from __future__ import annotations

from itertools import count
from typing import assert_never

from tabletop.play.events import AnyEvent
from tabletop.play.kinds import (
    acts,
    advice,
    course,
    decisions,
    offers,
    plans,
    rulings,
    speakers,
    votes,
    words,
)
from tabletop.play.kinds.declared import Declared, closed

_MOST_KNOWN = 1_024
_PATIENCE = 8 * _MOST_KNOWN
_KNOWN: dict[int, tuple[AnyEvent, Declared]] = {}
"""What events declare, by identity: all seats of a table are told the same events of a round.

When there are many they stay for a while and no others are added: each is some 17 objects, and to
keep ever new ones has Python look for garbage, which took a third of a long round's view.
"""
_missed = count(1)
_LAST: list[tuple[AnyEvent, Declared]] = []
"""The last one made: whoever asks whether an event may be heard has it told next."""


def declared(event: AnyEvent) -> Declared:
    """Return what an event's kind declares; a kind that declares nothing is closed to everybody."""
    for last, kind in _LAST:
        if last is event:
            return kind
    # The event is kept with what it declares, so that no other can have its identity meanwhile.
    known = _KNOWN.get(id(event))
    if known is not None:
        return known[1]
    try:
        made = _declared(event)
    except AssertionError:
        made = closed(event)
    if not next(_missed) % _PATIENCE:
        _KNOWN.clear()
    _LAST[:] = [(event, made)]
    if len(_KNOWN) < _MOST_KNOWN:
        _KNOWN[id(event)] = event, made
    return made


def _declared(event: AnyEvent) -> Declared:
    """Dispatch on the kind. The type checker reports a missing one."""
    match event.kind:
        case "exercise.opened":
            return course.exercise_opened(event)
        case "seat.assigned":
            return course.seat_assigned(event)
        case "seat.joined":
            return course.seat_joined(event)
        case "seat.left":
            return course.seat_left(event)
        case "seat.ready":
            return course.seat_ready(event)
        case "round.opened":
            return course.round_opened(event)
        case "round.closed":
            return course.round_closed(event)
        case "phase.opened":
            return course.phase_opened(event)
        case "clock.paused":
            return course.clock_paused(event)
        case "clock.resumed":
            return course.clock_resumed(event)
        case "ruling.held":
            return rulings.ruling_held(event)
        case "clock.extended":
            return course.clock_extended(event)
        case "inject.delivered":
            return words.inject_delivered(event)
        case "inject.planned":
            return plans.inject_planned(event)
        case "response.given":
            return plans.response_given(event)
        case "message.sent":
            return words.message_sent(event)
        case "statement.made":
            return words.statement_made(event)
        case "offer.tabled":
            return offers.offer_tabled(event)
        case "offer.withdrawn":
            return offers.offer_withdrawn(event)
        case "offer.signed":
            return offers.offer_signed(event)
        case "offer.rejected":
            return offers.offer_rejected(event)
        case "offer.lapsed":
            return offers.offer_lapsed(event)
        case "vote.opened" | "vote.called" | "vote.cast" | "vote.closed":
            return votes.of_a_vote(event)
        case "agreement.reached":
            return offers.agreement_reached(event)
        case "term.due":
            return acts.term_due(event)
        case "term.released":
            return acts.term_released(event)
        case "term.suspended":
            return acts.term_suspended(event)
        case "term.decided":
            return acts.term_decided(event)
        case "term.performed":
            return acts.term_performed(event)
        case "term.breached":
            return acts.term_breached(event)
        case "gesture.made":
            return acts.gesture_made(event)
        case "decision.opened":
            return decisions.decision_opened(event)
        case "decision.taken":
            return decisions.decision_taken(event)
        case "decision.closed":
            return decisions.decision_closed(event)
        case "climate.changed":
            return rulings.climate_changed(event)
        case "score.ruled":
            return rulings.score_ruled(event)
        case "ruling.adjusted":
            return rulings.ruling_adjusted(event)
        case "move.undone":
            return rulings.move_undone(event)
        case "note.written":
            return words.note_written(event)
        case "answer.given":
            return words.answer_given(event)
        case "advice.given":
            return advice.advice_given(event)
        case "debrief.opened":
            return course.debrief_opened(event)
        case "debrief.revealed":
            return course.debrief_revealed(event)
        case "exercise.ended":
            return course.exercise_ended(event)
        case (
            "hand.raised"
            | "hand.lowered"
            | "speaker.called"
            | "speaker.yielded"
            | "speaker.stopped"
            | "speaker.extended"
            | "list.closed"
            | "motion.moved"
            | "motion.withdrawn"
            | "motion.refused"
        ):
            return speakers.of_the_list(event)
        case "unknown":
            return course.unknown(event)
    assert_never(event.kind)
