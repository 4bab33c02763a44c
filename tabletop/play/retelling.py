"""What has happened told in sentences: of one round for a view, of the whole game on demand."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.play import events as e
from tabletop.play.hearing import heard, taken_back
from tabletop.play.naming import called
from tabletop.play.narration import narrate, sitting, told_taken_back
from tabletop.play.reader import overhears
from tabletop.play.state import State

COMINGS = (e.SeatJoined, e.SeatLeft)
"""Somebody came or left."""


def story(state: State, known: Sequence[e.AnyEvent], *, whole: bool) -> tuple[str, ...]:
    """Events in sentences, with the names of those who had the seats at the time.

    `whole` for those who also read what was taken back.
    """
    now = {one.id: called(state.exercise, one) for one in state.seats.values()}
    then = sitting(state.exercise, known, now)
    return tuple(
        told_taken_back(event, state.exercise, people, whole=whole)
        if event.seq in state.taken_back
        else narrate(event, state.exercise, people)
        for event, people in zip(known, then, strict=True)
    )


def retold(
    state: State, seat: str | None, events: Sequence[e.AnyEvent], *, comings: bool = True
) -> tuple[tuple[int, str], ...]:
    """All that a seat (None: the public) may know of a game so far: round (0: before) and sentence.

    Without `comings` nothing of who came and left, which at one keyboard are everybody's turns.
    `events` are the whole game's; it costs as much as they are many, so no key press repeats it.
    """
    gone = taken_back(events)
    told = [one for event in events if (one := heard(event, state, seat, gone)) is not None]
    sentences = story(state, told, whole=overhears(state, seat))
    return tuple(
        (state.round_of(event.seq), said)
        for event, said in zip(told, sentences, strict=True)
        if comings or not isinstance(event, COMINGS)
    )
