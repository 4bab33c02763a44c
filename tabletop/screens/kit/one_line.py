"""A line of text that changes often."""

from __future__ import annotations

import re

from tabletop.screens.kit.drawn import Drawn, DrawnLine, Piece
from tabletop.text.safe import wrap

_GAP = re.compile(" {2,}")


class OneLine(Drawn):
    """Shows pieces of text on one line, cut at its end; wrapped if given two."""

    DEFAULT_CSS = "OneLine { height: 1; }"

    def __init__(self, *pieces: Piece, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pieces = pieces

    def put(self, *pieces: Piece) -> None:
        """Show other pieces."""
        self._pieces = pieces
        self.redraw()

    def draw(self, y: int) -> DrawnLine:
        if self.size.height == 1 or not self._pieces:
            return self._pieces if not y else ()
        # With the same gaps as the wrapped text, or the lengths would not agree.
        pieces = [(_GAP.sub(" ", text), style) for text, style in self._pieces]
        first, *more = wrap("".join(text for text, _ in pieces), max(2, self.room))
        if y:
            return [(" ".join(more), pieces[-1][1])]
        shown, left = [], len(first)
        for text, style in pieces:
            part = text[:left] if left > 0 else ""
            left -= len(text)
            if part:
                shown.append((part, style))
        return shown
