"""Analyse an outcome space: zone of agreement, frontier, solutions.

Raiffa, *The Art and Science of Negotiation* (1982), for the zone of agreement and surplus; Nash
(1950) and Kalai and Smorodinsky (1975) for the solutions named after them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import Package
from tabletop.referee.circumstances import NEGLIGIBLE, Circumstances, Pair
from tabletop.referee.outcomes.frontier import Numbers, efficient
from tabletop.referee.outcomes.grid import Floats, Mask
from tabletop.referee.outcomes.space import Space, enumerate_space, without
from tabletop.referee.value import PROMISES, Facts
from tabletop.text.prose import flowing

SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@dataclass(frozen=True)
class Cost:
    """How many packages of the zone a red line or an interaction removes (negative: adds)."""

    source: str
    delegation: str | None
    because: str
    packages: int


@dataclass(frozen=True)
class Analysis:
    """The outcome space of an exercise in given circumstances.

    `zone`, `frontier` and the solutions are package numbers of `space`; the frontier ranges over
    all deals, the zone over those acceptable to every delegation. `ideal` is the best each
    delegation can have in the zone, or of all deals where the zone is empty. A solution is None
    where the zone is empty.
    """

    space: Space
    zone: Numbers
    frontier: Numbers
    ideal: Mapping[str, float]
    solutions: Mapping[str, int | None]

    def __repr__(self) -> str:
        """One line for notebooks; the packages themselves would fill pages."""
        return (
            f"<Analysis of {self.space.exercise.id}, round {self.space.circumstances.round}: "
            f"{self.deals} deals, {len(self.zone)} in the zone of agreement, "
            f"{len(self.frontier)} efficient>"
        )

    @property
    def feasible(self) -> int:
        """How many packages are feasible, the status quo among them."""
        return int(self.space.feasible.sum())

    @property
    def deals(self) -> int:
        """How many packages can be agreed."""
        return int(self.space.deals.sum())

    @property
    def frontier_in_zone(self) -> int:
        return int(np.isin(self.frontier, self.zone, assume_unique=True).sum())

    def values(self, number: int) -> dict[str, float]:
        """Return the value of a package (by its number) to each delegation."""
        column = self.space.values[:, number]
        return {one: float(v) for one, v in zip(self.space.delegations, column, strict=True)}


def acceptable(space: Space) -> Mask:
    """Return the zone of agreement as a mask: deals that reach every walk-away and cross no red
    line.
    """
    mask: Mask = space.deals.copy()
    for row, least in zip(space.values, space.walk_aways[:, 0], strict=True):
        mask &= row >= least - NEGLIGIBLE
    box = space.shaped(mask)
    for one in space.exercise.delegations:
        for line in one.red_lines:
            box[space.where(line.when)] = False
    return mask


def analyse_space(
    exercise: Exercise,
    circumstances: Circumstances,
    facts: Facts = PROMISES,
    standing: Package | None = None,
) -> Analysis:
    """Enumerate and analyse the whole outcome space; `facts` and `standing` as in
    `enumerate_space`.

    Raises `UnreadableInput` for a space too large to enumerate.
    """
    space = enumerate_space(exercise, circumstances, facts, standing)
    zone: Numbers = np.flatnonzero(acceptable(space))
    deals: Numbers = np.flatnonzero(space.deals)
    frontier = deals[efficient(space.values[:, deals])]
    within = zone if len(zone) else deals
    best = space.values[:, within].max(axis=1) if len(within) else space.walk_aways[:, 0]
    ideal = {one: float(v) for one, v in zip(space.delegations, best, strict=True)}
    return Analysis(space, zone, frontier, ideal, _solutions(space, zone, best))


def _solutions(space: Space, zone: Numbers, ideal: Floats) -> dict[str, int | None]:
    if not len(zone):
        return dict.fromkeys(SOLUTIONS)
    surplus = np.maximum(0.0, space.values[:, zone] - space.walk_aways)
    # A delegation that can gain nothing in the zone is left out of the others' shares.
    span = ideal[:, None] - space.walk_aways
    shares = np.where(span > NEGLIGIBLE, surplus / np.where(span > NEGLIGIBLE, span, 1.0), 1.0)
    product, total = surplus.prod(axis=0), surplus.sum(axis=0)
    return {
        "nash": int(zone[first_best(product, total)]),
        "kalai_smorodinsky": int(zone[_most_equal(shares, total)]),
        "egalitarian": int(zone[_most_equal(surplus, total)]),
        "utilitarian": int(zone[first_best(total, product)]),
    }


def _most_equal(rows: Floats, total: Floats) -> int:
    """Return the column whose smallest entry is greatest; ties go to the next smallest, then
    `total`.
    """
    smallest = rows.min(axis=0)
    highest = smallest.max()
    ties = np.flatnonzero(smallest >= highest - NEGLIGIBLE * max(1.0, abs(highest)))
    return int(ties[first_best(*np.sort(rows[:, ties], axis=0), total[ties])])


def first_best(*measures: Floats) -> int:
    """Return the index of the greatest first measure; ties go to the next measure, then to the
    first index.
    """
    places = np.arange(len(measures[0]))
    for measure in measures:
        here = measure[places]
        highest = here.max()
        places = places[here >= highest - NEGLIGIBLE * max(1.0, abs(highest))]
    return int(places[0])


def costs(analysis: Analysis) -> tuple[Cost, ...]:
    """Return how many packages of the zone each red line and each interaction costs."""
    space, exercise = analysis.space, analysis.space.exercise
    found: list[Cost] = []
    for one in exercise.delegations:
        for place, line in enumerate(one.red_lines):
            rest = (*one.red_lines[:place], *one.red_lines[place + 1 :])
            freer = one.model_copy(update={"red_lines": rest})
            others = tuple(freer if d.id == one.id else d for d in exercise.delegations)
            freed = replace(space, exercise=exercise.model_copy(update={"delegations": others}))
            gained = int(acceptable(freed).sum()) - len(analysis.zone)
            found.append(Cost("red-line", one.id, flowing(line.because), gained))
    for interaction in exercise.interactions:
        gained = int(acceptable(without(space, interaction)).sum()) - len(analysis.zone)
        found.append(Cost(interaction.id, None, flowing(interaction.because), gained))
    return tuple(found)


def sweep(
    exercise: Exercise, circumstances: Circumstances, pairs: tuple[Pair, ...], levels: range
) -> dict[int, dict[str, int]]:
    """Return the size of the zone for each order as trust in `pairs` runs through `levels`
    (0..100).
    """
    table: dict[int, dict[str, int]] = {}
    for level in levels:
        climate = circumstances.climate.with_trust(dict.fromkeys(pairs, float(level)))
        space = enumerate_space(exercise, replace(circumstances, climate=climate))
        box = space.shaped(acceptable(space))
        table[level] = {
            order.id: int(box[place].sum()) for place, order in enumerate(exercise.order.options)
        }
    return table
