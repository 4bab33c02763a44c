"""Which names people may have: at least one letter or digit must be visible."""

from __future__ import annotations

import unicodedata

INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Unicode letters that are drawn as nothing: the Hangul fillers."""
NAMELESS = "a name needs at least one letter or digit that can be seen"


def readable(name: str) -> bool:
    """Return whether a name has at least one visible letter or digit."""
    return any(
        unicodedata.category(one)[0] in "LN" and one not in INVISIBLE_LETTERS for one in name
    )
