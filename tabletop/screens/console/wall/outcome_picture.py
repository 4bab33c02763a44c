"""Plot outcomes among everything possible, in characters, for a wall.

Across is what one delegation has, up what another has. Pure: points in, lines out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from tabletop.text.safe import cut, one_line, width

if TYPE_CHECKING:
    from tabletop.referee.outcomes.analysis import Analysis
    from tabletop.referee.outcomes.picture import Look, Points, Window

_LOOKS: Mapping[Look, tuple[str, str]] = {
    "reach": ("░", "$muted"),
    "zone": ("▒", "$primary"),
    "edge": ("▓", "$accent"),
}
"""A region's character and colour; each works without the other."""
_LEFT = 8
"""Width of the axis labels at the left."""
_LEAST = (24, 6)
_LONGEST = 16
"""Width of the labels of outcomes that share a cell."""


@dataclass(frozen=True)
class PlacedMark:
    """One outcome: where it is, its label and the signs around it, and its colour."""

    x: float
    y: float
    label: str
    style: str
    around: tuple[str, str] = ("", "")
    aside: bool = False
    """Shown only if it lies within the range of the others and the zone."""


@dataclass(frozen=True)
class Picture:
    """What is plotted. `told` explains the marks' labels, one piece each."""

    across: str
    up: str
    shown: Window
    regions: tuple[tuple[str, Look, Points], ...]
    walk_aways: tuple[float, float]
    solutions: tuple[tuple[str, float, float], ...]
    marks: tuple[PlacedMark, ...]
    told: tuple[str, ...]


def picture_of(
    analysis: Analysis,
    pair: tuple[str, str],
    names: Mapping[str, str],
    marks: Sequence[PlacedMark],
    told: tuple[str, ...],
) -> Picture:
    """Return the plot of a pair of delegations, over an analysed space."""
    from tabletop.referee.outcomes import picture

    points = tuple((one.x, one.y) for one in marks if not one.aside)
    shown = picture.window(analysis, *pair, points)
    (left, right), (low, high) = shown
    inside = [one for one in marks if left <= one.x <= right and low <= one.y <= high]
    return Picture(
        across=names[pair[0]],
        up=names[pair[1]],
        shown=shown,
        regions=picture.regions(analysis, *pair, shown),
        walk_aways=picture.walk_aways(analysis, *pair),
        solutions=picture.solutions(analysis, *pair),
        marks=tuple(inside),
        told=told,
    )


PictureCell = tuple[str, str]


