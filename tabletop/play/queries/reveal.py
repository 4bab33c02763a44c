"""The debrief in the room: revealed step by step by the facilitator."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from tabletop.exercise.model import Exercise
from tabletop.text.prose import flowing

ENDING = "ending"
DECIDED = "decided"
QUESTION = "question"
ANSWERS = "answers"
BRIEF = "brief"
WANTED = "wanted"
OUTCOME = "outcome"
PICTURE = "picture"
POSSIBLE = "possible"

MOST_PAIRS = 15
"""How many pairs of delegations are plotted against each other: all pairs of six."""

_WORDS = {
    ENDING: "how it ended",
    DECIDED: "what was decided",
    WANTED: "who wanted what",
    OUTCOME: "what each ended up with",
    POSSIBLE: "what was left on the table",
}


def pairs(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    """Return the pairs of delegations whose outcomes are plotted, in the file's order."""
    return _pairs([one.id for one in exercise.delegations])


def _pairs(delegations: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(combinations(delegations, 2))[:MOST_PAIRS]


def steps(exercise: Exercise) -> tuple[str, ...]:
    """Return every step in its usual order: a kind, "kind:id", or "kind:id:id" for a pair.

    The ending; what was decided; each question and then its answers; each delegation's brief;
    what everybody wanted; what each ended up with; for each pair of delegations the outcome among
    everything possible; what was left on the table.
    """
    return steps_of(
        [one.id for one in exercise.questions],
        [one.id for one in exercise.delegations],
        points=exercise.has.points,
        offers=exercise.has.offers,
        decisions=exercise.has.decisions,
    )


def steps_of(
    questions: Sequence[str],
    delegations: Sequence[str],
    *,
    points: bool,
    offers: bool = True,
    decisions: bool = False,
) -> tuple[str, ...]:
    """Return the same by the ids of the questions and the delegations, in the file's order.

    Without `points` there is nothing that anybody wanted, has or could have had; without `offers`
    only what each has.
    """
    first = (ENDING, DECIDED) if decisions else (ENDING,)
    asked = [f"{kind}:{one}" for one in questions for kind in (QUESTION, ANSWERS)]
    briefs = [f"{BRIEF}:{one}" for one in delegations]
    if not points:
        return (*first, *asked, *briefs)
    if not offers:
        return (*first, *asked, *briefs, OUTCOME)
    drawn = [f"{PICTURE}:{across}:{up}" for across, up in _pairs(delegations)]
    return (*first, *asked, *briefs, WANTED, OUTCOME, *drawn, POSSIBLE)


def told_step(exercise: Exercise, step: str) -> str:
    """Describe a step for whoever chooses it."""
    kind, _, id = step.partition(":")
    if not step:
        return "nothing for now"
    if kind == BRIEF:
        return f"the brief of {exercise.delegation_by_id[id].name}"
    if kind == PICTURE:
        across, _, up = id.partition(":")
        name = {one.id: one.name for one in exercise.delegations}
        return f"what was possible: {name[across]} and {name[up]}"
    if kind in (QUESTION, ANSWERS):
        text = next(flowing(one.text) for one in exercise.questions if one.id == id)
        return f"the question “{text}”" if kind == QUESTION else f"the answers to “{text}”"
    return _WORDS[kind]
