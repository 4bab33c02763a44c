"""GRIT: graduated and reciprocated initiatives in tension reduction.

Osgood, *An Alternative to War or Surrender* (1962): announce a small unilateral step that costs
something and risks little, take it, invite an answer without making it a condition, go on a few
times unanswered, then wait; answer every step of the others.
"""

from __future__ import annotations

from tabletop.bots.strategy import Intent, Look, Why
from tabletop.bots.temperaments.concession import Conceding
from tabletop.play import actions as a

UNANSWERED = 2
"""The steps it takes before it waits for an answer."""
RISK = 4.0
"""The most points that a step may cost."""


class Grit(Conceding):
    """Begins with small steps of its own, announced as such, and answers those of others."""

    beta = 1.2
    breaks = 0.04
    tone = "conciliatory"

    def __init__(self) -> None:
        super().__init__()
        self._stepped: set[int] = set()

    def _signal(self, look: Look) -> Intent | None:
        """Take the cheapest step of its own, once a round, for as long as it may be answered."""
        view = look.view
        if not view.has.gestures or view.round is None or view.round.number in self._stepped:
            return None
        if len(self._stepped) >= UNANSWERED + self._answers(look):
            return None
        self._stepped.add(view.round.number)
        now = view.worth_now.get(look.me)
        best: tuple[float, a.MakeGesture] | None = None
        for move in look.moves("gesture"):
            after = look.worth_after(move)
            if not isinstance(move, a.MakeGesture) or after is None or now is None:
                continue
            cost = now.value - after.value
            if cost <= RISK and not after.red_lines and (best is None or cost < best[0]):
                best = (cost, move)
        if best is None:
            return None
        return Intent(best[1], Why("gesture", gives=((best[1].issue, best[1].option),)))

    def _answers(self, look: Look) -> int:
        """Return how many gestures of others stand."""
        by = {one.id: one.by for one in look.view.issues}
        return sum(
            term.agreement is None and look.me not in by.get(term.issue, ())
            for term in look.view.terms.values()
        )
