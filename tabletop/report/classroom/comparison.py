"""Compare the tables of a class: every outcome measured, ranked and counted.

Only finished tables are measured against each other; a game still in progress is listed with its
current values.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from statistics import fmean, median, quantiles, stdev

from tabletop.exercise.amounts import AmountIds
from tabletop.exercise.model import Exercise
from tabletop.referee.outcomes.passing import LeftOnTable
from tabletop.referee.outcomes.yardstick import Measured, Yardstick
from tabletop.report.classroom.facts import Side, TableFacts
from tabletop.report.classroom.reading import ExerciseGroup

SAME = 1e-9
"""Surpluses closer than this are equal."""
ENOUGH_FOR_SCORES = 3
"""The fewest tables for which a z-score is meaningful."""


@dataclass(frozen=True)
class PeerPlace:
    """Where a delegation's surplus ranks among all who played the same delegation.

    `rank` counts from 1, equal surpluses sharing the better rank. `percentile` is the share of the
    others that had less, equals counted half (0..100). `z` is the distance from the mean in
    standard deviations (of the sample). Both are None where there are too few tables or all are
    equal.
    """

    rank: int
    of: int
    percentile: float | None
    z: float | None


@dataclass(frozen=True)
class ComparedTable:
    """One table in the comparison; `places` only where it has ended."""

    name: str
    facts: TableFacts
    measured: Measured | None
    missed: LeftOnTable | None
    places: Mapping[str, PeerPlace]


@dataclass(frozen=True)
class Spread:
    """How values are distributed over tables; quartiles are None for fewer than five."""

    values: tuple[float, ...]

    @property
    def lowest(self) -> float:
        return min(self.values)

    @property
    def highest(self) -> float:
        return max(self.values)

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def quartiles(self) -> tuple[float, float] | None:
        if len(self.values) < 5:
            return None
        low, _, high = quantiles(self.values, method="inclusive")
        return low, high


@dataclass(frozen=True)
class Comparison:
    """The tables of one version of an exercise. `yardstick` is None for too large a space."""

    exercise: Exercise
    version: str
    yardstick: Yardstick | None
    rows: tuple[ComparedTable, ...]

    @property
    def ended(self) -> tuple[ComparedTable, ...]:
        """The tables that have ended and were ruled on."""
        return tuple(row for row in self.rows if ended(row.facts))

    @property
    def open(self) -> tuple[ComparedTable, ...]:
        """The tables that have not ended."""
        return tuple(row for row in self.rows if not ended(row.facts))

    @property
    def deals(self) -> tuple[ComparedTable, ...]:
        """The ended tables with an agreement in force."""
        return tuple(row for row in self.ended if row.facts.deal is not None)

    def spread(self, delegation: str) -> Spread | None:
        """Return the distribution of a delegation's values over the ended tables."""
        return spread(row.facts.values[delegation] for row in self.ended)

    def below(self, delegation: str) -> int:
        """Return at how many ended tables a delegation ended below its walk-away."""
        sides = (side_of(row.facts, delegation) for row in self.ended)
        return sum(one.surplus is not None and one.surplus < 0 for one in sides)

    def terms(self) -> dict[str, dict[str, int]]:
        """By issue (then form and order) and option: how many tables agreed on it.

        Of a range only the values that some table agreed on.
        """
        counted: dict[str, Counter[str]] = {choice: Counter() for choice in self.exercise.choices}
        for row in self.deals:
            assert row.facts.deal is not None
            for choice, option in row.facts.deal.package.items():
                counted[choice][option] += 1
        return {
            choice: {
                option: counted[choice][option]
                for option in options
                if counted[choice][option] or not isinstance(options, AmountIds)
            }
            for choice, options in self.exercise.named.items()
        }

    def signed(self) -> dict[str, int]:
        """By delegation: how many of the agreements in force it signed."""
        return {
            one.id: sum(side_of(row.facts, one.id).signed for row in self.deals)
            for one in self.exercise.delegations
        }

    def rounds(self) -> dict[int, int]:
        """By round: how many ended tables reached their first agreement in it."""
        found = Counter(row.facts.deal.first_round for row in self.deals if row.facts.deal)
        return {number: found[number] for number in range(1, len(self.exercise.rounds) + 1)}

    def packages(self) -> list[tuple[Mapping[str, str], tuple[ComparedTable, ...]]]:
        """Agreements that more than one table reached, the most common first."""
        found: dict[tuple[str, ...], list[ComparedTable]] = {}
        for row in self.deals:
            assert row.facts.deal is not None
            package = row.facts.deal.package
            found.setdefault(tuple(package[choice] for choice in self.exercise.choices), []).append(
                row
            )
        same = [
            (dict(zip(self.exercise.choices, options, strict=True)), tuple(rows))
            for options, rows in found.items()
            if len(rows) > 1
        ]
        return sorted(same, key=lambda one: -len(one[1]))


