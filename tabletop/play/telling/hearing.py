"""Who may know of an event, and which of its words: asked on every way to a screen.

Closed unless opened: each kind (`kinds`) says whom it concerns; whatever is not declared
is only for those who read everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tabletop.play import events as e
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import Declared, Fields
from tabletop.play.queries.reader import Reader, overhears
from tabletop.play.state import State

_MOST_COPIES = 1_024
_COPIES: dict[tuple[int, str | None, bool], tuple[e.AnyEvent, Fields, e.AnyEvent]] = {}
"""Copies from which something was removed, by the event's identity, the reader's delegation and
whether the event was taken back; beside each copy its event and what it was made with.

A view is made after every event. A new copy each time would be declared anew, and what it declares
be kept (see `kinds`), though nobody would ever ask for it again.
"""


def heard(
    event: e.AnyEvent, state: State, seat: str | None, taken_back: frozenset[int] | None = None
) -> e.AnyEvent | None:
    """Return an event as a seat (None: the public) may read it; None when it may not know of it at
    all.

    What was for others is removed, and so are the words of events that the facilitator took back
    (`taken_back`: their numbers; None for those that the state knows of).
    """
    return next(all_heard((event,), state, seat, taken_back), None)


def all_heard(
    events: Iterable[e.AnyEvent],
    state: State,
    seat: str | None,
    taken_back: frozenset[int] | None = None,
) -> Iterator[e.AnyEvent]:
    """Yield those of several events that a seat may know of, as `heard` returns each."""
    if overhears(state, seat):
        for event in events:
            yield _sealed(event, state)
        return
    reader = Reader(state, seat)
    gone = state.taken_back if taken_back is None else taken_back
    for event in events:
        kind = declared(event)
        if _known(kind, reader):
            yield _without(event, kind.spared(reader), reader.delegation, gone=event.seq in gone)


def _without(
    event: e.AnyEvent, spared: Fields, delegation: str | None, *, gone: bool
) -> e.AnyEvent:
    """Return an event without what is spared a reader, and wordless where it is gone: the same copy
    as long as it would be an equal one.
    """
    if not spared and not gone:
        return event
    key = (id(event), delegation, gone)
    kept = _COPIES.get(key)
    # The event is kept with its copies, so that no other can have its identity meanwhile.
    if kept is not None and kept[1] == spared:
        return kept[2]
    bare = wordless(event) if gone else event
    copy = bare.model_copy(update=spared) if spared else bare
    if len(_COPIES) >= _MOST_COPIES:
        _COPIES.clear()
    _COPIES[key] = event, spared, copy
    return copy


def _sealed(event: e.AnyEvent, state: State) -> e.AnyEvent:
    """Return an event for those who read everything: without the choice of a ballot that was given
    in private and is not revealed by the close of its vote.
    """
    if not isinstance(event, e.VoteCast) or event.aloud:
        return event
    closed = any(
        one.vote == event.vote and one.seq > event.seq for one in reversed(state.past_votes)
    )
    revealed = closed and event.seq not in state.taken_back
    return event if revealed else _without(event, {"choice": ""}, None, gone=False)


def taken_back(events: Iterable[e.AnyEvent]) -> frozenset[int]:
    """Return the numbers of all events of a game that the facilitator took back."""
    return frozenset(
        seq for event in events if isinstance(event, e.MoveUndone) for seq in event.undone
    )


def wordless(event: e.AnyEvent) -> e.AnyEvent:
    """Return an event that was taken back, without what anybody wrote, proposed or agreed in it."""
    gone = declared(event).taken_back
    return event if gone is None else event.model_copy(update=gone.fields)


def visible(event: e.AnyEvent, state: State, seat: str | None) -> bool:
    """Return whether a seat (None: the public) may know of an event at a table in this state."""
    return overhears(state, seat) or _known(declared(event), Reader(state, seat))


def _known(kind: Declared, reader: Reader) -> bool:
    """Do the same as `visible`, for a reader who does not read everything."""
    return (kind.revealed and reader.state.stage == "debrief") or kind.audience(reader)
