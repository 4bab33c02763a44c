"""What is to be said of a draft: its faults, and how balanced the game would be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tabletop.errors import Fault
from tabletop.exercise.checks.game import minutes_to_read
from tabletop.exercise.loading import examined, placed_in
from tabletop.exercise.model import Exercise
from tabletop.referee.outcomes.analysis import Analysis
from tabletop.referee.outcomes.balance import balance_of, opening_analysis
from tabletop.referee.outcomes.passing import passing

_MOST_SETS = 6
"""So many of the sets that can block fit beside a draft."""


@dataclass(frozen=True)
class Looked:
    """A text as `check` sees it. `exercise` is good for looking at only where there are faults, and
    None when too little can be read.
    """

    source: str
    exercise: Exercise | None
    faults: tuple[Fault, ...]
    balance: tuple[str, ...] = ()
    """Sentences about the bargaining in the first round; none where there is no such thing."""
    reading: str = ""
    """How long each delegation reads its briefs."""

    @property
    def sound(self) -> bool:
        return not any(not one.warning for one in self.faults)


def look_at(source: str, name: str) -> Looked:
    """Check a text, and the balance of the exercise where it has no faults."""
    exercise, faults = examined(source, name)
    found = Looked(source, exercise, faults)
    if exercise is not None and found.sound:
        found = replace(found, reading=_reading(exercise))
        analysis = opening_analysis(exercise)
        if analysis is not None:
            weighed = placed_in(source, name, balance_of(analysis))
            found = replace(found, faults=tuple(sorted((*faults, *weighed))))
            found = replace(found, balance=_told(exercise, analysis))
    return found


def _told(exercise: Exercise, analysis: Analysis) -> tuple[str, ...]:
    zone, deals, frontier = len(analysis.zone), analysis.deals, len(analysis.frontier)
    ideal = ", ".join(f"{id} {worth:.4g}" for id, worth in analysis.ideal.items())
    walk_aways = ", ".join(
        f"{one.id} {worth:.4g}"
        for one, worth in zip(
            exercise.delegations, analysis.space.walk_aways[:, 0].tolist(), strict=True
        )
    )
    told = (
        f"Zone of agreement: {zone:,} of {deals:,} deals.",
        f"Frontier: {frontier:,} packages, {analysis.frontier_in_zone:,} of them in the zone.",
        f"Best for each {'in the zone' if zone else 'of all deals'}: {ideal}.",
        f"Walk-aways: {walk_aways}.",
    )
    if exercise.agreement.unanimous:
        return told
    under = passing(analysis)
    carried = f"Passing by the rule: {len(under.packages):,} of {deals:,} deals."
    if not under.blocking:
        return (*told, carried)
    sets = "; ".join(" with ".join(one) for one in under.blocking[:_MOST_SETS])
    more = len(under.blocking) - _MOST_SETS
    return (*told, carried, f"Can block: {sets}{f' and {more} more' if more > 0 else ''}.")


def _reading(exercise: Exercise) -> str:
    each = ", ".join(f"{one.id} {minutes_to_read(one):.1f}" for one in exercise.delegations)
    return f"Minutes to read: {each}."
