"""What is to be said of a draft: its faults, and how balanced the game would be."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.errors import Fault
from tabletop.exercise.loading import examined, placed_in
from tabletop.exercise.model import Exercise
from tabletop.referee.outcomes.balance import balance


@dataclass(frozen=True)
class Looked:
    """A text as `check` sees it. `exercise` is good for looking at only where there are faults, and
    None when too little can be read.
    """

    source: str
    exercise: Exercise | None
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not any(not one.warning for one in self.faults)


def look_at(source: str, name: str) -> Looked:
    """Check a text, and the balance of the exercise where it has no faults."""
    exercise, faults = examined(source, name)
    found = Looked(source, exercise, faults)
    if exercise is not None and found.sound:
        weighed = placed_in(source, name, balance(exercise))
        found = Looked(source, exercise, tuple(sorted((*faults, *weighed))))
    return found
