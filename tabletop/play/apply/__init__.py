"""`apply`: compute the next state from one event. Pure; assumes that `rules` has allowed it.

Each `apply_` file has the events of one kind. This room asks `queries` and knows no rule.
"""

from __future__ import annotations

from typing import Literal, assert_never

from tabletop.play import events as e
from tabletop.play.apply.apply_acts import (
    gesture_made,
    term_breached,
    term_decided,
    term_due,
    term_performed,
    term_released,
)
from tabletop.play.apply.apply_course import (
    clock_extended,
    clock_paused,
    clock_resumed,
    ended,
    phase_opened,
    round_opened,
    undone,
)
from tabletop.play.apply.apply_decisions import decision_closed, decision_opened, decision_taken
from tabletop.play.apply.apply_offers import (
    agreement_reached,
    offer_lapsed,
    offer_rejected,
    offer_signed,
    offer_tabled,
    offer_withdrawn,
)
from tabletop.play.apply.apply_plan import delivered, planned, responded
from tabletop.play.apply.apply_rulings import climate_changed, ruling_adjusted, score_ruled
from tabletop.play.apply.apply_speakers import speakers_changed
from tabletop.play.apply.apply_votes import (
    asked_where_they_sit,
    vote_called,
    vote_cast,
    vote_closed,
    vote_opened,
)
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.clock import elapsed_in
from tabletop.play.queries.roles import taken_from
from tabletop.play.state import Seat, State


def apply(state: State, event: e.AnyEvent) -> State:
    """Return the state after an event. Raises `ValueError` when it is not the next in sequence."""
    if event.seq != state.seq + 1:
        raise ValueError(f"event {event.seq} does not follow event {state.seq}")
    changed = _changed(state, event)
    elapsed = elapsed_in(state, event)
    match _taking_back(event):
        case "undo":
            return replace(changed, seq=event.seq, at=event.at, elapsed=elapsed)
        case "aside":
            before = _changed(state.before, event) if state.before is not None else None
            return replace(changed, seq=event.seq, at=event.at, elapsed=elapsed, before=before)
        case "ruling":
            return replace(
                changed, seq=event.seq, at=event.at, elapsed=elapsed, before=None, move=()
            )
        case "move":
            pass
    if event.cause is None:
        before = replace(state, before=None, move=())
        move: tuple[int, ...] = (event.seq,)
    else:
        before = state.before
        move = (*state.move, event.seq) if state.move else ()
    return replace(changed, seq=event.seq, at=event.at, elapsed=elapsed, before=before, move=move)


def _opened(state: State, event: e.ExerciseOpened) -> State:
    return replace(state, seed=event.seed, clocks=event.clocks)


def _seat_assigned(state: State, event: e.SeatAssigned) -> State:
    seats = dict(state.seats)
    if event.role == "head" and event.delegation is not None:
        for id, seat in seats.items():
            if seat.delegation == event.delegation and seat.role == "head":
                seats[id] = replace(seat, role="member")
    before = seats.get(event.seat)
    present = before is not None and before.present
    same_as = event.same_as
    if same_as is None and before is not None and before.name == event.name:
        same_as = before.same_as
    holds = event.holds or ()
    taken_from(seats, event.delegation, holds)
    seats[event.seat] = Seat(
        event.seat,
        event.delegation,
        event.role,
        event.name,
        present,
        same_as,
        holds,
        event.stand_in,
    )
    headed = (
        {event.delegation} if event.role == "head" and (event.name or event.stand_in) else set()
    )
    votes = asked_where_they_sit(state.votes, seats)
    return replace(state, seats=seats, votes=votes, absent=state.absent - headed)


def _present(state: State, seat: str, present: bool) -> State:
    return replace(state, seats={**state.seats, seat: replace(state.seats[seat], present=present)})


def _ready(state: State, event: e.SeatReady) -> State:
    return replace(state, ready=state.ready | {event.delegation})


def _inject(state: State, event: e.InjectDelivered) -> State:
    return replace(
        state,
        circumstances=state.circumstances.after(event.effects, state.exercise),
        delivered=state.delivered | {event.inject} if event.inject else state.delivered,
        injects=state.injects.adding(event),
        plan=delivered(state, event),
    )


def _message(state: State, event: e.MessageSent) -> State:
    return replace(state, messages=state.messages.adding(event))


def _statement(state: State, event: e.StatementMade) -> State:
    tones = state.deeds.tones | {(event.delegation, event.tone)}
    return replace(
        state,
        statements=state.statements.adding(event),
        deeds=replace(state.deeds, tones=tones),
    )


def _note(state: State, event: e.NoteWritten) -> State:
    return replace(state, notes=state.notes.adding(event))


def _answer(state: State, event: e.AnswerGiven) -> State:
    return replace(state, answers=state.answers.adding(event))


def _advice(state: State, event: e.AdviceGiven) -> State:
    said = (*state.advice.get(event.delegation, ()), event)
    return replace(state, advice={**state.advice, event.delegation: said})


