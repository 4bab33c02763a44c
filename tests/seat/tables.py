"""Tables of the small exercise with every kind of issue, where a seat's port leads to."""

from __future__ import annotations

import tomli_w

from tabletop.play.actions import Advance, Assign
from tabletop.play.state import FACILITATOR
from tabletop.table import Table
from tests.play.game import DELEGATIONS, document


def seated() -> Table:
    """Everybody at the head of their delegation, before the first round."""
    table = Table.create(tomli_w.dumps(document()), clocks=False)
    for one in DELEGATIONS:
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=one.title()))
    return table


def at(stage: str, number: int = 1) -> Table:
    """The same in a phase of a round, with nothing done before."""
    return moved_on(seated(), stage, number)


def moved_on(table: Table, stage: str, number: int) -> Table:
    """The table in a phase of a round, by the facilitator's hand."""
    while (table.state.stage, table.state.round) != (stage, number):
        table.submit(Advance(by=FACILITATOR))
    return table
