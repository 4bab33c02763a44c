"""Halls of the small exercise of three, and people who join them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tabletop.host.admission.lobby import Attachment, Place, Ticket
from tabletop.host.tables.folder import open_hall, table_ids
from tabletop.host.tables.hall import Hall
from tests.effort import out_of_sight
from tests.host.far import Far
from tests.screens.rivers import SOURCE


@asynccontextmanager
async def hall_in(
    folder: Path,
    tables: int = 1,
    *,
    spares: int = 0,
    clocks: bool = False,
    source: str = SOURCE,
    bots: Sequence[str] = (),
) -> AsyncIterator[Hall]:
    """Run a hall with its transcripts in `folder`; its stand-ins move at once."""
    ids = table_ids(tables)
    hall = open_hall(source, folder, ids, spares=spares, clocks=clocks, bots=bots)
    hall.floor.thinkers.pace = "at-once"
    with out_of_sight():
        await hall.start()
        try:
            yield hall
        finally:
            await hall.close()


async def come(
    hall: Hall, place: Place, width: int = 80, height: int = 24
) -> tuple[Far, Attachment]:
    """Connect a client at a place."""
    far = Far(width, height)
    return far, await hall.enter(place, far, (width, height))


async def join(hall: Hall, name: str, **wish: str) -> tuple[Far, Attachment, Ticket]:
    """Join with the code and sit down."""
    ticket = await hall.seat(name, **wish)  # type: ignore[arg-type]
    return *await come(hall, ticket.place), ticket
