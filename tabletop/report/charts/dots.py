"""How values are spread: a dot for each, stacked where they meet, over the box of their middle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from tabletop.report.charts.figure import (
    Scale,
    Table,
    element,
    figure,
    mark,
    reach,
    shape,
    short,
    steps,
    words,
)

ROW = 64.0
STACK = 38.0
"""How high dots may stand on each other."""


@dataclass(frozen=True)
class DotRow:
    """Values with one name. `told` has a sentence for each; `against` is marked across the row.

    `box` are the quartiles with the median between them; without it the median alone is marked.
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

    def markup(self) -> Markup:
        """The whole figure."""
        width, height = 760.0, ROW * len(self.rows) + 46.0
        values = [value for row in self.rows for value in row.values]
        values += [row.against for row in self.rows if row.against is not None]
        across = Scale(*(self.span or reach(values)), 168.0, width - 24.0)
        picture: list[Markup] = []
        for value in steps(across.low, across.high, 8):
            x = across(value)
            picture.append(element("line", x1=x, x2=x, y1=0, y2=height - 42, class_="grid"))
            picture.append(words(x, height - 26, short(value), "middle", "minor"))
        for place, row in enumerate(self.rows):
            picture += _drawn(row, across, ROW * place + ROW - 16)
        picture.append(words(across.to, height - 8, f"{self.axis} →", "end"))
        size = (width, height)
        drawn = Markup("").join(picture)
        return figure(self.id, self.title, self.about, drawn, size, self._table())

    def _table(self) -> Table:
        marked = (self.against,) if self.against else ()
        head = ("", "Tables", "Lowest", "Lower quartile", "Median", "Upper quartile", "Highest")
        rows = []
        for row in self.rows:
            low, high = row.box or (None, None)
            cells = (min(row.values), low, row.median, high, max(row.values))
            found = [row.name, str(len(row.values)), *map(_number, cells)]
            rows.append((*found, _number(row.against)) if marked else tuple(found))
        return Table((*head, *marked), tuple(rows))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace("-", "−")


def _drawn(row: DotRow, across: Scale, base: float) -> list[Markup]:
    name = row.name if len(row.name) <= 24 else row.name[:23] + "…"
    found = [
        words(across.start - 14, base - 8, name, "end"),
        element("line", x1=across.start, x2=across.to, y1=base, y2=base, class_="axis"),
    ]
    if row.box is not None:
        left, right = (across(value) for value in row.box)
        wide = max(1.0, right - left)
        box = element("rect", x=left, y=base + 3, width=wide, height=7, class_="box")
        found.append(box)
    middle = across(row.median)
    found.append(element("line", x1=middle, x2=middle, y1=base + 1, y2=base + 12, class_="limit"))
    if row.against is not None:
        x = across(row.against)
        found.append(element("line", x1=x, x2=x, y1=base - 44, y2=base, class_="rule"))
    columns = [round(across(value) / 10) for value in row.values]
    step = min(10.0, STACK / max(Counter(columns).values(), default=1))
    stacked: Counter[int] = Counter()
    for value, told, column in sorted(zip(row.values, row.told, columns, strict=True)):
        y = base - 6 - step * stacked[column]
        stacked[column] += 1
        x = across(value)
        hit = element("circle", cx=x, cy=y, r=7, class_="hit")
        found.append(mark(told, hit, shape(x, y, row.hue, 4.2)))
    return found
