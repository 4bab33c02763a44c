"""A role within a delegation as a seat may see it, and what a package is worth to its holder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.referee.circumstances import reaches
from tabletop.referee.ledger import ValueLine


@dataclass(frozen=True)
class RoleSeen:
    """A role of a delegation. `secret_brief` is None for those who may not read it.

    `points` (by choice and option) and `walk_away` are empty then, and where the role has none.
    """

    id: str
    name: str
    people: tuple[str, ...]
    """The seats of those who have it; more than one only where a seat is taken over."""
    secret_brief: str | None
    points: Mapping[str, Mapping[str, float]]
    walk_away: float | None


@dataclass(frozen=True)
class RoleWorth:
    """What a package is worth to whoever holds a role, in the role's own points, and why."""

    delegation: str
    role: str
    value: float
    walk_away: float | None
    ledger: tuple[ValueLine, ...]

    @property
    def acceptable(self) -> bool:
        """Whether it reaches the role's walk-away, if it has one."""
        return self.walk_away is None or reaches(self.value, self.walk_away)
