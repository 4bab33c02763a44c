"""Scatter plots: possible outcomes as regions, actual ones as marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from tabletop.referee.ledger import tenth
from tabletop.referee.outcomes.picture import Look
from tabletop.report.charts.figure import (
    Align,
    AxisScale,
    ChartTable,
    Series,
    beside,
    element,
    figure,
    mark,
    reach,
    shape,
    short,
    steps,
    words,
)

CELL = 6.0
"""The side of the squares that a region is drawn with, in the picture's units."""
LEGEND = 18.0
"""The height of a legend row."""


@dataclass(frozen=True)
class Region:
    """Many points drawn as one shape: everything feasible, the zone, or the frontier.

    Later regions of a chart cover earlier ones.
    """

    name: str
    look: Look
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Scatter:
    """Values against values. `walk_away` is drawn as a line across each axis.

    `labelled` marks are few and have their names in the picture; `series` are many and show names
    on hover and focus.
    """

    id: str
    title: str
    about: str
    x_axis: str
    y_axis: str
    regions: tuple[Region, ...] = ()
    series: tuple[Series, ...] = ()
    labelled: tuple[Series, ...] = ()
    walk_away: tuple[float, float] | None = None
    window: tuple[tuple[float, float], tuple[float, float]] | None = None
    """The visible range of each axis, (low, high); everything when None."""
    series_on_top: bool = False
    """Whether the many marks may cover the labelled ones, which are then drawn larger."""

    def markup(self) -> Markup:
        """Return the whole figure."""
        legend = self._legend_places()
        width, height = 760.0, 540.0 + LEGEND * max((row for _, row in legend), default=0)
        points = list(self._points())
        spans = self.window or (reach(x for x, _ in points), reach(y for _, y in points))
        left = max(56.0, beside(*spans[1], 8) + 29)
        across = AxisScale(*spans[0], left, width - 30.0)
        up = AxisScale(*spans[1], 464.0, 14.0)
        picture = [*self._frame(across, up), *self._regions(across, up)]
        if self.walk_away is not None:
            picture += self._walk_aways(across, up)
        many = [
            _spot(spot.told, across(spot.x), up(spot.y), one.hue)
            for one in self.series
            for spot in one.spots
        ]
        few = self._labelled(across, up)
        picture += [*few, *many] if self.series_on_top else [*many, *few]
        picture += self._legend(legend)
        return figure(
            self.id,
            self.title,
            self.about,
            Markup("").join(picture),
            (width, height),
            self._table(),
        )

    def _points(self) -> Iterable[tuple[float, float]]:
        for region in self.regions:
            yield from region.points
        for one in (*self.series, *self.labelled):
            for spot in one.spots:
                yield spot.x, spot.y
        if self.walk_away is not None:
            yield self.walk_away

    def _frame(self, across: AxisScale, up: AxisScale) -> list[Markup]:
        found = []
        for value in steps(across.low, across.high, 8):
            x = across(value)
            found.append(element("line", x1=x, x2=x, y1=up.start, y2=up.to, class_="grid"))
            found.append(words(x, up.start + 17, short(value), "middle", "minor"))
        for value in steps(up.low, up.high, 8):
            y = up(value)
            found.append(element("line", x1=across.start, x2=across.to, y1=y, y2=y, class_="grid"))
            found.append(words(across.start - 7, y + 4, short(value), "end", "minor"))
        found.append(words(across.to, up.start + 36, f"{self.x_axis} →", "end"))
        middle = (up.start + up.to) / 2
        found.append(
            element(
                "text",
                f"{self.y_axis} →",
                x=14.0,
                y=middle,
                text_anchor="middle",
                transform=f"rotate(-90 14 {middle:.1f})",
            )
        )
        return found

    def _regions(self, across: AxisScale, up: AxisScale) -> list[Markup]:
        found: list[Markup] = []
        taken: set[tuple[int, int]] = set()
        for region in reversed(self.regions):
            cells = {
                (int(across(x) // CELL), int(up(y) // CELL))
                for x, y in region.points
                if across.low <= x <= across.high and up.low <= y <= up.high
            }
            if region.look != "edge":
                cells |= _gaps(cells)
            # Adjacent cells in a row become one rectangle.
            path = "".join(
                f"M{column * CELL:.0f},{row * CELL:.0f}h{run * CELL:.0f}v{CELL:.0f}"
                f"h-{run * CELL:.0f}z"
                for column, row, run in _runs(cells - taken)
            )
            found.insert(0, element("path", d=path, class_=f"region {region.look}"))
            taken |= cells
        return found

    def _walk_aways(self, across: AxisScale, up: AxisScale) -> list[Markup]:
        assert self.walk_away is not None
        x, y = across(self.walk_away[0]), up(self.walk_away[1])
        return [
            element("line", x1=x, x2=x, y1=up.start, y2=up.to, class_="rule"),
            element("line", x1=across.start, x2=across.to, y1=y, y2=y, class_="rule"),
            words(x + 5, up.to + 10, "walk-away", "start", "minor"),
            words(across.to - 4, y - 5, "walk-away", "end", "minor"),
        ]

    def _labelled(self, across: AxisScale, up: AxisScale) -> list[Markup]:
        marks = [(one, spot) for one in self.labelled for spot in one.spots]
        at = [(across(spot.x), up(spot.y)) for _, spot in marks]
        named = [
            (spot.name, across(spot.x), up(spot.y))
            for one in self.series
            for spot in one.spots
            if spot.name
        ]
        places = [*at, *((x, y) for _, x, y in named)]
        taken = [Rectangle(x - 8, y - 8, x + 8, y + 8) for x, y in places]
        found = [
            _spot(spot.told, x, y, one.hue, 9.0 if self.series_on_top else 6.0)
            for (one, spot), (x, y) in zip(marks, at, strict=True)
        ]
        edges = (across.start, across.to)
        solved = [(one.name, x, y, "name") for (one, _), (x, y) in zip(marks, at, strict=True)]
        # Names of the many marks come first, so they are placed nearest.
        for name, x, y, look in [*((*one, "name own") for one in named), *solved]:
            align, place, line, box = _free(name, x, y, taken, edges)
            taken.append(box)
            found.append(element("text", name, x=place, y=line, text_anchor=align, class_=look))
        return found

    def _named(self) -> tuple[Region | Series, ...]:
        return (*self.regions, *self.series)

    def _legend_places(self) -> list[tuple[float, int]]:
        """Return where each legend entry begins, and in which row."""
        found, x, row = [], 56.0, 0
        for one in self._named():
            wide = 34 + 6.3 * len(one.name)
            if x + wide > 760.0 and x > 56.0:
                x, row = 56.0, row + 1
            found.append((x, row))
            x += wide
        return found

    def _legend(self, places: list[tuple[float, int]]) -> list[Markup]:
        found = []
        for one, (x, row) in zip(self._named(), places, strict=True):
            y = 531.0 + LEGEND * row
            if isinstance(one, Region):
                square = {"x": x, "y": y - 10, "width": 11, "height": 11}
                found.append(element("rect", **square, class_=f"region {one.look}"))
            else:
                found.append(shape(x + 5, y - 4, one.hue, 4.5))
            found.append(words(x + 17, y, one.name, "start", "minor"))
        return found

    def _table(self) -> ChartTable:
        rows = tuple(
            (spot.told, short(tenth(spot.x)), short(tenth(spot.y)))
            for one in (*self.series, *self.labelled)
            for spot in one.spots
        )
        return ChartTable(("", self.x_axis, self.y_axis), rows)


_SIDES: tuple[Align, Align] = ("start", "end")


class Rectangle(NamedTuple):
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rectangle) -> bool:
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )


