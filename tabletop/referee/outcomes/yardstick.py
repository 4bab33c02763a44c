"""One yardstick for all tables of a class: what each outcome could have been.

Tables end with what was performed, not with what was promised, each in a climate of its own. So all
are measured against the same space: every package in the first round's circumstances, with all
promises kept (full trust). What each was worth as a promise on the first day is given beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tabletop.exercise.model import Exercise
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.outcomes.analysis import Analysis, analyse_space
from tabletop.referee.outcomes.passing import LeftOnTable, left_on_table
from tabletop.referee.outcomes.space import enumerable
from tabletop.referee.schedule import analysis_circumstances

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """An outcome measured against the yardstick; shares are 1 for the maximum.

    `joint` is the sum of all values. `share` is the part of the way from everybody's walk-away to
    the greatest joint value in the zone; `nash` is the geometric mean of surpluses over that of the
    Nash solution, 0 where somebody has none. `room` is the greatest share of its own range
    (walk-away to best in the zone) that some feasible package would have given everybody more at
    once, 0 on the frontier. All but `joint` are None where there is no zone.
    """

    joint: float
    share: float | None
    nash: float | None
    room: float | None


class Yardstick:
    """What all could have achieved in an exercise with every promise kept, in its first round.

    `promised` sums up the same space as it looked at the start, `kept` and `analysis` with every
    promise kept.
    """

    def __init__(self, exercise: Exercise) -> None:
        trust = dict.fromkeys(exercise.pairs, 100.0) if exercise.has.climate else {}
        self.exercise = exercise
        self.promised = Summary.of(analyse_space(exercise, analysis_circumstances(exercise, 1)))
        self.analysis = analyse_space(exercise, analysis_circumstances(exercise, 1, trust))
        self.kept = Summary.of(self.analysis)
        space = self.analysis.space
        self.walk_away = dict(zip(space.delegations, space.walk_aways[:, 0].tolist(), strict=True))
        self._least: Floats = space.walk_aways[:, 0]

    @property
    def packages(self) -> int:
        """How many packages the exercise has, feasible or not."""
        return len(self.analysis.space)

    @cached_property
    def _span(self) -> Floats:
        best = np.array([self.analysis.ideal[one] for one in self.analysis.space.delegations])
        return best - self._least

    @cached_property
    def _frontier(self) -> Floats:
        return self.analysis.space.values[:, self.analysis.frontier]

    def measure(self, values: Mapping[str, float]) -> Measured:
        """Measure an outcome against what was possible."""
        have = self._column(values)
        joint = float(have.sum())
        best = self.kept.solutions["utilitarian"]
        fair = self.kept.solutions["nash"]
        if best is None or fair is None:
            return Measured(joint, None, None, None)
        least = float(self._least.sum())
        most = math.fsum(best.values.values()) - least
        share = (joint - least) / most if most > NEGLIGIBLE else None
        return Measured(joint, share, self._nash(have, fair.values), self._room(have))

    def _nash(self, have: Floats, fair: Mapping[str, float]) -> float | None:
        surplus, there = have - self._least, self._column(fair) - self._least
        counted = there > NEGLIGIBLE
        if not counted.any():
            return None
        if (surplus[counted] <= 0).any():
            return 0.0
        return float(np.exp(np.log(surplus[counted] / there[counted]).mean()))

    def _room(self, have: Floats) -> float | None:
        counted = self._span > NEGLIGIBLE
        if not counted.any():
            return None
        more = (self._frontier[counted] - have[counted, None]) / self._span[counted, None]
        return max(0.0, float(more.min(axis=0).max()))

    def missed(self, values: Mapping[str, float]) -> LeftOnTable:
        """Return what an outcome left on the table, had every promise been kept."""
        return left_on_table(self.analysis, values)

    def _column(self, values: Mapping[str, float]) -> Floats:
        return np.array([values[one] for one in self.analysis.space.delegations])


@dataclass(frozen=True)
class Solution:
    """A solution's package and its value to each delegation."""

    package: Mapping[str, str]
    values: Mapping[str, float]


@dataclass(frozen=True)
class Summary:
    """How much is to be gained in some circumstances, and the four solutions."""

    feasible: int
    zone: int
    frontier: int
    solutions: Mapping[str, Solution | None]

    @classmethod
    def of(cls, analysis: Analysis) -> Summary:
        return cls(
            analysis.deals,
            len(analysis.zone),
            len(analysis.frontier),
            {
                name: None
                if number is None
                else Solution(analysis.space.package(number), analysis.values(number))
                for name, number in analysis.solutions.items()
            },
        )


def yardstick(exercise: Exercise) -> Yardstick | None:
    """Return the yardstick, or None where an exercise has more packages than are enumerated."""
    has = exercise.has
    valued = has.points and has.offers and enumerable(exercise)
    return Yardstick(exercise) if valued else None
