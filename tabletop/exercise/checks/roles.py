"""Roles with a brief of their own: told once, and their points about options that there are."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.amounts import AmountIds, between_corners, corners_of
from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import DelegationRole, Exercise
from tabletop.exercise.parts import Points
from tabletop.exercise.wording import quoted, unknown


def role_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return roles told twice, and points and walk-aways of roles that could count for nothing."""
    for at, party in enumerate(exercise.delegations):
        if party.roles and party.own_roles:
            message = (
                "the roles of this delegation have tables of their own; take this list out, and "
                "give a role that is only a title its own [[delegation.role]] too"
            )
            yield Finding(("delegation", at, "roles"), message, at_key=True)
        for place, role in enumerate(party.own_roles):
            here: KeyPath = ("delegation", at, "role", place)
            if role.walk_away is not None and not role.points:
                message = (
                    f"'{role.id}' has no points, so there is nothing to hold against a walk-away; "
                    "take this out, or give the role points"
                )
                yield Finding((*here, "walk_away"), message, at_key=True)
            if role.points and not exercise.has.points:
                message = (
                    "a role's points are told beside its delegation's, and nothing has points "
                    "here; take these out, or give the options points"
                )
                yield Finding((*here, "points"), message, at_key=True)
            yield from _of_options(exercise, role, here)


def _of_options(exercise: Exercise, role: DelegationRole, here: KeyPath) -> Iterator[Finding]:
    """Return points for what can't be chosen, or for a status quo."""
    for choice, points in role.points.items():
        decision = exercise.decision_by_id.get(choice)
        options = exercise.named.get(choice) if decision is None else tuple(decision.option_by_id)
        if options is None:
            what = "issue or decision" if exercise.decisions else "issue"
            message = unknown(what, choice, [*exercise.named, *exercise.decision_by_id])
            yield Finding((*here, "points", choice), message, at_key=True)
            continue
        if isinstance(options, AmountIds):
            yield from _of_range(exercise, choice, points, options, (*here, "points", choice))
            continue
        for option in points:
            path: KeyPath = (*here, "points", choice, option)
            if option not in options:
                message = unknown("option", option, options, f" of {choice}")
                yield Finding(path, message, at_key=True)
            elif option == options[0] and choice in exercise.issue_by_id and not exercise.whole:
                message = (
                    f"'{option}' is the status quo of {choice} (its first option) and is worth "
                    "nothing; take it out, or write whole = true where every issue is settled or "
                    "none is"
                )
                yield Finding(path, message, at_key=True)


def _of_range(
    exercise: Exercise, choice: str, points: Points, ids: AmountIds, path: KeyPath
) -> Iterator[Finding]:
    """Return corners of a role that leave an end out, or make the status quo worth something."""
    wrong = [one for one in points if one not in ids]
    for one in wrong:
        yield Finding((*path, one), _no_value(ids, one), at_key=True)
    if wrong:
        return
    corners = corners_of(ids, points)
    stands = exercise.unmoved[choice]
    if not corners or (corners[0][0], corners[-1][0]) != (0, len(ids) - 1):
        least, most = ids[0], ids[-1]
        message = (
            f"points of a range stand at its ends, {least} and {most}, and in between where the "
            "line bends"
        )
        yield Finding(path, message, at_key=True)
    elif not exercise.whole and between_corners(corners, ids.index(stands)):
        message = (
            f"{stands} is the status quo of {choice} and is worth nothing; count points from "
            "there, or write whole = true where every issue is settled or none is"
        )
        yield Finding(path, message, at_key=True)


def _no_value(ids: AmountIds, given: str) -> str:
    """Return why a text is no value of a range, or how it is written."""
    try:
        return f"write {quoted(given)} as {ids[ids.amounts.place(given)]}"
    except ValueError as fault:
        return str(fault)
