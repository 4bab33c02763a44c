"""Size limits of what is stored, and what to ask for instead of something that is not
a transcript.
"""

from __future__ import annotations

LARGEST = 100_000_000
"""Bytes of the largest transcript that is read: some 250,000 events."""

LARGEST_ASIDE = 50_000_000
"""The most bytes kept beside a transcript."""

LONGEST_NAME = 255
"""The longest name in bytes, as on most file systems."""

WANTED = "the path of a transcript"
