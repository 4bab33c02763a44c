"""An author's Markdown where only a line is to be had: a story, a list, a cell of a table.

One function for all of them, so that no mark of Markdown stands in a sentence. Where there is room
for paragraphs the same texts are shown as Markdown and do not come here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKED = re.compile(r"[\\`*_\[<&~|]|^\s*(?:[-+=#>]|\d+[.)])", re.MULTILINE)
"""Without any of these a text has nothing but paragraphs."""
_PLAIN = ("text", "text_special", "softbreak", "hardbreak")
_STOPS = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？")
_MOST_KEPT = 512
"""Texts that are remembered: the same ones are told again with every view."""


@lru_cache(_MOST_KEPT)
def flowing(markdown: str) -> str:
    """A text as plain words on one line: no marks, no addresses, items parted by semicolons.

    Only what is written as Markdown is read so; a lone star or underscore stays what it is.
    """
    if _MARKED.search(markdown) is None:
        return " ".join(markdown.split())
    return " ".join(" ".join(_sentences(_parser().parse(markdown))).split())


def has_marks(text: str) -> bool:
    """Whether a line holds Markdown, such as a bold word; names are shown as they stand."""
    if _MARKED.search(text) is None:
        return False
    inline = _parser().parseInline(text)[0].children or ()
    return any(one.type not in _PLAIN for one in inline)


def _sentences(tokens: list[Token]) -> Iterator[str]:
    """The texts of a document's blocks; what stood apart is parted by a stop, unless it has one."""
    said, stop, depth = "", "", 0
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth, stop = depth + 1, stop or ":"
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                stop = ";" if depth else "."
            case "list_item_close":
                stop = stop or ";"
            case "heading_close":
                stop = ":"
        told = f"{token.info}{token.markup}" if _numbered(token) else _told(token)
        if told:
            if said:
                yield said if not stop or said.endswith(_STOPS) else said + stop
            said, stop = told, ""
    if said:
        yield said


def _numbered(token: Token) -> bool:
    return token.type == "list_item_open" and bool(token.info)


def _told(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    if token.type != "inline":
        return ""
    return "".join(_word(one) for one in token.children or ()).strip()


def _word(token: Token) -> str:
    """What one piece of a line says; emphasis and links say nothing of themselves."""
    return " " if token.type in ("softbreak", "hardbreak") else token.content


@cache
def _parser() -> MarkdownIt:
    # Late: whoever only loads an exercise pays nothing for it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
