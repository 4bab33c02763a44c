"""Plain text for terminals and pipes: nothing a player typed can act on the reader's screen."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from tabletop.cli.streams import in_utf8
from tabletop.files import printable


def say(text: str = "") -> None:
    """Print one line; control characters are escaped."""
    print(harmless(text))


def complain(text: str) -> None:
    """Print one line on stderr, if it is open."""
    with suppress(OSError):
        print(harmless(text), file=sys.stderr)


def harmless(text: str) -> str:
    """Return a text on one line, control characters shown as escapes."""
    return printable(text.replace("\n", " ⏎ "))


def say_json(document: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=not in_utf8(sys.stdout), indent=2))


def columns(rows: Sequence[Sequence[str]], numbers: frozenset[int] = frozenset()) -> list[str]:
    """Format rows as aligned lines; the columns named in `numbers` are right-aligned."""
    from rich.cells import cell_len

    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(rows[0]))]

    def cell(text: str, place: int) -> str:
        gap = " " * (widths[place] - cell_len(text))
        return gap + text if place in numbers else text + gap

    return ["  ".join(cell(text, i) for i, text in enumerate(row)).rstrip() for row in rows]
