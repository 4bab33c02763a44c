"""Tit for tat in value: concede what the others have conceded, break what they have broken.

Axelrod, *The Evolution of Cooperation* (1984); as a behaviour-dependent tactic in Faratin, Sierra
and Jennings (1998). A concession is measured by what the others' best offer is worth to oneself.
"""

from __future__ import annotations

from tabletop.bots.negotiator import Negotiator
from tabletop.bots.strategy import Look, Why
from tabletop.play.state import Due

NICE = 0.15
"""The share that it concedes before anybody else does."""
PATIENCE = 0.35
"""The share that it concedes over the whole game without an answer, so that two of its kind don't
wait for each other for ever.
"""


class TitForTat(Negotiator):
    """Concedes as much as it is conceded, in its own points."""

    breaks = 0.05

    def __init__(self) -> None:
        super().__init__()
        self._first: float | None = None
        self._best: float | None = None

    def demand(self, look: Look, span: float) -> float:
        """Return 1, less what it is nice by and what the others have come towards it."""
        for one in look.view.open_offers:
            if one.delegation != look.me:
                value = self._value(look, one)
                self._first = value if self._first is None else min(self._first, value)
                self._best = value if self._best is None else max(self._best, value)
        come = 0.0
        if self._first is not None and self._best is not None and span > 0:
            come = (self._best - self._first) / span
        return 1 - NICE - PATIENCE * look.progress - come

    def keeps(self, look: Look, act: Due) -> Why:
        """Break what is due where one of those who signed with it has broken an act; else keep."""
        for term in look.view.terms.values():
            if term.broken and look.me not in _performers(look, term.issue):
                return Why("breach-answer")
        return super().keeps(look, act)


def _performers(look: Look, issue: str) -> tuple[str, ...]:
    return next((one.by for one in look.view.issues if one.id == issue), ())
