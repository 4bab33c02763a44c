"""Drafts passed round within a delegation: messages in caucus that say what a package moves.

Such a message is in the words of the command line (`draft dam=half form=pact`), so that any
transcript holds it. Nothing it says is trusted: what is not an option of this exercise makes it an
ordinary message.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

_WORD = "draft"


def written(moved: Mapping[str, str]) -> str:
    """The message that passes on what a draft moves (choice: option)."""
    return " ".join([_WORD, *(f"{choice}={option}" for choice, option in moved.items())])


def read(text: str, options: Mapping[str, Container[str]]) -> dict[str, str] | None:
    """What a draft moves that a message passes on; None when it is just a message."""
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
