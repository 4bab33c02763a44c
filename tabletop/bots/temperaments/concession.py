"""Time-dependent concession: boulware, linear and conceder.

Faratin, Sierra and Jennings, "Negotiation decision functions for autonomous agents", *Robotics and
Autonomous Systems* 24 (1998): of what may be conceded between the best one hopes for and what one
has anyway, the share a(t) = k + (1 - k) t^(1/beta) has been conceded at time t, 0 to 1.
"""

from __future__ import annotations

import math
from typing import ClassVar

from tabletop.bots.negotiator import Negotiator
from tabletop.bots.strategy import Look

FIRST = 0.05
"""k: the share that is conceded at once."""
EARLIEST = 0.4
"""The share of the game after which the first of them have conceded all they may."""


def conceded(time: float, beta: float) -> float:
    """Return a(t): the share conceded at a time of 0 to 1."""
    return FIRST + (1 - FIRST) * math.pow(time, 1 / beta)


class Conceding(Negotiator):
    """Concedes with time."""

    beta: ClassVar[float]

    def __init__(self) -> None:
        super().__init__()
        self._deadline: float | None = None

    def demand(self, look: Look, span: float) -> float:
        """Return what a(t) leaves; t runs to a deadline of its own, which nobody else knows."""
        if self._deadline is None:
            self._deadline = look.chance.uniform(EARLIEST, 1.0)
        return 1 - conceded(min(1.0, look.progress / self._deadline), self.beta)


class Boulware(Conceding):
    """Holds out until the end, then concedes; after Lemuel Boulware, who made one offer only."""

    beta = 0.25
    breaks = 0.25
    leaving = 0.3


class Linear(Conceding):
    """Concedes evenly."""

    beta = 1.0
    breaks = 0.12


class Conceder(Conceding):
    """Concedes most at the beginning."""

    beta = 3.0
    breaks = 0.06
    tone = "conciliatory"
