"""`tabletop analyse --sweep`: how the zone for each order depends on trust, from 0 to 100."""

from __future__ import annotations

import argparse
import math

from tabletop.cli.analysis.circumstances import asked_circumstances
from tabletop.cli.text import columns, say, say_json
from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import unknown
from tabletop.referee.circumstances import Pair
from tabletop.referee.outcomes.analysis import sweep

STEP = 10
_BARS = " ▁▂▃▄▅▆▇█"
_WIDE = 3


def run_sweep(exercise: Exercise, asked: argparse.Namespace) -> int:
    """Print the zone by order and level of trust, and the same as a chart.

    Raises `UnreadableInput` for an unknown pair, or an exercise without trust.
    """
    if not exercise.has.climate:
        raise UnreadableInput(
            f"'{exercise.id}' has no [climate], so there is no trust to sweep; leave --sweep out"
        )
    pairs = _pairs(exercise, asked.sweep)
    levels = range(0, 101, STEP)
    table = sweep(exercise, asked_circumstances(exercise, asked), pairs, levels)
    if asked.json:
        say_json(
            {
                "exercise": exercise.id,
                "round": asked.round,
                "pairs": [f"{of}-{toward}" for of, toward in pairs],
                "zone_of_agreement": [
                    {"trust": level, "packages": sum(by.values()), "by_order": by}
                    for level, by in table.items()
                ],
            }
        )
        return 0
    named = ", ".join(f"{of}-{toward}" for of, toward in pairs)
    say(f"{exercise.title}, round {asked.round}: packages in the zone of agreement")
    say(f"as trust runs from 0 to 100 in {named}")
    say()
    orders = exercise.order.options
    rows = [("trust", *(order.name for order in orders), "any order")]
    for level, by in table.items():
        rows.append(
            (str(level), *(f"{by[o.id]:,}" for o in orders), f"{sum(by.values()):,}"),
        )
    for row in columns(rows, numbers=frozenset(range(len(rows[0])))):
        say(row)
    say()
    for row in _chart(exercise, table):
        say(row)
    return 0


def _chart(exercise: Exercise, table: dict[int, dict[str, int]]) -> list[str]:
    """Print a row for each order and a bar for each level of trust, scaled to the largest zone."""
    highest = max((count for by in table.values() for count in by.values()), default=0) or 1
    rows = [("trust", " ".join(f"{level:<{_WIDE}d}" for level in table), "in the zone")]
    for order in exercise.order.options:
        bars = [
            _BARS[math.ceil(by[order.id] / highest * (len(_BARS) - 1))] for by in table.values()
        ]
        opens = next((level for level, by in table.items() if by[order.id]), None)
        said = "never" if opens is None else f"from trust {opens} on"
        rows.append((order.name, " ".join(bar * _WIDE for bar in bars), said))
    return columns(rows)


def _pairs(exercise: Exercise, asked: str) -> tuple[Pair, ...]:
    """Return both directions of every pair named in `trust:a-b,c-d`."""
    what, _, names = asked.partition(":")
    if what != "trust" or not names:
        example = next(iter(exercise.pairs), "D-D")
        raise UnreadableInput(f"--sweep {asked}: say trust:D-D, as in trust:{example}")
    found: dict[Pair, None] = {}
    for name in names.split(","):
        if name not in exercise.pairs:
            raise UnreadableInput(f"--sweep: {unknown('pair', name, exercise.pairs)}")
        of, toward = exercise.pairs[name]
        found[(of, toward)] = found[(toward, of)] = None
    return tuple(found)
