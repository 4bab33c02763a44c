"""Widgets that draw their own lines: what differs is painted again, and nothing is laid out.

Textual's way through a `Content` builds styles anew for every piece of text and cuts, wraps and
filters each line again. On a page that others change all the time, at a hundred seats of one host,
that was half of all the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import chop_cells
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tabletop.text.safe import CUT, width

Piece = tuple[str, str]
"""A text without line breaks, and its style in Textual's words: "bold $accent"; "" is plain."""
DrawnLine = Sequence[Piece]
"""Pieces from left to right. A last one without text gives the style of the space that is left."""


class Drawn(Widget):
    """A subclass says with `draw` what a line shows, and calls `redraw` when that may be another.

    It has neither border nor padding of Textual's; `MARGIN` cells stay empty at both ends.
    """

    ALLOW_SELECT = False
    MARGIN: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: dict[int, DrawnLine] = {}
        """What each line shows that was asked for; `_strips` has those that are painted."""
        self._strips: dict[int, Strip] = {}
        self._drawn_size = Size()
        self._looks: dict[str, Style] = {}

    @property
    def room(self) -> int:
        """Cells a line may take."""
        return max(0, self._drawn_size.width - 2 * self.MARGIN)

    def draw(self, y: int) -> DrawnLine:
        """The pieces of a line, the topmost being 0."""
        raise NotImplementedError

    def redraw(self, *lines: int) -> None:
        """Paint those lines again (all, when none is named) that have become different."""
        changed = []
        for y in lines or tuple(self._drawn):
            if y in self._drawn and self._drawn[y] != (line := self.draw(y)):
                self._drawn[y] = line
                self._strips.pop(y, None)
                changed.append(Region(0, y, self._drawn_size.width, 1))
        if changed and self.is_attached:
            self._set_dirty(*changed)
            # Straight to the page: through two queues of messages each change costs four turns.
            screen = self.screen
            screen._dirty_widgets.add(self)
            screen.check_idle()

    def redraw_all(self) -> None:
        """Paint everything again: what `draw` says of every line may be another now."""
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._drawn.clear()
        self._strips.clear()

    def look(self, style: str) -> Style:
        """A style of a piece on this widget's ground."""
        return (self.visual_style + self._get_style(style)).rich_style

    def notify_style_update(self) -> None:
        self._looks.clear()
        self._strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        size = self.size
        if self._drawn_size != size:
            self._forget()
            self._drawn_size = size
        self._dirty_regions.clear()
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, size.width):
            strips = [one.crop(*crop.column_span) for one in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        if y not in self._strips:
            if y not in self._drawn:
                self._drawn[y] = self.draw(y)
            self._strips[y] = self._strip(self._drawn[y])
        return self._strips[y]

    def _strip(self, line: DrawnLine) -> Strip:
        left = self.room
        segments = [Segment(" " * self.MARGIN, self._look(""))] if self.MARGIN else []
        for text, style in line:
            fitting = text if width(text) <= left else _cut(text, left)
            if fitting:
                segments.append(Segment(fitting, self._look(style)))
                left -= width(fitting)
        style = line[-1][1] if line and not line[-1][0] else ""
        if left + self.MARGIN:
            segments.append(Segment(" " * (left + self.MARGIN), self._look(style)))
        return Strip(segments, self._drawn_size.width)

    def _look(self, style: str) -> Style:
        found = self._looks.get(style)
        if found is None:
            found = self.look(style)
            background = self.background_colors[1]
            for each in self.get_line_filters():
                # Colours depend on nothing but the style and the ground.
                found = each.apply([Segment(" ", found)], background)[0].style or Style()
            self._looks[style] = found
        return found


def _cut(text: str, cells: int) -> str:
    """The text cut to exactly so many cells, with an ellipsis where something of it is lost."""
    if cells <= 0:
        return ""
    kept = chop_cells(text, cells)[0]
    if text[len(kept) :].strip():
        kept = chop_cells(text, cells - 1)[0] + CUT if cells > 1 else CUT
    return kept + " " * (cells - width(kept))
