"""Time at a table: it enters through events only, and these read it.

An event's `at` is the time of day, for people. Rules count a table's own time, milliseconds in
which it was open to be played (`State.elapsed`): a lead event tells it, so that it goes on where it
was when a game is taken up again, and a time of day that is set forward or back ends nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime

from tabletop.play.events import AnyEvent
from tabletop.play.state import Clock, State


def moment(at: datetime) -> str:
    """A time of day as events carry it: UTC, milliseconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def between(start: str, end: str) -> int:
    """Milliseconds from one event's time of day to another's."""
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return round(span.total_seconds() * 1000)


def elapsed_at(state: State, at: str, told: int | None = None) -> int:
    """The table's own time at a moment, as it is `told`.

    What tells none is counted by the time of day, as all events were until November 2026.
    """
    if told is not None:
        return told
    if not state.clocks or at == state.at or not state.at:
        return state.elapsed
    return state.elapsed + between(state.at, at)


def elapsed_in(state: State, event: AnyEvent) -> int:
    """The table's own time at the event that comes next."""
    return elapsed_at(state, event.at, event.elapsed)


def remaining(clock: Clock, elapsed: int) -> int | None:
    """Milliseconds left on a clock at a time of the table's own.

    0 when it has run out, None when the phase has none.
    """
    if not clock.seconds:
        return None
    return max(0, clock.seconds * 1000 - clock.spent(elapsed))
