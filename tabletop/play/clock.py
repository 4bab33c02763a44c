"""Time at a table: it enters through events only, and these read it."""

from __future__ import annotations

from datetime import UTC, datetime

from tabletop.play.state import Clock


def moment(at: datetime) -> str:
    """A time as events carry it: UTC, milliseconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def between(start: str, end: str) -> int:
    """Milliseconds from one event time to another."""
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return round(span.total_seconds() * 1000)


def remaining(clock: Clock, at: str) -> int | None:
    """Milliseconds left on a clock, 0 when it has run out, None when the phase has none."""
    if not clock.seconds or not clock.opened:
        return None
    spent = between(clock.opened, clock.paused or at) - clock.held
    return max(0, clock.seconds * 1000 - spent)
