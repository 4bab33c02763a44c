"""Tell events in plain sentences; who may read which of them is decided in `hearing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import Telling
from tabletop.play.queries.naming import told_apart
from tabletop.play.queries.offers import tally_at
from tabletop.play.state import Seat, State

_NOBODY: Mapping[str, str] = MappingProxyType({})
_NO_SEATS: Mapping[str, Seat] = MappingProxyType({})
TAKEN_BACK = "taken back by the facilitator"


def narrate(
    event: e.AnyEvent,
    exercise: Exercise,
    people: Mapping[str, str] = _NOBODY,
    state: State | None = None,
) -> str:
    """Tell an event in one plain-text sentence; typed words are quoted verbatim, so screens must
    escape it.

    `people` names who sits where (seat: what `called` says). With `state`, the table then or at any
    later time, a signature is told with what the offer then had of what it needs.
    """
    tally = ""
    if state is not None and isinstance(event, e.OfferTabled | e.OfferSigned):
        tally = tally_at(state, event.offer, event.seq)
    return declared(event).told(Telling(exercise, people, tally))


def told_taken_back(
    event: e.AnyEvent, exercise: Exercise, people: Mapping[str, str] = _NOBODY, *, whole: bool
) -> str:
    """Tell an event that was taken back: in full to those who read everything (`whole`), else
    without its words.

    An event without anybody's words, such as a phase or a signature, is told in full to all.
    """
    kind, telling = declared(event), Telling(exercise, people)
    if whole or kind.taken_back is None:
        return f"{kind.told(telling)} ({TAKEN_BACK})"
    return f"{kind.taken_back.what(telling)} was {TAKEN_BACK}."


def sitting(
    exercise: Exercise, events: Iterable[e.AnyEvent], seats: Mapping[str, Seat] = _NO_SEATS
) -> Iterator[Mapping[str, str]]:
    """Return, for each event, who had which seat then; `seats` are those that none of them gave."""
    given: dict[str, Seat | e.SeatAssigned] = dict(seats)
    people = told_apart(exercise, given)
    for event in events:
        if isinstance(event, e.SeatAssigned):
            given[event.seat] = event
            people = told_apart(exercise, given)
        yield people
