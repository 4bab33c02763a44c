"""Tell what has happened in sentences: one round for a view, or the whole game on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import tee

from tabletop.play import events as e
from tabletop.play.queries.reader import overhears
from tabletop.play.state import State
from tabletop.play.telling.hearing import all_heard, taken_back
from tabletop.play.telling.narration import narrate, sitting, told_taken_back

COMINGS = (e.SeatJoined, e.SeatLeft)
"""Events of people coming and leaving."""


def heard_and_told(
    state: State,
    seat: str | None,
    events: Iterable[e.AnyEvent],
    gone: frozenset[int] | None = None,
) -> tuple[tuple[e.AnyEvent, ...], tuple[str, ...]]:
    """Return those of several events that a seat (None: the public) may know of, and each of them
    in a sentence, with the names of those who had the seats at the time.

    `gone` as in `heard`.
    """
    exercise, whole = state.exercise, overhears(state, seat)
    # Each is told right after it was heard, while what its kind declares is known.
    known, same = tee(all_heard(events, state, seat, gone))
    found, told = [], []
    for event, people in zip(known, sitting(exercise, same, state.seats), strict=True):
        found.append(event)
        told.append(
            told_taken_back(event, exercise, people, whole=whole)
            if event.seq in state.taken_back
            else narrate(event, exercise, people, state)
        )
    return tuple(found), tuple(told)


def retold(
    state: State, seat: str | None, events: Sequence[e.AnyEvent], *, comings: bool = True
) -> tuple[tuple[int, str], ...]:
    """Return all that a seat (None: the public) may know of a game so far, as (round, sentence);
    round 0 is before the first.

    Without `comings`, people coming and leaving are omitted, which at one keyboard are everybody's
    turns. `events` are the whole game's; the cost is linear in them, so this never runs on a key
    press.
    """
    told, sentences = heard_and_told(state, seat, events, taken_back(events))
    return tuple(
        (state.round_of(event.seq), said)
        for event, said in zip(told, sentences, strict=True)
        if comings or not isinstance(event, COMINGS)
    )
