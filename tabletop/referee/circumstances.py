"""The circumstances in which a package is valued: the round, the climate, changes by injects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tabletop.exercise.conditions import PackageCondition
from tabletop.exercise.model import Effects, Exercise

Pair = tuple[str, str]
"""(of, toward): one delegation and the one it trusts."""

NEGLIGIBLE = 1e-9
"""Values closer than this count as equal: they differ only by rounding."""


@dataclass(frozen=True)
class Climate:
    """Trust per ordered pair and tension, all 0..100. A pair the author did not set is at 50."""

    trust: Mapping[Pair, float]
    tension: float

    def of(self, one: str, toward: str) -> float:
        """Return the trust of `one` in `toward` as a share, 0..1."""
        return self.trust.get((one, toward), 50.0) / 100

    def with_trust(self, changes: Mapping[Pair, float]) -> Climate:
        """Return a climate with some pairs set (0..100, clamped)."""
        levels = {pair: min(100.0, max(0.0, level)) for pair, level in changes.items()}
        return replace(self, trust={**self.trust, **levels})

    def with_tension(self, level: float) -> Climate:
        """Return a climate with tension set (clamped to 0..100)."""
        return replace(self, tension=min(100.0, max(0.0, level)))


def opening_climate(exercise: Exercise) -> Climate:
    """Return the climate before the first round, as the exercise's file gives it."""
    return Climate(exercise.opening_trust, exercise.referee.tension)


@dataclass(frozen=True)
class Circumstances:
    """Everything about a table, apart from the package, that a value depends on.

    `round` counts from 1 (0 before the first is treated as 1). `walk_away` and `points` hold what
    injects have added, `urgency` the factors they multiplied by, and `forbidden` the package
    conditions that they ruled out.
    """

    round: int
    climate: Climate
    walk_away: Mapping[str, float] = field(default_factory=dict)
    urgency: Mapping[str, float] = field(default_factory=dict)
    points: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    """(issue, option, delegation) to points added."""
    forbidden: tuple[PackageCondition, ...] = ()

    def after(self, effects: Effects, exercise: Exercise) -> Circumstances:
        """Return the circumstances after an inject's effects."""
        pairs = exercise.pairs
        climate = self.climate.with_trust(
            {
                pairs[key]: self.climate.trust.get(pairs[key], 50.0) + change
                for key, change in effects.trust.items()
            }
        ).with_tension(self.climate.tension + effects.tension)
        walk_away, urgency = dict(self.walk_away), dict(self.urgency)
        for one, change in effects.walk_away.items():
            walk_away[one] = walk_away.get(one, 0.0) + change
        for one, factor in effects.urgency.items():
            urgency[one] = urgency.get(one, 1.0) * factor
        points = self._shifted(effects) if effects.points else self.points
        forbidden = self.forbidden
        if effects.forbid is not None:
            forbidden = (*forbidden, effects.forbid)
        return Circumstances(self.round, climate, walk_away, urgency, points, forbidden)

    def _shifted(self, effects: Effects) -> dict[tuple[str, str, str], float]:
        points = dict(self.points)
        for shift in effects.points:
            for one, added in shift.points.items():
                key = (shift.issue, shift.option, one)
                points[key] = points.get(key, 0.0) + added
        return points


def opening_circumstances(exercise: Exercise) -> Circumstances:
    """Return the circumstances of a new table in round 1."""
    return Circumstances(1, opening_climate(exercise))


def walk_away(exercise: Exercise, delegation: str, circumstances: Circumstances) -> float:
    """Return the value of no deal to a delegation, including what injects added."""
    base = exercise.delegation_by_id[delegation].walk_away_in(max(1, circumstances.round))
    return base + circumstances.walk_away.get(delegation, 0.0)


def reaches(value: float, least: float) -> bool:
    """Return whether a value reaches a walk-away, up to a rounding error of `NEGLIGIBLE`."""
    return value >= least - NEGLIGIBLE
