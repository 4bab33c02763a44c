"""What a seat may see of the roles within delegations, and what packages are worth to them.

See `referee.role_worth` for how that is computed; none of it is ruled on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tabletop.exercise.model import Delegation, DelegationRole
from tabletop.play.queries.held_lines import held_values
from tabletop.play.queries.roles import held, readable_roles
from tabletop.play.rules.ruling import decided_lines, deliveries
from tabletop.play.seen.role_seen import RoleSeen, RoleWorth
from tabletop.play.state import State
from tabletop.play.view.appraise import facts_of
from tabletop.referee.ledger import Score
from tabletop.referee.role_worth import role_standing, role_value


def roles_seen(state: State, seat: str | None, party: Delegation) -> tuple[RoleSeen, ...]:
    """Return the roles of a delegation as a seat (None: the public) may see them."""
    readable = readable_roles(state, seat, party)
    return tuple(_seen(state, party, one, one.id in readable) for one in party.own_roles)


def _seen(state: State, party: Delegation, one: DelegationRole, known: bool) -> RoleSeen:
    people = [
        seat.id
        for seat in state.seats.values()
        if seat.delegation == party.id and one in held(state, seat)
    ]
    return RoleSeen(
        id=one.id,
        name=one.name,
        people=tuple(people),
        secret_brief=one.secret_brief if known else None,
        points=one.points if known else {},
        walk_away=one.walk_away if known else None,
    )


def role_worth(state: State, seat: str | None, package: Mapping[str, str]) -> tuple[RoleWorth, ...]:
    """Return the value of a package, put in place of what stands, to the roles that a seat may know
    of.
    """
    if not state.exercise.has.roles:
        return ()
    facts, exercise, now = facts_of(state, package), state.exercise, state.circumstances
    return tuple(
        _worth(party, role, role_value(exercise, (party.id, role.id), package, now, facts))
        for party, role in _known(state, seat)
    )


def role_worth_now(state: State, seat: str | None) -> tuple[RoleWorth, ...]:
    """Return the value of what stands to the roles that a seat may know of."""
    if not state.exercise.has.roles:
        return ()
    return tuple(
        _marked(state, _worth(party, role, _standing(state, party, role)))
        for party, role in _known(state, seat)
    )


def _standing(state: State, party: Delegation, role: DelegationRole) -> Score:
    """Score what stands for a role, and what is decided, as `ruling.score_of` does."""
    score = role_standing(
        state.exercise,
        (party.id, role.id),
        state.standing,
        state.circumstances,
        deliveries(state),
        state.agreement is not None,
    )
    own = role.points
    decided = decided_lines(state, lambda one, option: own.get(one.id, {}).get(option.id, 0.0))
    return Score.summing(party.id, (*score.ledger, *decided))


def _known(state: State, seat: str | None) -> Iterator[tuple[Delegation, DelegationRole]]:
    """Yield the roles with points that a seat may know of."""
    for party in state.exercise.delegations:
        readable = readable_roles(state, seat, party)
        for role in party.own_roles:
            if role.points and role.id in readable:
                yield party, role


def _worth(party: Delegation, role: DelegationRole, score: Score) -> RoleWorth:
    return RoleWorth(party.id, role.id, score.value, role.walk_away, score.ledger)


def _marked(state: State, worth: RoleWorth) -> RoleWorth:
    return replace(worth, ledger=held_values(state, worth.ledger))
