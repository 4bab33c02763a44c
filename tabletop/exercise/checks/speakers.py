"""A speakers' list and its motions: nothing twice, nothing that could never be moved or carried."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise


def speakers_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return motions named twice or without effect, and a rule that no vote could meet."""
    listed = exercise.speakers
    if listed is None:
        return
    for at, kind in enumerate(listed.motions):
        if kind in listed.motions[:at]:
            yield Finding(("speakers", "motions", at), f"'{kind}' is named twice; remove one")
    clocked = any(seconds for one in exercise.rounds for seconds in one.phases.values())
    if "longer-phase" in listed.motions and not clocked:
        message = "no phase has a clock that could run longer; give one seconds, or remove this"
        yield Finding(("speakers", "motions", listed.motions.index("longer-phase")), message)
    if "rule" in listed.model_fields_set and not listed.motions:
        message = "nothing can be moved, so nothing is voted on; name motions, or remove this"
        yield Finding(("speakers", "rule"), message, at_key=True)
    most = len(exercise.delegations)
    if isinstance(listed.rule, int) and listed.rule > most:
        message = f"{listed.rule} can't vote yes of {most} delegations; choose fewer"
        yield Finding(("speakers", "rule"), message)
