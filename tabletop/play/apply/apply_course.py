"""Events of the course of a game: rounds, phases, clocks, what is taken back, and the end."""

from __future__ import annotations

from tabletop.play import events as e
from tabletop.play.apply.apply_plan import phase_planned, plan_given_back
from tabletop.play.apply.apply_speakers import begun_anew, given_back, paused_with, resumed_with
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.clock import elapsed_in, remaining
from tabletop.play.state import Clock, Deeds, State


def round_opened(state: State, event: e.RoundOpened) -> State:
    """A round has begun: what was settled in the last one is put with the past."""
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


def phase_opened(state: State, event: e.PhaseOpened) -> State:
    """A phase has begun, with its own clock; nobody is ready yet."""
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
        advice={},
        speakers=state.speakers.with_motions_lapsed(),
    )


def clock_paused(state: State, event: e.ClockPaused) -> State:
    """The clock stands."""
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


def clock_resumed(state: State, event: e.ClockResumed) -> State:
    """The clock goes on; what it stood for is not spent."""
    clock, now = state.clock, elapsed_in(state, event)
    stood = now - clock.paused if clock.paused is not None else 0
    held = clock.held + stood - 1000 * (event.less or 0)
    return replace(
        state,
        clock=replace(clock, paused=None, held=held, why=None, missed=0),
        speakers=resumed_with(state, now),
    )


def clock_extended(state: State, event: e.ClockExtended) -> State:
    """The phase has more time."""
    clock = state.clock
    if not clock.seconds:
        return state
    return replace(state, clock=replace(clock, seconds=clock.seconds + event.seconds))


def undone(state: State, event: e.MoveUndone) -> State:
    """The state before the last move, with what is never given back."""
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


def ended(state: State, event: e.ExerciseEnded) -> State:
    """The exercise is over: no clock runs."""
    return replace(
        state,
        stage="ended",
        ending=event.ending,
        clock=Clock(),
        ready=frozenset(),
        speakers=begun_anew(state, elapsed_in(state, event)),
    )
