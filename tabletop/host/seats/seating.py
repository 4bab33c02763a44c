"""Choose seats: pure functions over the tables of a hall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import chain, count
from typing import Protocol

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import unknown
from tabletop.host.admission.lobby import alike
from tabletop.play.actions import Assign, Role
from tabletop.seat.desk import PersonGlance
from tabletop.seat.seating import LONGEST_NAME

EMPTY_AFTER = 300.0
"""Seconds without a connection after which anybody with the code may take the seat over.

Somebody who closes a laptop and walks to another room keeps the seat; the facilitator can give it
away at once.
"""
KEPT_FOR = 600.0
"""The same for somebody who has not come yet: a personal link may be on its way to them."""

APART = ("evaluator", "observer")
MOST_AT_A_TABLE = 100
"""The most seats of one table; a class has fewer, and a mischievous client should not get more."""


class Full(NotAllowed):
    """There is no seat left."""


class SeatedTable(Protocol):
    """A table, as far as seating is concerned; it may be in another process."""

    @property
    def id(self) -> str: ...

    @property
    def exercise(self) -> Exercise: ...

    def people(self) -> tuple[PersonGlance, ...]:
        """Return everybody with a seat there, in the order of seating."""

    async def assign(self, action: Assign) -> None:
        """Seat, rename or unseat somebody. Raises `NotAllowed` and `StorageFailed`."""

    async def link_opened_again(self, seat: str, address: str) -> None:
        """Tell the facilitator that a used personal link was opened again."""


@dataclass(frozen=True)
class SeatChoice:
    """A seat to give: `seat` may be new, or an empty one."""

    table: str
    seat: str
    delegation: str | None
    role: Role


def empty(person: PersonGlance, held: bool) -> bool:
    """Return whether somebody else may take this seat over. `held`: a token for it exists."""
    patience = EMPTY_AFTER if person.come else KEPT_FOR
    return not person.connected and (not held or (person.away or 0.0) >= patience)


def choose(
    tables: Mapping[str, SeatedTable],
    free: Iterable[tuple[str, str]],
    table: str | None,
    delegation: str | None,
    role: Role | None,
) -> SeatChoice:
    """Return the seat for a newcomer, where people are needed most. `free` are seats nobody holds.

    A delegation without a head comes first, at the table with the fewest people, so that they are
    spread evenly; then one for which a stand-in plays; then a seat that was given up; then the
    smallest delegation. Raises `NotAllowed`, and `Full` when all suitable seats are taken.
    """
    if table is not None and table not in tables:
        raise NotAllowed(unknown("table", table, tables))
    among = {table: tables[table]} if table is not None else dict(tables)
    known = next(iter(among.values())).exercise.delegation_by_id
    if delegation is not None and delegation not in known:
        raise NotAllowed(unknown("delegation", delegation, known))
    if role in APART:
        room = next((one for one in among.values() if not _full(one)), None)
        if room is None:
            raise _nowhere(tables, table)
        return SeatChoice(room.id, new_seat(room, role), None, role)
    given_up = set(free)
    ranked = []
    for place, one in enumerate(among.values()):
        seated = [p for p in one.people() if p.delegation is not None and p.name]
        heads = {p.delegation for p in seated if p.role == "head"}
        stood_in = {p.delegation for p in one.people() if p.stand_in is not None}
        for order, party in enumerate(known):
            if delegation is not None and party != delegation:
                continue
            headless = party not in heads
            found = _given_up(one, party, given_up, headless, role)
            if _full(one) and found is None:
                continue
            size = sum(p.delegation == party for p in seated)
            rank = (
                *(not headless, party in stood_in, len(seated)),
                *(found is None, size, place, order),
            )
            ranked.append((rank, one, party, found, headless))
    if not ranked:
        raise _nowhere(tables, table)
    _, best, party, found, headless = min(ranked, key=lambda one: one[0])
    if found is not None:
        return SeatChoice(best.id, found.seat, party, found.role)
    return SeatChoice(
        best.id, new_seat(best, party), party, role or ("head" if headless else "member")
    )


def _given_up(
    table: SeatedTable, party: str, free: Set[tuple[str, str]], headless: bool, role: Role | None
) -> PersonGlance | None:
    """Return a suitable seat of a delegation that nobody holds; its head's, where it has none."""
    wanted = role or ("head" if headless else None)
    found = (p for p in table.people() if p.delegation == party and (table.id, p.seat) in free)
    return next((p for p in found if wanted in (None, p.role)), None)


def _full(table: SeatedTable) -> bool:
    return len(table.people()) >= MOST_AT_A_TABLE


def _nowhere(tables: Mapping[str, SeatedTable], table: str | None) -> Full:
    if table is not None and not all(_full(one) for one in tables.values()):
        return Full(f"table {table} is full; choose another one")
    return Full("the hall is full: tell the facilitator")


def told_apart(table: SeatedTable, name: str, seat: str) -> str:
    """Return the name, numbered if somebody else at the table has it: "Anna (2)".

    `seat` is whose it is to be: other seats of the same person don't count.
    """
    others = (one for one in table.people() if seat not in (one.seat, *one.also))
    taken = {alike(one.name) for one in others}
    numbered = (f"{name[: LONGEST_NAME - 5]} ({number})" for number in count(2))
    return next(one for one in chain((name,), numbered) if alike(one) not in taken)


def new_seat(table: SeatedTable, stem: str) -> str:
    """Return an id for a new seat: the delegation's own, then `upper-2`, `upper-3`... Raises
    `Full`.
    """
    if _full(table):
        raise Full(f"table {table.id} is full; choose another one")
    taken = {one.seat for one in table.people()}
    known = set(table.exercise.delegation_by_id) - {stem}
    ids = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 10_000))
    return next(one for one in ids if one not in taken and one not in known)
