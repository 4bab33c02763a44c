"""The facilitator's moves: seats, clocks, injects, adjustments, undo, the end and the debrief."""

from __future__ import annotations

import math
import re

from tabletop.errors import NotAllowed
from tabletop.exercise.model import PHASES, Effects
from tabletop.exercise.wording import quoted, unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.queries.naming import called, names
from tabletop.play.queries.naming import name as name_of
from tabletop.play.queries.reveal import steps
from tabletop.play.queries.roles import roles_given
from tabletop.play.rules.group import EventGroup, at_stage, facilitator, must_exist, seat_of
from tabletop.play.rules.planning import clocked
from tabletop.play.rules.rounds import deliver, settle_early
from tabletop.play.rules.ruling import end
from tabletop.play.rules.speech import inject_audience, typed
from tabletop.play.rules.vote_count import break_off
from tabletop.play.state import CLOCK, FACILITATOR, REFEREE, State
from tabletop.referee.compile import compile_condition
from tabletop.text.naming import NAMELESS, readable

_LONGEST_EXTENSION = 86_400
_RESERVED = (FACILITATOR, REFEREE, CLOCK, "all", "caucus")


def assign(group: EventGroup, action: a.Assign) -> None:
    """Create or change a seat. Raises `NotAllowed` for a reserved id, a wrong role or delegation,
    or after the end.
    """
    state = group.state
    facilitator(action.by)
    if state.stage in ("ended", "debrief") and action.seat not in state.seats:
        raise NotAllowed("the exercise is over; no new seats are made")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", action.seat) or len(action.seat) > 60:
        raise NotAllowed(
            "a seat's id is made of lower-case words with hyphens, at most 60 characters"
        )
    if action.seat in _RESERVED:
        raise NotAllowed(f"'{action.seat}' has a reserved meaning; choose another seat id")
    if action.seat in state.exercise.delegation_by_id and action.seat != action.delegation:
        raise NotAllowed(f"'{action.seat}' is a delegation; choose another seat id")
    delegation = action.delegation
    if action.role in ("evaluator", "observer"):
        if delegation is not None:
            raise NotAllowed(f"an {action.role} belongs to no delegation; leave 'delegation' out")
    elif delegation is None:
        known = ", ".join(state.exercise.delegation_by_id)
        raise NotAllowed(f"say which delegation the seat belongs to: {known}")
    else:
        must_exist(state, (delegation,))
    before = state.seats.get(action.seat)
    if (
        before is not None
        and before.role == "head"
        and (before.delegation, before.role) != (delegation, action.role)
        and state.stage != "lobby"
    ):
        raise NotAllowed(
            f"{called(state.exercise, before)} heads {name_of(state.exercise, before.delegation)}; "
            "give that delegation another head first"
        )
    if action.stand_in is not None and action.role != "head":
        raise NotAllowed("a stand-in plays for a delegation; give it the head's seat")
    name = typed(action.name, "the name", most=60)
    if name and not readable(name):
        raise NotAllowed(NAMELESS)
    other = None if action.same_as is None else state.seats.get(action.same_as)
    if action.same_as is not None and (
        other is None or other.id == action.seat or not name or other.name != name
    ):
        raise NotAllowed(f"'{action.same_as}' is not another seat of '{name}'; name one of theirs")
    group.add(
        e.SeatAssigned,
        seat=action.seat,
        delegation=delegation,
        role=action.role,
        name=name,
        same_as=other and (other.same_as or other.id),
        holds=roles_given(state, action),
        stand_in=action.stand_in,
    )


def join(group: EventGroup, action: a.Join) -> None:
    """Record that a person has come to a seat. Raises `NotAllowed` if they are there already."""
    seat = seat_of(group.state, action.by)
    if seat.present:
        raise NotAllowed(f"{called(group.exercise, seat)} is already here")
    group.by = seat.id
    group.add(e.SeatJoined, seat=seat.id)


def leave(group: EventGroup, action: a.Leave) -> None:
    """Record that a person has left a seat. Raises `NotAllowed` if they are not there."""
    seat = seat_of(group.state, action.by)
    if not seat.present:
        raise NotAllowed(f"{called(group.exercise, seat)} is not here")
    group.by = seat.id
    group.add(e.SeatLeft, seat=seat.id)


def _running(state: State) -> None:
    if state.stage not in PHASES or not state.clock.seconds:
        raise NotAllowed("this phase has no clock")


