"""Export an exercise as GENIUS files: issue by issue where its values are additive, else by
package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from tabletop.errors import UnreadableInput
from tabletop.exercise.arguments import need_exercise, need_one_of
from tabletop.exercise.genius.exporting import (
    additive,
    files_of,
    flat,
    integers,
    why_not_additive,
)
from tabletop.exercise.genius.importing import POINTS
from tabletop.exercise.genius.model import GeniusDomain, GeniusProfile
from tabletop.exercise.genius.reading import MOST_VALUES, Scale
from tabletop.exercise.model import Exercise
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.ledger import tenth
from tabletop.referee.outcomes.analysis import analyse_space
from tabletop.referee.schedule import analysis_circumstances
from tabletop.text.lists import some_of

MOST_FLAT = 20_000
"""The most packages written as the values of one issue."""


@dataclass(frozen=True)
class Exported:
    """XML texts by file name (the domain's first), and warnings about what could not be kept."""

    files: Mapping[str, str]
    warnings: tuple[str, ...]


def export_genius(exercise: Exercise, scale: Scale = "genius") -> Exported:
    """Return an exercise as a GENIUS domain with a profile for each delegation, values as in round
    1.

    `scale` "genius" divides values by 100; "raw" leaves them in points, which NegMAS reads and
    GENIUS does not. What GENIUS would read differently is among the warnings. Raises
    `UnreadableInput` where there is nothing to write, or too much to enumerate.
    """
    need_exercise(exercise)
    need_one_of(scale, "scale", get_args(Scale))
    _need_utilities(exercise)
    reason = why_not_additive(exercise)
    warnings: list[str] = []
    if reason is None:
        domain, profiles = additive(exercise)
    else:
        warnings.append(f"'{exercise.id}' is not additive: {reason}")
        domain, profiles = _flat(exercise, warnings)
    unit = POINTS if scale == "genius" else 1.0
    warnings += _not_read_again(exercise, domain, integers(domain, profiles))
    warnings += _cut_by_genius(profiles, scale)
    return Exported(files_of(domain, profiles, unit), tuple(warnings))


def _need_utilities(exercise: Exercise) -> None:
    """Raise `UnreadableInput` for an exercise that has no utilities to write."""
    if not exercise.has.offers:
        raise UnreadableInput(
            f"nothing is negotiated in '{exercise.id}', so it has no domain to write; give it "
            "[[issue]] tables"
        )
    if not exercise.has.points:
        raise UnreadableInput(
            f"nothing has points in '{exercise.id}', so it has no utilities to write; give options "
            "points"
        )


def _not_read_again(
    exercise: Exercise, domain: GeniusDomain, integer: frozenset[str]
) -> Iterator[str]:
    """Warn about what an import would refuse, or not make a range of again."""
    for issue in domain.issues:
        if len(issue.values) > MOST_VALUES and issue.name not in integer:
            yield (
                f"'{issue.name}' has {len(issue.values):,} values, and 'tabletop import genius' "
                f"reads {MOST_VALUES:,} in a list at most, so it can't read this domain"
            )
    if len(domain.issues) < len(exercise.issues):
        return
    ranges = [
        written.name
        for one, written in zip(exercise.issues, domain.issues, strict=False)
        if one.range and len(one.ids) <= MOST_VALUES and written.name not in integer
    ]
    if ranges:
        names = some_of([f"'{one}'" for one in ranges])
        yield f"each value of {names} is written as one of a list; imported again, it is no range"


def _cut_by_genius(profiles: Sequence[GeniusProfile], scale: Scale) -> list[str]:
    """Warn about values outside the 0..1 that GENIUS allows, which it clamps."""
    most = POINTS if scale == "genius" else 1.0
    found = []
    for profile in profiles:
        worths = profile.utilities.values()
        low = profile.constant + sum(map(min, worths))
        high = profile.constant + sum(map(max, worths))
        if low < -NEGLIGIBLE or high > most + NEGLIGIBLE:
            found.append(
                f"{profile.name}: values run from {tenth(low):g} to {tenth(high):g}, and GENIUS "
                f"cuts them to 0 to {most:g}; NegMAS reads them as they are"
            )
    return found


def _flat(
    exercise: Exercise, warnings: list[str]
) -> tuple[GeniusDomain, tuple[GeniusProfile, ...]]:
    """Return the packages as one issue: all feasible ones, or the zone where those are too many."""
    analysis = analyse_space(exercise, analysis_circumstances(exercise, 1))
    numbers = np.flatnonzero(analysis.space.feasible)
    what = "feasible packages"
    if len(numbers) > MOST_FLAT:
        numbers, what = analysis.zone[:MOST_FLAT], "packages of the zone of agreement"
    if not len(numbers):
        raise UnreadableInput(f"'{exercise.id}' has no zone of agreement to write")
    warnings.append(
        f"it is written as one issue whose {len(numbers):,} values are the {what} "
        f"(of {analysis.feasible:,} feasible)"
    )
    values = {
        one: analysis.space.values[row, numbers].tolist()
        for row, one in enumerate(analysis.space.delegations)
    }
    packages = [analysis.space.package(int(number)) for number in numbers]
    return flat(exercise, packages, values)
