"""Build a Markdown document: whatever it is given stays text.

CommonMark with pipe tables, as GitHub, pandoc and most journals' tools read it. Everything that any
of them takes for markup is escaped, except what is `Raw`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tabletop.report.kit.wording import visible

_MARKUP = re.compile(r"([\\`*_\[\]<>|~$^@&#])")
_LEADING = re.compile(r"^(\s*)([-+=:]|\d+[.)])")


class Raw(str):
    """Text that is Markdown already."""

    __slots__ = ()


def text(value: str) -> Raw:
    """Return one line of Markdown that reads as exactly this text."""
    if isinstance(value, Raw):
        return value
    flat = " ".join(value.split())
    return Raw(_LEADING.sub(_held, _MARKUP.sub(r"\\\1", flat)))


def _held(found: re.Match[str]) -> str:
    """Escape what would begin a list or a rule; a minus or plus before a digit does not."""
    space, mark = found[1], found[2]
    return f"{space}{mark[:-1]}\\{mark[-1]}" if len(mark) > 1 else f"{space}\\{mark}"


def _tame(markdown: str) -> list[str]:
    """Return the lines of Markdown without HTML, images and headings."""
    tame = markdown.strip().replace("<", "&lt;").replace("![", "!\\[")
    tame = re.sub(r"^(\s*)(#|=+\s*$|-+\s*$)", r"\1\\\2", tame, flags=re.MULTILINE)
    return tame.splitlines()


def strong(value: str) -> Raw:
    """Return a text in bold; spaces at its ends go outside, where the stars still work."""
    before, after = (" " if edge.isspace() else "" for edge in (value[:1], value[-1:]))
    return Raw(f"{before}**{text(value)}**{after}")


def joined(*parts: str) -> Raw:
    """Join parts on one line, each escaped unless it is `Raw`."""
    return Raw("".join(_kept(part) for part in parts))


def _kept(part: str) -> str:
    """Escape a part, keeping one space where it begins or ends with any."""
    inner = text(part)
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and inner else ""
    return part if isinstance(part, Raw) else f"{before}{inner}{after}"


class Document:
    """Blocks of Markdown, in order."""

    def __init__(self) -> None:
        self._blocks: list[str] = []

    def heading(self, level: int, title: str) -> None:
        self._blocks.append(f"{'#' * level} {text(title)}")

    def para(self, *parts: str) -> None:
        self._blocks.append(joined(*parts))

    def comment(self, words: str) -> None:
        self._blocks.append(f"<!-- {words.replace('--', '- -')} -->")

    def bullets(self, items: Iterable[str], numbered: bool = False) -> None:
        """Add a list; nothing when there are no items."""
        found = [text(item) for item in items]
        marks = [f"{n}." if numbered else "-" for n in range(1, len(found) + 1)]
        if found:
            lines = (f"{mark} {item}" for mark, item in zip(marks, found, strict=True))
            self._blocks.append("\n".join(lines))

    def quote(self, markdown: str) -> None:
        """Add an exercise's own Markdown as a quotation; HTML and images in it become text."""
        self._blocks.append("\n".join(f"> {line}".rstrip() for line in _tame(markdown)))

    def prose(self, markdown: str) -> None:
        """Add Markdown as it stands; HTML, images and headings in it become text."""
        self._blocks.append("\n".join(_tame(markdown)))

    def table(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int | None = None
    ) -> None:
        """Add a table; columns from `numbers` on are right-aligned. Nothing without rows."""
        found = [list(row) for row in rows]
        if not found:
            return
        first = len(head) if numbers is None else numbers
        rule = ["---" if place < first else "---:" for place in range(len(head))]
        lines = [list(head), *found]
        told = ["| " + " | ".join(text(cell) for cell in line) + " |" for line in lines]
        told.insert(1, "| " + " | ".join(rule) + " |")
        self._blocks.append("\n".join(told))

    def __str__(self) -> str:
        return visible("\n\n".join(self._blocks)) + "\n"
