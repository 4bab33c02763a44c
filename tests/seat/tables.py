"""Tables of the small exercise with every kind of issue, for ports of seats."""

from __future__ import annotations

import tomli_w

from tabletop.play.actions import Advance, Assign
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.play.game import DELEGATIONS, document


def seated() -> Table:
    """Return a table with a head for each delegation, before the first round."""
    table = Table.create(tomli_w.dumps(document()), clocks=False)
    for one in DELEGATIONS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    return table


def at(stage: str, number: int = 1) -> Table:
    """Return the same in a phase of a round, with nothing done before."""
    return moved_on(seated(), stage, number)


def moved_on(table: Table, stage: str, number: int) -> Table:
    """Advance the table to a phase of a round."""
    while (table.state.stage, table.state.round) != (stage, number):
        table.submit(Advance(by=FACILITATOR))
    return table
