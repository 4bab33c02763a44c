"""Numbers as reports print them."""

from __future__ import annotations

from tabletop.referee.ledger import tenth


def tenths(value: float) -> str:
    """A number with one decimal, and a true minus sign."""
    return f"{tenth(value):.1f}".replace("-", "−")


def signed(value: float) -> str:
    """A change with one decimal: always with its sign, except for nothing."""
    shown = tenths(value)
    return shown if shown == "0.0" or value < 0 else f"+{shown}"
