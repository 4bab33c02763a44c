"""The debrief in the room: what is revealed step by step, under the facilitator's hand."""

from __future__ import annotations

from tabletop.exercise.model import Exercise
from tabletop.exercise.prose import flowing

ENDING = "ending"
QUESTION = "question"
ANSWERS = "answers"
BRIEF = "brief"
WANTED = "wanted"
OUTCOME = "outcome"
POSSIBLE = "possible"

_WORDS = {
    ENDING: "how it ended",
    WANTED: "who wanted what",
    OUTCOME: "what each has in the end",
    POSSIBLE: "what was left on the table",
}


def steps(exercise: Exercise) -> tuple[str, ...]:
    """Every step in the order it is usually shown: a kind, or "kind:id".

    The ending; each question and then its answers; each delegation's brief; what everybody wanted;
    what each has; what all could have had.
    """
    asked = [f"{kind}:{one.id}" for one in exercise.questions for kind in (QUESTION, ANSWERS)]
    briefs = [f"{BRIEF}:{one.id}" for one in exercise.delegations]
    return (ENDING, *asked, *briefs, WANTED, OUTCOME, POSSIBLE)


def told_step(exercise: Exercise, step: str) -> str:
    """A step in words for whoever chooses it."""
    kind, _, id = step.partition(":")
    if not step:
        return "nothing for now"
    if kind == BRIEF:
        return f"the brief of {exercise.delegation_by_id[id].name}"
    if kind in (QUESTION, ANSWERS):
        text = next(flowing(one.text) for one in exercise.questions if one.id == id)
        return f"the question “{text}”" if kind == QUESTION else f"the answers to “{text}”"
    return _WORDS[kind]
