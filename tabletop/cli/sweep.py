"""`tabletop analyse --sweep`: who would go first, as trust runs from 0 to 100."""

from __future__ import annotations

import argparse

from tabletop.cli.circumstances import asked_circumstances
from tabletop.cli.text import columns, say, say_json
from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.referee.analysis import sweep
from tabletop.referee.circumstances import Pair

STEP = 10
_BAR = 24


def run_sweep(exercise: Exercise, asked: argparse.Namespace) -> int:
    """Print the zone by order and level of trust, and a bar for each order."""
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
    highest = max((count for by in table.values() for count in by.values()), default=0) or 1
    for order in orders:
        say(order.name)
        for level, by in table.items():
            long = by[order.id] / highest * _BAR
            bar = "█" * int(long) + ("▌" if long % 1 >= 0.5 else "")
            say(f"  {level:3d} {bar or ('▏' if by[order.id] else '')}")
        opens = next((level for level, by in table.items() if by[order.id]), None)
        say(
            "  never in the zone"
            if opens is None
            else f"  in the zone from trust {opens} on (in steps of {STEP})"
        )
    return 0


def _pairs(exercise: Exercise, asked: str) -> tuple[Pair, ...]:
    """Both directions of every pair named in `trust:a-b,c-d`."""
    what, _, names = asked.partition(":")
    if what != "trust" or not names:
        raise UnreadableInput(f"--sweep {asked}: say trust:D-D, as in trust:usa-dprk")
    found: dict[Pair, None] = {}
    for name in names.split(","):
        if name not in exercise.pairs:
            raise UnreadableInput(
                f"--sweep: there is no pair '{name}'; choose from {', '.join(exercise.pairs)}"
            )
        of, toward = exercise.pairs[name]
        found[(of, toward)] = found[(toward, of)] = None
    return tuple(found)
