"""Text as content for a widget: cleaned, and with nothing in it read as markup."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from tabletop.text.safe import clean, cut, one_line, width

_GAP = 3


def plain(text: str, style: str = "") -> Content:
    """Return the text as content: cleaned, and with nothing in it read as markup."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def side_by_side(pieces: Iterable[tuple[str, str]], cells: int) -> Content:
    """Return texts with their styles beside each other; none is broken at the end of a line.

    Textual breaks a line at no-break spaces as at any other.
    """
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for text, style in pieces:
        shown = cut(one_line(text), cells)
        if lines[-1] and used + width(shown) > cells:
            lines.append([])
            used = 0
        used += width(shown) + _GAP
        lines[-1].append((shown + " " * _GAP, style))
    return Content("\n").join(Content.assemble(*line) for line in lines)
