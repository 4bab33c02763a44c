"""Ranges: what an issue settled by a number can't have, and how many numbers are too many."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise

MOST_VALUES_IN_ALL = 100_000
"""As many as options can be listed: a hundred issues with a thousand each."""


def range_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return acts that begin in the middle of a range, a status quo where there is none, and more
    values than can be kept.
    """
    total = 0
    for at, issue in enumerate(exercise.issues):
        if issue.range is None:
            continue
        total += len(issue.ids)
        if total > MOST_VALUES_IN_ALL >= total - len(issue.ids):
            message = (
                f"the ranges up to here have {total:,} values together, and at most "
                f"{MOST_VALUES_IN_ALL:,} are allowed; make steps larger"
            )
            yield Finding(("issue", at, "range"), message)
        if exercise.whole and issue.range.status_quo is not None:
            message = (
                "with whole = true nothing stands without a deal, so there is no status quo; leave "
                "status_quo out, or whole"
            )
            yield Finding(("issue", at, "range", "status_quo"), message, at_key=True)
        elif issue.by and issue.quo:
            message = (
                "an act goes further from its status quo step by step, so that stands at the "
                "lowest value of a range; leave status_quo out, or 'by'"
            )
            yield Finding(("issue", at, "range", "status_quo"), message)
