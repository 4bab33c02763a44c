"""A table's past: its events, and its state after any of them without folding from the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tabletop.exercise.model import Exercise
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent
from tabletop.play.state import State, initial

EVERY = 64
"""Events between two kept states: a seek applies fewer, and 10,000 events keep 157 states."""
UNFIT = (KeyError, ValueError, StopIteration, AssertionError, IndexError)
"""What `apply` raises for an event that no table in this state could have had."""


class Unfit(ValueError):
    """An event does not fit what came before it."""

    def __init__(self, event: AnyEvent) -> None:
        super().__init__(f"event {event.seq} ({event.kind}) does not fit what came before it")
        self.event = event


class History:
    """States by number. Every 64th is kept from when it is first needed, and the one last asked
    for, so that going on event by event applies one.

    When it is `lenient`, an event that does not fit is passed over: what a later Tabletop recorded
    can then be looked at, though the state may not be what it was.
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
        """The state after event `seq` (0: before the first).

        Raises `IndexError` for a number that no event has, and `Unfit`.
        """
        if not 0 <= seq <= len(self.events):
            raise IndexError(f"there are events 1 to {len(self.events)}, no {seq}")
        while len(self._kept) <= seq // EVERY:
            kept = self._kept[-1]
            self._kept.append(self._on(kept, kept.seq + EVERY))
        state = self._kept[seq // EVERY]
        if state.seq < self._last.seq <= seq:
            state = self._last
        self._last = self._on(state, seq)
        return self._last

    def _on(self, state: State, seq: int) -> State:
        for event in self.events[state.seq : seq]:
            try:
                state = apply(state, event)
            except UNFIT as fault:
                if not self._lenient:
                    raise Unfit(event) from fault
                state = replace(state, seq=event.seq, at=event.at)
        return state
