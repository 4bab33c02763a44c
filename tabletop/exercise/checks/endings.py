"""Endings: one for every possible outcome, and none that an earlier one always shadows."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.checks.covering import covers
from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise


def ending_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return faults: no ending at all, no final catch-all, and endings that can't be reached."""
    endings = exercise.endings
    if not endings:
        message = "there is no [[ending]]; add at least one, the last without 'when'"
        yield Finding(("ending",), message, at_key=True)
        return
    if endings[-1].when is not None:
        message = (
            "the last ending has a 'when'; add one without, as a fallback for all other outcomes"
        )
        yield Finding(("ending", len(endings) - 1, "when"), message, at_key=True)
    for later, ending in enumerate(endings):
        for other in endings[:later]:
            if covers(exercise, other.when, ending.when):
                why = (
                    "which has no 'when', always comes before it"
                    if other.when is None
                    else "comes before it and holds whenever this one does"
                )
                message = f"no table can reach the ending '{ending.id}': '{other.id}' {why}"
                yield Finding(("ending", later), f"{message}; change their order or conditions")
                break
