"""Points: none for the status quo, some for every delegation."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.checks.mentions import effects_given, points_given
from tabletop.exercise.issues import Issue
from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise


def status_quo_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return first options that have points, or are given some by an inject or a decision."""
    if exercise.whole:
        return
    for at, issue in enumerate(exercise.issues):
        if issue.range is not None:
            yield from _of_range(at, issue)
            continue
        first = issue.listed[0]
        if first.points:
            message = (
                f"'{first.id}' is the status quo of {issue.id} (its first option) "
                "and is worth nothing; take its points out, or put another option first; where "
                "every issue is settled or none is, write whole = true (format 2)"
            )
            yield Finding(("issue", at, "option", 0, "points"), message, at_key=True)
    first_options = {(issue.id, issue.status_quo) for issue in exercise.issues}
    for path, effects in effects_given(exercise):
        for place, change in enumerate(effects.points):
            if (change.issue, change.option) in first_options:
                message = (
                    f"'{change.option}' is the status quo of {change.issue} and is worth nothing; "
                    "change the points of another option"
                )
                yield Finding((*path, "points", place, "option"), message)


def _of_range(at: int, issue: Issue) -> Iterator[Finding]:
    """Return delegations to which the status quo of a range is worth something."""
    for party, worth in issue.options[issue.quo].points.items():
        stands = issue.option_names[issue.status_quo]
        message = (
            f"{stands} is the status quo of {issue.id} and is worth nothing, but its corners give "
            f"{party!r} {worth:g}; count points from there, or write whole = true where every "
            "issue is settled or none is"
        )
        yield Finding(("issue", at, "points", party), message)


def interest_faults(exercise: Exercise, version: int) -> Iterator[Finding]:
    """Return delegations for which no option is worth anything; `version` is the file's format."""
    interested = {
        one for _, points in points_given(exercise) for one, worth in points.items() if worth
    }
    for at, one in enumerate(exercise.delegations):
        if one.id not in interested:
            message = f"no option is worth anything to '{one.id}'; give it points in some option"
            if version == 1 and not interested:
                message += ", or write format = 2, in which points are not needed"
            yield Finding(("delegation", at), message)
