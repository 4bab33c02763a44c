"""Standard measures of an outcome space and its packages, from the literature on negotiating
agents.

Opposition is that of Baarslag et al., "Evaluating practical negotiating agents" (Artificial
Intelligence 198, 2013); the Nash product is that of Nash (1950). Distances are Euclidean, in
points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from tabletop.errors import UnreadableInput
from tabletop.exercise.arguments import need
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.outcomes.analysis import Analysis
from tabletop.referee.outcomes.frontier import Numbers
from tabletop.referee.outcomes.grid import Floats

Which = Literal["zone", "frontier"]
_AT_A_TIME = 2_000_000


@dataclass(frozen=True)
class Outcome:
    """One package with its values and its distances to other outcomes, in points.

    `package` has the form and the order where the exercise has them. `surplus` is the value less
    the walk-away. `nash_product` is the product of surpluses, 0 where one is negative. A distance
    to a solution is None where the zone is empty.
    """

    package: Mapping[str, str]
    value: Mapping[str, float]
    surplus: Mapping[str, float]
    nash_product: float
    in_zone: bool
    to_frontier: float
    to_nash: float | None
    to_kalai_smorodinsky: float | None


def opposition(analysis: Analysis) -> float | None:
    """Return how far the best package stays from what would be best for everyone at once.

    The least distance of a feasible package from the point at which every delegation has its best,
    values scaled so that each one's worst feasible package is 0 and its best 1: from 0 (one package
    is best for all) to the square root of the number of delegations. None where nothing is
    feasible.
    """
    values = analysis.space.values[:, analysis.space.feasible]
    if not values.shape[1]:
        return None
    low, high = values.min(axis=1)[:, None], values.max(axis=1)[:, None]
    span = np.where(high - low > NEGLIGIBLE, high - low, 1.0)
    missing = np.zeros(values.shape[1])
    for row in range(len(values)):
        missing += ((high[row] - values[row]) / span[row]) ** 2
    return math.sqrt(float(missing.min()))


def nash_products(analysis: Analysis, numbers: Numbers) -> Floats:
    """Return each package's product of surpluses, 0 where a surplus is negative."""
    surplus = analysis.space.values[:, numbers] - analysis.space.walk_aways
    return np.asarray(np.maximum(0.0, surplus).prod(axis=0))


def distance(analysis: Analysis, one: int, other: int | None) -> float | None:
    """Return the distance of two packages in points; None where there is no other."""
    if other is None:
        return None
    values = analysis.space.values
    return float(np.sqrt(((values[:, one] - values[:, other]) ** 2).sum()))


def outcomes(analysis: Analysis, which: Which = "frontier") -> Iterator[Outcome]:
    """Return every package of the zone of agreement or of the frontier, in the order of the space.

    Raises `UnreadableInput` when `which` is neither.
    """
    need(analysis, Analysis, "analysis", "an analysis", "analyse(...) gives one")
    if which not in get_args(Which):
        raise UnreadableInput(f"there are no outcomes '{which}'; choose from zone, frontier")
    return _outcomes(analysis, which)


def _outcomes(analysis: Analysis, which: Which) -> Iterator[Outcome]:
    space = analysis.space
    numbers = analysis.zone if which == "zone" else analysis.frontier
    zone = set(analysis.zone.tolist()) if which == "frontier" else None
    edge = space.values[:, analysis.frontier]
    step = max(1, _AT_A_TIME // max(1, edge.shape[1]))
    names = space.delegations
    least = space.walk_aways[:, 0].tolist()
    for start in range(0, len(numbers), step):
        some = numbers[start : start + step]
        values = space.values[:, some]
        near = _nearest(values, edge) if which == "zone" else np.zeros(len(some))
        solved = {
            name: _nearest(values, space.values[:, [number]]) if number is not None else None
            for name, number in analysis.solutions.items()
        }
        products = nash_products(analysis, some)
        for place, number in enumerate(some.tolist()):
            worth = values[:, place].tolist()
            distances = {
                name: None if found is None else float(found[place])
                for name, found in solved.items()
            }
            package = space.package(number)
            yield Outcome(
                {choice: package[choice] for choice in space.exercise.named},
                dict(zip(names, worth, strict=True)),
                {one: value - floor for one, value, floor in zip(names, worth, least, strict=True)},
                float(products[place]),
                zone is None or number in zone,
                float(near[place]),
                distances["nash"],
                distances["kalai_smorodinsky"],
            )


def _nearest(values: Floats, points: Floats) -> Floats:
    """Return the distance of each column of `values` to the nearest column of `points`."""
    squares = np.zeros((values.shape[1], points.shape[1]))
    for row, others in zip(values, points, strict=True):
        squares += (row[:, None] - others[None, :]) ** 2
    return np.asarray(np.sqrt(squares.min(axis=1)))
