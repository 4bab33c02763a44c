"""Several names in one phrase."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """Join all names: "A", "A and B", "A, B and C"; empty for none."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def dotted(*parts: str) -> str:
    """Join what is there of some parts of a heading with dots between: "June · ROUND 1"."""
    return " · ".join(filter(None, parts))


def some_of(names: Iterable[str], most: int = 12) -> str:
    """Join names to choose from with commas, the first `most` of many; "none" for none."""
    known = list(names)
    if len(known) > most:
        return f"{', '.join(known[:most])} and {len(known) - most} more"
    return ", ".join(known) or "none"
