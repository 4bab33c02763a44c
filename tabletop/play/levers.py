"""What there is to bargain with in an exercise: facts for whoever explains it to newcomers."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.exercise.model import Exercise


@dataclass(frozen=True)
class Levers:
    """`issues` and `rounds` are counts; the others say whether the exercise has such a thing."""

    issues: int
    rounds: int
    worth: bool
    """Options are worth points to somebody, so that there is a walk-away to beat."""
    acts: bool
    """Somebody must carry out what is agreed, and may break its word."""
    form: bool
    order: bool


def levers_of(exercise: Exercise) -> Levers:
    """The levers of an exercise; one option of form or order is nothing to choose."""
    return Levers(
        issues=len(exercise.issues),
        rounds=len(exercise.rounds),
        worth=exercise.has.points,
        acts=exercise.has.acts,
        form=len(exercise.form.options) > 1,
        order=len(exercise.order.options) > 1,
    )
