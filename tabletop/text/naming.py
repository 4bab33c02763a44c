"""What a person may be called: there must be something to read."""

from __future__ import annotations

import unicodedata

INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Unicode's letters that are drawn as nothing: the fillers of Hangul."""
NAMELESS = "a name needs at least one letter or digit that can be seen"


def readable(name: str) -> bool:
    """Say whether others can see and say this name."""
    return any(
        unicodedata.category(one)[0] in "LN" and one not in INVISIBLE_LETTERS for one in name
    )
