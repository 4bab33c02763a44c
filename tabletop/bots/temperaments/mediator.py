"""Mediator: wants an agreement more than it wants much from it.

For delegations whose interest is that the others agree. It works from one text that it amends by
what the parties criticise (the single negotiating text of Fisher and Ury, *Getting to Yes*, 1981,
and Raiffa, *The Art and Science of Negotiation*, 1982).
"""

from __future__ import annotations

from tabletop.bots.negotiator import Negotiator
from tabletop.bots.strategy import Look


class Mediator(Negotiator):
    """Tables what all others are believed to like most of what is no loss to itself."""

    breaks = 0.0
    tone = "conciliatory"

    def demand(self, look: Look, span: float) -> float:
        return 0.1
