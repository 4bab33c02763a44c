"""Dot plots: how values are spread, a dot for each, stacked where they meet, over a box of
quartiles.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from tabletop.referee.ledger import tenth
from tabletop.report.charts.figure import (
    AxisScale,
    ChartTable,
    element,
    figure,
    mark,
    reach,
    shape,
    short,
    steps,
    words,
)

FEW = 60
"""Up to this many values in a row, dots are large and at their exact values."""
LEAST, MOST = 38.0, 96.0
"""The lowest and the greatest height of a stack of dots."""
UNDER = 16.0
"""The space under a row's line for its box."""


@dataclass(frozen=True)
class DotRow:
    """Values with one name. `told` has a sentence for each; `against` is marked across the row.

    `box` are the quartiles with the median between them; without it only the median is marked.
    """

    name: str
    values: tuple[float, ...]
    told: tuple[str, ...]
    median: float
    box: tuple[float, float] | None = None
    hue: int = 0
    against: float | None = None


@dataclass(frozen=True)
class Dots:
    """Rows of dots along one axis. `against` names what is marked in every row."""

    id: str
    title: str
    about: str
    rows: tuple[DotRow, ...]
    axis: str
    against: str = ""
    span: tuple[float, float] | None = None
    counted: str = "Tables"
    """What the dots of a row are."""

    def markup(self) -> Markup:
        """Return the whole figure."""
        width = 760.0
        values = [value for row in self.rows for value in row.values]
        values += [row.against for row in self.rows if row.against is not None]
        across = AxisScale(*(self.span or reach(values)), 168.0, width - 24.0)
        stacks = [_stacked(row, across) for row in self.rows]
        height = sum(stack.high + UNDER + 10.0 for stack in stacks) + 46.0
        picture: list[Markup] = []
        for value in steps(across.low, across.high, 8):
            x = across(value)
            picture.append(element("line", x1=x, x2=x, y1=0, y2=height - 42, class_="grid"))
            picture.append(words(x, height - 26, short(value), "middle", "minor"))
        base = 0.0
        for row, stack in zip(self.rows, stacks, strict=True):
            base += stack.high + 10.0
            picture += _drawn(row, across, stack, base)
            base += UNDER
        picture.append(words(across.to, height - 8, f"{self.axis} →", "end"))
        size = (width, height)
        drawn = Markup("").join(picture)
        return figure(self.id, self.title, self.about, drawn, size, self._table())

    def _table(self) -> ChartTable:
        marked = (self.against,) if self.against else ()
        head = ("", self.counted, "Lowest", "Lower quartile", "Median", "Upper quartile", "Highest")
        rows = []
        for row in self.rows:
            low, high = row.box or (None, None)
            cells = (min(row.values), low, row.median, high, max(row.values))
            found = [row.name, str(len(row.values)), *map(_number, cells)]
            rows.append((*found, _number(row.against)) if marked else tuple(found))
        return ChartTable((*head, *marked), tuple(rows))


def _number(value: float | None) -> str:
    return "" if value is None else f"{tenth(value):.1f}".replace("-", "−")


@dataclass(frozen=True)
class Stack:
    """Where a row's dots are: (x, height above the line), for each of its values."""

    places: tuple[tuple[float, float], ...]
    size: float
    high: float


def _stacked(row: DotRow, across: AxisScale) -> Stack:
    """Place dots side by side where there is room, else stacked; many dots are drawn small."""
    few = len(row.values) <= FEW
    wide = 10.0 if few else 6.0
    columns = [round(across(value) / wide) for value in row.values]
    tallest = max(Counter(columns).values())
    high = min(MOST, max(LEAST, wide * tallest))
    step = min(wide, high / tallest)
    places: dict[int, tuple[float, float]] = {}
    taken: Counter[int] = Counter()
    for place in sorted(range(len(columns)), key=lambda one: (row.values[one], row.told[one])):
        column = columns[place]
        x = across(row.values[place]) if few else column * wide
        places[place] = (x, 2.0 + wide / 2.5 + step * taken[column])
        taken[column] += 1
    return Stack(tuple(places[one] for one in range(len(columns))), 0.42 * wide, high)


def _drawn(row: DotRow, across: AxisScale, stack: Stack, base: float) -> list[Markup]:
    name = row.name if len(row.name) <= 24 else row.name[:23] + "…"
    found = [
        words(across.start - 14, base - 8, name, "end"),
        element("line", x1=across.start, x2=across.to, y1=base, y2=base, class_="axis"),
    ]
    if row.box is not None:
        left, right = (across(value) for value in row.box)
        wide = max(1.0, right - left)
        found.append(element("rect", x=left, y=base + 3, width=wide, height=7, class_="box"))
    middle = across(row.median)
    found.append(element("line", x1=middle, x2=middle, y1=base + 1, y2=base + 12, class_="limit"))
    marks = sorted(zip(row.values, row.told, stack.places, strict=True))
    for _, told, (x, above) in marks:
        y = base - above
        hit = element("circle", cx=x, cy=y, r=1.4 * stack.size, class_="hit")
        look = "small" if len(row.values) > FEW else ""
        found.append(mark(told, hit, shape(x, y, row.hue, stack.size), class_=look))
    if row.against is not None:
        x, top = across(row.against), base - stack.high - 4
        found.append(element("line", x1=x, x2=x, y1=top, y2=base, class_="rule"))
    return found
