"""The outcome space as a picture: what two delegations could have had, and where solutions lie."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tabletop.referee.analysis import Analysis
from tabletop.report.charts import Region, Series, Spot

ACROSS, UP = 220, 150
"""The finest that a region is told apart; the picture is drawn no finer."""
SOLUTIONS = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}


def regions(analysis: Analysis, across: str, up: str) -> tuple[Region, ...]:
    """Everything feasible, the zone of agreement, and the frontier within it, as regions.

    Without a zone there is the frontier of everything feasible instead.
    """
    zone = analysis.zone
    edge = analysis.frontier
    if len(zone):
        edge = np.intersect1d(edge, zone, assume_unique=True)
    found = [
        Region("feasible", "reach", _thinned(analysis, analysis_feasible(analysis), across, up))
    ]
    if len(zone):
        found.append(Region("zone of agreement", "zone", _thinned(analysis, zone, across, up)))
    name = "efficient in the zone" if len(zone) else "efficient"
    found.append(Region(name, "edge", _thinned(analysis, edge, across, up)))
    return tuple(found)


def analysis_feasible(analysis: Analysis) -> npt.NDArray[np.intp]:
    """The numbers of all feasible packages."""
    return np.flatnonzero(analysis.space.feasible)


def _thinned(
    analysis: Analysis, numbers: npt.NDArray[np.intp], across: str, up: str
) -> tuple[tuple[float, float], ...]:
    """The values of these packages, one for each cell of a fine grid over the whole space."""
    if not len(numbers):
        return ()
    x, y = (_values(analysis, one)[numbers] for one in (across, up))
    columns, rows = _cells(analysis, across, x, ACROSS), _cells(analysis, up, y, UP)
    _, first = np.unique(columns * (UP + 1) + rows, return_index=True)
    return tuple(zip(x[first].tolist(), y[first].tolist(), strict=True))


def _cells(
    analysis: Analysis, one: str, values: npt.NDArray[np.float64], count: int
) -> npt.NDArray[np.intp]:
    whole = _values(analysis, one)
    low, high = float(whole.min()), float(whole.max())
    width = (high - low) / count or 1.0
    return ((values - low) / width).astype(np.intp)


def _values(analysis: Analysis, one: str) -> npt.NDArray[np.float64]:
    row: npt.NDArray[np.float64] = analysis.space.values[analysis.space.delegations.index(one)]
    return row


def walk_aways(analysis: Analysis, across: str, up: str) -> tuple[float, float]:
    """Both walk-aways in the circumstances of the analysis."""
    least = dict(
        zip(analysis.space.delegations, analysis.space.walk_aways[:, 0].tolist(), strict=True)
    )
    return least[across], least[up]


def solutions(analysis: Analysis, across: str, up: str, hue: int = 3) -> tuple[Series, ...]:
    """The solutions as labelled marks; those that are the same package share one."""
    named: dict[int, list[str]] = {}
    for id, number in analysis.solutions.items():
        if number is not None:
            named.setdefault(number, []).append(SOLUTIONS[id])
    found = []
    for number, names in named.items():
        values = analysis.values(number)
        told = f"{', '.join(names)}: {values[across]:.1f} and {values[up]:.1f}"
        found.append(Series(", ".join(names), (Spot(values[across], values[up], told),), hue))
    return tuple(found)
