"""Tables at which stand-ins sit, and strategies that a table must survive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

from tabletop.bots.game import play_out, seat_all
from tabletop.bots.stand_in import StandIn
from tabletop.bots.strategy import Intent, Look, Why
from tabletop.bots.temperaments import TEMPERAMENTS
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import Advance, Assign, SignOffer
from tabletop.play.state import FACILITATOR
from tabletop.seat.port import Port
from tabletop.table import Table

ALL: tuple[Temperament, ...] = tuple(TEMPERAMENTS)


def opened(source: str, seed: int = 0) -> Table:
    """Return a table whose clock stands still, so that two games can be compared."""
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    return Table.create(source, clocks=False, seed=seed, now=lambda: noon)


def mixed(table: Table, first: int = 0) -> dict[str, Temperament]:
    """Give each delegation another temperament, beginning with one of them."""
    order = cycle(ALL[first % len(ALL) :] + ALL[: first % len(ALL)])
    return {one: next(order) for one in table.exercise.delegation_by_id}


def played(source: str, seed: int = 0, who: Mapping[str, Temperament] | None = None) -> Table:
    """Return a table that was played to its end by stand-ins, none of which was stopped."""
    table = opened(source, seed)
    stand_ins = seat_all(table, who or mixed(table, seed), seed)
    play_out(table, stand_ins, seed)
    assert [one.trouble for one in stand_ins if one.trouble] == []
    return table


def seated_with(table: Table, strategy: Any) -> list[StandIn]:
    """Seat a strategy at the first delegation, and stand-ins of ours at the others."""
    first, *rest = table.exercise.delegation_by_id
    table.submit(Assign(by=FACILITATOR, seat=first, delegation=first, name="Stranger"))
    stranger = StandIn(Port(table, first), "linear", strategy=strategy)
    return [stranger, *seat_all(table, dict.fromkeys(rest, "linear"))]


def at_negotiation(table: Table) -> Table:
    """Go on to the first negotiation."""
    while table.state.stage != "negotiation":
        table.submit(Advance(by=FACILITATOR))
    return table


class Raises:
    def act(self, look: Look) -> Intent | None:
        raise RuntimeError("no idea")


class Nonsense:
    def act(self, look: Look) -> Any:
        return {"do": "sign"}


class Forged:
    def act(self, look: Look) -> Intent | None:
        return Intent(Advance(by=FACILITATOR), Why("offer"))


class Illegal:
    def act(self, look: Look) -> Intent | None:
        return Intent(SignOffer(by=look.view.seat, offer="O99"), Why("sign"))


class Endless:
    """Always finds something allowed to say."""

    def act(self, look: Look) -> Intent | None:
        from tabletop.play.actions import SendMessage

        if "message" in look.view.cannot:
            return None
        return Intent(SendMessage(by=look.view.seat, text="More."), Why("speech"), more=True)


class Loops:
    """Never comes to a decision."""

    def act(self, look: Look) -> Intent | None:
        while True:
            pass


class FillsMemory:
    """Takes all the memory there is."""

    def act(self, look: Look) -> Intent | None:
        kept = []
        while True:
            kept.append(bytearray(50_000_000))