def pause(group: EventGroup, action: a.Pause) -> None:
    """Pause the clock. Raises `NotAllowed` if there is none, or if it is paused already."""
    if action.by != CLOCK or action.why is None:
        facilitator(action.by)
    elif (action.missed is None) != (action.why != "asleep"):
        raise NotAllowed("'missed' is how long the computer slept, and only that")
    _running(group.state)
    if group.state.clock.paused is not None:
        raise NotAllowed("the clock is already paused")
    why, missed = (action.why, action.missed) if action.by == CLOCK else (None, None)
    group.add(e.ClockPaused, why=why, missed=missed)


def resume(group: EventGroup, action: a.Resume) -> None:
    """Let the clock run on. Raises `NotAllowed` if it is running, or if people are missing."""
    clock = group.state.clock
    if action.by == CLOCK and clock.why == "empty":
        missing = _missing(group.state)
        if missing:
            raise NotAllowed(
                f"not everybody is back yet; missing: {names(group.exercise, missing)}"
            )
    else:
        facilitator(action.by)
    if clock.paused is None:
        _running(group.state)
        raise NotAllowed("the clock is running")
    if action.less is not None and not 1 <= action.less <= clock.missed:
        raise NotAllowed(
            f"of {clock.missed:,} seconds that the computer slept, {action.less:,} can't be taken "
            "off the clock"
        )
    group.add(e.ClockResumed, less=action.less)


def _missing(state: State) -> list[str]:
    """Return the delegations whose head is not here."""
    heads = (state.head_of(one) for one in state.exercise.delegation_by_id)
    return [
        one.delegation or ""
        for one in heads
        if one and one.name and not (one.present or one.stand_in)
    ]


def extend(group: EventGroup, action: a.Extend) -> None:
    """Add time to the clock. Raises `NotAllowed` for too little or too much, or without a clock."""
    facilitator(action.by)
    _running(group.state)
    if not 1 <= action.seconds <= _LONGEST_EXTENSION:
        raise NotAllowed(f"extend by 1 to {_LONGEST_EXTENSION:,} seconds, not {action.seconds:,}")
    group.add(e.ClockExtended, seconds=action.seconds)


def inject(group: EventGroup, action: a.DeliverInject) -> None:
    """Deliver an inject. Raises `NotAllowed` if it is unknown or already delivered, or has a faulty
    text or effect.
    """
    state = group.state
    if action.by != CLOCK or action.id is None:
        facilitator(action.by)
    at_stage(state, "injects are delivered", *PHASES)
    if action.id is not None:
        found = next((one for one in state.exercise.injects if one.id == action.id), None)
        if found is None:
            known = [one.id for one in state.exercise.injects]
            raise NotAllowed(unknown("inject", action.id, known))
        if found.id in state.delivered:
            raise NotAllowed(f"the inject '{found.id}' has already been delivered")
        if action.by == CLOCK:
            clocked(group, found)
        deliver(group, found)
        return
    check_effects(state, action.effects)
    group.add(
        e.InjectDelivered,
        inject="",
        title=typed(action.title, "the inject's title", most=120, least=1),
        text=typed(action.text, "the inject's text", least=1),
        to=inject_audience(state, action.to),
        effects=action.effects,
        channel=typed(action.channel, "the channel", most=30) or None,
    )


def check_effects(state: State, effects: Effects) -> None:
    """Raise `NotAllowed` for effects on what the exercise does not have."""
    exercise = state.exercise
    if not exercise.has.climate and (effects.trust or effects.tension):
        raise NotAllowed("this exercise has no climate: no inject can change trust or tension")
    if not exercise.has.points and (effects.points or effects.walk_away or effects.urgency):
        raise NotAllowed("nothing has points in this exercise: there is no worth to change")
    for pair in effects.trust:
        if pair not in exercise.pairs:
            raise NotAllowed(unknown("pair", pair, exercise.pairs))
    must_exist(state, (*effects.walk_away, *effects.urgency))
    for change in effects.points:
        must_exist(state, tuple(change.points))
        options = exercise.choices.get(change.issue, ())
        stands = not exercise.whole and exercise.unmoved.get(change.issue) == change.option
        if change.issue not in exercise.issue_by_id or change.option not in options or stands:
            known = exercise.issue_by_id.get(change.issue)
            what = known.name if known is not None else quoted(change.issue)
            raise NotAllowed(
                f"{what} has no option {quoted(change.option)} whose points could change"
            )
    if effects.forbid is not None:
        for one in effects.forbid:
            if one not in exercise.named:
                raise NotAllowed(unknown("issue", one, exercise.named, " to forbid"))
        try:
            compile_condition(exercise, effects.forbid)
        except ValueError as fault:
            raise NotAllowed(str(fault)) from None


