"""Tables of the small exercise of three, seated as at one keyboard: a head for each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tabletop.journal.memory_store import MemoryStore
from tabletop.journal.store import TranscriptRef
from tabletop.play.actions import Advance, Assign, Join, Leave, Ready, SignOffer, TableOffer
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.seat.flow import Memory, remembered
from tabletop.table import Table

SOURCE = (Path(__file__).parents[1] / "exercise" / "sound.toml").read_text(encoding="utf-8")
HEADS = ("upper", "lower", "mill")
PEOPLE = {"upper": "Anna", "lower": "Ben", "mill": "지민"}


def in_memory(name: str) -> TranscriptRef:
    """Return a transcript of that name in memory."""
    return TranscriptRef(MemoryStore(), name)


def seated(**options: Any) -> Table:
    """Return a table with everybody seated, in the lobby; without clocks unless asked for."""
    table = Table.create(SOURCE, **{"clocks": False, **options})
    for one in HEADS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=PEOPLE[one]))
    return table


def briefed(**options: Any) -> Table:
    """Return a table whose delegations have all read their brief, in the lobby."""
    table = seated(**options)
    for one in HEADS:
        turn(table, one)
    return table


def turn(table: Table, delegation: str) -> None:
    """Let a delegation come to the keyboard and leave it."""
    table.submit(Join(by=delegation))
    table.submit(Leave(by=delegation))


def advanced(table: Table, phase: str, round_number: int = 1) -> Table:
    """Advance the table to the first such phase from the given round on."""
    while table.state.round < round_number or table.state.stage != phase:
        table.submit(Advance(by=FACILITATOR))
    return table


def ready(table: Table, delegations: Iterable[str] = HEADS) -> None:
    for one in delegations:
        table.submit(Ready(by=one))


def seen(table: Table) -> tuple[View, dict[str, View]]:
    """Return the room's view and each delegation's own."""
    return table.view(None), {one: table.view(one) for one in HEADS}


def memory_of(table: Table) -> Memory:
    """Return what a keyboard remembers that opens this table again."""
    return remembered(table.events, {one: one for one in HEADS}, *seen(table))


def owing(table: Table) -> Table:
    """Take the table to round 2's decision, with Upper Town's dam due to be opened."""
    advanced(table, "negotiation")
    package = {**table.state.standing, "charter": "signed", "dam": "opened", "form": "deed"}
    table.submit(TableOffer(by="upper", package=package))
    for one in table.state.offers["O1"].needed:
        if one not in table.state.offers["O1"].signed:
            table.submit(SignOffer(by=one, offer="O1"))
    return advanced(table, "decision", 2)
