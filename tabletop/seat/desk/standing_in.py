"""Seats that a stand-in could play: whom a table misses, and the moves that seat one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import Assign
from tabletop.play.state import FACILITATOR
from tabletop.seat.desk import PersonGlance, TableGlance
from tabletop.text.lists import listed
from tabletop.text.safe import one_line

GONE_FOR = 120.0
"""Seconds without its person after which a stand-in is offered for a seat, in a phase with a
clock."""


@dataclass(frozen=True)
class Missed:
    """A delegation that nobody acts for now; `name` is whose seat it is, empty for nobody's."""

    delegation: str
    seat: str
    name: str
    away: float | None
    """Seconds since that person was here."""
    move: Assign
    """Lets a stand-in play there."""


def headless(exercise: Exercise, one: TableGlance) -> tuple[str, ...]:
    """Return the delegations that a table would begin without; none once it has begun."""
    heads = {seat.delegation for seat in one.people if seat.role == "head" and _played(seat)}
    known = (party.id for party in exercise.delegations)
    return tuple(id for id in known if id not in heads) if one.stage == "lobby" else ()


def _played(seat: PersonGlance) -> bool:
    return bool(seat.name) or seat.stand_in is not None


def missed(exercise: Exercise, one: TableGlance) -> tuple[Missed, ...]:
    """Return whom a table misses: no head, or one who is not here, and no stand-in."""
    heads = {seat.delegation: seat for seat in one.people if seat.role == "head"}
    taken = {seat.seat for seat in one.people}
    found = []
    for party in exercise.delegations:
        head = heads.get(party.id)
        if head is None:
            move = seated(exercise, party.id, taken)
            found.append(Missed(party.id, move.seat, "", None, move))
        elif head.stand_in is None and (not head.name or not head.connected):
            move = standing_in(exercise, head)
            found.append(Missed(party.id, head.seat, head.name, head.away, move))
    return tuple(found)


def seated(exercise: Exercise, delegation: str, taken: Collection[str]) -> Assign:
    """Return the move that makes a head's seat for a delegation and lets a stand-in play there."""
    numbered = (delegation, *(f"{delegation}-{number}" for number in range(2, len(taken) + 3)))
    seat = next(one for one in numbered if one not in taken)
    how = exercise.delegation_by_id[delegation].temperament
    return Assign(by=FACILITATOR, seat=seat, delegation=delegation, stand_in=how)


def standing_in(
    exercise: Exercise, person: PersonGlance, temperament: Temperament | None = None
) -> Assign:
    """Return the move that lets a stand-in play at somebody's seat, which stays theirs."""
    how = temperament or exercise.delegation_by_id[person.delegation or ""].temperament
    return handed_back(person).model_copy(update={"stand_in": how})


def handed_back(person: PersonGlance) -> Assign:
    """Return the move that gives a seat back to its person; where it is nobody's, to whoever
    comes.
    """
    return Assign(
        by=FACILITATOR,
        seat=person.seat,
        delegation=person.delegation,
        role=person.role,
        name=person.name,
    )


def offered(exercise: Exercise, one: TableGlance) -> tuple[str, ...]:
    """Return what offers a stand-in, in a sentence: once a table plays, for a delegation that
    nobody came for, and for somebody who has been gone for a while.
    """
    if one.round == 0 or one.ended:
        return ()
    names = {party.id: one_line(party.name) for party in exercise.delegations}
    there = missed(exercise, one)
    told = []
    if nobody := [names[seat.delegation] for seat in there if not seat.name]:
        told.append(f"Nobody plays {listed(nobody)}: F lets a stand-in, until somebody comes.")
    gone = [seat for seat in there if seat.name and (seat.away or 0.0) > GONE_FOR]
    if gone and one.remaining is not None:
        who = listed(f"{one_line(seat.name)} ({names[seat.delegation]})" for seat in gone)
        have = "has" if len(gone) == 1 else "have"
        told.append(
            f"{who} {have} been away for 2 minutes: F lets a stand-in play until they are back."
        )
    return tuple(told)


def told_missed(exercise: Exercise, there: Iterable[Missed]) -> str:
    """Name whom a table misses: a delegation, and for whom a stand-in would play there."""
    names = {party.id: one_line(party.name) for party in exercise.delegations}
    return listed(
        f"{names[one.delegation]} (for {one_line(one.name)})" if one.name else names[one.delegation]
        for one in there
    )