def compare(
    group: ExerciseGroup, yardstick: Yardstick | None, names: Mapping[str, str] | None = None
) -> Comparison:
    """Measure and rank every table of a group; `names` maps a table's path to its name."""
    if names is None:
        names = names_of(group.tables)
    placed = _places(group.exercise, [one for one in group.tables if ended(one)])
    rows = []
    for facts in group.tables:
        counts = yardstick is not None and facts.ruled
        rows.append(
            ComparedTable(
                name=names[facts.path],
                facts=facts,
                measured=yardstick.measure(facts.values) if yardstick and counts else None,
                missed=yardstick.missed(facts.values) if yardstick and counts else None,
                places=placed.get(id(facts), {}),
            )
        )
    return Comparison(group.exercise, group.version, yardstick, tuple(rows))


def ended(facts: TableFacts) -> bool:
    """Return whether a table has ended and has an outcome to compare."""
    return facts.ended and (facts.ruled or not facts.pointed)


def side_of(facts: TableFacts, delegation: str) -> Side:
    """Return one delegation's facts at one table."""
    return next(one for one in facts.sides if one.delegation == delegation)


def spread(values: Iterable[float]) -> Spread | None:
    """Return a distribution; None of no values."""
    found = tuple(values)
    return Spread(found) if found else None


def shares(rows: Sequence[ComparedTable]) -> Spread | None:
    """Return the shares of the possible of these tables."""
    return spread(
        row.measured.share
        for row in rows
        if row.measured is not None and row.measured.share is not None
    )


def names_of(tables: Sequence[TableFacts]) -> dict[str, str]:
    """Return names for tables by path: their file names, with as many folders as needed to be
    unique.
    """
    paths = {one.path: PurePath(one.path) for one in tables}
    for depth in range(1, max((len(path.parts) for path in paths.values()), default=1) + 1):
        names = {key: "/".join(path.with_suffix("").parts[-depth:]) for key, path in paths.items()}
        if len(set(names.values())) == len(names):
            return names
    return {key: key for key in paths}


def _places(exercise: Exercise, tables: Sequence[TableFacts]) -> dict[int, dict[str, PeerPlace]]:
    found: dict[int, dict[str, PeerPlace]] = {id(one): {} for one in tables}
    for one in exercise.delegations if exercise.has.points else ():
        surpluses = [_surplus(table, one.id) for table in tables]
        for table, mine in zip(tables, surpluses, strict=True):
            found[id(table)][one.id] = _place(mine, surpluses)
    return found


def _surplus(table: TableFacts, delegation: str) -> float:
    surplus = side_of(table, delegation).surplus
    assert surplus is not None
    return surplus


def _place(mine: float, all_of_them: Sequence[float]) -> PeerPlace:
    better = sum(one > mine + SAME for one in all_of_them)
    less = sum(one < mine - SAME for one in all_of_them)
    same = len(all_of_them) - better - less - 1
    others = len(all_of_them) - 1
    percentile = 100 * (less + same / 2) / others if others else None
    z = None
    if len(all_of_them) >= ENOUGH_FOR_SCORES:
        deviation = stdev(all_of_them)
        if deviation > SAME and math.isfinite(deviation):
            z = (mine - fmean(all_of_them)) / deviation
    return PeerPlace(1 + better, len(all_of_them), percentile, z)
