"""Who asked its coach, and what it advised."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.play.events import AdviceGiven
from tabletop.play.kinds.advice import advised
from tabletop.play.kinds.declared import Telling
from tabletop.report.table.facts.walk import Walk


@dataclass(frozen=True)
class AdviceTold:
    """One use of a coach; `advised` follows the word "advised"."""

    seq: int
    round: int
    phase: str
    delegation: str
    advised: str


@dataclass(frozen=True)
class CoachingTold:
    """Every use of a coach, and how often each delegation asked."""

    advice: tuple[AdviceTold, ...]
    by: tuple[tuple[str, int], ...]


def coaching(told: Walk) -> CoachingTold:
    """Return every use in order, and each delegation's together."""
    say = Telling(told.exercise, {})
    advice = tuple(
        AdviceTold(
            step.event.seq,
            step.after.round,
            step.after.stage,
            step.event.delegation,
            advised(say, step.event),
        )
        for step in told.steps
        if isinstance(step.event, AdviceGiven)
    )
    by = tuple(
        (party.id, sum(one.delegation == party.id for one in advice))
        for party in told.exercise.delegations
    )
    return CoachingTold(advice, by)
