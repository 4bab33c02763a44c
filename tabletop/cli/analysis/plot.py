"""Plot one delegation's values against another's in plain characters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tabletop.referee.ledger import tenth
from tabletop.referee.outcomes.analysis import Analysis

WIDE, HIGH = 64, 20
_LEGEND = (
    "· feasible   o zone   * efficient in the zone   N Nash  K Kalai-S.  E egalitarian  U utilit."
)


def plotted(analysis: Analysis, across: str, up: str) -> list[str]:
    """Return the rows of a plot: values of `across` to the right, of `up` upwards, with walk-aways
    as lines.
    """
    space = analysis.space
    names = {one.id: one.name for one in space.exercise.delegations}
    x, y = (space.values[space.delegations.index(one)] for one in (across, up))
    feasible = np.flatnonzero(space.deals)
    if not len(feasible):
        return ["Nothing is feasible, so there is nothing to draw."]
    # Around the zone where there is one: the worst packages would leave it only a few characters.
    shown = analysis.zone if len(analysis.zone) else feasible
    margin = 1.0 if len(analysis.zone) else 0.0
    left, right = _span(
        x[shown], float(space.walk_aways[space.delegations.index(across), 0]), margin
    )
    low, high = _span(y[shown], float(space.walk_aways[space.delegations.index(up), 0]), margin)
    inside = (x >= left) & (x <= right) & (y >= low) & (y <= high)
    picture = np.full((HIGH, WIDE), " ", dtype="<U1")

    def column(values: npt.ArrayLike) -> npt.NDArray[np.intp]:
        return np.rint((np.asarray(values) - left) / (right - left) * (WIDE - 1)).astype(np.intp)

    def row(values: npt.ArrayLike) -> npt.NDArray[np.intp]:
        return (
            HIGH
            - 1
            - np.rint((np.asarray(values) - low) / (high - low) * (HIGH - 1)).astype(np.intp)
        )

    least_x = float(space.walk_aways[space.delegations.index(across), 0])
    least_y = float(space.walk_aways[space.delegations.index(up), 0])
    picture[:, column(least_x)] = "│"
    picture[row(least_y), :] = "─"
    picture[row(least_y), column(least_x)] = "┼"
    efficient = np.intersect1d(analysis.frontier, analysis.zone)
    for numbers, mark in ((feasible, "·"), (analysis.zone, "o"), (efficient, "*")):
        seen = numbers[inside[numbers]]
        picture[row(y[seen]), column(x[seen])] = mark
    for number, mark in zip(analysis.solutions.values(), "NKEU", strict=True):
        if number is not None:
            picture[row(y[number]), column(x[number])] = mark
    lines = [f"{names[up]} ↑   (lines: walk-aways)"]
    for place, cells in enumerate(picture):
        level = high - place * (high - low) / (HIGH - 1)
        label = f"{tenth(level):8.1f}" if place % 5 == 0 or place == HIGH - 1 else " " * 8
        lines.append(f"{label} {''.join(cells)}")
    lines.append(f"{'':8} {left:<{WIDE // 2}.1f}{right:>{WIDE - WIDE // 2}.1f}")
    lines.append(f"{'':8} {names[across] + ' →':>{WIDE}}")
    lines.append(_LEGEND)
    return lines


def _span(values: npt.NDArray[np.float64], least: float, margin: float) -> tuple[float, float]:
    low, high = min(float(values.min()), least), max(float(values.max()), least)
    low, high = low - margin * (high - low) / 2, high + margin * (high - low) / 2
    return (low, high) if high > low else (low - 1, high + 1)
