"""What all charts share: SVG elements, marks, scales, and the figure around the picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from tabletop.referee.ledger import tenth
from tabletop.report.kit.shell import render

Align = Literal["start", "middle", "end"]
HUES = 8
"""How many colours and shapes there are before they repeat."""


@dataclass(frozen=True)
class Spot:
    """One mark: its position, and the sentence that describes it.

    A scatter plot writes the `name` beside it where it has one.
    """

    x: float
    y: float
    told: str
    name: str = ""


@dataclass(frozen=True)
class Series:
    """Marks that belong together, joined by a line in line charts.

    `hue` counts from 0 and sets colour, shape and dashes together, so that colour alone never
    carries meaning.
    """

    name: str
    spots: tuple[Spot, ...]
    hue: int = 0


@dataclass(frozen=True)
class ChartTable:
    """The numbers of a chart. The first column holds row headings; the others are right-aligned."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def element(name: str, *inside: str, **attributes: object) -> Markup:
    """Return an SVG element; texts and attributes are escaped, `_` in an attribute's name stands
    for -.
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_attribute(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(escape(one) for one in inside)
    return Markup(f"<{name}{pairs}>{body}</{name}>")  # noqa: S704 - names are ours


def _attribute(value: object) -> object:
    return f"{tenth(value):.1f}".removesuffix(".0") if isinstance(value, float) else value


def words(
    x: float, y: float, text: str, align: Align = "start", class_: str | None = None
) -> Markup:
    """Return a text element with its baseline at y."""
    return element("text", text, x=x, y=y, text_anchor=align, class_=class_)


def shape(x: float, y: float, hue: int, size: float = 4.5) -> Markup:
    """Return the mark of a series: circle, square, triangle, diamond, and rotated versions of
    these.
    """
    style = f"shape f{hue % HUES}"
    r = size
    corners: Sequence[tuple[float, float]]
    match hue % HUES:
        case 0:
            return element("circle", cx=x, cy=y, r=r, class_=style)
        case 1:
            corners = ((-r, -r), (r, -r), (r, r), (-r, r))
        case 2:
            corners = ((0, -1.3 * r), (1.2 * r, r), (-1.2 * r, r))
        case 3:
            corners = ((0, -1.4 * r), (1.4 * r, 0), (0, 1.4 * r), (-1.4 * r, 0))
        case 4:
            corners = ((0, 1.3 * r), (1.2 * r, -r), (-1.2 * r, -r))
        case 5:
            corners = _star(r)
        case 6:
            corners = ((-r, -r), (1.3 * r, 0), (-r, r))
        case _:
            corners = ((r, -r), (-1.3 * r, 0), (r, r))
    path = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return element("polygon", points=path, class_=style)


def _star(r: float) -> list[tuple[float, float]]:
    found = []
    for corner in range(10):
        reach = 1.5 * r if corner % 2 == 0 else 0.7 * r
        turn = math.pi * corner / 5
        found.append((reach * math.sin(turn), -reach * math.cos(turn)))
    return found


DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 4", "6 2 1 2")


def mark(told: str, *inside: Markup, class_: str = "") -> Markup:
    """Return an element that can be hovered and focused, and describes itself."""
    return element(
        "g",
        element("title", told),
        *inside,
        class_=f"mark {class_}".rstrip(),
        role="img",
        aria_label=told,
    )


@dataclass(frozen=True)
class AxisScale:
    """A linear scale from values to positions; `to` may be smaller than `start`, as on a vertical
    axis.
    """

    low: float
    high: float
    start: float
    to: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.to - self.start)


def reach(values: Iterable[float], margin: float = 0.06) -> tuple[float, float]:
    """Return a range that holds all values with a small margin; never empty."""
    found = list(values) or [0.0]
    low, high = min(found), max(found)
    room = (high - low) * margin or 1.0
    return low - room, high + room


def steps(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers within a range, about `most` of them at most."""
    rough = (high - low) / most
    size = 10.0 ** math.floor(math.log10(rough))
    size *= next(times for times in (1, 2, 5, 10) if size * times >= rough)
    first = math.ceil(low / size - 1e-9)
    last = math.floor(high / size + 1e-9)
    return [place * size for place in range(first, last + 1)]


def short(value: float) -> str:
    """Format a number for an axis."""
    return f"{value:,.10g}".replace("-", "−")


def beside(low: float, high: float, most: int) -> float:
    """Return the room that the numbers of a vertical axis need, in the picture's units."""
    return 6.2 * max((len(short(value)) for value in steps(low, high, most)), default=0)


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return label positions moved apart as little as needed, keeping their order, within low and
    high.
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    found = list(places)
    floor = low
    for i in order:
        found[i] = max(found[i], floor)
        floor = found[i] + gap
    ceiling = high
    for i in reversed(order):
        found[i] = min(found[i], ceiling)
        ceiling = found[i] - gap
    return found


def figure(
    id: str, title: str, about: str, picture: Markup, size: tuple[float, float], table: ChartTable
) -> Markup:
    """Return the figure: caption, picture, and its numbers as a collapsed table."""
    return render(
        "chart.html", id=id, title=title, about=about, picture=picture, size=size, table=table
    )
