"""What there was to be had, as one yardstick for every table of a class.

Tables end with what was done and not with what was promised, each in a climate of its own. So all
are held against the same space: every package as the first round's circumstances have it, with all
promises kept (full trust). What each was worth as a promise on the first day stands beside it.
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
from tabletop.referee.analysis import Analysis, analyse_space
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.passing import LeftOnTable, left_on_table
from tabletop.referee.schedule import analysis_circumstances
from tabletop.referee.space import enumerable

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """An outcome held against the yardstick; shares are 1 for all there was.

    `joint` is the sum of all values. `share` is the part of the way from everybody's walk-away to
    the greatest joint value in the zone; `nash` the geometric mean of surpluses over that of the
    Nash solution, 0 where somebody has none. `room` is the greatest share of its own range (walk-
    away to best in the zone) that some feasible package would have given everybody more at once,
    0 on the frontier. All but `joint` are None where there is no zone.
    """

    joint: float
    share: float | None
    nash: float | None
    room: float | None


class Yardstick:
    """What all could have had of an exercise with every promise kept, in its first round.

    `promised` sums up the same space as it looked when everybody sat down, `kept` and `analysis`
    with every promise kept.
    """

    def __init__(self, exercise: Exercise) -> None:
        trust = dict.fromkeys(exercise.pairs, 100.0)
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
        """Hold an outcome against what there was to be had."""
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
        """What was left on the table beside an outcome, had every promise been kept."""
        return left_on_table(self.analysis, values)

    def _column(self, values: Mapping[str, float]) -> Floats:
        return np.array([values[one] for one in self.analysis.space.delegations])


@dataclass(frozen=True)
class Solution:
    """A solution's package and what it is worth to each."""

    package: Mapping[str, str]
    values: Mapping[str, float]


@dataclass(frozen=True)
class Summary:
    """How much there is to be had in some circumstances, and the four solutions."""

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
    """The yardstick, None where an exercise has more packages than are enumerated."""
    return Yardstick(exercise) if enumerable(exercise) else None
