"""How a table moves on: readiness, phases, rounds, scheduled injects and the end."""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.model import PHASES, Inject, PhaseName
from tabletop.exercise.wording import unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.queries.clock import remaining
from tabletop.play.queries.naming import choice_name, name, names
from tabletop.play.rules.act_rules import (
    act_key,
    fall_due,
    lapsing,
    reveal,
    settled_by_all,
    undecided,
)
from tabletop.play.rules.decision_rules import close_open, open_due
from tabletop.play.rules.group import EventGroup, at_stage, facilitator, head, must_exist, now
from tabletop.play.rules.planning import comes_as_phase_opens
from tabletop.play.rules.ruling import end, rule
from tabletop.play.rules.vote_count import close_all
from tabletop.play.state import CLOCK, STAGES, Seat, State
from tabletop.referee.climate import crisis


def ready(group: EventGroup, action: a.Ready) -> None:
    """Declare a delegation ready. Raises `NotAllowed` if it is ready already or has acts to decide
    on.
    """
    state = group.state
    seat, delegation = head(state, action.by)
    at_stage(state, "a delegation says that it is ready", *PHASES)
    if delegation in state.ready:
        raise NotAllowed(f"{name(state.exercise, delegation)} has already said it is ready")
    open_acts = undecided(state, delegation) if state.stage == "decision" else ()
    if open_acts:
        named = ", ".join(choice_name(state.exercise, due.issue) for due in open_acts)
        raise NotAllowed(f"decide first whether you perform or breach {named}")
    group.by = seat.id
    group.add(e.SeatReady, delegation=delegation)
    if not waiting_for(group.state) and not state.held:
        move_on(group)


def hold(group: EventGroup, action: a.Hold) -> None:
    """Hold rulings until the facilitator goes on, or stop holding them.

    Raises `NotAllowed` if this is already so, or once the exercise is over.
    """
    state = group.state
    facilitator(action.by)
    if state.stage in ("ended", "debrief"):
        raise NotAllowed("the exercise is over; there is no ruling to hold")
    if action.on == state.holding:
        raise NotAllowed(
            "rulings are held for discussion already" if action.on else "no ruling is held"
        )
    group.add(e.RulingHeld, on=action.on)
    if state.held and not waiting_for(state):
        move_on(group)


def waiting_for(state: State) -> tuple[str, ...]:
    """Return the delegations with a head that have not said they are ready; absent
    ones never do.
    """
    if state.stage not in PHASES:
        return ()
    return tuple(
        one.id
        for one in state.exercise.delegations
        if one.id not in state.ready
        and one.id not in state.absent
        and state.head_of(one.id) is not None
    )


def awaited(state: State, own: str | None = None) -> tuple[str, ...]:
    """Return those of `waiting_for` whom a table waits for in truth: stand-ins are ready once all
    people are, so that while people are waited for no stand-in is, but for one's `own`.
    """
    waiting = waiting_for(state)
    people = [
        one for one in waiting if (head := state.head_of(one)) is None or head.stand_in is None
    ]
    return tuple(one for one in waiting if not people or one in people or one == own)


def advance(group: EventGroup, action: a.Advance) -> None:
    """End the phase. Raises `NotAllowed` if time is left, a ruling is held, the table has moved on,
    or an act would lapse that was not named.
    """
    state = group.state
    if action.by == CLOCK:
        left = remaining(state.clock, group.elapsed) if state.stage in PHASES else None
        if left is None or left > 0:
            raise NotAllowed("the clock has not run out")
        if state.held:
            raise NotAllowed("the ruling is held for discussion")
    else:
        facilitator(action.by)
    if state.stage in ("ended", "debrief"):
        then = "; only the debrief is left to open" if state.stage == "ended" else ""
        raise NotAllowed(f"the exercise is over{then}")
    if action.stage is not None and action.stage not in STAGES:
        raise NotAllowed(unknown("phase", action.stage, STAGES))
    if action.stage not in (None, state.stage) or action.round not in (None, state.round):
        where = f"{now(state)}, round {state.round}," if state.round else now(state)
        raise NotAllowed(f"the table has moved on and is in {where} now; nothing was ended")
    if action.lapsing is not None and state.stage == "decision":
        more = {act_key(*one) for one in lapsing(state.due)} - set(action.lapsing)
        if more:
            raise NotAllowed("more acts are undecided now than were asked about; nothing was ended")
    if state.stage == "lobby":
        absent = _absent(state, action.absent)
        _open_round(group, 1, absent)
        return
    move_on(group)


