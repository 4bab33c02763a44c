"""Bar charts from zero, each bar with its name, its number and optionally a mark."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tabletop.referee.ledger import tenth
from tabletop.report.charts.figure import (
    HUES,
    AxisScale,
    ChartTable,
    element,
    figure,
    mark,
    short,
    steps,
    words,
)


@dataclass(frozen=True)
class Bar:
    """A value with a name; `against` is marked across it, such as a walk-away."""

    name: str
    value: float
    told: str
    hue: int = 0
    against: float | None = None


@dataclass(frozen=True)
class Bars:
    """Horizontal bars. `unit` heads the table's column of values, `against` that of marks."""

    id: str
    title: str
    about: str
    bars: tuple[Bar, ...]
    unit: str = "Value"
    against: str = ""
    span: tuple[float, float] | None = None
    places: int = 1
    """Decimals of the values; 0 for counts."""

    def markup(self) -> Markup:
        """Return the whole figure."""
        width, height = 760.0, 30.0 * len(self.bars) + 34.0
        values = [0.0, *(b.value for b in self.bars)]
        values += [b.against for b in self.bars if b.against is not None]
        low, high = self.span or (min(values), max(values))
        across = AxisScale(low, high if high > low else low + 1, 170.0, width - 60.0)
        foot = height - 26.0
        picture: list[Markup] = []
        for value in steps(across.low, across.high):
            if not self.places and value % 1:
                # Counts have no halves.
                continue
            x = across(value)
            picture.append(element("line", x1=x, x2=x, y1=0, y2=foot, class_="grid"))
            picture.append(words(x, height - 10, short(value), "middle", "minor"))
        zero = across(min(max(0.0, across.low), across.high))
        for place, bar in enumerate(self.bars):
            picture.append(_drawn(bar, across, zero, 30.0 * place + 4.0, self.places))
        picture.append(element("line", x1=zero, x2=zero, y1=0, y2=foot, class_="axis"))
        return figure(
            self.id,
            self.title,
            self.about,
            Markup("").join(picture),
            (width, height),
            self._table(),
        )

    def _table(self) -> ChartTable:
        marked = any(bar.against is not None for bar in self.bars)
        head = ("", self.unit, self.against) if marked else ("", self.unit)
        rows = []
        for bar in self.bars:
            row: tuple[str, ...] = (bar.name, short(tenth(bar.value)))
            if marked:
                row += (short(tenth(bar.against)) if bar.against is not None else "",)
            rows.append(row)
        return ChartTable(head, tuple(rows))


def _drawn(bar: Bar, across: AxisScale, zero: float, top: float, places: int) -> Markup:
    end = across(bar.value)
    left, right = min(zero, end), max(zero, end)
    name = bar.name if len(bar.name) <= 24 else bar.name[:23] + "…"
    told = f"{tenth(bar.value):.{places}f}".replace("-", "−")
    beside = max(right, zero)
    if bar.against is not None and beside < across(bar.against) < beside + 11 + 7 * len(told):
        # The mark would go through the number.
        beside = across(bar.against)
    inside = [
        element("rect", x=0, y=top - 2, width=across.to, height=26, class_="hit"),
        words(across.start - 14, top + 15, name, "end"),
        element(
            "rect",
            x=left,
            y=top + 2,
            width=max(1.5, right - left),
            height=18,
            class_=f"bar shape f{bar.hue % HUES}",
        ),
        words(beside + 7, top + 15, told),
    ]
    if bar.against is not None:
        x = across(bar.against)
        inside.append(element("line", x1=x, x2=x, y1=top - 2, y2=top + 24, class_="limit"))
    return mark(bar.told, *inside)
