"""Sheets as a Word document, to change in a word processor.

All text becomes runs of text: nothing an author writes can become a field, a link or a macro.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from markdown_it import MarkdownIt

from tabletop.handouts.blocks import Block, Fill, Heading, Lattice, NameCards, Prose, Sheet
from tabletop.text.safe import clean, one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

    from tabletop.handouts import Paper

SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres."""
_SIDE, _TOP = 18, 16
_ONLY = RGBColor(0x8A, 0x1C, 0x0C)
_LINE, _CARD = Mm(8), Mm(52)


def word(sheets: Sequence[Sheet], paper: Paper, title: str) -> bytes:
    """Return a .docx file; each sheet begins on a page of its own."""
    document = Document()
    _set_up(document, paper, title)
    for at, one in enumerate(sheets):
        _sheet(document, one, first=at == 0)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _set_up(document: Any, paper: Paper, title: str) -> None:
    section = document.sections[0]
    width, height = SIZES[paper]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin = section.bottom_margin = Mm(_TOP)
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    about = document.core_properties
    about.title, about.author, about.comments = one_line(title)[:255], "", ""


def _sheet(document: Any, one: Sheet, *, first: bool) -> None:
    head = document.add_paragraph(one_line(one.kicker))
    head.paragraph_format.page_break_before = not first
    head.paragraph_format.keep_with_next = True
    if one.warning:
        only = document.add_paragraph().add_run(one_line(one.warning))
        only.bold, only.font.color.rgb = True, _ONLY
    document.add_heading(one_line(one.title), 1)
    for block in one.blocks:
        _add(document, block)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(one_line(block.text), block.level)
        case Prose():
            _prose(document, block.markdown)
        case Fill():
            label = document.add_paragraph()
            label.add_run(one_line(block.label)).bold = True
            label.paragraph_format.keep_with_next = True
            table = document.add_table(block.lines, 1)
            table.style = "Table Grid"
            for row in table.rows:
                row.height = _LINE
            document.add_paragraph()
        case NameCards():
            table = document.add_table(0, 1)
            table.style = "Table Grid"
            for card in block.cards:
                row = table.add_row()
                row.height = _CARD
                _keep_whole(row)
                told = row.cells[0].paragraphs[0]
                told.alignment = WD_ALIGN_PARAGRAPH.CENTER
                name = told.add_run(one_line(card.name))
                name.bold, name.font.size = True, Pt(26)
                if card.above:
                    told.add_run().add_break()
                    told.add_run(one_line(card.above)).font.size = Pt(14)
        case Lattice():
            _grid(document, block)


def _grid(document: Any, block: Lattice) -> None:
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    table = document.add_table(1, len(block.head))
    table.style = "Table Grid"
    table.autofit = not block.widths
    _row(table.rows[0], block.head, block, bold=True)
    _keep_whole(table.rows[0], heads=True)
    for group in block.groups:
        for at, cells in enumerate(group):
            row = table.add_row()
            _row(row, cells, block, together=at < len(group) - 1)
            _keep_whole(row)
            if block.tall:
                row.height = Mm(10)
    for row in table.rows if block.widths else ():
        for cell, share in zip(row.cells, block.widths, strict=True):
            cell.width = int(room * share / 100)
    document.add_paragraph()


def _row(
    row: Any, cells: Sequence[str], block: Lattice, *, bold: bool = False, together: bool = False
) -> None:
    for at, (cell, said) in enumerate(zip(row.cells, cells, strict=True)):
        told = cell.paragraphs[0]
        run = told.add_run(one_line(said))
        run.font.size, run.bold = Pt(9.5), bold or None
        told.paragraph_format.space_after = Pt(1)
        told.paragraph_format.keep_with_next = bold or together
        if at in block.numbers:
            told.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_whole(row: Any, *, heads: bool = False) -> None:
    """Keep a row on one page; with `heads` it is repeated on every page of its table."""
    asked = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other way
    asked.append(OxmlElement("w:cantSplit"))
    if heads:
        asked.append(OxmlElement("w:tblHeader"))


# Markdown


def _prose(document: Any, markdown: str) -> None:
    """Add paragraphs, lists and quotations; what is not one of these stays text."""
    styles: list[str] = []
    for token in _parser().parse(clean(markdown)):
        match token.type:
            case "bullet_list_open":
                styles.append("List Bullet")
            case "ordered_list_open":
                styles.append("List Number")
            case "blockquote_open":
                styles.append("Quote")
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                styles.pop()
            case "inline":
                style = styles[-1] if styles else "Normal"
                _words(document.add_paragraph(style=style), token.children or [])
            case "fence" | "code_block":
                document.add_paragraph(token.content.rstrip())


def _words(paragraph: Any, tokens: Sequence[Token]) -> None:
    for said, bold, italic in _runs(tokens):
        run = paragraph.add_run(said)
        run.bold, run.italic = bold or None, italic or None


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[str, bool, bool]]:
    bold = italic = 0
    for token in tokens:
        match token.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "softbreak":
                yield " ", bool(bold), bool(italic)
            case "hardbreak":
                yield "\n", bool(bold), bool(italic)
            case _:
                if token.content:
                    yield token.content, bool(bold), bool(italic)


def _parser() -> MarkdownIt:
    rules = ["image", "heading", "lheading", "html_inline", "html_block"]
    return MarkdownIt("commonmark", {"html": False}).disable(rules)
