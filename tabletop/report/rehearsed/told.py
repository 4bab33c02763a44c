"""The games of one exercise, and what they say: all that a page about rehearsals is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tabletop.bots.rehearsed import Findings, Rehearsed
from tabletop.exercise.model import Exercise


@dataclass(frozen=True)
class Told:
    """Rehearsals of one exercise: `games`, and what `findings` makes of them."""

    findings: Findings
    games: Sequence[Rehearsed]
    seed: int

    @property
    def exercise(self) -> Exercise:
        return self.findings.exercise
