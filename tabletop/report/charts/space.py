"""The outcome space as a report plots it: its regions and solutions."""

from __future__ import annotations

from tabletop.referee.ledger import tenth
from tabletop.referee.outcomes import picture
from tabletop.referee.outcomes.analysis import Analysis
from tabletop.referee.outcomes.picture import SOLUTIONS, Window, walk_aways, window
from tabletop.report.charts import Region, Series, Spot

__all__ = ["SOLUTIONS", "regions", "solutions", "walk_aways", "window"]


def regions(analysis: Analysis, across: str, up: str, shown: Window) -> tuple[Region, ...]:
    """Return everything feasible, the zone of agreement and the frontier as regions."""
    parts = picture.regions(analysis, across, up, shown)
    return tuple(Region(name, look, points) for name, look, points in parts)


def solutions(analysis: Analysis, across: str, up: str, hue: int = 3) -> tuple[Series, ...]:
    """Return the solutions as labelled marks."""
    return tuple(
        Series(name, (Spot(x, y, f"{name}: {tenth(x):.1f} and {tenth(y):.1f}"),), hue)
        for name, x, y in picture.solutions(analysis, across, up)
    )
