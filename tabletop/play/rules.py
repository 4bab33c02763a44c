"""Who may do what when: an action becomes a group of events, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

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
    """The first event of every transcript."""
    group = EventGroup(initial(exercise), FACILITATOR, at)
    group.add(ExerciseOpened, exercise=exercise.id, title=exercise.title, seed=seed, clocks=clocks)
    return group.events[0]


class Decided(NamedTuple):
    """What an action brings about, and the table with all of it applied."""

    events: tuple[AnyEvent, ...]
    state: State


_UNOPENED = "the exercise has not been opened"


def decide(state: State, action: a.AnyAction, at: str, elapsed: int | None = None) -> Decided:
    """The whole group of events that an action brings about at a moment, and the state after it.

    `elapsed` is the table's own time then; without it that is counted by the time of day, `at`.
    Raises `NotAllowed` with a sentence; then nothing has happened.
    """
    if state.seq == 0:
        raise NotAllowed(_UNOPENED)
    group = EventGroup(state, action.by, at, elapsed)
    _DECISIONS[type(action)](group, action)
    return Decided(tuple(group.events), group.state)


def why_not(
    state: State, action: a.AnyAction, at: str | None = None, elapsed: int | None = None
) -> str | None:
    """The sentence with which `decide` would refuse an action; None when it would not."""
    if state.seq == 0:
        return _UNOPENED
    try:
        _DECISIONS[type(action)](Asked(state, action.by, at or state.at, elapsed), action)
    except NotAllowed as refusal:
        return refusal.sentence
    except Allowed:
        return None
    return None


_DECISIONS: dict[type[a.Action], Callable[[EventGroup, Any], None]] = {
    a.SendMessage: speech.message,
    a.MakeStatement: speech.statement,
    a.TableOffer: bargaining.table,
    a.WithdrawOffer: bargaining.withdraw,
    a.SignOffer: bargaining.sign,
    a.RejectOffer: bargaining.reject,
    a.MakeGesture: acts.gesture,
    a.Perform: lambda group, action: acts.decide_on(group, action, "perform"),
    a.Breach: lambda group, action: acts.decide_on(group, action, "breach"),
    a.Ready: rounds.ready,
    a.Join: facilitation.join,
    a.Leave: facilitation.leave,
    a.Assign: facilitation.assign,
    a.Advance: rounds.advance,
    a.Pause: facilitation.pause,
    a.Resume: facilitation.resume,
    a.Hold: rounds.hold,
    a.Extend: facilitation.extend,
    a.DeliverInject: facilitation.inject,
    a.Adjust: facilitation.adjust,
    a.Undo: facilitation.undo,
    a.OpenDebrief: facilitation.open_debrief,
    a.Reveal: facilitation.reveal,
    a.EndExercise: facilitation.end_exercise,
    a.WriteNote: speech.note,
    a.Answer: speech.answer,
}
