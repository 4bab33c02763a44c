"""Who may do what when: turn an action into a group of events, or into a sentence
saying why not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, assert_never

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Exercise
from tabletop.play import act_rules as acts
from tabletop.play import actions as a
from tabletop.play import facilitation, rounds, speech
from tabletop.play import offer_rules as bargaining
from tabletop.play.events import AnyEvent, ExerciseOpened
from tabletop.play.group import Allowed, Asked, EventGroup
from tabletop.play.state import FACILITATOR, State, initial


def opening(exercise: Exercise, at: str, seed: int = 0, clocks: bool = True) -> AnyEvent:
    """Return the first event of every transcript."""
    group = EventGroup(initial(exercise), FACILITATOR, at)
    group.add(ExerciseOpened, exercise=exercise.id, title=exercise.title, seed=seed, clocks=clocks)
    return group.events[0]


class Decided(NamedTuple):
    """The events that an action causes, and the table after all of them."""

    events: tuple[AnyEvent, ...]
    state: State


_UNOPENED = "the exercise has not been opened"


def decide(state: State, action: a.AnyAction, at: str, elapsed: int | None = None) -> Decided:
    """Return the whole group of events that an action causes at a moment, and the state after it.

    `elapsed` is the table's own time then; without it that is counted by the time of day, `at`.
    Raises `NotAllowed` with a sentence; then nothing has happened.
    """
    if state.seq == 0:
        raise NotAllowed(_UNOPENED)
    group = EventGroup(state, action.by, at, elapsed)
    _rule(action)(group, action)
    return Decided(tuple(group.events), group.state)


def why_not(
    state: State, action: a.AnyAction, at: str | None = None, elapsed: int | None = None
) -> str | None:
    """Return the sentence with which `decide` would refuse an action; None when it would not."""
    if state.seq == 0:
        return _UNOPENED
    try:
        _rule(action)(Asked(state, action.by, at or state.at, elapsed), action)
    except NotAllowed as refusal:
        return refusal.sentence
    except Allowed:
        return None
    return None


def _rule(action: a.AnyAction) -> Callable[[EventGroup, Any], None]:
    """Call the rule for an action. The type checker reports a missing kind."""
    match action.do:
        case "message":
            return speech.message
        case "statement":
            return speech.statement
        case "offer":
            return bargaining.table
        case "withdraw":
            return bargaining.withdraw
        case "sign":
            return bargaining.sign
        case "reject":
            return bargaining.reject
        case "gesture":
            return acts.gesture
        case "perform":
            return lambda group, action: acts.decide_on(group, action, "perform")
        case "breach":
            return lambda group, action: acts.decide_on(group, action, "breach")
        case "ready":
            return rounds.ready
        case "join":
            return facilitation.join
        case "leave":
            return facilitation.leave
        case "assign":
            return facilitation.assign
        case "advance":
            return rounds.advance
        case "pause":
            return facilitation.pause
        case "resume":
            return facilitation.resume
        case "hold":
            return rounds.hold
        case "extend":
            return facilitation.extend
        case "inject":
            return facilitation.inject
        case "adjust":
            return facilitation.adjust
        case "undo":
            return facilitation.undo
        case "debrief":
            return facilitation.open_debrief
        case "reveal":
            return facilitation.reveal
        case "end":
            return facilitation.end_exercise
        case "note":
            return speech.note
        case "answer":
            return speech.answer
    assert_never(action.do)
