"""Flatten an author's Markdown to plain text for places with room for one line only.

One function serves them all (the story, lists, table cells), so that no Markdown mark shows up in a
sentence. Where there is room for paragraphs the texts are rendered as Markdown instead.
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
"""A text without any of these characters is plain paragraphs."""
_PLAIN = ("text", "text_special", "softbreak", "hardbreak")
_STOPS = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？")
_MOST_KEPT = 512
"""How many flattened texts are cached: every view repeats the same ones."""


@lru_cache(_MOST_KEPT)
def flowing(markdown: str) -> str:
    """Return a text as plain words on one line: no marks, no addresses, list items separated by
    semicolons.

    Only text written as Markdown is treated as such; a lone star or underscore stays as it is.
    """
    if _MARKED.search(markdown) is None:
        return " ".join(markdown.split())
    return " ".join(" ".join(_sentences(_parser().parse(markdown))).split())


def has_marks(text: str) -> bool:
    """Return whether a line contains Markdown, such as a bold word; names are shown verbatim."""
    if _MARKED.search(text) is None:
        return False
    inline = _parser().parseInline(text)[0].children or ()
    return any(one.type not in _PLAIN for one in inline)


def _sentences(tokens: list[Token]) -> Iterator[str]:
    """Return the text of a document's blocks, each ended with a full stop unless it has its own."""
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
    """Return the plain text of one inline token; emphasis and links add nothing of their own."""
    return " " if token.type in ("softbreak", "hardbreak") else token.content


@cache
def _parser() -> MarkdownIt:
    # Imported late, so that loading an exercise does not pay for it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
