"""Numbers as reports print them."""

from __future__ import annotations

from tabletop.play.queries.naming import minutes
from tabletop.referee.ledger import tenth


def tenths(value: float) -> str:
    """Format a number with one decimal and a true minus sign."""
    return f"{tenth(value):.1f}".replace("-", "−")


def signed(value: float) -> str:
    """Format a change with one decimal, always signed except for 0."""
    shown = tenths(value)
    return shown if shown == "0.0" or value < 0 else f"+{shown}"


def clocked(seconds: float) -> str:
    """Format a time as minutes and seconds, 2:05."""
    return minutes(round(seconds))
