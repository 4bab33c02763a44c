"""Hardliner: demands nearly everything, speaks in anger, keeps its word where that costs little.

The agent that never concedes is the baseline of the automated negotiating competitions (ANAC,
Baarslag et al., 2013); the bargaining tactics are those of commitment in Schelling, *The Strategy
of Conflict* (1960).
"""

from __future__ import annotations

from tabletop.bots.negotiator import Negotiator
from tabletop.bots.strategy import Look

GIVES_IN = 0.3
"""The share that it has conceded in the very end."""


class Hardliner(Negotiator):
    """Demands nearly everything to the end."""

    breaks = 0.8
    leaving = 0.1
    tone = "hostile"

    def demand(self, look: Look, span: float) -> float:
        return 1 - GIVES_IN * look.progress**4
