"""Mistakes and mischief at any table: a move that the rules allow, with something in it changed."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.table.wishes import ANYBODY, ODD_TEXTS

Move = dict[str, Any]

_ODD: tuple[Any, ...] = (
    *("", "mars", "O99", "V99", "M99", "all", "d0-0", "d9", "n0", "q1-0", "yes", "abstain"),
    *(0, -1, 7, 2**70, 0.5, float("nan"), float("inf"), True, None),
    *([], ["mars"], {}, {"i0": "nowhere"}, {"i0": 10**30}, {"tension": float("inf")}),
    *ODD_TEXTS,
)


def spoiled(move: Move, chance: Random, seats: tuple[str, ...]) -> Move:
    """Return the move by somebody else, or with one of its fields changed, left out or added."""
    fields = [one for one in move if one not in ("by", "do")]
    how = chance.random()
    if how < 0.35 or not fields:
        return {**move, "by": chance.choice((*seats, *seats, *ANYBODY))}
    field = chance.choice(fields)
    if how < 0.45:
        return {key: value for key, value in move.items() if key != field}
    if how < 0.5:
        return {**move, chance.choice(("votes", "secret", "to", "option")): chance.choice(_ODD)}
    return {**move, field: chance.choice(_ODD)}