def _free(
    name: str, x: float, y: float, taken: list[Rectangle], edges: tuple[float, float]
) -> tuple[Align, float, float, Rectangle]:
    """Return the nearest position beside a mark where its name covers nothing else."""
    width = 6.9 * len(name)
    first: tuple[Align, float, float, Rectangle] | None = None
    for away in (0, 14, -14, 28, -28, 42, -42):
        for align in _SIDES:
            place = x + 11 if align == "start" else x - 11
            left = place if align == "start" else place - width
            box = Rectangle(left, y + away - 7, left + width, y + away + 7)
            choice: tuple[Align, float, float, Rectangle] = (align, place, y + away + 4, box)
            first = first or choice
            inside = edges[0] <= box.left and box.right <= edges[1]
            if inside and not any(box.meets(one) for one in taken):
                return choice
    assert first is not None
    return first


def _gaps(cells: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return single cells between two others, such as whole points on a slightly wider grid."""
    beside = {(x + 1, y) for x, y in cells if (x + 2, y) in cells}
    between = {(x, y + 1) for x, y in cells if (x, y + 2) in cells}
    return beside | between


def _runs(cells: set[tuple[int, int]]) -> Iterable[tuple[int, int, int]]:
    """Group cells into runs (column, row, length)."""
    for column, row in sorted(cells):
        if (column - 1, row) in cells:
            continue
        run = 1
        while (column + run, row) in cells:
            run += 1
        yield column, row, run


def _spot(told: str, x: float, y: float, hue: int, size: float = 5.0) -> Markup:
    hit = element("circle", cx=x, cy=y, r=12, class_="hit")
    return mark(told, hit, shape(x, y, hue, size))
