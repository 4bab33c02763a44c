"""What stands instead of a page in a window too small for any: which size is needed."""

from __future__ import annotations

from textual.geometry import Size

from tabletop.text.safe import width, wrap

LEAST = Size(60, 20)
"""Columns and rows below which pages lose more than they show."""
GOOD = Size(80, 24)


class TooSmall:
    """Covers the page while the window is too small, unless somebody looks at it all the same."""

    def __init__(self, least: Size = LEAST) -> None:
        self._least = least
        self._size = least
        self.up = False

    def measure(self, size: Size) -> bool:
        """The window has this size now. Says whether what is to be seen has become another."""
        before, was_small = self.up, self._is_small
        self._size = size
        if self._is_small != was_small:
            self.up = self._is_small
        return self.up or before

    def look(self) -> None:
        """Show the page all the same, until the window has been large enough again."""
        self.up = False

    @property
    def _is_small(self) -> bool:
        return self._size.width < self._least.width or self._size.height < self._least.height

    def painted(self) -> str:
        """What a terminal paints: the sentences in the middle, as far as there is room."""
        columns, rows = self._size
        lines = [
            line
            for text in (
                f"This window has {columns} columns and {rows} rows.",
                f"Tabletop needs {self._least.width} and {self._least.height}; "
                f"{GOOD.width} and {GOOD.height} are better.",
                "Make it larger, or its letters smaller: the page comes back by itself.",
                "Enter shows it as it is.",
            )
            for line in wrap(text, columns - 2)
        ][:rows]
        top = (rows - len(lines)) // 2
        return "\x1b[0m\x1b[2J" + "".join(
            f"\x1b[{top + row};{max(1, (columns - width(line)) // 2 + 1)}H{line}"
            for row, line in enumerate(lines, start=1)
        )
