"""Who may do what when: turn an action into a group of events, or into a sentence saying why not.

`decide` knows the rule for each action; each file has those of one kind, which add their events to
a `group`. This room knows nothing of what anybody sees.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, assert_never, cast

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Exercise
from tabletop.play import actions as a
from tabletop.play.events import AnyEvent, ExerciseOpened
from tabletop.play.rules import (
    act_rules,
    coach_rules,
    decision_rules,
    discussion,
    facilitation,
    motion_rules,
    offer_rules,
    offer_votes,
    planning,
    rounds,
    speech,
    vote_rules,
)
from tabletop.play.rules import speakers_rules as speakers
from tabletop.play.rules.group import Allowed, Asked, EventGroup
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
    _rule(action).decide(group, action)
    return Decided(tuple(group.events), group.state)


def why_not(
    state: State, action: a.AnyAction, at: str | None = None, elapsed: int | None = None
) -> str | None:
    """Return the sentence with which `decide` would refuse an action; None when it would not."""
    if state.seq == 0:
        return _UNOPENED
    try:
        _rule(action).decide(Asked(state, action.by, at or state.at, elapsed), action)
    except NotAllowed as refusal:
        return refusal.sentence
    except Allowed:
        return None
    return None


class _MoveRule(NamedTuple):
    """The rule for a kind of move, and a harmless example with which to ask it.

    There is no example if it would depend on the exercise or on earlier moves.
    """

    decide: Callable[[EventGroup, Any], None]
    example: Callable[[str], a.AnyAction] | None


@cache
def examples() -> tuple[Callable[[str], a.AnyAction], ...]:
    """Return, for a seat, an example of each kind of move that has one."""
    rules = [_rule(cast("a.AnyAction", one.model_construct(by=""))) for one in a.KINDS.values()]
    return tuple(one.example for one in rules if one.example is not None)


def _rule(action: a.AnyAction) -> _MoveRule:
    """Return the rule for an action. The type checker reports a missing kind."""
    match action.do:
        case "message":
            return _MoveRule(speech.message, lambda by: a.SendMessage(by=by, to="all", text="?"))
        case "statement":
            return _MoveRule(
                speech.statement, lambda by: a.MakeStatement(by=by, tone="neutral", text="?")
            )
        case "offer":
            return _MoveRule(offer_rules.table, None)
        case "withdraw":
            return _MoveRule(offer_rules.withdraw, None)
        case "sign":
            return _MoveRule(offer_rules.sign, None)
        case "reject":
            return _MoveRule(offer_rules.reject, None)
        case "put-to-vote":
            return _MoveRule(offer_votes.put, None)
        case "vote":
            return _MoveRule(vote_rules.cast, None)
        case "call-roll":
            return _MoveRule(vote_rules.call_roll, None)
        case "close-vote":
            return _MoveRule(vote_rules.close, None)
        case "gesture":
            return _MoveRule(act_rules.gesture, None)
        case "perform":
            return _MoveRule(
                lambda group, action: act_rules.decide_on(group, action, "perform"), None
            )
        case "breach":
            return _MoveRule(
                lambda group, action: act_rules.decide_on(group, action, "breach"), None
            )
        case "decide":
            return _MoveRule(decision_rules.take, None)
        case "ready":
            return _MoveRule(rounds.ready, lambda by: a.Ready(by=by))
        case "join":
            return _MoveRule(facilitation.join, None)
        case "leave":
            return _MoveRule(facilitation.leave, None)
        case "assign":
            return _MoveRule(facilitation.assign, None)
        case "advance":
            return _MoveRule(rounds.advance, lambda by: a.Advance(by=by))
        case "pause":
            return _MoveRule(facilitation.pause, lambda by: a.Pause(by=by))
        case "resume":
            return _MoveRule(facilitation.resume, lambda by: a.Resume(by=by))
        case "hold":
            return _MoveRule(rounds.hold, None)
        case "extend":
            return _MoveRule(facilitation.extend, lambda by: a.Extend(by=by, seconds=60))
        case "inject":
            return _MoveRule(
                facilitation.inject, lambda by: a.DeliverInject(by=by, title="?", text="?")
            )
        case "plan":
            return _MoveRule(planning.plan, None)
        case "adjust":
            return _MoveRule(facilitation.adjust, None)
        case "undo":
            return _MoveRule(facilitation.undo, lambda by: a.Undo(by=by))
        case "debrief":
            return _MoveRule(facilitation.open_debrief, lambda by: a.OpenDebrief(by=by))
        case "reveal":
            return _MoveRule(facilitation.reveal, None)
        case "end":
            return _MoveRule(facilitation.end_exercise, lambda by: a.EndExercise(by=by))
        case "note":
            return _MoveRule(speech.note, lambda by: a.WriteNote(by=by, text="?"))
        case "answer":
            return _MoveRule(speech.answer, None)
        case "respond":
            return _MoveRule(discussion.respond, None)
        case "coach":
            return _MoveRule(coach_rules.ask, None)
        case "raise-hand":
            return _MoveRule(speakers.raise_hand, None)
        case "lower-hand":
            return _MoveRule(speakers.lower_hand, None)
        case "call":
            return _MoveRule(speakers.call, None)
        case "yield":
            return _MoveRule(speakers.done_speaking, None)
        case "stop-speaker":
            return _MoveRule(speakers.stop, None)
        case "extend-speaker":
            return _MoveRule(speakers.extend, None)
        case "close-list":
            return _MoveRule(speakers.close, None)
        case "motion":
            return _MoveRule(motion_rules.move, None)
        case "withdraw-motion":
            return _MoveRule(motion_rules.withdraw, None)
        case "put-motion":
            return _MoveRule(motion_rules.put, None)
        case "refuse-motion":
            return _MoveRule(motion_rules.refuse, None)
    assert_never(action.do)
