"""Questions that delegations discuss and answer while a round is played."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tabletop.errors import NotAllowed
from tabletop.exercise.model import PHASES, Exercise, RoundQuestion
from tabletop.exercise.wording import unknown
from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.group import EventGroup, head, now
from tabletop.play.speech import typed
from tabletop.play.state import State


class Placed(NamedTuple):
    """A question and the round that asks it."""

    round: int
    question: RoundQuestion


def questions_of(exercise: Exercise) -> Iterator[Placed]:
    """Yield every question that is asked in play, in the order of rounds."""
    for number, one in enumerate(exercise.rounds, 1):
        for question in one.questions:
            yield Placed(number, question)


def asked_of(question: RoundQuestion, delegation: str) -> bool:
    """Return whether a question is asked of a delegation."""
    return question.to == "all" or delegation in question.to


def is_open(state: State, placed: Placed) -> bool:
    """Return whether a question can be answered now."""
    if state.round != placed.round or state.stage not in PHASES:
        return False
    return placed.question.phase in (None, state.stage)


def is_past(state: State, placed: Placed) -> bool:
    """Return whether the time of a question is over."""
    if state.round != placed.round or state.stage not in PHASES:
        return state.round >= placed.round and state.stage != "lobby"
    phase = placed.question.phase
    return phase is not None and PHASES.index(state.stage) > PHASES.index(phase)


def respond(group: EventGroup, action: a.Respond) -> None:
    """Answer a question for one's delegation. Raises `NotAllowed` if it is not asked of it or not
    asked now, or for the wrong kind of answer.
    """
    state = group.state
    seat, delegation = head(state, action.by)
    known = {one.question.id: one for one in questions_of(state.exercise)}
    if not known:
        raise NotAllowed("this exercise asks no questions while it is played")
    placed = known.get(action.question)
    if placed is None:
        raise NotAllowed(unknown("question", action.question, known))
    question = placed.question
    if not asked_of(question, delegation):
        raise NotAllowed(f"the question '{question.id}' is not asked of '{delegation}'")
    if not is_open(state, placed):
        when = f"the {question.phase} phase of round" if question.phase else "round"
        here = f"{now(state)} of round {state.round}" if state.stage in PHASES else now(state)
        raise NotAllowed(
            f"the question '{question.id}' is asked in {when} {placed.round}; this is {here}"
        )
    value = action.value
    if question.kind == "rating":
        if isinstance(value, str) or not 1 <= value <= 5:
            raise NotAllowed(f"'{question.id}' asks for a rating, a number from 1 to 5")
    elif isinstance(value, str):
        value = typed(value, "the answer", least=1)
    else:
        raise NotAllowed(f"'{question.id}' asks for a text")
    group.by = seat.id
    group.add(e.ResponseGiven, delegation=delegation, question=question.id, value=value)
