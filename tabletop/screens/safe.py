"""Text on its way to a screen: never markup, never a control character, measured in cells.

Whatever a player or an author typed passes through here. A Korean character is two cells wide, so
columns are cut and padded by cells and not by characters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content

MISSING = "\N{REPLACEMENT CHARACTER}"
CUT = "…"
_HARMLESS = {"\n": "\n", "\t": "    ", "\r": ""}
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def clean(text: str) -> str:
    """The text with control, override and unassigned characters made visible as one mark.

    New lines stay, tabs become spaces; everything else a terminal could obey is replaced. Hangul
    typed in pieces is put together, so that every program counts the same cells.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_harmless(character) for character in composed)


def _harmless(character: str) -> str:
    if character in _HARMLESS:
        return _HARMLESS[character]
    return MISSING if unicodedata.category(character) in _INVISIBLE else character


def line(text: str) -> str:
    """The text on one line: clean, with runs of white space as one space."""
    return " ".join(clean(text).split())


def plain(text: str, style: str = "") -> Content:
    """The text as content: clean, and with nothing in it read as markup."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def width(text: str) -> int:
    """Cells the text takes on a terminal."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text as one clean line of at most `cells` cells, with an ellipsis where it was cut."""
    text = line(text)
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    if cells == 1:
        return CUT
    return chop_cells(text, cells - 1)[0].rstrip() + CUT


# Names in columns come again and again; few are kept, for a player's text may be long.
@lru_cache(512)
def pad(text: str, cells: int, align: Literal["left", "right", "centre"] = "left") -> str:
    """The text cut or filled to exactly `cells` cells."""
    text = cut(text, cells)
    gap = max(0, cells - cell_len(text))
    if align == "right":
        return " " * gap + text
    if align == "centre":
        return " " * (gap // 2) + text + " " * (gap - gap // 2)
    return set_cell_size(text, cells)


def listed(names: list[str]) -> str:
    """Names in one phrase: "Anna, Ben and Chris"."""
    return " and ".join(", ".join(part) for part in (names[:-1], names[-1:]) if part)


def wrap(text: str, cells: int) -> list[str]:
    """The text as one paragraph in lines of at most `cells` cells; at least one line."""
    lines = [""]
    for word in line(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= cells:
            lines[-1] = joined
            continue
        pieces = chop_cells(word, max(2, cells))
        lines += pieces if lines[-1] else []
        if not lines[-1]:
            lines[-1:] = pieces
    return lines
