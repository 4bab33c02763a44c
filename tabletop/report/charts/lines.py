"""Line charts over time: a line per series, horizontal reference levels, and events
flagged above.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tabletop.referee.ledger import tenth
from tabletop.report.charts.figure import (
    DASHES,
    HUES,
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
    spread,
    steps,
    words,
)


@dataclass(frozen=True)
class AxisTick:
    """A labelled position on the time axis."""

    x: float
    label: str


@dataclass(frozen=True)
class RuledLevel:
    """A reference level across the chart, such as a walk-away: one number, or steps over time."""

    name: str
    spots: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Flag:
    """An event, flagged by a letter above the chart."""

    x: float
    letter: str
    told: str


@dataclass(frozen=True)
class LineChart:
    """Values over time. `wide` fills the column; otherwise it is one of several side by side.

    `span` fixes the axis of values, such as (0, 100).
    """

    id: str
    title: str
    about: str
    series: tuple[Series, ...]
    ticks: tuple[AxisTick, ...]
    axis: str
    """What x counts, such as Round; the heading of the table's first column."""
    levels: tuple[RuledLevel, ...] = ()
    flags: tuple[Flag, ...] = ()
    span: tuple[float, float] | None = None
    wide: bool = True

    def markup(self) -> Markup:
        """Return the whole figure."""
        width, height = (760.0, 300.0) if self.wide else (400.0, 230.0)
        top = 34.0 if self.flags else 12.0
        labels = max((_width(one) for one in self._names()), default=0.0)
        right = width - 14.0 - min(labels, width / 3)
        xs = [tick.x for tick in self.ticks] + [s.x for one in self.series for s in one.spots]
        first, last = (min(xs), max(xs)) if xs else (0.0, 1.0)
        low, high = self.span or reach(self._values())
        left = max(38.0, beside(low, high, 5) + 8)
        across = AxisScale(first, last if last > first else first + 1, left, right)
        up = AxisScale(low, high, height - 30.0, top)
        picture = [
            *self._frame(across, up, height),
            *self._levels(across, up),
            *self._lines(across, up, height),
            *self._flags(across, up),
        ]
        return figure(
            self.id,
            self.title,
            self.about,
            Markup("").join(picture),
            (width, height),
            self._table(),
        )

    def _names(self) -> list[str]:
        return [one.name for one in self.series] + [level.name for level in self.levels]

    def _values(self) -> list[float]:
        found = [spot.y for one in self.series for spot in one.spots]
        return found + [y for level in self.levels for _, y in level.spots]

    def _frame(self, across: AxisScale, up: AxisScale, height: float) -> list[Markup]:
        found = []
        for value in steps(up.low, up.high, 5):
            y = up(value)
            found.append(element("line", x1=across.start, x2=across.to, y1=y, y2=y, class_="grid"))
            found.append(words(across.start - 6, y + 4, short(value), "end", "minor"))
        for tick in self.ticks:
            x = across(tick.x)
            found.append(element("line", x1=x, x2=x, y1=up.start, y2=up.start + 5, class_="axis"))
            found.append(words(x, height - 10, tick.label, "middle", "minor"))
        found.append(
            element("line", x1=across.start, x2=across.to, y1=up.start, y2=up.start, class_="axis")
        )
        return found

    def _levels(self, across: AxisScale, up: AxisScale) -> list[Markup]:
        found = []
        for level in self.levels:
            path, before = [], None
            for x, y in level.spots:
                # A level holds until the next one replaces it.
                if before is not None:
                    path.append(f"{across(x):.1f},{up(before):.1f}")
                path.append(f"{across(x):.1f},{up(y):.1f}")
                before = y
            if len(level.spots) == 1:
                path = [f"{x:.1f},{up(level.spots[0][1]):.1f}" for x in (across.start, across.to)]
            found.append(element("polyline", points=" ".join(path), fill="none", class_="rule"))
        return found

    def _lines(self, across: AxisScale, up: AxisScale, height: float) -> list[Markup]:
        found = []
        for one in self.series:
            path = " ".join(f"{across(s.x):.1f},{up(s.y):.1f}" for s in one.spots)
            found.append(
                element(
                    "polyline",
                    points=path,
                    class_=f"line k{one.hue % HUES}",
                    stroke_dasharray=DASHES[one.hue % HUES],
                )
            )
        for one in self.series:
            for spot in one.spots:
                x, y = across(spot.x), up(spot.y)
                hit = element("circle", cx=x, cy=y, r=11, class_="hit")
                found.append(mark(spot.told, hit, shape(x, y, one.hue, 4.0)))
        ends = [(one.name, one.spots[-1].y) for one in self.series if one.spots]
        ends += [(level.name, level.spots[-1][1]) for level in self.levels if level.spots]
        places = spread([up(y) + 4 for _, y in ends], 14.0, up.to, height - 30.0)
        for (name, _), y in zip(ends, places, strict=True):
            found.append(words(across.to + 10, y, _cut(name)))
        return found

    def _flags(self, across: AxisScale, up: AxisScale) -> list[Markup]:
        found, taken = [], -100.0
        for flag in sorted(self.flags, key=lambda one: one.x):
            x = across(flag.x)
            # Overlapping flags are placed side by side.
            box = max(x, taken + 19.0)
            taken = box
            line = element(
                "path", d=f"M{box:.1f},20 L{x:.1f},30 V{up.start:.1f}", class_="flag", fill="none"
            )
            square = element(
                "rect", x=box - 8, y=3, width=16, height=17, rx=3, class_="flag-box shape"
            )
            found.append(mark(flag.told, line, square, words(box, 16, flag.letter, "middle")))
        return found

    def _table(self) -> ChartTable:
        xs = sorted({spot.x for one in self.series for spot in one.spots})
        by = [{spot.x: spot.y for spot in one.spots} for one in self.series]
        labels = {tick.x: tick.label for tick in self.ticks}
        rows = tuple(
            (
                labels.get(x, short(round(x, 2))),
                *(f"{tenth(row[x]):.1f}".replace("-", "−") if x in row else "" for row in by),
            )
            for x in xs
        )
        return ChartTable((self.axis, *(one.name for one in self.series)), rows)


MOST = 22
"""The most characters of a name beside a line."""


def _cut(name: str) -> str:
    return name if len(name) <= MOST else name[: MOST - 1] + "…"


def _width(name: str) -> float:
    """Estimate a label's drawn width; wide characters count double."""
    return sum(12.5 if ord(one) > 0x1100 else 6.8 for one in _cut(name))
