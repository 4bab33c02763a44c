"""From a seating, or a transcript, to a running table.

Choosing and seating need none of this: `opening` imports it once its first page is painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabletop.journal.store import TranscriptRef
from tabletop.play.actions import Assign
from tabletop.play.queries.roles import every_role
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.lock import Lock
from tabletop.screens.flow.hotseat import HotSeat
from tabletop.screens.flow.standstill import let_stand
from tabletop.seat.seating import Seating
from tabletop.table import Table

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp


def begin_play(
    app: TabletopApp,
    table: Table,
    transcript: TranscriptRef,
    note: str = "",
    lock: Lock | None = None,
) -> None:
    """Hand a running app over to the table's own guide; the room reads `note` first.

    Without a `lock`, as for a resumed game, it asks whether there should be one.
    """
    let_stand(table, transcript)
    guide = HotSeat(
        app,
        table,
        transcript,
        note,
        lock or Lock(),
        ask_word=lock is None,
    )
    app.led_by(guide)
    guide.begin()


def open_table(source: str, transcript: TranscriptRef, seating: Seating, seed: int) -> Table:
    """Return a new table with one seat for each delegation, named after it.

    Raises `StorageFailed` when its transcript can't be written.
    """
    table = Table.create(source, where=transcript, seed=seed, clocks=seating.clocks)
    try:
        for delegation, name in seating.names.items():
            seat = Assign(by=FACILITATOR, seat=delegation, delegation=delegation, name=name)
            roles = every_role(table.exercise.delegation_by_id[delegation])
            table.submit(seat.model_copy(update={"holds": roles}))
    except BaseException:
        table.close()
        raise
    return table
