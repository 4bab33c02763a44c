"""`apply`: compute the next state from one event. Pure; assumes that `rules` has allowed it.

Each `apply_` file has the events of one kind. This room asks `queries` and knows no rule.
"""

from __future__ import annotations

import math
from typing import assert_never

from tabletop.play import events as e
from tabletop.play.apply.apply_acts import (
    gesture_made,
    term_breached,
    term_decided,
    term_due,
    term_performed,
    term_released,
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
from tabletop.play.apply.apply_plan import (
    delivered,
    phase_planned,
    plan_given_back,
    planned,
    responded,
)
from tabletop.play.apply.apply_speakers import (
    begun_anew,
    given_back,
    paused_with,
    resumed_with,
    speakers_changed,
)
from tabletop.play.apply.apply_votes import (
    asked_where_they_sit,
    vote_called,
    vote_cast,
    vote_closed,
    vote_opened,
)
from tabletop.play.apply.taking_back import taking_back
from tabletop.play.parts.lines import LedgerLine
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.clock import elapsed_in, remaining
from tabletop.play.queries.held_lines import held_lines
from tabletop.play.queries.roles import taken_from
from tabletop.play.state import Clock, Deeds, Seat, State
from tabletop.referee.circumstances import Circumstances
from tabletop.referee.ledger import ValueLine


def apply(state: State, event: e.AnyEvent) -> State:
    """Return the state after an event. Raises `ValueError` when it is not the next in sequence."""
    if event.seq != state.seq + 1:
        raise ValueError(f"event {event.seq} does not follow event {state.seq}")
    changed = _changed(state, event)
    elapsed = elapsed_in(state, event)
    match taking_back(event):
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
        event.seat, event.delegation, event.role, event.name, present, same_as, holds
    )
    headed = {event.delegation} if event.role == "head" and event.name else set()
    votes = asked_where_they_sit(state.votes, seats)
    return replace(state, seats=seats, votes=votes, absent=state.absent - headed)


def _present(state: State, seat: str, present: bool) -> State:
    return replace(state, seats={**state.seats, seat: replace(state.seats[seat], present=present)})


def _ready(state: State, event: e.SeatReady) -> State:
    return replace(state, ready=state.ready | {event.delegation})


def _round_opened(state: State, event: e.RoundOpened) -> State:
    past = [offer for offer in state.offers.values() if offer.status != "open"]
    now = state.circumstances
    # A ruling on the climate weighs deeds; without a climate they are told and dropped.
    deeds = state.deeds if state.exercise.has.climate else Deeds()
    return replace(
        state,
        deeds=deeds,
        round=event.round,
        openings=(*state.openings, event.seq),
        crisis=event.crisis,
        offers={id: o for id, o in state.offers.items() if o.status == "open"},
        past_offers=state.past_offers.adding(*past),
        circumstances=replace(now, round=event.round),
        absent=state.absent | set(event.absent or ()),
        speakers=begun_anew(state, elapsed_in(state, event)),
    )


def _phase_opened(state: State, event: e.PhaseOpened) -> State:
    clock = Clock(event.seconds, elapsed_in(state, event))
    due = state.due
    if event.phase == "ruling":
        # No version of the rules rules on what went back to the status quo; version 1 had no
        # `term.released` and could not leave the decision phase.
        due = tuple(one for one in due if one.issue in state.terms)
    plan = phase_planned(state, event)
    return replace(
        state,
        stage=event.phase,
        clock=clock,
        ready=frozenset(),
        due=due,
        plan=plan,
        speakers=state.speakers.with_motions_lapsed(),
    )


def _clock_paused(state: State, event: e.ClockPaused) -> State:
    # An earlier pause is handled where this is applied to the state before a move: it goes on.
    clock = state.clock
    if clock.paused is not None:
        return state
    paused = elapsed_in(state, event)
    return replace(
        state,
        clock=replace(clock, paused=paused, why=event.why, missed=event.missed or 0),
        speakers=paused_with(state, paused),
    )


def _clock_resumed(state: State, event: e.ClockResumed) -> State:
    clock, now = state.clock, elapsed_in(state, event)
    stood = now - clock.paused if clock.paused is not None else 0
    held = clock.held + stood - 1000 * (event.less or 0)
    return replace(
        state,
        clock=replace(clock, paused=None, held=held, why=None, missed=0),
        speakers=resumed_with(state, now),
    )


def _clock_extended(state: State, event: e.ClockExtended) -> State:
    clock = state.clock
    if not clock.seconds:
        return state
    return replace(state, clock=replace(clock, seconds=clock.seconds + event.seconds))


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


