"""Text in which what follows a bullet stays behind it, however narrow the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

_BULLET = re.compile(r" *[•·] ")


def hung(text: Content, cells: int) -> Content:
    """Wrap text into lines of at most `cells` cells, those after a bullet indented behind it."""
    return Content("\n").join(_wrapped(text, max(1, cells)))


def _wrapped(text: Content, cells: int) -> Iterator[Content]:
    for line in text.split("\n", allow_blank=True):
        found = _BULLET.match(line.plain)
        behind = found.end() if found else 0
        if not line.plain or line.cell_length <= cells or cells - behind < 2:
            yield line
            continue
        head, rest = line.divide([behind])[-2:] if behind else (Content(""), line)
        for number, part in enumerate(rest.wrap(cells - behind)):
            yield Content.assemble(" " * behind if number else head, part.rstrip())


class Hung(Static):
    """Shows text wrapped by `hung`."""

    _hung: tuple[object, int, Content] | None = None
    """What was wrapped last, for which width, and the result."""

    def _at(self, cells: int) -> Content:
        text = self.visual
        if not isinstance(text, Content):
            raise TypeError("only text is hung")
        if self._hung is None or self._hung[0] is not text or self._hung[1] != cells:
            self._hung = text, cells, hung(text, cells)
        return self._hung[2]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._at(width).plain.count("\n") + 1

    def render(self) -> RenderResult:
        return self._at(self.size.width)
