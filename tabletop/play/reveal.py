"""The debrief in the room: what is revealed step by step, under the facilitator's hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from tabletop.exercise.model import Exercise
from tabletop.text.prose import flowing

ENDING = "ending"
QUESTION = "question"
ANSWERS = "answers"
BRIEF = "brief"
WANTED = "wanted"
OUTCOME = "outcome"
PICTURE = "picture"
POSSIBLE = "possible"

MOST_PAIRS = 15
"""Pairs of delegations that are drawn against each other: all pairs of six."""

_WORDS = {
    ENDING: "how it ended",
    WANTED: "who wanted what",
    OUTCOME: "what each has in the end",
    POSSIBLE: "what was left on the table",
}


def pairs(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    """The pairs of delegations whose outcomes are drawn, in the order of the file."""
    return _pairs([one.id for one in exercise.delegations])


def _pairs(delegations: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(combinations(delegations, 2))[:MOST_PAIRS]


def steps(exercise: Exercise) -> tuple[str, ...]:
    """Every step in the order it is usually shown: a kind, "kind:id", or "kind:id:id" of a pair.

    The ending; each question and then its answers; each delegation's brief; what everybody wanted;
    what each has; for each pair of delegations the outcome among all there was to be had; what was
    left on the table.
    """
    return steps_of(
        [one.id for one in exercise.questions], [one.id for one in exercise.delegations]
    )


def steps_of(questions: Sequence[str], delegations: Sequence[str]) -> tuple[str, ...]:
    """The same by the ids of the questions and the delegations, in the order of the file."""
    asked = [f"{kind}:{one}" for one in questions for kind in (QUESTION, ANSWERS)]
    briefs = [f"{BRIEF}:{one}" for one in delegations]
    drawn = [f"{PICTURE}:{across}:{up}" for across, up in _pairs(delegations)]
    return (ENDING, *asked, *briefs, WANTED, OUTCOME, *drawn, POSSIBLE)


def told_step(exercise: Exercise, step: str) -> str:
    """A step in words for whoever chooses it."""
    kind, _, id = step.partition(":")
    if not step:
        return "nothing for now"
    if kind == BRIEF:
        return f"the brief of {exercise.delegation_by_id[id].name}"
    if kind == PICTURE:
        across, _, up = id.partition(":")
        name = {one.id: one.name for one in exercise.delegations}
        return f"what there was to be had: {name[across]} and {name[up]}"
    if kind in (QUESTION, ANSWERS):
        text = next(flowing(one.text) for one in exercise.questions if one.id == id)
        return f"the question “{text}”" if kind == QUESTION else f"the answers to “{text}”"
    return _WORDS[kind]
