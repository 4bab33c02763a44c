"""What every event has; the kinds are in `events`."""

from __future__ import annotations

from tabletop.play.parts.lines import Record


class Event(Record):
    """`seq` counts from 1 without gaps; `at` is UTC in ISO 8601 with milliseconds and `Z`.

    `by` is a seat, `referee`, `clock` or `facilitator`. `cause` is the seq of the event that led
    its group (the events of one submit), absent on that event itself. `elapsed` is the table's own
    time at a group's first event, in milliseconds (see `clock`); absent at a table without clocks
    and without planned injects, and in games from before November 2026.
    """

    seq: int
    at: str
    by: str
    cause: int | None = None
    elapsed: int | None = None
