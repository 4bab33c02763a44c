"""Drafts shared within a delegation: caucus messages that say what a package moves.

Such a message is written like a command (`draft dam=half form=pact`), so that any transcript can
hold it. It is not trusted: anything that is not an option of this exercise makes it an ordinary
message.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

_WORD = "draft"


def written(moved: Mapping[str, str]) -> str:
    """Return the message that shares what a draft moves (choice: option)."""
    return " ".join([_WORD, *(f"{choice}={option}" for choice, option in moved.items())])


def read(text: str, options: Mapping[str, Container[str]]) -> dict[str, str] | None:
    """Return what a shared draft moves; None when the message is an ordinary one."""
    word, *pairs = text.split() or [""]
    if word != _WORD or not pairs:
        return None
    moved = {}
    for one in pairs:
        choice, _, option = one.partition("=")
        if option not in options.get(choice, ()):
            return None
        moved[choice] = option
    return moved
