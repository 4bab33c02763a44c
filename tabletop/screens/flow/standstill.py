"""At one keyboard: a clock that is stopped after an interruption or a sleep, or has run out."""

from __future__ import annotations

from contextlib import suppress

from tabletop.errors import StorageFailed
from tabletop.journal.store import TranscriptRef
from tabletop.play.queries.naming import minutes
from tabletop.play.seen import View
from tabletop.screens.kit.masthead import clock_text
from tabletop.screens.pages.situation import Card
from tabletop.seat.unfinished import UnfinishedWork
from tabletop.table import Table


def let_stand(table: Table, transcript: TranscriptRef | None = None) -> None:
    """Stop a running clock until the facilitator goes on; before the first round none runs.

    With the `transcript` that it is resumed from, at the time when its last process ended.
    """
    table.went_on(UnfinishedWork(table, transcript, lambda _: None).elapsed)
    with suppress(StorageFailed):
        table.stand("interrupted")


def beat(table: Table) -> None:
    """Handle a second in which no phase may end; that the computer slept is noticed
    all the same.
    """
    with suppress(StorageFailed):
        table.beat()


def standstill_card(room: View, remaining: int | None) -> Card:
    """Return the room's card: why the clock is stopped, and who restarts it."""
    clock = room.clock
    slept = f"The computer slept for {minutes(clock.missed)}"
    return Card(
        "THE CLOCK IS STOPPED",
        slept if clock.missed else "The game was interrupted",
        f"The {room.stage} has {clock_text(remaining or 0)} left. The clock is stopped until the "
        "facilitator resumes it: **F10**, then **R** and **Enter**.",
    )


def time_is_up_card(ended: str) -> Card:
    """Return the room's card for a phase that its clock has ended."""
    text = f"The clock of the {ended} has run out. Whatever was not done in time does not count."
    return Card("THE CLOCK", "Time is up", text)


def before_going_on(room: View, note: str, remaining: int | None) -> tuple[Card, ...]:
    """Return what the room reads before a game goes on; `note` says that its exercise
    has changed.
    """
    cards = []
    if note:
        cards.append(Card("BEFORE YOU GO ON", "The exercise has changed since", note))
    if room.clock.why:
        cards.append(standstill_card(room, remaining))
    return tuple(cards)
