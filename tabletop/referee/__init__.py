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
    ActDone,
    ClimateRuling,
    Happened,
    OptionStep,
    TensionChange,
    TrustChange,
    crisis,
    ruling,
)
from tabletop.referee.feasibility import enough, feasible, needed, obstacles, parties, quota
from tabletop.referee.ledger import Score, ValueLine, tenths
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
    "ActDone",
    "Circumstances",
    "Climate",
    "ClimateRuling",
    "Delivery",
    "Facts",
    "Happened",
    "OptionStep",
    "Pair",
    "Score",
    "Standing",
    "TensionChange",
    "TrustChange",
    "ValueLine",
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
