"""Two referees behind one interface: Tabletop's own, and the plain one it is checked against."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.referee import (
    Circumstances,
    acceptable,
    analysis_circumstances,
    feasible,
    red_lines,
    value,
    walk_away,
)
from tabletop.referee.outcomes.analysis import Analysis, analyse_space
from tests.exercises import plain_referee as plain
from tests.exercises.plain_referee import Package, Raw
from tests.exercises.plain_space import Space, dominates, sweep

Levels = Mapping[str, float]
"""Trust that differs from the opening, by pair: `usa-dprk` is that of usa in dprk."""


@dataclass(frozen=True)
class Found:
    """The results for the whole outcome space of one round at one level of trust."""

    feasible: int
    zone: Mapping[tuple[str, ...], tuple[float, ...]]
    """Options in the file's order to values in the file's order."""
    efficient: int
    """How many of the zone's packages no feasible one dominates."""
    nash: tuple[str, ...] | None
    kalai_smorodinsky: tuple[str, ...] | None

    def dominating(self, options: tuple[str, ...]) -> int:
        """Return how many packages of the zone are better for someone and worse for no one."""
        return sum(dominates(other, self.zone[options]) for other in self.zone.values())


class Referee(Protocol):
    """Rounds count from 1. Packages are whole."""

    def value(self, x: Package, of: str, round_number: int = 1, trust: Levels = ...) -> float: ...

    def walk_away(self, of: str, round_number: int = 1) -> float: ...

    def refuses(self, x: Package, of: str, round_number: int = 1, trust: Levels = ...) -> bool: ...

    def feasible(self, x: Package, round_number: int = 1) -> bool: ...

    def crosses(self, x: Package, of: str) -> bool: ...

    def space(self, round_number: int = 1, trust: Levels = ...) -> Found: ...


OPENING: Levels = {}


class Plain:
    """The plain referee: the oracle."""

    def __init__(self, ex: Raw) -> None:
        self._ex = ex
        self._opening = plain.opening_trust(ex)

    def _trust(self, levels: Levels) -> dict[tuple[str, str], float]:
        ids = [d["id"] for d in self._ex["delegation"]]
        pairs = {f"{a}-{b}": (a, b) for a in ids for b in ids if a != b}
        return self._opening | {pairs[key]: level for key, level in levels.items()}

    def value(self, x: Package, of: str, round_number: int = 1, trust: Levels = OPENING) -> float:
        return plain.value(self._ex, x, of, round_number, self._trust(trust))

    def walk_away(self, of: str, round_number: int = 1) -> float:
        return plain.walk_away(self._ex, of, round_number)

    def refuses(self, x: Package, of: str, round_number: int = 1, trust: Levels = OPENING) -> bool:
        return not plain.acceptable(self._ex, x, of, round_number, self._trust(trust))

    def feasible(self, x: Package, round_number: int = 1) -> bool:
        return plain.feasible(self._ex, x, plain.forbidden(self._ex, round_number))

    def crosses(self, x: Package, of: str) -> bool:
        return bool(plain.red_lines(self._ex, x, of))

    def space(self, round_number: int = 1, trust: Levels = OPENING) -> Found:
        return _found(sweep(self._ex, round_number, self._trust(trust)))


def _found(space: Space) -> Found:
    surpluses = {options: space.surpluses(options) for options in space.zone}
    nash = kalai = None
    if surpluses:
        best: list[float] = [max(column) for column in zip(*surpluses.values(), strict=True)]

        def product(options: tuple[str, ...]) -> float:
            return math.prod(surpluses[options])

        def least_share(options: tuple[str, ...]) -> float:
            return min(s / b for s, b in zip(surpluses[options], best, strict=True))

        nash = max(surpluses, key=product)
        kalai = max(surpluses, key=least_share)
    return Found(space.feasible, space.zone, len(space.efficient), nash, kalai)


class Real:
    """Tabletop's own referee."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise

    @classmethod
    def of(cls, source: str) -> Real:
        return cls(read_exercise(source))

    @cached_property
    def _opening(self) -> dict[int, Circumstances]:
        rounds = range(1, len(self._exercise.rounds) + 1)
        return {number: analysis_circumstances(self._exercise, number) for number in rounds}

    def _in(self, round_number: int, trust: Levels) -> Circumstances:
        if not trust:
            return self._opening[round_number]
        return analysis_circumstances(self._exercise, round_number, trust)

    def value(self, x: Package, of: str, round_number: int = 1, trust: Levels = OPENING) -> float:
        return value(self._exercise, x, of, self._in(round_number, trust)).value

    def walk_away(self, of: str, round_number: int = 1) -> float:
        return walk_away(self._exercise, of, self._in(round_number, OPENING))

    def refuses(self, x: Package, of: str, round_number: int = 1, trust: Levels = OPENING) -> bool:
        return not acceptable(self._exercise, x, of, self._in(round_number, trust))

    def feasible(self, x: Package, round_number: int = 1) -> bool:
        return feasible(self._exercise, x, self._in(round_number, OPENING))

    def crosses(self, x: Package, of: str) -> bool:
        return bool(red_lines(self._exercise, x, of))

    def space(self, round_number: int = 1, trust: Levels = OPENING) -> Found:
        analysis = analyse_space(self._exercise, self._in(round_number, trust))

        def options(number: int | None) -> tuple[str, ...] | None:
            return None if number is None else tuple(analysis.space.package(number).values())

        return Found(
            analysis.feasible,
            _zone(analysis),
            analysis.frontier_in_zone,
            options(analysis.solutions["nash"]),
            options(analysis.solutions["kalai_smorodinsky"]),
        )


def _zone(analysis: Analysis) -> dict[tuple[str, ...], tuple[float, ...]]:
    return {
        tuple(analysis.space.package(int(number)).values()): tuple(
            analysis.values(int(number)).values()
        )
        for number in analysis.zone
    }
