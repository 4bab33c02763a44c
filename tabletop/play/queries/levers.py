"""Which elements an exercise uses: facts for explaining it to newcomers."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.referee.remembered import remembered


@dataclass(frozen=True)
class Levers:
    """`issues` and `rounds` are counts; the others say whether the exercise has such an element."""

    issues: int
    rounds: int
    worth: bool
    """Options are worth points to somebody, so there is a walk-away to beat."""
    acts: bool
    """Somebody must carry out what is agreed, and may breach it."""
    form: bool
    order: bool
    whole: bool = False
    """Every issue is settled, or none is."""
    decisions: int = 0
    """How many decisions delegations may be asked for."""
    defaults: bool = False
    """Some decision has an option that holds where nobody decides in time."""
    secrets: bool = False
    """Some decision is secret until its phase ends."""
    signatures: bool = True
    """Offers are signed, not voted on."""
    speakers: bool = False
    """Speakers are called from a list."""
    motions: bool = False
    """Motions on how the table goes on are moved and put to the vote."""


@remembered
def levers_of(exercise: Exercise) -> Levers:
    """Return the levers of an exercise; a form or order with one option leaves
    nothing to choose.
    """
    return Levers(
        issues=len(exercise.issues),
        rounds=len(exercise.rounds),
        worth=exercise.has.points,
        acts=exercise.has.acts,
        form=len(exercise.form.options) > 1,
        order=len(exercise.order.options) > 1,
        whole=exercise.whole,
        decisions=len(exercise.decisions),
        defaults=any(one.default for one in exercise.decisions),
        secrets=any(one.secret for one in exercise.decisions),
        signatures=exercise.has.signatures,
        speakers=exercise.has.speakers,
        motions=exercise.has.motions,
    )
