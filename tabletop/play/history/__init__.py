"""A table's past: a single pass over its events, and random access to the state after any of them.

Beside it, what looks back: events to records and back, groups decided again for `verify`, two
tables compared, what was left on the table. This room may know all of play.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tabletop.exercise.model import Exercise
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent
from tabletop.play.state import State, initial
from tabletop.play.versions import RULES

EVERY = 64
"""Events between two kept states: 10,000 events keep 157 states, and a seek applies fewer than
this.
"""
UNFIT = (KeyError, ValueError, StopIteration, AssertionError, IndexError)
"""What `apply` raises for an event that is impossible in the given state."""


class Unfit(ValueError):
    """An event does not fit what came before it."""

    def __init__(self, event: AnyEvent) -> None:
        super().__init__(f"event {event.seq} ({event.kind}) does not fit what came before it")
        self.event = event


class Applied(NamedTuple):
    """An event, and the table before and after it."""

    event: AnyEvent
    before: State
    after: State


def traverse(
    state: State, events: Iterable[AnyEvent], *, lenient: bool = False
) -> Iterator[Applied]:
    """Yield the events that come after a state, one by one, each applied.

    Raises `Unfit` at one that does not fit what came before it; with `lenient`, such an event is
    skipped.
    """
    for event in events:
        before = state
        try:
            state = apply(before, event)
        except UNFIT as fault:
            if not lenient:
                raise Unfit(event) from fault
            state = replace(before, seq=event.seq, at=event.at)
        yield Applied(event, before, state)


def after_all(state: State, events: Iterable[AnyEvent], *, lenient: bool = False) -> State:
    """Return the state after all events that follow another. Raises as `traverse` does."""
    for applied in traverse(state, events, lenient=lenient):
        state = applied.after
    return state


def fold(exercise: Exercise, events: Iterable[AnyEvent], rules: int = RULES) -> State:
    """Return the state after all these events of a table of an exercise. Raises `Unfit`."""
    return after_all(initial(exercise, rules), events)


class History:
    """States by event number. Every 64th is kept once it has been needed, and so is the one last
    asked for, so that stepping forward applies one event at a time.

    With `lenient`, events that do not fit are skipped: a transcript by a later Tabletop can then be
    viewed, though its state may not be exact.
    """

    def __init__(
        self,
        exercise: Exercise,
        events: Sequence[AnyEvent],
        rules: int,
        *,
        lenient: bool = False,
    ) -> None:
        self.events = events
        self._lenient = lenient
        self._kept = [initial(exercise, rules)]
        self._last = self._kept[0]

    def at(self, seq: int) -> State:
        """Return the state after event `seq` (0: before the first).

        Raises `IndexError` for a number that no event has, and `Unfit`.
        """
        if not 0 <= seq <= len(self.events):
            raise IndexError(f"there are events 1 to {len(self.events)}, but no {seq}")
        while len(self._kept) <= seq // EVERY:
            kept = self._kept[-1]
            self._kept.append(self._on(kept, kept.seq + EVERY))
        state = self._kept[seq // EVERY]
        if state.seq < self._last.seq <= seq:
            state = self._last
        self._last = self._on(state, seq)
        return self._last

    def _on(self, state: State, seq: int) -> State:
        return after_all(state, self.events[state.seq : seq], lenient=self._lenient)
