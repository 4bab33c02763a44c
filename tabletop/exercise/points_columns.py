"""What has points in an exercise file, and whose: the rows and columns of its table of points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tabletop.exercise.amounts import AmountIds, between_corners, corners_of
from tabletop.exercise.decisions import DecisionOption
from tabletop.exercise.model import DelegationRole, Exercise
from tabletop.exercise.parts import FormOption, Interaction, Option
from tabletop.exercise.toml import parse_written

INTERACTION = "interaction"

Place = tuple[str, str]
"""An issue or a decision, or `form` or `order`, and one of its options; or `interaction` and its
id."""
Worth = Option | FormOption | Interaction | DecisionOption
Path = tuple[Any, ...]
"""The keys that lead to a table in a file."""
Options = Mapping[Place, tuple[Path, Worth]]
"""What may have points, with the path of its table."""


class PointsColumn(NamedTuple):
    """Whose points a column has: a delegation's, or those of one of its roles, with the role's path
    in the file.
    """

    delegation: str
    role: DelegationRole | None = None
    path: Path = ()


@dataclass(frozen=True)
class PointsChanged:
    """One number in which a table differs from the file; `delegation` is its column's heading."""

    issue: str
    option: str
    delegation: str
    before: float
    after: float


def columns_of(exercise: Exercise) -> dict[str, PointsColumn]:
    """Return the columns by their headings: each delegation, then its roles with points."""
    found: dict[str, PointsColumn] = {}
    for at, party in enumerate(exercise.delegations):
        found[party.id] = PointsColumn(party.id)
        for place, role in enumerate(party.own_roles):
            if role.points:
                path = ("delegation", at, "role", place)
                found[f"{party.id}.{role.id}"] = PointsColumn(party.id, role, path)
    return found


def options_of(source: str, exercise: Exercise) -> Options:
    """Return every option that may have points, in the file's order."""
    document = parse_written(source)
    found: dict[Place, tuple[Path, Worth]] = {}
    for at, issue in enumerate(exercise.issues):
        for place, option in enumerate(issue.listed):
            found[issue.id, option.id] = ("issue", at, "option", place), option
        if issue.range is not None:
            own = (role.points.get(issue.id, {}) for role in _roles(exercise))
            bends = {issue.ids.index(value) for points in own for value in points}
            for place in sorted({*issue.landmarks, *bends}):
                found[issue.id, issue.ids[place]] = ("issue", at), issue.options[place]
    for at, decision in enumerate(exercise.decisions):
        for place, answer in enumerate(decision.options):
            found[decision.id, answer.id] = ("decision", at, "option", place), answer
    for choice, chosen in (("form", exercise.form), ("order", exercise.order)):
        if choice in document:
            for place, one in enumerate(chosen.options):
                found[choice, one.id] = (choice, "option", place), one
    if not taken(exercise):
        for at, both in enumerate(exercise.interactions):
            found[INTERACTION, both.id] = (INTERACTION, at), both
    return found


def taken(exercise: Exercise) -> bool:
    """Return whether an issue or a decision is called `interaction`, so that such rows are of its
    options.
    """
    return INTERACTION in exercise.issue_by_id or INTERACTION in exercise.decision_by_id


def _roles(exercise: Exercise) -> Iterable[DelegationRole]:
    return (role for party in exercise.delegations for role in party.own_roles)


def worth_of(exercise: Exercise, options: Options, place: Place, column: PointsColumn) -> float:
    """Return the points at a place to whom a column is of."""
    issue, option = place
    known = exercise.issue_by_id.get(issue)
    if column.role is None:
        if place in options or known is None:
            worth = options[place][1]
        else:
            # Any value of a range may have a row.
            worth = known.option_by_id[option]
        return worth.points.get(column.delegation, 0.0)
    own = column.role.points.get(issue, {})
    if known is not None and isinstance(known.ids, AmountIds):
        return between_corners(corners_of(known.ids, own), known.ids.index(option))
    return own.get(option, 0.0)


def told_points(points: float) -> str:
    """Return a number in its shortest form; empty for none."""
    if not points:
        return ""
    return str(int(points)) if points == int(points) else repr(float(points))
