"""Make invisible characters in texts visible."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal would act on, that change text direction, or that are unassigned."""


def visible(text: str) -> str:
    """Return a text with every character that would not show as itself escaped."""
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)
