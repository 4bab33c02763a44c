"""A text of paragraphs and bullets as one widget.

Textual's `Markdown` makes a widget of every paragraph, list and item, each of which is styled, laid
out and drawn for itself: most of the work for a page of help.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from textual.content import Content
from textual.widget import Widget

from tabletop.screens.kit.hung import Hung
from tabletop.screens.kit.page import Reading, parser
from tabletop.text.safe import clean

_STYLES = {"strong_open": "bold", "em_open": "italic"}
_BULLET = "• "
_SIMPLE = frozenset(
    f"{what}_{end}"
    for what in ("paragraph", "bullet_list", "list_item")
    for end in ("open", "close")
)


class LightReading(Hung):
    """Shows what `light` has made of a text."""


def reading(text: str) -> Widget:
    """Return a widget that shows Markdown, a light one if the text is simple enough."""
    content = light(text)
    return Reading(text) if content is None else LightReading(content)


def light(text: str) -> Content | None:
    """Return Markdown as content, with a blank line between paragraphs; None if it has more in it
    than paragraphs, a list of bullets of one paragraph each, and words in bold or italics.
    """
    blocks = list[Content]()
    lists, bullet = 0, ""
    for token in parser().parse(clean(text)):
        if token.type == "inline":
            line = _line(token.children or ())
            if line is None or (lists and not bullet):
                return None
            block = Content.assemble((bullet, "$accent"), line)
            if bullet and blocks and blocks[-1].plain.startswith(_BULLET):
                block = Content("\n").join((blocks.pop(), block))
            blocks.append(block)
            bullet = ""
        elif token.type not in _SIMPLE:
            return None
        elif token.type == "list_item_open":
            bullet = _BULLET
        elif token.type.startswith("bullet_list"):
            lists, bullet = lists + token.nesting, ""
            if lists > 1:
                return None
    return Content("\n\n").join(blocks)


def _line(tokens: Sequence[Token]) -> Content | None:
    """Return a paragraph; None if it has more in it than words in bold or italics."""
    pieces = list(_pieces(tokens))
    known = [one for one in pieces if one is not None]
    return Content.assemble(*known) if len(known) == len(pieces) else None


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, str] | None]:
    styles = list[str]()
    for token in tokens:
        if token.type == "text":
            yield token.content, " ".join(styles)
        elif token.type == "softbreak":
            yield " ", " ".join(styles)
        elif token.type in _STYLES:
            styles.append(_STYLES[token.type])
        elif token.nesting == -1 and styles:
            styles.pop()
        else:
            yield None
