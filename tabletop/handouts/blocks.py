"""What papers are made of: blocks of text without markup of any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading within a sheet; it stays with what follows it."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Prose:
    """Paragraphs and lists in Markdown; HTML, images and headings in it are shown as text."""

    markdown: str


@dataclass(frozen=True)
class Lattice:
    """A table. Rows of one group stay on one page.

    `numbers` are columns of numbers, `widths` their widths in per cent (empty: as the texts need),
    and `tall` rows have room for handwriting.
    """

    head: Row
    groups: tuple[tuple[Row, ...], ...]
    numbers: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()
    tall: bool = False


@dataclass(frozen=True)
class Fill:
    """Something to write down: what, and lines for it."""

    label: str
    lines: int = 2


@dataclass(frozen=True)
class NameCard:
    """A card to fold and set up: a role, and the delegation it sits for."""

    name: str
    above: str
    colour: str


@dataclass(frozen=True)
class NameCards:
    """Cards to cut out, two on a page."""

    cards: tuple[NameCard, ...]


Block: TypeAlias = Heading | Prose | Lattice | Fill | NameCards


@dataclass(frozen=True)
class Sheet:
    """One paper. `name` is its file's, without an ending; `whose` is who alone may read it, empty
    for everybody.
    """

    name: str
    title: str
    kicker: str
    blocks: tuple[Block, ...]
    whose: str = ""

    @property
    def warning(self) -> str:
        """For whom alone it is, in words; empty for everybody."""
        return f"For {self.whose} only" if self.whose else ""


def grid(
    head: Row,
    rows: list[Row],
    *,
    numbers: frozenset[int] = frozenset(),
    widths: tuple[int, ...] = (),
    tall: bool = False,
) -> tuple[Lattice, ...]:
    """Return a table of rows that may part from each other; nothing without rows."""
    groups = tuple((row,) for row in rows)
    return (Lattice(head, groups, numbers, widths, tall),) if rows else ()
