"""The objectives of an exercise, numbered as notes name them, and their ratings in words."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.errors import NotAllowed
from tabletop.exercise.discussion import LETTERS, PERFORMED, Scale
from tabletop.exercise.model import Exercise
from tabletop.referee.remembered import remembered
from tabletop.text.prose import flowing

BEST = {"1-5": 5, "performed": 4}
"""The highest rating of each scale; the lowest is 1."""


@dataclass(frozen=True)
class ObjectiveSeen:
    """An objective; one that the exercise gives as a text alone has no capability and no tasks."""

    number: int
    text: str
    capability: str
    tasks: tuple[str, ...]
    scale: Scale


@remembered
def objectives_of(exercise: Exercise) -> tuple[ObjectiveSeen, ...]:
    """Return all objectives: first those that are texts, then those with tables of their own."""
    texts = [
        ObjectiveSeen(number, flowing(text), "", (), "1-5")
        for number, text in enumerate(exercise.objectives, 1)
    ]
    return (
        *texts,
        *(
            ObjectiveSeen(number, flowing(one.text), one.capability or "", one.tasks, one.scale)
            for number, one in enumerate(exercise.goals, len(texts) + 1)
        ),
    )


def rated(rating: int, scale: Scale) -> str:
    """Return a rating as people read it: "4 of 5", or "S, performed with some challenges"."""
    if scale == "performed":
        return f"{LETTERS[rating]}, {PERFORMED[rating]}" if rating in LETTERS else str(rating)
    return f"{rating} of 5"


def scale_of(exercise: Exercise, objective: int | None) -> Scale:
    """Return how an objective is rated; by 1 to 5 the exercise as a whole."""
    found = objectives_of(exercise)
    if objective is None or not 1 <= objective <= len(found):
        return "1-5"
    return found[objective - 1].scale


def check_note(
    exercise: Exercise, objective: int | None, task: int | None, rating: int | None
) -> None:
    """Raise `NotAllowed` for an objective or a task that there is not, and for a rating that is not
    on its scale.
    """
    known = objectives_of(exercise)
    if objective is not None and not 1 <= objective <= len(known):
        raise NotAllowed(f"objectives are numbered 1 to {len(known)}; there is no {objective}")
    one = known[objective - 1] if objective is not None else None
    tasks = len(one.tasks) if one is not None else 0
    if task is not None and not 1 <= task <= tasks:
        what = f"objective {objective}" if one is not None else "the exercise as a whole"
        count = f"tasks numbered 1 to {tasks}" if tasks else "no tasks"
        raise NotAllowed(f"{what} has {count}; there is no {task}")
    if rating is None:
        return
    if one is not None and tasks and task is None:
        raise NotAllowed(
            f"objective {objective} is rated task by task; name a 'task', 1 to {tasks}"
        )
    best = BEST[one.scale] if one is not None else 5
    if not 1 <= rating <= best:
        scale = "" if best == 5 else " here (P is 4, S 3, M 2, U 1)"
        raise NotAllowed(f"a rating is from 1 to {best}{scale}, not {rating}")