def _changed(state: State, event: e.AnyEvent) -> State:
    """Return the state after an event, without bookkeeping. The type checker reports a missing
    kind.
    """
    match event.kind:
        case "exercise.opened":
            return _opened(state, event)
        case "seat.assigned":
            return _seat_assigned(state, event)
        case "seat.joined" | "seat.left":
            return _present(state, event.seat, event.kind == "seat.joined")
        case "seat.ready":
            return _ready(state, event)
        case "round.opened":
            return round_opened(state, event)
        case "phase.opened":
            return phase_opened(state, event)
        case "clock.paused":
            return clock_paused(state, event)
        case "clock.resumed":
            return clock_resumed(state, event)
        case "ruling.held":
            return replace(state, holding=event.on)
        case "clock.extended":
            return clock_extended(state, event)
        case "inject.delivered":
            return _inject(state, event)
        case "inject.planned":
            return replace(state, plan=planned(state, event))
        case "response.given":
            return replace(state, responses=responded(state, event))
        case "message.sent":
            return _message(state, event)
        case "statement.made":
            return _statement(state, event)
        case "offer.tabled":
            return offer_tabled(state, event)
        case "offer.withdrawn":
            return offer_withdrawn(state, event)
        case "offer.signed":
            return offer_signed(state, event)
        case "offer.rejected":
            return offer_rejected(state, event)
        case "offer.lapsed":
            return offer_lapsed(state, event)
        case "vote.opened":
            return vote_opened(state, event)
        case "vote.called":
            return vote_called(state, event)
        case "vote.cast":
            return vote_cast(state, event)
        case "vote.closed":
            return vote_closed(state, event)
        case "agreement.reached":
            return agreement_reached(state, event)
        case "term.due":
            return term_due(state, event)
        case "term.released":
            return term_released(state, event)
        case "round.closed" | "term.suspended":
            return state
        case "term.decided":
            return term_decided(state, event)
        case "term.performed":
            return term_performed(state, event)
        case "term.breached":
            return term_breached(state, event)
        case "gesture.made":
            return gesture_made(state, event)
        case "decision.opened":
            return decision_opened(state, event)
        case "decision.taken":
            return decision_taken(state, event)
        case "decision.closed":
            return decision_closed(state, event)
        case "climate.changed":
            return climate_changed(state, event)
        case "score.ruled":
            return score_ruled(state, event)
        case "ruling.adjusted":
            return ruling_adjusted(state, event)
        case "move.undone":
            return undone(state, event)
        case "note.written":
            return _note(state, event)
        case "answer.given":
            return _answer(state, event)
        case "advice.given":
            return _advice(state, event)
        case "debrief.opened":
            return replace(state, stage="debrief")
        case "debrief.revealed":
            return replace(state, shown=event.what)
        case "exercise.ended":
            return ended(state, event)
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
            return speakers_changed(state, event)
        case "unknown":
            return state
    assert_never(event.kind)


def _taking_back(event: e.AnyEvent) -> Literal["move", "aside", "ruling", "undo"]:
    """Return what an event means for undo.

    Seats, clocks and notes are not moves (`aside`): an undo leaves them alone. A ruling ends what
    can be undone. The type checker reports a missing kind.
    """
    match event.kind:
        case (
            "seat.ready"
            | "round.closed"
            | "phase.opened"
            | "inject.delivered"
            | "response.given"
            | "message.sent"
            | "statement.made"
            | "offer.tabled"
            | "offer.withdrawn"
            | "offer.signed"
            | "offer.rejected"
            | "offer.lapsed"
            | "vote.opened"
            | "vote.called"
            | "vote.cast"
            | "vote.closed"
            | "agreement.reached"
            | "term.due"
            | "term.released"
            | "term.suspended"
            | "term.decided"
            | "term.performed"
            | "term.breached"
            | "gesture.made"
            | "decision.opened"
            | "decision.taken"
            | "decision.closed"
            | "speaker.called"
            | "speaker.yielded"
            | "motion.moved"
            | "motion.withdrawn"
            | "motion.refused"
        ):
            return "move"
        case (
            "exercise.opened"
            | "seat.assigned"
            | "seat.joined"
            | "seat.left"
            | "clock.paused"
            | "clock.resumed"
            | "ruling.held"
            | "clock.extended"
            | "inject.planned"
            | "note.written"
            | "advice.given"
            | "debrief.revealed"
            | "hand.raised"
            | "hand.lowered"
            | "speaker.stopped"
            | "speaker.extended"
            | "list.closed"
            | "unknown"
        ):
            return "aside"
        case (
            "round.opened"
            | "climate.changed"
            | "score.ruled"
            | "ruling.adjusted"
            | "exercise.ended"
            | "debrief.opened"
            | "answer.given"
        ):
            return "ruling"
        case "move.undone":
            return "undo"
    assert_never(event.kind)
