"""`tabletop analyse --list`: every package of the zone or of the frontier, for other programs."""

from __future__ import annotations

import csv
import sys
from typing import Any

from tabletop.errors import UnreadableInput
from tabletop.referee.outcomes.analysis import Analysis
from tabletop.referee.outcomes.measures import Outcome, Which, outcomes

MOST_IN_JSON = 100_000
"""A longer list should be CSV, which is written as it is made."""


def rows_of(analysis: Analysis, which: Which) -> list[dict[str, Any]]:
    """Return the packages for a JSON document. Raises `UnreadableInput` for more than
    can be held.
    """
    count = len(analysis.zone if which == "zone" else analysis.frontier)
    if count > MOST_IN_JSON:
        raise UnreadableInput(
            f"--list {which}: {count:,} packages are too many for one JSON document; "
            "leave --json out to have them as CSV"
        )
    return [
        {
            "package": dict(one.package),
            "value": dict(one.value),
            "surplus": dict(one.surplus),
            "nash_product": one.nash_product,
            "in_zone": one.in_zone,
            "to_frontier": one.to_frontier,
            "to_nash": one.to_nash,
            "to_kalai_smorodinsky": one.to_kalai_smorodinsky,
        }
        for one in outcomes(analysis, which)
    ]


def write_csv(analysis: Analysis, which: Which) -> None:
    """Print the packages as CSV: options and delegations by their ids, one row a package."""
    exercise, names = analysis.space.exercise, analysis.space.delegations
    choices = list(exercise.named)
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(
        [
            *choices,
            *(f"value_{one}" for one in names),
            *(f"surplus_{one}" for one in names),
            "nash_product",
            "in_zone",
            "to_frontier",
            "to_nash",
            "to_kalai_smorodinsky",
        ]
    )
    for one in outcomes(analysis, which):
        rows.writerow(_row(one, choices, names))


def _row(one: Outcome, choices: list[str], names: tuple[str, ...]) -> list[str]:
    return [
        *(one.package[choice] for choice in choices),
        *(_number(one.value[name]) for name in names),
        *(_number(one.surplus[name]) for name in names),
        _number(one.nash_product),
        "yes" if one.in_zone else "no",
        _number(one.to_frontier),
        _number(one.to_nash),
        _number(one.to_kalai_smorodinsky),
    ]


def _number(value: float | None) -> str:
    """Format a number without floating-point noise; empty for None."""
    return "" if value is None else f"{round(value, 9) + 0.0:.12g}"
