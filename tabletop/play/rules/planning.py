"""When planned injects are due, and the facilitator's moves that hold, skip or move them."""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.model import PHASES, Inject
from tabletop.exercise.wording import unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.parts.plan import MINUTE, InjectStanding
from tabletop.play.rules.group import EventGroup, at_stage, facilitator
from tabletop.play.rules.ruling import standing_of
from tabletop.play.state import State
from tabletop.referee.verdict import Standing, holds

MOST_MINUTES = 1_440


def standing_in(state: State, inject: Inject) -> InjectStanding:
    """Return what has become of an inject so far."""
    plan = state.plan
    if inject.id in state.delivered:
        return "delivered"
    if inject.id in plan.skipped:
        return "skipped"
    return "held" if inject.id in plan.held else "waiting"


def due_at(state: State, inject: Inject) -> int | None:
    """Return the playing time at which an inject is due, in milliseconds.

    None where that is not known yet, where it is over, and for an inject that comes as a phase
    opens or by hand.
    """
    plan, wait = state.plan, inject.minutes * MINUTE
    if inject.id in plan.moved:
        return plan.moved[inject.id]
    if not inject.timed or state.stage not in PHASES:
        return None
    if inject.after is not None:
        first = plan.delivered.get(inject.after)
        return None if first is None else first.played + wait
    if inject.round not in (None, state.round):
        return None
    if not inject.phase_named:
        return plan.round_opened + wait
    return plan.before + wait if state.stage == inject.phase else None


def is_over(state: State, inject: Inject) -> bool:
    """Return whether the round or the phase in which an inject was to come has gone by."""
    if inject.manual or inject.id in state.plan.moved or inject.after is not None:
        return False
    if inject.round is None or state.round < inject.round:
        return False
    if state.round > inject.round or state.stage not in PHASES:
        return state.stage != "lobby"
    phase = PHASES.index(inject.phase)
    now = PHASES.index(state.stage)
    if inject.timed:
        return inject.phase_named and now > phase
    return now >= phase


def by_itself(inject: Inject, *, moved: bool) -> bool:
    """Return whether the clock delivers an inject at the time at which it is due."""
    return inject.auto or (moved and not inject.timed and not inject.manual)


def condition_holds(state: State, inject: Inject, now: Standing | None = None) -> bool:
    """Return whether the condition of an inject holds now, or it has none.

    `now` is `standing_of(state)`, if it has been worked out.
    """
    if inject.when is None:
        return True
    return holds(state.exercise, inject.when, standing_of(state) if now is None else now)


def comes_now(state: State, inject: Inject, elapsed: int) -> bool:
    """Return whether the clock is to deliver an inject at a time of the table's own."""
    if not by_itself(inject, moved=inject.id in state.plan.moved) or state.stage not in PHASES:
        return False
    if standing_in(state, inject) != "waiting":
        return False
    due = due_at(state, inject)
    return due is not None and state.played(elapsed) >= due and condition_holds(state, inject)


def coming_now(state: State, elapsed: int) -> tuple[str, ...]:
    """Return the injects that the clock is to deliver at a time of the table's own."""
    if not state.clocks or not (state.exercise.has.planned or state.plan.moved):
        return ()
    injects = state.exercise.injects
    return tuple(one.id for one in injects if comes_now(state, one, elapsed))


def comes_as_phase_opens(state: State, inject: Inject) -> bool:
    """Return whether an inject without a time of its own comes as the present phase opens."""
    if inject.phase != state.stage or (inject.round is not None and inject.round != state.round):
        return False
    if inject.timed or inject.manual or inject.id in state.plan.moved:
        return False
    if standing_in(state, inject) != "waiting":
        return False
    return condition_holds(state, inject)


def plan(group: EventGroup, action: a.PlanInject) -> None:
    """Hold, skip, restore or move an inject. Raises `NotAllowed` if it is unknown or delivered, or
    is so already.
    """
    state = group.state
    facilitator(action.by)
    if state.stage in ("ended", "debrief"):
        raise NotAllowed("the exercise is over; no inject comes any more")
    inject = state.exercise.inject_by_id.get(action.id)
    if inject is None:
        raise NotAllowed(unknown("inject", action.id, state.exercise.inject_by_id))
    standing = standing_in(state, inject)
    if standing == "delivered":
        raise NotAllowed(f"the inject '{inject.id}' has already been delivered")
    if action.how != "move" and action.minutes is not None:
        raise NotAllowed("'minutes' is for an inject that is moved; leave it out")
    match action.how:
        case "hold" if standing == "held":
            raise NotAllowed(f"the inject '{inject.id}' is held already")
        case "skip" if standing == "skipped":
            raise NotAllowed(f"the inject '{inject.id}' is skipped already")
        case "restore" if standing == "waiting" and inject.id not in state.plan.moved:
            raise NotAllowed(f"the inject '{inject.id}' is where its exercise plans it already")
        case "move":
            _movable(state, action.minutes)
    group.add(e.InjectPlanned, inject=inject.id, how=action.how, minutes=action.minutes)


def _movable(state: State, minutes: int | None) -> None:
    at_stage(state, "injects are moved", *PHASES)
    if not (state.clocks or state.exercise.has.planned):
        raise NotAllowed("no clock runs at this table; deliver the inject when its time has come")
    if minutes is None or not 0 <= minutes <= MOST_MINUTES:
        raise NotAllowed(
            f"say in how many 'minutes' from now the inject is due, 0 to {MOST_MINUTES:,}"
        )


def clocked(group: EventGroup, inject: Inject) -> None:
    """Raise `NotAllowed` where it is not time for the clock to deliver an inject."""
    if not group.state.clocks or not comes_now(group.state, inject, group.elapsed):
        raise NotAllowed(f"it is not time for the inject '{inject.id}'")
