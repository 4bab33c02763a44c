"""Texts that show what they hold."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would act on, what turns text round, and what is no character at all."""


def visible(text: str) -> str:
    """A text with every character that would not show as itself written as its escape."""
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)
