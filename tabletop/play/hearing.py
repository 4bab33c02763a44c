"""Who may know of an event, and which of its words: asked by every way to a screen.

Closed unless opened: a kind says whom it concerns where it is declared (`kinds`), and what is not
said there is for those who read everything.
"""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.play import events as e
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import Declared
from tabletop.play.reader import Reader, overhears
from tabletop.play.state import State


def heard(
    event: e.AnyEvent, state: State, seat: str | None, taken_back: frozenset[int] | None = None
) -> e.AnyEvent | None:
    """An event as a seat (None: the public) may read it; None when it may not know of it at all.

    What was for others is left out of it, and so is what the facilitator took back (`taken_back`:
    the numbers of such events, those that the state knows of when it is None).
    """
    if overhears(state, seat):
        return event
    kind, reader = declared(event), Reader(state, seat)
    if not _known(kind, reader):
        return None
    gone = state.taken_back if taken_back is None else taken_back
    if event.seq in gone:
        event = wordless(event)
    spared = kind.spared(reader)
    return event.model_copy(update=spared) if spared else event


def taken_back(events: Iterable[e.AnyEvent]) -> frozenset[int]:
    """The numbers of all the events that the facilitator took back in a game."""
    return frozenset(
        seq for event in events if isinstance(event, e.MoveUndone) for seq in event.undone
    )


def wordless(event: e.AnyEvent) -> e.AnyEvent:
    """An event that was taken back, without what anybody wrote, proposed or agreed in it."""
    gone = declared(event).taken_back
    return event if gone is None else event.model_copy(update=gone.fields)


def visible(event: e.AnyEvent, state: State, seat: str | None) -> bool:
    """Say whether a seat (None: the public) may know of an event at a table in this state."""
    return overhears(state, seat) or _known(declared(event), Reader(state, seat))


def _known(kind: Declared, reader: Reader) -> bool:
    """`visible` to a reader who does not read everything."""
    return (kind.revealed and reader.state.stage == "debrief") or kind.audience(reader)