def _climate(state: State, event: e.ClimateChanged) -> State:
    pairs = state.exercise.pairs
    climate = state.circumstances.climate.with_trust(
        {pairs[key]: level for key, level in event.trust.items()}
    ).with_tension(event.tension)
    agreements = tuple(
        replace(one, idle=one.idle + 1) if state.round > one.round and not one.acts else one
        for one in state.agreements
    )
    return replace(
        state,
        circumstances=replace(state.circumstances, climate=climate),
        climates=state.climates.adding(event),
        agreements=agreements,
        deeds=Deeds(),
    )


def _score(state: State, event: e.ScoreRuled) -> State:
    ruled = event.model_copy(update={"ledger": held_lines(state, event.ledger)})
    return replace(
        state,
        scores={**state.scores, event.delegation: ruled},
        rulings=state.rulings.adding(ruled),
    )


def adjustment(event: e.RulingAdjusted) -> ValueLine:
    """Return the ledger line that an adjusted score keeps from then on."""
    change = event.value - event.before
    return ValueLine.of("adjusted", {"reason": event.reason}, change, 1.0, "adjustment")


def _adjusted(state: State, event: e.RulingAdjusted) -> State:
    changed = replace(state, adjustments=state.adjustments.adding(event))
    what, _, whose = event.what.partition(":")
    now: Circumstances = state.circumstances
    if what == "tension":
        climate = now.climate.with_tension(event.value)
        return replace(changed, circumstances=replace(now, climate=climate))
    if what == "trust":
        climate = now.climate.with_trust({state.exercise.pairs[whose]: event.value})
        return replace(changed, circumstances=replace(now, climate=climate))
    ruled = state.scores[whose]
    ledger = (*ruled.ledger, LedgerLine.kept(adjustment(event)))
    value = math.fsum(line.value for line in ledger)
    score = ruled.model_copy(update={"ledger": ledger, "value": value})
    return replace(changed, scores={**state.scores, whose: score})


def _undone(state: State, event: e.MoveUndone) -> State:
    assert state.before is not None
    before = state.before
    # An offer's number is never reused, not even after an undo; nor is a vote's.
    return replace(
        before,
        clock=_given_back(state, event) if state.rules > 1 else before.clock,
        speakers=given_back(state, before, elapsed_in(state, event)),
        offers_made=state.offers_made,
        votes_made=state.votes_made,
        plan=plan_given_back(state, event),
        before=None,
        move=(),
        taken_back=state.taken_back.union(event.undone),
    )


def _given_back(state: State, event: e.MoveUndone) -> Clock:
    """Return the clock of the phase that an undo goes back to.

    Time that ran in the undone phase is given back, and so is the whole time of a phase that its
    clock had ended, which would end it again at once.
    """
    assert state.before is not None
    before, clock = state.before.clock, state.clock
    stood = before.paused is not None and before.paused <= clock.opened
    if state.before.stage == state.stage or stood:
        return before
    now = elapsed_in(state, event)
    held = before.held + clock.spent(now)
    given = replace(before, held=held)
    if remaining(given, now) == 0:
        given = replace(given, held=held + given.spent(now))
    return given


def _note(state: State, event: e.NoteWritten) -> State:
    return replace(state, notes=state.notes.adding(event))


def _answer(state: State, event: e.AnswerGiven) -> State:
    return replace(state, answers=state.answers.adding(event))


def _ended(state: State, event: e.ExerciseEnded) -> State:
    return replace(
        state,
        stage="ended",
        ending=event.ending,
        clock=Clock(),
        ready=frozenset(),
        speakers=begun_anew(state, elapsed_in(state, event)),
    )


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
            return _round_opened(state, event)
        case "round.closed":
            return state
        case "phase.opened":
            return _phase_opened(state, event)
        case "clock.paused":
            return _clock_paused(state, event)
        case "clock.resumed":
            return _clock_resumed(state, event)
        case "ruling.held":
            return replace(state, holding=event.on)
        case "clock.extended":
            return _clock_extended(state, event)
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
        case "term.suspended":
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
            return _climate(state, event)
        case "score.ruled":
            return _score(state, event)
        case "ruling.adjusted":
            return _adjusted(state, event)
        case "move.undone":
            return _undone(state, event)
        case "note.written":
            return _note(state, event)
        case "answer.given":
            return _answer(state, event)
        case "debrief.opened":
            return replace(state, stage="debrief")
        case "debrief.revealed":
            return replace(state, shown=event.what)
        case "exercise.ended":
            return _ended(state, event)
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
