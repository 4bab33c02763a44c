"""Who holds which role of a delegation, and so reads its brief.

A person's roles are those of their seat. Somebody who is the only one of their delegation once the
game has begun holds all of its roles; a role that nobody has is read by nobody, and the facilitator
can give it to somebody. Whoever takes over a seat takes over its roles.
"""

from __future__ import annotations

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Delegation, DelegationRole
from tabletop.exercise.wording import unknown
from tabletop.play import actions as a
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.reader import knows, overhears
from tabletop.play.state import Seat, State


def roles_given(state: State, action: a.Assign) -> tuple[str, ...] | None:
    """Return the roles that a seat holds once it is assigned: those asked for, else those it has,
    else the first that nobody has. None where its delegation has none.

    The first role is the head's. Raises `NotAllowed` for one that the delegation does not have.
    """
    party = state.exercise.delegation_by_id.get(action.delegation or "")
    ids = [] if party is None else [one.id for one in party.own_roles]
    for one in action.holds or ():
        if party is None or not ids:
            raise NotAllowed("there are no roles to hold there; leave 'holds' out")
        if one not in ids:
            raise NotAllowed(unknown("role", one, ids, f" of {party.id}"))
    if not ids:
        return None
    if action.holds is not None:
        return tuple(one for one in ids if one in action.holds)
    before = state.seats.get(action.seat)
    if before is not None and before.delegation == action.delegation:
        return before.holds
    others = (one for one in state.seats.values() if one.delegation == action.delegation)
    taken = {role for one in others if one.name or one.role == "head" for role in one.holds}
    mine = ids if action.role == "head" else ids[1:]
    return tuple([one for one in mine if one not in taken][:1])


def every_role(party: Delegation) -> tuple[str, ...] | None:
    """Return what the only person of a delegation holds; None where it has no roles."""
    return tuple(one.id for one in party.own_roles) or None


def taken_from(seats: dict[str, Seat], delegation: str | None, holds: tuple[str, ...]) -> None:
    """Take roles from whoever of the delegation has them: they are somebody else's from now on."""
    for id, one in seats.items():
        if one.delegation == delegation and not set(holds).isdisjoint(one.holds):
            kept = tuple(role for role in one.holds if role not in holds)
            seats[id] = replace(one, holds=kept)


def held(state: State, seat: Seat) -> tuple[DelegationRole, ...]:
    """Return the roles that the person at a seat has, in the file's order."""
    party = state.exercise.delegation_by_id.get(seat.delegation or "")
    if party is None or not party.own_roles:
        return ()
    if _alone(state, seat):
        return party.own_roles
    return tuple(one for one in party.own_roles if one.id in seat.holds)


def _alone(state: State, seat: Seat) -> bool:
    """Return whether this person is all there is of a delegation in a game that has begun."""
    theirs = [one for one in state.seats.values() if one.delegation == seat.delegation]
    people = [one.id for one in theirs if one.name] or [one.id for one in theirs]
    return state.stage != "lobby" and people == [seat.id]


def readable_roles(state: State, seat: str | None, party: Delegation) -> tuple[str, ...]:
    """Return the roles of a delegation whose brief and points a seat (None: the public) may read:
    its own; all of them for those who may know everything.
    """
    if not party.own_roles:
        return ()
    if state.stage == "debrief" or overhears(state, seat):
        return tuple(one.id for one in party.own_roles)
    place = state.seats.get(seat) if seat is not None else None
    if place is None or place.delegation != party.id or party.id not in knows(state, seat):
        return ()
    return tuple(one.id for one in held(state, place))
