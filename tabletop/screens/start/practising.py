"""A table for somebody who practises alone: one seat for a person, stand-ins at the others."""

from __future__ import annotations

from secrets import randbelow

from tabletop.bots.seating import heads_in
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import read_exercise
from tabletop.journal.store import TranscriptRef
from tabletop.screens.start.beginning import open_table
from tabletop.seat.seating import Seating
from tabletop.table import Table

NAME = "Player"
"""What the transcript calls somebody who gives no name."""


def any_seed() -> int:
    """Return a seed of which nobody knows what stand-ins do with it."""
    return randbelow(2**31)


def practice_table(
    source: str,
    delegation: str,
    transcript: TranscriptRef,
    seed: int,
    name: str = NAME,
    *,
    clocks: bool = False,
) -> Table:
    """Open a table at which a person plays one delegation, and stand-ins the others.

    Raises `FaultyExercise` and `StorageFailed`.
    """
    exercise = read_exercise(source)
    others = {one.id: one.temperament for one in exercise.delegations if one.id != delegation}
    return open_table(source, transcript, Seating({delegation: name}, clocks, others), seed)


def resumed_practice(transcript: TranscriptRef, delegation: str) -> Table:
    """Resume a practice game. Raises `UnreadableInput` where a person plays something else in it,
    and as `Table.resume` does.
    """
    table = Table.resume(transcript)
    seats = table.state.seats
    people = [seats[one].delegation for one in heads_in(table.state)]
    if people == [delegation]:
        return table
    table.close()
    played = f"'{people[0]}' is played" if len(people) == 1 else "several people play"
    raise UnreadableInput(
        f"{transcript.where}: in this game {played} by a person, not '{delegation}'; resume it "
        f"with 'tabletop play', or name another file for a new game"
    )
