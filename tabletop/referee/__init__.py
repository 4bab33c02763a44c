"""The referee: a pure function of an exercise and what happened, which shows its working."""

from tabletop.referee.circumstances import (
    Circumstances,
    Climate,
    Pair,
    opening_circumstances,
    opening_climate,
    walk_away,
)
from tabletop.referee.feasibility import enough, feasible, needed, obstacles, parties
from tabletop.referee.ledger import Line, Score, tenths
from tabletop.referee.value import (
    PROMISES,
    Delivery,
    Facts,
    acceptable,
    red_lines,
    standing_score,
    value,
    values,
)

__all__ = [
    "PROMISES",
    "Circumstances",
    "Climate",
    "Delivery",
    "Facts",
    "Line",
    "Pair",
    "Score",
    "acceptable",
    "enough",
    "feasible",
    "needed",
    "obstacles",
    "opening_circumstances",
    "opening_climate",
    "parties",
    "red_lines",
    "standing_score",
    "tenths",
    "value",
    "values",
    "walk_away",
]
