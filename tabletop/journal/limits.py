"""How large what is kept may be, and what should be given instead of what is none of it."""

from __future__ import annotations

LARGEST = 100_000_000
"""Bytes of the largest transcript that is read: some 250,000 events."""

LARGEST_ASIDE = 50_000_000
"""Bytes of the most that is kept beside a transcript."""

LONGEST_NAME = 255
"""Bytes of the longest name, as most file systems have it."""

WANTED = "the path of a transcript"