def _absent(state: State, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the delegations without a head that the first round opens without.

    What needs the signature of one of them can't be agreed before somebody heads it. Raises
    `NotAllowed` when others lack a head, or too few are left to bargain.
    """
    must_exist(state, allowed)
    heads = {one.id: state.head_of(one.id) for one in state.exercise.delegations}
    absent = tuple(id for id in heads if id in allowed and not _named(heads[id]))
    lacking = [id for id, seat in heads.items() if seat is None and id not in absent]
    if lacking:
        raise NotAllowed(
            f"nobody heads {names(state.exercise, lacking)} yet; assign a seat to each, or name "
            "them in 'absent'"
        )
    if len(heads) - len(absent) < 2:
        raise NotAllowed("at least two delegations need a head before the exercise can begin")
    return absent


def _named(seat: Seat | None) -> bool:
    """Return whether somebody sits there, or a stand-in plays there."""
    return seat is not None and bool(seat.name or seat.stand_in)


def move_on(group: EventGroup) -> None:
    """Leave the phase for the next one, the next round or the end."""
    state, phases = group.state, group.exercise.phases
    place = PHASES.index(state.stage) if state.stage in PHASES else len(PHASES)
    following = [
        phase
        for phase in phases
        if PHASES.index(phase) > place and not (phase == "caucus" and state.crisis)
    ]
    if following:
        _open_phase(group, following[0])
        return
    if "ruling" not in phases:
        group.add(e.RoundClosed, round=state.round)
        close_all(group)
        close_open(group)
        _close_round(group)
    if state.round < len(group.exercise.rounds):
        _open_round(group, state.round + 1)
    else:
        end(group, early=False)


def _open_round(group: EventGroup, number: int, absent: tuple[str, ...] = ()) -> None:
    opened = group.exercise.rounds[number - 1]
    group.add(
        e.RoundOpened,
        round=number,
        title=opened.title,
        date=opened.date,
        crisis=crisis(group.exercise, group.state.circumstances.climate),
        absent=absent or None,
    )
    opening = (p for p in group.exercise.phases if not (p == "caucus" and group.state.crisis))
    _open_phase(group, next(opening))


def _open_phase(group: EventGroup, phase: PhaseName) -> None:
    state = group.state
    seconds = group.exercise.rounds[state.round - 1].phases.get(phase, 0) if state.clocks else 0
    if state.crisis:
        seconds = (seconds + 1) // 2
    group.add(e.PhaseOpened, phase=phase, seconds=seconds)
    if state.clock.paused is not None and state.rules > 1:
        # Whoever stopped the time lets it run on; a new phase does not.
        clock = state.clock
        group.add(e.ClockPaused, why=clock.why, missed=clock.missed or None)
    close_all(group)
    close_open(group)
    if phase == "decision":
        fall_due(group)
    if phase == "ruling":
        _close_round(group)
    for inject in group.exercise.injects:
        if comes_as_phase_opens(group.state, inject):
            deliver(group, inject)
    open_due(group)


def _close_round(group: EventGroup) -> None:
    """Reveal private decisions, let open offers lapse, and rule.

    The ruling phase opens with this; in an exercise without one it happens as the round ends.
    """
    reveal(group)
    for offer in tuple(group.state.offers.values()):
        if offer.status == "open":
            group.add(e.OfferLapsed, offer=offer.id)
    rule(group)


def settle_early(group: EventGroup) -> None:
    """Count open votes, settle open decisions and reveal acts that were decided on, as the exercise
    ends in the middle of a phase: what people have decided counts. Other acts stay promises.
    """
    state = group.state
    asked = state.votes or any(one.open for one in state.decisions.values())
    if asked or settled_by_all(state):
        group.add(e.RoundClosed, round=state.round, early=True)
        close_all(group)
        close_open(group)
        reveal(group, early=True)


def deliver(group: EventGroup, inject: Inject) -> None:
    """Deliver an inject of the exercise."""
    group.add(
        e.InjectDelivered,
        inject=inject.id,
        title=inject.title,
        text=inject.text,
        to=inject.to,
        effects=inject.effects,
        channel=inject.channel or None,
    )
