"""What a seat will read and see, before anybody plays: a table at which only the facilitator moves,
looked at from one seat as each phase opens.

Nothing is made up for it: the views are those of play, and what depends on moves (an inject with a
condition, a decision that follows another) is not in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Delegation, DelegationRole
from tabletop.play.actions import Advance, AnyAction, Assign
from tabletop.play.state import FACILITATOR
from tabletop.seat.port import Port
from tabletop.table import Table

_SEAT, _BESIDE = "previewed", "beside"


@dataclass(frozen=True)
class Glimpse:
    """A phase as it opens: `port` is the seat's, at a table that stays as it is then."""

    port: Port
    opens_round: bool
    """It is the first phase of its round."""


async def _refused(_: AnyAction) -> object:
    """Make no move. Raises `NotAllowed` with why."""
    raise NotAllowed("this is a preview: nothing is tabled, signed, sent or decided in it")


def glimpses(
    source: str,
    delegation: Delegation | None = None,
    role: DelegationRole | None = None,
    seat: str = "",
) -> Iterator[Glimpse]:
    """Yield the briefing and then each phase as whoever heads a delegation sees it; without one as
    the room does, or as the facilitator with that `seat`.

    With a `role` somebody else sits beside, so that the seat has this role alone.
    """
    table = Table.create(source, clocks=False, seed=0)
    for one in table.exercise.delegations:
        mine = delegation is not None and one.id == delegation.id
        seat = _SEAT if mine else seat
        table.submit(
            Assign(
                by=FACILITATOR,
                seat=_SEAT if mine else one.id,
                delegation=one.id,
                holds=(role.id,) if mine and role is not None else None,
            )
        )
        if mine and role is not None:
            table.submit(
                Assign(by=FACILITATOR, seat=_BESIDE, delegation=one.id, role="member", holds=())
            )
    last = 0
    while table.state.stage not in ("ended", "debrief"):
        number = table.state.round
        yield Glimpse(Port(table, seat).still(_refused), number > last)
        last = number
        table.submit(Advance(by=FACILITATOR))
