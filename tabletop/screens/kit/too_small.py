"""What replaces a page in a window too small for it: the size that is needed."""

from __future__ import annotations

from textual.geometry import Size

from tabletop.text.safe import width, wrap

LEAST = Size(60, 20)
"""The columns and rows below which pages lose more than they show."""
GOOD = Size(80, 24)


class TooSmall:
    """Covers the page while the window is too small, unless somebody chooses to look
    at it anyway.
    """

    def __init__(self, least: Size = LEAST) -> None:
        self._least = least
        self._size = least
        self.up = False

    def measure(self, size: Size) -> bool:
        """Note the window's size. Return whether what is to be shown has changed."""
        before, was_small = self.up, self._is_small
        self._size = size
        if self._is_small != was_small:
            self.up = self._is_small
        return self.up or before

    def look(self) -> None:
        """Show the page anyway, until the window has been large enough again."""
        self.up = False

    @property
    def _is_small(self) -> bool:
        return self._size.width < self._least.width or self._size.height < self._least.height

    def painted(self) -> str:
        """Return what a terminal paints: the sentences in the middle, as far as they fit."""
        columns, rows = self._size
        lines = [
            line
            for text in (
                f"This window has {columns} columns and {rows} rows.",
                f"Tabletop needs {self._least.width} and {self._least.height}; "
                f"{GOOD.width} and {GOOD.height} are better.",
                "Make it larger, or its letters smaller: the page then comes back.",
                "Enter shows it anyway.",
            )
            for line in wrap(text, columns - 2)
        ][:rows]
        top = (rows - len(lines)) // 2
        return "\x1b[0m\x1b[2J" + "".join(
            f"\x1b[{top + row};{max(1, (columns - width(line)) // 2 + 1)}H{line}"
            for row, line in enumerate(lines, start=1)
        )
