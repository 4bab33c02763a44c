"""The referee: a pure function of an exercise and what happened, which shows its working."""

from tabletop.referee.circumstances import (
    Circumstances,
    Climate,
    Pair,
    opening_circumstances,
    opening_climate,
    reaches,
    walk_away,
)
from tabletop.referee.climate import (
    ClimateRuling,
    Deed,
    Happened,
    Step,
    TensionChange,
    TrustChange,
    crisis,
    ruling,
)
from tabletop.referee.feasibility import enough, feasible, needed, obstacles, parties, quota
from tabletop.referee.ledger import Line, Score, tenths
from tabletop.referee.schedule import analysis_circumstances
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
from tabletop.referee.verdict import Standing, ending, holds, untouched

__all__ = [
    "PROMISES",
    "Circumstances",
    "Climate",
    "ClimateRuling",
    "Deed",
    "Delivery",
    "Facts",
    "Happened",
    "Line",
    "Pair",
    "Score",
    "Standing",
    "Step",
    "TensionChange",
    "TrustChange",
    "acceptable",
    "analysis_circumstances",
    "crisis",
    "ending",
    "enough",
    "feasible",
    "holds",
    "needed",
    "obstacles",
    "opening_circumstances",
    "opening_climate",
    "parties",
    "quota",
    "reaches",
    "red_lines",
    "ruling",
    "standing_score",
    "tenths",
    "untouched",
    "value",
    "values",
    "walk_away",
]
