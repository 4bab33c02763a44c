"""One pass over a transcript: every event with the state it led to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tabletop.errors import TranscriptDamaged
from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.history import Applied, Unfit, traverse
from tabletop.play.seen import Worth
from tabletop.play.state import FACILITATOR, State, initial
from tabletop.play.telling.hearing import taken_back, wordless
from tabletop.play.view.appraise import appraise


@dataclass(frozen=True)
class Walk:
    """A game as its report tells it, without what was taken back.

    `events` are all of them, `undone` the numbers of those taken back, whose words are removed.
    """

    exercise: Exercise
    events: Sequence[e.AnyEvent]
    steps: tuple[Applied, ...]
    undone: frozenset[int]
    final: State

    @cached_property
    def groups(self) -> tuple[tuple[Applied, ...], ...]:
        """The steps by group: what one move brought about."""
        found: list[list[Applied]] = []
        for step in self.steps:
            if step.event.cause is None or not found:
                found.append([step])
            else:
                found[-1].append(step)
        return tuple(tuple(group) for group in found)

    @cached_property
    def _worths(self) -> dict[tuple[object, ...], dict[str, Worth]]:
        return {}

    def worth(self, state: State, package: Mapping[str, str]) -> dict[str, Worth]:
        """Return a package's value to everybody as the table stands, computed once."""
        # Between two moves that affect values, states share these very objects.
        shared = (state.circumstances, state.standing, state.terms, state.agreements)
        key = (*(id(one) for one in shared), *package.values())
        found = self._worths.get(key)
        if found is None:
            found = self._worths[key] = appraise(state, FACILITATOR, package)
        return found

    @property
    def ended(self) -> bool:
        """Whether the exercise came to an ending."""
        return self.final.ending is not None

    def when(self, seq: int) -> float:
        """Return a position on the time axis: 0 at the start, round r at its end."""
        openings = self.final.openings
        number = self.final.round_of(seq)
        if number == 0:
            return 0.0
        begun = openings[number - 1]
        last = openings[number] if number < len(openings) else self._closed
        if seq >= last:
            return float(number)
        return number - 1 + (seq - begun) / max(1, last - begun)

    @cached_property
    def _closed(self) -> int:
        """The number of the event that ended the last round."""
        for step in self.steps:
            if step.event.kind == "exercise.ended":
                return step.event.seq
        return len(self.events) + 1


def walk(exercise: Exercise, events: Sequence[e.AnyEvent], rules: int, path: str) -> Walk:
    """Go through a game once; `path` is named in the sentence of `TranscriptDamaged`."""
    undone = taken_back(events)
    steps: list[Applied] = []
    state = initial(exercise, rules)
    try:
        for step in traverse(state, events):
            state = step.after
            if step.event.seq not in undone:
                steps.append(step)
    except Unfit as fault:
        raise TranscriptDamaged(
            f"{path}: {fault}; restore the file from a copy", fault.event.seq
        ) from fault
    kept = [wordless(event) if event.seq in undone else event for event in events]
    return Walk(exercise, kept, tuple(steps), undone, state)
