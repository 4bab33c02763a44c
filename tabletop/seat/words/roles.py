"""Roles within a delegation as every interface tells them: briefs, worths and what is unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tabletop.play.seen import OfferSeen, View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.play.seen.role_seen import RoleSeen, RoleWorth
from tabletop.referee.ledger import tenth
from tabletop.text.safe import one_line

RoleColumns = list[tuple[str, Sequence[RoleWorth]]]
"""What packages are worth in roles, each by the name of its column."""
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!~])")


class _Role(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def secret_brief(self) -> str | None: ...


class _Party(Protocol):
    @property
    def secret_brief(self) -> str | None: ...
    @property
    def own_roles(self) -> Sequence[_Role]: ...


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What packages are worth to somebody in a role, each by the name of its column."""

    name: str
    worths: tuple[tuple[str, RoleWorth], ...]


def secrets_of(party: _Party) -> str:
    """Return what a delegation's people were told in private, as Markdown: the delegation's own
    brief, then each role's under its title. Empty when there is none.
    """
    parts = [party.secret_brief or ""]
    for one in party.own_roles:
        if one.secret_brief:
            title = _MARKS.sub(r"\\\1", one_line(one.name))
            parts.append(f"**As {title}:**\n\n{one.secret_brief}")
    return "\n\n".join(one for one in parts if one.strip())


def with_something_to_read(view: View) -> tuple[RoleSeen, ...]:
    """Return the roles of a seat's own person that are more than a title."""
    return tuple(one for one in view.own_roles if one.secret_brief or one.points)


def alone(view: View) -> bool:
    """Return whether nobody else sits in the seat's delegation."""
    return not any(
        one.delegation == view.delegation and one.seat != view.seat and one.name
        for one in view.people
    )


def role_rows(view: View, shown: RoleColumns) -> tuple[RoleRow, ...]:
    """Return a row for each role of the seat's own person that has points: what stands, then the
    packages `shown`, each with its column's name.
    """
    columns: RoleColumns = [("now" if view.stands else "no deal", view.role_worth_now), *shown]
    rows = []
    for role in view.own_roles:
        found = tuple(
            (name, worth)
            for name, worths in columns
            for worth in worths
            if (worth.delegation, worth.role) == (view.delegation, role.id)
        )
        if found:
            rows.append(RoleRow(role.name, found))
    return tuple(rows)


def of_offer(offer: OfferSeen | None) -> RoleColumns:
    """Return an offer's column for `role_rows`; none without one."""
    return [] if offer is None else [(offer.id, offer.role_worth)]


def decision_worth(view: View, decision: DecisionSeen) -> list[str]:
    """Say what the options of a decision are worth to the seat's person, a line for each of their
    roles that has points for any.
    """
    told = []
    for role in view.own_roles:
        points = role.points.get(decision.id)
        if points:
            said = [
                f"{one_line(one.name)} {tenth(points.get(one.id, 0.0)):+.1f}"
                for one in decision.options
            ]
            told.append(f"To you, as {one_line(role.name)}: {', '.join(said)}.")
    return told


def role_names(view: View, delegation: str) -> str:
    """Return the titles of a delegation's people, each with the person's name, as one text."""
    people = {one.seat: one.name for one in view.people}
    told = []
    for role in view.party(delegation).own_roles:
        holders = [one_line(people[one]) for one in role.people if people.get(one)]
        told.append(f"{one_line(role.name)}: {', '.join(holders) or 'nobody'}")
    return " · ".join(told)


def told_worth(one: RoleWorth) -> str:
    """Say what something is worth to a role, and against its own walk-away if it has one."""
    value = f"{tenth(one.value):.1f}"
    if one.walk_away is None:
        return value
    surplus = tenth(one.value - one.walk_away)
    against = f"{abs(surplus):.1f} {'above' if surplus > 0 else 'below'}" if surplus else "exactly"
    return f"{value}, {against} its walk-away ({tenth(one.walk_away):.1f})"
