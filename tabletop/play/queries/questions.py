"""The questions that an exercise asks while it is played: whom, and when they can be answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tabletop.exercise.model import PHASES, Exercise, RoundQuestion
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


def answered(state: State) -> tuple[int, int]:
    """Return how many answers have been given to questions asked so far, and how many could be:
    delegations that the exercise began without are not counted.
    """
    asked = [one.question for one in questions_of(state.exercise) if _was_asked(state, one)]
    there = [one.id for one in state.exercise.delegations if one.id not in state.absent]
    could = [(who, one.id) for one in asked for who in there if asked_of(one, who)]
    return sum(one in state.responses for one in could), len(could)


def _was_asked(state: State, placed: Placed) -> bool:
    return is_open(state, placed) or is_past(state, placed)
