"""What a stand-in did at a seat while its person was away."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.play.events import AnyEvent, SeatAssigned


def done_meanwhile(events: Sequence[AnyEvent], seat: str) -> tuple[AnyEvent, ...]:
    """Return the moves that a stand-in made at a seat before it was handed back last; none once
    whoever has it now has made a move.
    """
    handed_back = False
    found: list[AnyEvent] = []
    for event in reversed(events):
        if isinstance(event, SeatAssigned) and event.seat == seat:
            if handed_back:
                return tuple(reversed(found)) if event.stand_in is not None else ()
            if event.stand_in is not None:
                return ()
            handed_back = True
        elif event.by == seat and event.cause is None and not event.kind.startswith("seat."):
            if not handed_back:
                return ()
            found.append(event)
    return ()
