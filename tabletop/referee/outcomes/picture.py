"""The outcome space of two delegations as points to plot, in any medium."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from tabletop.referee.outcomes.analysis import Analysis

Numbers = npt.NDArray[np.intp]
Points = tuple[tuple[float, float], ...]
Look = Literal["reach", "zone", "edge"]
"""What can be agreed, what all accept, and what of that is efficient."""

ACROSS, UP = 168, 112
"""The finest grid on which points are told apart; no plot is drawn finer."""
SOLUTIONS = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}

Window = tuple[tuple[float, float], tuple[float, float]]
"""(low, high) of each axis."""


def window(analysis: Analysis, across: str, up: str, also: Points) -> Window:
    """Return the ranges to plot: the zone, the walk-aways and what else must be seen, with a
    margin.

    Plotting the worst packages too would leave the zone only a few dots. Without a zone: everything
    feasible.
    """
    shown = analysis.zone if len(analysis.zone) else _feasible(analysis)
    margin = 0.35 if len(analysis.zone) else 0.05
    spans = []
    for place, one in enumerate((across, up)):
        values = _values(analysis, one)[shown]
        least = float(analysis.space.walk_aways[analysis.space.delegations.index(one), 0])
        found = [least, *(point[place] for point in also)]
        if len(values):
            found += [float(values.min()), float(values.max())]
        low, high = min(found), max(found)
        room = (high - low) * margin or 1.0
        spans.append((low - room, high + room))
    return spans[0], spans[1]


def regions(
    analysis: Analysis, across: str, up: str, shown: Window
) -> tuple[tuple[str, Look, Points], ...]:
    """Return everything feasible, the zone of agreement, and the frontier within it, each with its
    name.

    Without a zone, the frontier of everything feasible takes its place.
    """
    zone, edge = analysis.zone, analysis.frontier
    if len(zone):
        edge = np.intersect1d(edge, zone, assume_unique=True)
    parts: list[tuple[str, Look, Numbers]] = [("feasible", "reach", _feasible(analysis))]
    if len(zone):
        parts.append(("zone of agreement", "zone", zone))
    parts.append(("efficient in the zone" if len(zone) else "efficient", "edge", edge))
    return tuple(
        (name, look, _thinned(analysis, numbers, (across, up), shown))
        for name, look, numbers in parts
    )


def _feasible(analysis: Analysis) -> Numbers:
    """Return the numbers of all packages that can be agreed."""
    return np.flatnonzero(analysis.space.deals)


def _thinned(analysis: Analysis, numbers: Numbers, pair: tuple[str, str], shown: Window) -> Points:
    """Return the values of these packages within a window, thinned to one per cell of
    a fine grid.
    """
    x, y = (_values(analysis, one)[numbers] for one in pair)
    (left, right), (low, high) = shown
    inside = (x >= left) & (x <= right) & (y >= low) & (y <= high)
    x, y = x[inside], y[inside]
    cells = np.zeros((ACROSS + 1) * (UP + 1), dtype=np.intp)
    columns = ((x - left) / (right - left) * ACROSS).astype(np.intp)
    rows = ((y - low) / (high - low) * UP).astype(np.intp)
    # Each cell keeps the last of its packages, counted from 1.
    cells[columns * (UP + 1) + rows] = np.arange(1, len(x) + 1)
    kept = cells[cells > 0] - 1
    return tuple(zip(x[kept].tolist(), y[kept].tolist(), strict=True))


def _values(analysis: Analysis, one: str) -> npt.NDArray[np.float64]:
    row: npt.NDArray[np.float64] = analysis.space.values[analysis.space.delegations.index(one)]
    return row


def walk_aways(analysis: Analysis, across: str, up: str) -> tuple[float, float]:
    """Return both walk-aways in the circumstances of the analysis."""
    least = dict(
        zip(analysis.space.delegations, analysis.space.walk_aways[:, 0].tolist(), strict=True)
    )
    return least[across], least[up]


def solutions(analysis: Analysis, across: str, up: str) -> tuple[tuple[str, float, float], ...]:
    """Return the solutions by name with both values; those that share a package are one entry."""
    named: dict[int, list[str]] = {}
    for id, number in analysis.solutions.items():
        if number is not None:
            named.setdefault(number, []).append(SOLUTIONS[id])
    found = []
    for number, names in named.items():
        values = analysis.values(number)
        found.append((", ".join(names), values[across], values[up]))
    return tuple(found)
