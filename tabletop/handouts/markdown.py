"""Sheets as Markdown, to edit and to put on a course page."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.handouts.blocks import Block, Fill, Heading, Lattice, NameCards, Prose, Sheet
from tabletop.report.kit.document import Document, joined, strong, text

_LINE = "\\_" * 40


def markdown(sheets: Sequence[Sheet]) -> str:
    """Return the sheets one after another."""
    out = Document()
    for one in sheets:
        out.heading(1, one.title)
        out.para(one.kicker)
        if one.warning:
            out.para(strong(one.warning))
        for block in one.blocks:
            _add(block, out)
    return str(out)


def _add(block: Block, out: Document) -> None:
    match block:
        case Heading():
            out.heading(block.level, block.text)
        case Prose():
            out.prose(block.markdown)
        case Fill():
            out.para(strong(block.label))
            for _ in range(block.lines):
                out.prose(_LINE)
        case NameCards():
            out.bullets(
                joined(strong(one.name), f", {one.above}" if one.above else "")
                for one in block.cards
            )
        case Lattice():
            first = min(block.numbers, default=None)
            rows = [row for group in block.groups for row in group]
            out.table([text(cell) for cell in block.head], rows, first)
