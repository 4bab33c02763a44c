"""Time at a table: it enters through events only, and is read here.

An event's `at` is the time of day, for people. Rules use the table's own time (`State.elapsed`):
the milliseconds for which it was open for play. The first event of each group carries it, so that
it continues when a game is resumed, and changing the computer's clock ends nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from tabletop.play.events import AnyEvent
from tabletop.play.state import Clock, State


@lru_cache(maxsize=16)
def moment(at: datetime) -> str:
    """Format a time of day as events carry it: UTC, milliseconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def between(start: str, end: str) -> int:
    """Return the milliseconds from one event's time of day to another's."""
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return round(span.total_seconds() * 1000)


def elapsed_at(state: State, at: str, told: int | None = None) -> int:
    """Return the table's own time at a moment, as `told`.

    Where none is told it is counted by the time of day, as for all events before November 2026.
    """
    if told is not None:
        return told
    if not state.clocks or at == state.at or not state.at:
        return state.elapsed
    return state.elapsed + between(state.at, at)


def elapsed_in(state: State, event: AnyEvent) -> int:
    """Return the table's own time at the next event."""
    return elapsed_at(state, event.at, event.elapsed)


def remaining(clock: Clock, elapsed: int) -> int | None:
    """Return the milliseconds left on a clock at a time of the table's own.

    0 when it has run out, None when the phase has none.
    """
    if not clock.seconds:
        return None
    return max(0, clock.seconds * 1000 - clock.spent(elapsed))
