"""Tell what has happened in sentences: one round for a view, or the whole game on demand."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.play import events as e
from tabletop.play.queries.reader import overhears
from tabletop.play.state import State
from tabletop.play.telling.hearing import heard, taken_back
from tabletop.play.telling.narration import narrate, sitting, told_taken_back

COMINGS = (e.SeatJoined, e.SeatLeft)
"""Events of people coming and leaving."""


def story(state: State, known: Sequence[e.AnyEvent], *, whole: bool) -> tuple[str, ...]:
    """Tell events in sentences, with the names of those who had the seats at the time.

    `whole` for readers who may also read what was taken back.
    """
    then = sitting(state.exercise, known, state.seats)
    return tuple(
        told_taken_back(event, state.exercise, people, whole=whole)
        if event.seq in state.taken_back
        else narrate(event, state.exercise, people, state)
        for event, people in zip(known, then, strict=True)
    )


def retold(
    state: State, seat: str | None, events: Sequence[e.AnyEvent], *, comings: bool = True
) -> tuple[tuple[int, str], ...]:
    """Return all that a seat (None: the public) may know of a game so far, as (round, sentence);
    round 0 is before the first.

    Without `comings`, people coming and leaving are omitted, which at one keyboard are everybody's
    turns. `events` are the whole game's; the cost is linear in them, so this never runs on a key
    press.
    """
    gone = taken_back(events)
    told = [one for event in events if (one := heard(event, state, seat, gone)) is not None]
    sentences = story(state, told, whole=overhears(state, seat))
    return tuple(
        (state.round_of(event.seq), said)
        for event, said in zip(told, sentences, strict=True)
        if comings or not isinstance(event, COMINGS)
    )
