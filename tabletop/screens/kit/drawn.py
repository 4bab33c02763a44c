"""Widgets that draw their own lines: only lines that differ are repainted, with no layout.

Textual's path through a `Content` builds styles again for every piece of text and cuts, wraps and
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
"""Pieces from left to right. A last one without text sets the style of the remaining space."""


class Drawn(Widget):
    """A subclass says with `draw` what a line shows, and calls `redraw` when that may have changed.

    It has neither border nor padding of Textual's; `MARGIN` cells stay empty at both ends.
    """

    ALLOW_SELECT = False
    MARGIN: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: dict[int, DrawnLine] = {}
        """What each requested line shows; `_strips` has the painted ones."""
        self._strips: dict[int, Strip] = {}
        self._drawn_size = Size()
        self._looks: dict[str, Style] = {}

    @property
    def room(self) -> int:
        """The width available to a line."""
        return max(0, self._drawn_size.width - 2 * self.MARGIN)

    def draw(self, y: int) -> DrawnLine:
        """Return the pieces of a line, 0 being the top one. Raises `NotImplementedError` unless
        overridden.
        """
        raise NotImplementedError

    def redraw(self, *lines: int) -> None:
        """Repaint those of the lines (default all) that have changed."""
        changed = []
        for y in lines or tuple(self._drawn):
            if y in self._drawn and self._drawn[y] != (line := self.draw(y)):
                self._drawn[y] = line
                self._strips.pop(y, None)
                changed.append(Region(0, y, self._drawn_size.width, 1))
        if changed and self.is_attached:
            self._set_dirty(*changed)
            # Directly, since two queues of messages would cost each change four turns of the loop.
            screen = self.screen
            screen._dirty_widgets.add(self)
            screen.check_idle()

    def redraw_all(self) -> None:
        """Repaint everything: every line may have changed."""
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._drawn.clear()
        self._strips.clear()

    def look(self, style: str) -> Style:
        """Return a piece's style on this widget's background."""
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
                # Colours depend only on the style and the background.
                found = each.apply([Segment(" ", found)], background)[0].style or Style()
            self._looks[style] = found
        return found


def _cut(text: str, cells: int) -> str:
    """Cut the text to exactly a number of cells, with an ellipsis where something is lost."""
    if cells <= 0:
        return ""
    kept = chop_cells(text, cells)[0]
    if text[len(kept) :].strip():
        kept = chop_cells(text, cells - 1)[0] + CUT if cells > 1 else CUT
    return kept + " " * (cells - width(kept))
