"""A line of text that is often another."""

from __future__ import annotations

from tabletop.screens.drawn import Drawn, Line, Piece


class OneLine(Drawn):
    """Shows pieces of text on one line, cut at its end."""

    DEFAULT_CSS = "OneLine { height: 1; }"

    def __init__(self, *pieces: Piece, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pieces = pieces

    def put(self, *pieces: Piece) -> None:
        """Show others."""
        self._pieces = pieces
        self.redraw()

    def draw(self, y: int) -> Line:
        return self._pieces
