"""Text as content for a widget: cleaned, and with nothing in it read as markup."""

from __future__ import annotations

from textual.content import Content

from tabletop.text.safe import clean


def plain(text: str, style: str = "") -> Content:
    """Return the text as content: cleaned, and with nothing in it read as markup."""
    return Content.styled(clean(text), style) if style else Content(clean(text))
