"""From a seating, or a transcript, to a running table.

Choosing and seating need none of this: `opening` imports it once its first page is painted.
"""

from __future__ import annotations

from functools import partial
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
    from tabletop.screens.flow.app import Guide, TabletopApp


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
    guide = guide_of(app, table, transcript, note, lock)
    app.led_by(guide)
    guide.begin()


def guide_of(
    app: TabletopApp,
    table: Table,
    transcript: TranscriptRef,
    note: str = "",
    lock: Lock | None = None,
) -> Guide:
    """Return the guide of a table at this keyboard, by who plays there: people alone, people and
    stand-ins, or one person against stand-ins.
    """
    let_stand(table, transcript)
    kind = HotSeat
    if table_has_stand_ins(table):
        # Most games need nothing of this.
        from tabletop.bots.background import Background
        from tabletop.bots.seating import beside, heads_in
        from tabletop.screens.flow.beside_stand_ins import BesideStandIns
        from tabletop.screens.flow.practice import Practice

        people = heads_in(table.state)
        kind = BesideStandIns if people else HotSeat
        if len(people) == 1:
            what = beside(table.source, table.state, people[0])
            rehearsals = partial(Background, what)
            return Practice(app, table, people[0], transcript, note, rehearsals)
    return kind(app, table, transcript, note, lock or Lock(), ask_word=lock is None)


def table_has_stand_ins(table: Table) -> bool:
    """Return whether the program plays for anybody."""
    return any(one.stand_in is not None for one in table.state.seats.values())


def open_table(source: str, transcript: TranscriptRef, seating: Seating, seed: int) -> Table:
    """Return a new table with one seat for each delegation that is played, named after it.

    Raises `StorageFailed` when its transcript can't be written.
    """
    table = Table.create(source, where=transcript, seed=seed, clocks=seating.clocks)
    try:
        for party in table.exercise.delegations:
            if party.id not in (*seating.names, *seating.stand_ins):
                continue
            seat = Assign(
                by=FACILITATOR,
                seat=party.id,
                delegation=party.id,
                name=seating.names.get(party.id, ""),
                holds=every_role(party),
                stand_in=seating.stand_ins.get(party.id),
            )
            table.submit(seat)
    except BaseException:
        table.close()
        raise
    return table
