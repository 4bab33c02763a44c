"""The roster: people are seated, moved, replaced and removed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from tabletop.errors import NotAllowed
from tabletop.host.admission.lobby import (
    DelegationOpening,
    EmptySeat,
    Opening,
    Place,
    Ticket,
    away_as,
    called_alike,
)
from tabletop.host.admission.newcomers import UNUSED_AFTER
from tabletop.host.admission.partings import ELSEWHERE, FREED
from tabletop.host.admission.tokens import Keys
from tabletop.host.seats.seating import (
    APART,
    Full,
    SeatChoice,
    SeatedTable,
    choose,
    empty,
    new_seat,
    told_apart,
)
from tabletop.play.actions import Assign, Role
from tabletop.play.state import FACILITATOR
from tabletop.seat.desk import PersonGlance
from tabletop.text.safe import one_line

log = logging.getLogger("tabletop.host")

SEES_ALL = (
    "an evaluator sees every secret, so only the facilitator can seat one: ask for a personal link"
)
USED = (
    "this personal link has been used, and each opens its seat once; the facilitator has been told "
    "and can give you another one. With your return code you need none"
)
MOVED = "The facilitator has given you another seat."


class ShowOut(Protocol):
    """Ends the screen of a place with a reason; with `again` its client reconnects by itself."""

    def __call__(self, place: Place, reason: str, *, again: bool = False) -> None: ...


class Roster:
    """The people of the `tables` and the `keys` to their seats; all methods change both together.

    Raises `NotAllowed` when it is not possible, and `StorageFailed` when it can't be stored.
    """

    def __init__(self, tables: Mapping[str, SeatedTable], keys: Keys, show_out: ShowOut) -> None:
        self._tables = tables
        self._keys = keys
        self._show_out = show_out
        # A seat is chosen first and given a moment later: one at a time.
        self._one_at_a_time = asyncio.Lock()
        self._unused: dict[Place, float] = {}

    async def come_in(
        self, name: str, table: str | None, delegation: str | None, role: Role | None
    ) -> Ticket:
        """Seat somebody who came by themselves; if all is full, in a seat such a
        person never used.
        """
        try:
            ticket = await self.seat(name, table, delegation, role)
        except Full:
            now = time.monotonic()
            unused = [place for place, at in self._unused.items() if now - at >= UNUSED_AFTER]
            ticket = await self.seat(name, table, delegation, role, unused)
        self._unused[ticket.place] = time.monotonic()
        return ticket

    def sat_down(self, place: Place) -> None:
        """Note that whoever was given this seat uses it."""
        self._unused.pop(place, None)

    async def seat(
        self,
        name: str,
        table: str | None,
        delegation: str | None,
        role: Role | None,
        also_free: Sequence[Place] = (),
    ) -> Ticket:
        """Seat a newcomer, where people are needed most unless they chose."""
        async with self._one_at_a_time:
            free = [*((one.table, one.seat) for one in also_free), *self._free()]
            chosen = choose(self._tables, free, table, delegation, role)
            self._check_head(chosen)
            return await self._give(chosen, name)

    def _check_head(self, chosen: SeatChoice) -> None:
        """Refuse a newcomer who would take the lead from a delegation's head."""
        if chosen.role != "head":
            return
        there = self._tables[chosen.table]
        for one in there.people():
            heads = one.role == "head" and one.delegation == chosen.delegation
            if heads and one.name and one.seat != chosen.seat:
                delegation = there.exercise.delegation_by_id[one.delegation or ""]
                raise NotAllowed(
                    f"{one_line(one.name)} heads {delegation.name} at table {there.id} by now; "
                    "choose again, the same to join them"
                )

    def _free(self) -> list[tuple[str, str]]:
        """Return the seats that nobody holds, by table."""
        return [
            (one.id, person.seat)
            for one in self._tables.values()
            for person in one.people()
            if not person.connected and not self._held(one.id, person)
        ]

    async def take_over(self, name: str, table: str, seat: str) -> Ticket:
        """Give an empty seat to a newcomer. Raises `NotAllowed` if it is taken, or an
        evaluator's.
        """
        async with self._one_at_a_time:
            there, person = self.person(table, seat)
            if person.role == "evaluator":
                raise NotAllowed(SEES_ALL)
            if not self._empty(there, person):
                raise NotAllowed(f"that seat at table {table} is taken; choose another")
            return await self._give(SeatChoice(table, seat, person.delegation, person.role), name)

    async def come_by_link(self, secret: str, address: str) -> Ticket:
        """Return the seat of a personal link to whoever opens it first. Raises `KeyError` without
        one, and `NotAllowed` for a used one.
        """
        link = self._keys.link_of(secret)
        if link is None:
            raise KeyError
        there, person = self.person(link.place.table, link.place.seat)
        if link.used:
            log.warning(
                "%s opened the personal link of %s, table %s, which had been used",
                address,
                one_line(person.name) or person.seat,
                there.id,
            )
            await there.link_opened_again(person.seat, address)
            raise NotAllowed(USED)
        return Ticket(self._keys.exchange(secret), link.place)

    async def _give(self, chosen: SeatChoice, name: str) -> Ticket:
        return await self._given(chosen, name, self._keys.issue)

    async def _given(self, chosen: SeatChoice, name: str, opened: Callable[[Place], str]) -> Ticket:
        """Assign the seat; `opened` creates what opens it."""
        name = one_line(name)
        if not name:
            raise NotAllowed("please give a name, so that the others know who you are")
        place = Place(chosen.table, chosen.seat)
        there = self._tables[chosen.table]
        had_somebody = any(one.seat == chosen.seat for one in there.people())
        await self._assign(chosen, told_apart(there, name, chosen.seat))
        self.sat_down(place)
        ticket = Ticket(opened(place), place)
        if had_somebody:
            self._show_out(place, ELSEWHERE)
        return ticket

    async def invite(
        self, name: str, table: str, delegation: str | None, role: Role | None
    ) -> Ticket:
        """Seat somebody whom the facilitator invites; the ticket has a personal link."""
        async with self._one_at_a_time:
            chosen = choose(self._tables, self._free(), table, delegation, role)
            return await self._given(chosen, name, self._keys.link)

    async def replace(self, table: str, seat: str, name: str) -> Ticket:
        """Give somebody's seat to somebody else, by a personal link."""
        async with self._one_at_a_time:
            _, person = self.person(table, seat)
            chosen = SeatChoice(table, seat, person.delegation, person.role)
            return await self._given(chosen, name, self._keys.link)

    def unused(self, place: Place) -> bool:
        """Return whether somebody who came by themselves was given this seat and has not used it
        yet.
        """
        return place in self._unused

    async def remove(self, table: str, seat: str, reason: str = FREED) -> None:
        """Remove somebody; if they headed a delegation, one of its people here now heads it.

        The seat stays, empty, to be taken over.
        """
        async with self._one_at_a_time:
            there, person = self.person(table, seat)
            await self._hand_on(there, person)
            self._keys.end(Place(table, seat))
            await self._vacate(table, seat)
            self._unused.pop(Place(table, seat), None)
            self._show_out(Place(table, seat), reason)

    async def _hand_on(self, there: SeatedTable, person: PersonGlance) -> None:
        """Let one of a head's delegation who is here head it from now on."""
        heirs = [
            one
            for one in there.people()
            if one.delegation == person.delegation and one.connected and one.seat != person.seat
        ]
        if person.role == "head" and heirs:
            heir = SeatChoice(there.id, heirs[0].seat, person.delegation, "head")
            await self._assign(heir, heirs[0].name)

    async def seat_too(self, table: str, seat: str, delegation: str) -> None:
        """Let the same person head one more delegation of the table. Raises `NotAllowed` if it has
        a head.
        """
        async with self._one_at_a_time:
            there, person = self.person(table, seat)
            if not person.name or person.delegation is None:
                raise NotAllowed("only somebody with a seat in a delegation can head one more")
            if delegation not in there.exercise.delegation_by_id:
                raise NotAllowed(f"there is no delegation '{delegation}'")
            theirs = [one for one in there.people() if one.delegation == delegation]
            head = next((one for one in theirs if one.role == "head"), None)
            if head is not None and head.name:
                raise NotAllowed(f"{one_line(head.name)} heads that delegation; move them first")
            free = head.seat if head is not None else new_seat(there, delegation)
            self._keys.end(Place(table, free))
            await self._assign(SeatChoice(table, free, delegation, "head"), person.name, seat)

    async def _vacate(self, table: str, seat: str) -> None:
        _, person = self.person(table, seat)
        await self._assign(SeatChoice(table, seat, person.delegation, person.role), "")

    async def move(
        self,
        table: str,
        seat: str,
        *,
        to_table: str | None = None,
        delegation: str | None = None,
        role: Role | None = None,
    ) -> Place:
        """Move the same person, with the same token, to another place or role.

        If they headed a delegation and leave it, one of its people here now heads it. Raises
        `NotAllowed` if the place does not exist.
        """
        async with self._one_at_a_time:
            return await self._move(table, seat, to_table, delegation, role)

    async def _move(
        self,
        table: str,
        seat: str,
        to_table: str | None,
        delegation: str | None,
        role: Role | None,
    ) -> Place:
        there, person = self.person(table, seat)
        goal = there if to_table is None else self._table(to_table)
        whose = None if role in APART else delegation or person.delegation
        if whose is not None and whose not in goal.exercise.delegation_by_id:
            raise NotAllowed(f"there is no delegation '{whose}'")
        if whose is None and role not in APART and person.role not in APART:
            raise NotAllowed("say which delegation, or as evaluator or observer")
        if goal is there and whose == person.delegation:
            await self._assign(SeatChoice(table, seat, whose, role or person.role), person.name)
            return Place(table, seat)
        heads = {one.delegation for one in goal.people() if one.role == "head"}
        part = role or (person.role if whose is None else "member" if whose in heads else "head")
        before, place = Place(table, seat), Place(goal.id, new_seat(goal, whose or part))
        name = person.name if goal is there else told_apart(goal, person.name, place.seat)
        # Or a report would tell of two people of that name.
        same = seat if goal is there and name else None
        await self._assign(SeatChoice(goal.id, place.seat, whose, part), name, same)
        self._keys.move(before, place)
        await self._hand_on(there, person)
        await self._vacate(table, seat)
        self._show_out(before, MOVED, again=True)
        return place

    async def _assign(self, chosen: SeatChoice, name: str, same_as: str | None = None) -> None:
        await self._tables[chosen.table].assign(
            Assign(
                by=FACILITATOR,
                seat=chosen.seat,
                delegation=chosen.delegation,
                role=chosen.role,
                name=name,
                same_as=same_as,
            )
        )

    def openings(self) -> tuple[Opening, ...]:
        """Return what each table offers a newcomer."""
        return tuple(self._opening(one) for one in self._tables.values())

    def away_as(self, name: str) -> list[tuple[Opening, EmptySeat]]:
        """The seats of people of this name who are not here, each with its table's opening."""
        where = [
            one
            for one in self._tables.values()
            if any(not p.connected and called_alike(p.name, name) for p in one.people())
        ]
        return away_as(name, [self._opening(one) for one in where])

    def _opening(self, table: SeatedTable) -> Opening:
        people = table.people()
        delegations = tuple(
            DelegationOpening(
                one.id,
                one.name,
                one.tag,
                tuple(p.name for p in people if p.delegation == one.id and p.name),
                not any(p.delegation == one.id and p.role == "head" for p in people),
            )
            for one in table.exercise.delegations
        )
        away = [p for p in people if p.role != "evaluator" and not p.connected]
        seats = {p.seat: EmptySeat(p.seat, p.name, p.delegation, p.role) for p in away}
        vacant = tuple(seats[p.seat] for p in away if self._empty(table, p))
        return Opening(
            table.id, delegations, vacant, tuple(one for one in seats.values() if one.name)
        )

    def _empty(self, table: SeatedTable, person: PersonGlance) -> bool:
        return empty(person, self._held(table.id, person))

    def _held(self, table: str, person: PersonGlance) -> bool:
        """Return whether anybody has a token for this seat, or for another one of its person."""
        return any(self._keys.held(Place(table, one)) for one in (person.seat, *person.also))

    def _table(self, table: str) -> SeatedTable:
        if table not in self._tables:
            raise NotAllowed(f"there is no table '{table}'; there are: {', '.join(self._tables)}")
        return self._tables[table]

    def person(self, table: str, seat: str) -> tuple[SeatedTable, PersonGlance]:
        """Return the table and who sits there. Raises `NotAllowed` if there is no such seat."""
        there = self._table(table)
        for person in there.people():
            if person.seat == seat:
                return there, person
        raise NotAllowed(f"there is no seat '{seat}' at table {table}")
