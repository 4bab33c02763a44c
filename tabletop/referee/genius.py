"""An exercise as GENIUS files: issue by issue where its values add up, else package by package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tabletop.errors import UnreadableInput
from tabletop.exercise.genius.exporting import additive, files_of, flat, why_not_additive
from tabletop.exercise.genius.importing import POINTS
from tabletop.exercise.genius.model import GeniusDomain, GeniusProfile
from tabletop.exercise.genius.reading import Scale
from tabletop.exercise.model import Exercise
from tabletop.referee.analysis import analyse_space
from tabletop.referee.schedule import analysis_circumstances

MOST_FLAT = 20_000
"""The most packages that are written as the values of one issue."""


@dataclass(frozen=True)
class Exported:
    """XML texts by file name (the domain's first), and what could not be kept."""

    files: Mapping[str, str]
    warnings: tuple[str, ...]


def export_genius(exercise: Exercise, scale: Scale = "raw") -> Exported:
    """A GENIUS domain of an exercise and a profile for each delegation, values as in round 1.

    `scale` "genius" divides values by 100. Raises `UnreadableInput` where there is nothing to
    write, or too much to look at.
    """
    reason = why_not_additive(exercise)
    warnings: list[str] = []
    if reason is None:
        domain, profiles = additive(exercise)
    else:
        warnings.append(f"'{exercise.id}' is not additive: {reason}")
        domain, profiles = _flat(exercise, warnings)
    unit = POINTS if scale == "genius" else 1.0
    return Exported(files_of(domain, profiles, unit), tuple(warnings))


def _flat(
    exercise: Exercise, warnings: list[str]
) -> tuple[GeniusDomain, tuple[GeniusProfile, ...]]:
    """The packages as one issue: all feasible ones, or the zone where those are too many."""
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