def adjust(group: EventGroup, action: a.Adjust) -> None:
    """Adjust a score, a trust or tension. Raises `NotAllowed` for an unknown one or an impossible
    value.
    """
    state = group.state
    facilitator(action.by)
    reason = typed(action.reason, "the reason", most=500, least=1)
    what, _, whose = action.what.partition(":")
    if not math.isfinite(action.value) or abs(action.value) > 1e6:
        raise NotAllowed("the new value must be a number from -1,000,000 to 1,000,000")
    climate, has = state.circumstances.climate, state.exercise.has
    if what in ("tension", "trust") and not has.climate:
        raise NotAllowed("this exercise has no climate: there is no trust or tension to adjust")
    if what == "score" and not has.points:
        raise NotAllowed("nothing has points in this exercise: there is no score to adjust")
    if action.what == "tension":
        before = climate.tension
    elif what == "trust" and whose in state.exercise.pairs:
        before = climate.trust[state.exercise.pairs[whose]]
    elif what == "score" and whose in state.scores:
        before = state.scores[whose].value
    elif what == "score" and whose in state.exercise.delegation_by_id:
        named = name_of(state.exercise, whose)
        raise NotAllowed(f"{named} has no score yet; the first ruling gives it one")
    else:
        raise NotAllowed(
            f"'{action.what}' can't be adjusted; say score:DELEGATION, trust:OF-TOWARD or tension"
        )
    if what != "score" and not 0 <= action.value <= 100:
        raise NotAllowed(f"{what} must be between 0 and 100, not {action.value:g}")
    group.add(
        e.RulingAdjusted, what=action.what, before=before, value=float(action.value), reason=reason
    )


def undo(group: EventGroup, action: a.Undo) -> None:
    """Undo the last move. Raises `NotAllowed` if there is none, or if it is not the
    one asked for.
    """
    state = group.state
    facilitator(action.by)
    if state.before is None or not state.move:
        since = " since the last ruling" if "ruling" in group.exercise.phases else ""
        raise NotAllowed(
            f"there is no move to take back: none was made{since}, or it was taken back already"
        )
    if action.seq is not None and action.seq != state.move[0]:
        raise NotAllowed(
            f"something else was done since: only the last move, now event {state.move[0]}, can be "
            f"taken back, not {action.seq}"
        )
    group.add(e.MoveUndone, undone=state.move)


def open_debrief(group: EventGroup, action: a.OpenDebrief) -> None:
    """Open the debrief. Raises `NotAllowed` before the end, or if it is open already."""
    facilitator(action.by)
    if group.state.stage == "debrief":
        raise NotAllowed("the debrief is open already")
    if group.state.stage != "ended":
        raise NotAllowed("the debrief opens once the exercise has ended; end it first")
    group.add(e.DebriefOpened)


def reveal(group: EventGroup, action: a.Reveal) -> None:
    """Show the room a step of the debrief. Raises `NotAllowed` for an unknown one, or the one
    already shown.
    """
    facilitator(action.by)
    at_stage(group.state, "the reveal goes on", "debrief")
    known = steps(group.exercise)
    if action.what and action.what not in known:
        raise NotAllowed(unknown("step", action.what, known))
    if action.what == group.state.shown:
        raise NotAllowed("the room is shown this already")
    group.add(e.DebriefRevealed, what=action.what)


def end_exercise(group: EventGroup, action: a.EndExercise) -> None:
    """End the exercise early. Raises `NotAllowed` before it has begun, or if it has ended."""
    state = group.state
    facilitator(action.by)
    if state.stage in ("ended", "debrief"):
        raise NotAllowed("the exercise has already ended")
    if state.stage == "lobby":
        raise NotAllowed("the exercise has not begun, so it can't be ended")
    if state.rules > 2:
        settle_early(group)
    end(group, early=True)
    if state.rules <= 2:
        break_off(group)