class _Canvas:
    """Cells of one character each; labels go where they cover no other label."""

    def __init__(self, picture: Picture, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        (self._left, self._right), (self._low, self._high) = picture.shown
        self._cells: dict[tuple[int, int], PictureCell] = {}
        self._words: set[tuple[int, int]] = set()

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return the column and the row (from the top) of a point; points outside go
        to the edge.
        """
        column = (x - self._left) / (self._right - self._left) * self.columns
        row = (self._high - y) / (self._high - self._low) * self.rows
        return min(self.columns - 1, max(0, int(column))), min(self.rows - 1, max(0, int(row)))

    def fill(self, points: Points, cell: PictureCell) -> None:
        """Draw a region: its points, and single cells between two of them."""
        there = {self.at(x, y) for x, y in points}
        beside = {(x + 1, y) for x, y in there if (x + 2, y) in there}
        between = {(x, y + 1) for x, y in there if (x, y + 2) in there}
        self._cells |= dict.fromkeys(there | beside | between, cell)

    def rule(self, x: float, y: float) -> None:
        """Draw both walk-aways."""
        column, row = self.at(x, y)
        for other in range(self.columns):
            self._cells[other, row] = ("┈", "$foreground")
        for other in range(self.rows):
            self._cells[column, other] = ("┊", "$foreground")
        self._cells[column, row] = ("┼", "$foreground")

    def write(self, column: int, row: int, text: str, style: str, *, must: bool = True) -> None:
        """Write a label at the nearest free place; unless `must`, skip it if there is none.

        All characters of the text are one cell wide.
        """
        start = max(0, min(self.columns - len(text), column - len(text) // 2))
        for away in (0, -1, 1, -2, 2, -3, 3):
            cells = [(start + at, row + away) for at in range(len(text))]
            if 0 <= row + away < self.rows and not self._words & set(cells):
                break
        else:
            if not must:
                return
            cells = [(start + at, row) for at in range(len(text))]
        self._words |= set(cells)
        self._cells |= {cell: (one, style) for cell, one in zip(cells, text, strict=True)}

    def lines(self) -> Iterable[Content]:
        """Yield row after row, with runs of one style joined."""
        for row in range(self.rows):
            cells = [self._cells.get((at, row), (" ", "")) for at in range(self.columns)]
            runs = groupby(cells, key=lambda cell: cell[1])
            yield Content.assemble(
                *(("".join(one for one, _ in run), style) for style, run in runs)
            )


def draw(picture: Picture, cells: int, rows: int) -> Content:
    """Return the plot in a given number of cells and rows, including its legend."""
    legend = _legend(picture, cells)
    columns = max(_LEAST[0], cells - _LEFT)
    height = max(_LEAST[1], rows - len(legend) - 4)
    canvas = _Canvas(picture, columns, height)
    for _, look, points in picture.regions:
        canvas.fill(points, _LOOKS[look])
    canvas.rule(*picture.walk_aways)
    for _, x, y in picture.solutions:
        canvas.write(*canvas.at(x, y), "◆", "bold $foreground", must=False)
    for (column, row), label, style in _gathered(picture, canvas):
        canvas.write(column, row, label, style)
    for name, x, y in picture.solutions:
        column, row = canvas.at(x, y)
        canvas.write(column + 3 + len(name) // 2, row, name, "bold $foreground", must=False)
    (left, right), (low, high) = picture.shown
    body = []
    for at, drawn in enumerate(canvas.lines()):
        value = high - (at + 0.5) / height * (high - low)
        tick = f"{_whole(value)} ┤" if at % 4 == 1 else "│"
        body.append(Content.assemble((tick.rjust(_LEFT), "$muted"), drawn))
    up = Content.styled(cut(f"↑ what {one_line(picture.up)} has", cells), "bold $secondary")
    return Content("\n").join(
        [up, *body, _axis(picture, columns, (left, right)), *legend],
    )


def _gathered(picture: Picture, canvas: _Canvas) -> Iterable[tuple[tuple[int, int], str, str]]:
    """Return the marks, with those of the same cell and style joined."""
    there: dict[tuple[tuple[int, int], str, tuple[str, str]], list[str]] = {}
    for one in picture.marks:
        alike = (canvas.at(one.x, one.y), one.style, one.around)
        there.setdefault(alike, []).append(one.label)
    for (place, style, (before, after)), labels in there.items():
        yield place, f"{before}{cut(','.join(labels), _LONGEST)}{after}", style


def _axis(picture: Picture, columns: int, span: tuple[float, float]) -> Content:
    """Return the axis line below, with its numbers and label."""
    left, right = span
    # On a line of its own: beside the numbers it would take the place of the last ones.
    name = f"{cut(f'what {one_line(picture.across)} has', columns - 2)} →"
    ruler = ["─"] * columns
    numbers = [" "] * columns
    for at in range(4, columns - 4, max(12, columns // 6)):
        ruler[at] = "┴"
        value = _whole(left + (at + 0.5) / columns * (right - left))
        numbers[at : at + len(value)] = value
    return Content.assemble(
        (" " * (_LEFT - 1) + "└" + "".join(ruler), "$muted"),
        ("\n" + " " * _LEFT + "".join(numbers[:columns]).rstrip(), "$muted"),
        ("\n" + " " * (_LEFT + columns - width(name)) + name, "bold $secondary"),
    )


def _whole(value: float) -> str:
    """Format a number of an axis; zero has no sign."""
    return f"{round(value)}"


def _legend(picture: Picture, cells: int) -> list[Content]:
    """Return what each sign means, in as many lines as needed."""
    entries: list[tuple[PictureCell, str]] = [
        (_LOOKS[look], name) for name, look, _ in picture.regions
    ]
    entries.append((("┊", "$foreground"), "walk-away"))
    if picture.solutions:
        entries.append((("◆", "bold $foreground"), "solutions"))
    entries += [(("", ""), one) for one in picture.told]
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for (sign, style), name in entries:
        taken = width(sign) + width(name) + 4
        if used and used + taken > cells:
            lines.append([])
            used = 0
        lines[-1] += [(f"{sign} " if sign else "", style), (f"{name}   ", "$muted")]
        used += taken
    return [Content.assemble(*one) for one in lines]
