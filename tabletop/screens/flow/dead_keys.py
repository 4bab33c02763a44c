"""Why a key does nothing on a page, for keys that do something, or write, on others."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

_HOUSE = {
    "ctrl+s": "There is nothing to send or keep on this page: F1 lists its keys.",
    "f10": "F10 is for a shared keyboard: here the facilitator has its own screen.",
}
_READ_ONLY = "Nothing can be written on this page: F1 lists its keys."


def why_dead(key: str, page: Screen[Any]) -> str | None:
    """Return why this key does nothing on a page of the game, in a sentence; None when that
    surprises nobody.

    A letter may be part of a word: a page to be read can come up while somebody is typing.
    """
    if len(key) == 1 and key.isalpha():
        # What a page needs is loaded only with the first one.
        from tabletop.screens.kit.page import Page

        return _READ_ONLY if isinstance(page, Page) else None
    return _HOUSE.get(key)
