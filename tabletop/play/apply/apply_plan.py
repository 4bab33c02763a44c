"""What events do to the plan of a table's injects, and to the answers to its questions."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.play import events as e
from tabletop.play.parts.plan import MINUTE, InjectDelivery, Timetable
from tabletop.play.queries.clock import elapsed_in
from tabletop.play.state import CLOCK, State


def phase_planned(state: State, event: e.PhaseOpened) -> Timetable:
    """Return the plan as a phase opens; the first of a round follows right on its opening."""
    first = bool(state.openings) and state.openings[-1] == state.seq
    return state.plan.opened(state.played(elapsed_in(state, event)), first=first)


def delivered(state: State, event: e.InjectDelivered) -> Timetable:
    """Return the plan once an inject was delivered; an improvised one is in no plan."""
    if not event.inject:
        return state.plan
    elapsed = elapsed_in(state, event)
    delivery = InjectDelivery(
        seq=event.seq,
        by=event.by,
        played=state.played(elapsed),
        round=state.round,
        stage=state.stage,
        spent=state.clock.spent(elapsed),
    )
    return state.plan.with_delivery(event.inject, delivery)


def planned(state: State, event: e.InjectPlanned) -> Timetable:
    """Return the plan once the facilitator has held, skipped, moved or restored an inject."""
    match event.how:
        case "hold":
            return state.plan.holding(event.inject)
        case "skip":
            return state.plan.skipping(event.inject)
        case "move":
            wait = (event.minutes or 0) * MINUTE
            return state.plan.moving(event.inject, state.played(elapsed_in(state, event)) + wait)
        case "restore":
            return state.plan.planned(event.inject)


def plan_given_back(state: State, event: e.MoveUndone) -> Timetable:
    """Return the plan before an undone move.

    What the clock had delivered is held, or it would deliver it again at once.
    """
    assert state.before is not None
    gone = set(event.undone)
    by_clock = [
        one.inject for one in state.injects if one.seq in gone and one.by == CLOCK and one.inject
    ]
    return state.before.plan.holding(*by_clock)


def responded(state: State, event: e.ResponseGiven) -> Mapping[tuple[str, str], e.ResponseGiven]:
    """Return the answers to the questions of rounds, with one more or another in its place."""
    return {**state.responses, (event.delegation, event.question): event}
