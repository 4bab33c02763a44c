"""What a package is worth to one person within a delegation: a role's own points.

A role's worth is computed exactly as its delegation's (trust, urgency, what has been performed),
with the role's points in place of the delegation's, and without interactions or what injects
changed: those are the delegation's. It is never part of a ruling. The two are an agent and a
principal, whose interests differ: Jensen and Meckling, "Theory of the Firm" (1976).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, cast

from tabletop.exercise.amounts import AmountIds, corners_of
from tabletop.exercise.issues import Corners, Issue
from tabletop.exercise.model import Delegation, DelegationRole, Exercise, Interaction
from tabletop.exercise.package import Package
from tabletop.exercise.parts import Part, Points
from tabletop.referee.circumstances import Circumstances
from tabletop.referee.ledger import Score
from tabletop.referee.remembered import remembered
from tabletop.referee.value import Delivery, standing_score, value

RoleKey = tuple[str, str]
"""A delegation's id, and that of one of its roles."""
P = TypeVar("P", bound=Part)


def role_value(
    exercise: Exercise,
    role: RoleKey,
    package: Package,
    circumstances: Circumstances,
    facts: Mapping[str, Delivery],
) -> Score:
    """Score a package for whoever holds a role. Raises `KeyError` for one without points."""
    theirs = _exercises(exercise)[role]
    return value(theirs, package, role[0], _without(circumstances, role[0]), facts)


def role_standing(
    exercise: Exercise,
    role: RoleKey,
    package: Package,
    circumstances: Circumstances,
    facts: Mapping[str, Delivery],
    in_force: bool,
) -> Score:
    """Score what stands at a table in the same way, from the role's walk-away (0 for none)."""
    theirs, now = _exercises(exercise)[role], _without(circumstances, role[0])
    return standing_score(theirs, package, role[0], now, facts, in_force)


def _without(circumstances: Circumstances, delegation: str) -> Circumstances:
    """Return the circumstances without what injects changed in the delegation's own numbers."""
    return replace(
        circumstances,
        walk_away={k: v for k, v in circumstances.walk_away.items() if k != delegation},
        points={k: v for k, v in circumstances.points.items() if k[2] != delegation},
    )


@remembered
def _exercises(exercise: Exercise) -> dict[RoleKey, Exercise]:
    """Return the exercise as each role with points values it."""
    return {
        (party.id, role.id): _valued_by(exercise, party, role)
        for party in exercise.delegations
        for role in party.own_roles
        if role.points
    }


def _valued_by(exercise: Exercise, party: Delegation, role: DelegationRole) -> Exercise:
    def own(points: Points, choice: str, option: str) -> Points:
        others = {one: worth for one, worth in points.items() if one != party.id}
        return {**others, party.id: role.points.get(choice, {}).get(option, 0.0)}

    def without(one: Interaction) -> Interaction:
        return _changed(one, points={k: v for k, v in one.points.items() if k != party.id})

    bound = {
        choice: _changed(
            table,
            options=tuple(
                _changed(one, points=own(one.points, choice, one.id)) for one in table.options
            ),
        )
        for choice, table in (("form", exercise.form), ("order", exercise.order))
    }
    return _changed(
        exercise,
        delegations=tuple(
            _changed(one, walk_away=role.walk_away or 0.0, red_lines=()) if one is party else one
            for one in exercise.delegations
        ),
        issues=tuple(
            _changed(
                issue,
                points=_corners(issue, party, role),
                listed=tuple(
                    _changed(one, points=own(one.points, issue.id, one.id)) for one in issue.listed
                ),
            )
            for issue in exercise.issues
        ),
        interactions=tuple(without(one) for one in exercise.interactions),
        **bound,
    )


def _corners(issue: Issue, party: Delegation, role: DelegationRole) -> Mapping[str, Corners]:
    """Return the corners of a range, the role's in place of its delegation's."""
    found = {one: corners for one, corners in issue.points.items() if one != party.id}
    if issue.id in role.points and isinstance(issue.ids, AmountIds):
        number = issue.amounts.number
        own = corners_of(issue.ids, role.points[issue.id])
        found[party.id] = tuple((number(place), worth) for place, worth in own)
    return found


def _changed(part: P, **changes: object) -> P:
    """Return a copy with some fields changed, and without what the original has worked out.

    `model_copy` would keep the original's cached properties.
    """
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    made = type(part).model_construct(part.model_fields_set, **{**fields, **changes})
    return cast(P, made)
