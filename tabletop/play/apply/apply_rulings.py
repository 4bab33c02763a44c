"""Events of a ruling: tension and trust, what the table is worth, and what is adjusted."""

from __future__ import annotations

import math

from tabletop.play import events as e
from tabletop.play.parts.lines import LedgerLine
from tabletop.play.parts.replacing import replace
from tabletop.play.queries.held_lines import held_lines
from tabletop.play.state import Deeds, State
from tabletop.referee.circumstances import Circumstances
from tabletop.referee.ledger import ValueLine


def climate_changed(state: State, event: e.ClimateChanged) -> State:
    """Tension and trust after a ruling; the deeds that it weighed are done with."""
    pairs = state.exercise.pairs
    climate = state.circumstances.climate.with_trust(
        {pairs[key]: level for key, level in event.trust.items()}
    ).with_tension(event.tension)
    agreements = tuple(
        replace(one, idle=one.idle + 1) if state.round > one.round and not one.acts else one
        for one in state.agreements
    )
    return replace(
        state,
        circumstances=replace(state.circumstances, climate=climate),
        climates=state.climates.adding(event),
        agreements=agreements,
        deeds=Deeds(),
    )


def score_ruled(state: State, event: e.ScoreRuled) -> State:
    """What the table is worth to a delegation, as the referee ruled."""
    ruled = event.model_copy(update={"ledger": held_lines(state, event.ledger)})
    return replace(
        state,
        scores={**state.scores, event.delegation: ruled},
        rulings=state.rulings.adding(ruled),
    )


def adjustment(event: e.RulingAdjusted) -> ValueLine:
    """Return the ledger line that an adjusted score keeps from then on."""
    change = event.value - event.before
    return ValueLine.of("adjusted", {"reason": event.reason}, change, 1.0, "adjustment")


def ruling_adjusted(state: State, event: e.RulingAdjusted) -> State:
    """A number that the facilitator changed."""
    changed = replace(state, adjustments=state.adjustments.adding(event))
    what, _, whose = event.what.partition(":")
    now: Circumstances = state.circumstances
    if what == "tension":
        climate = now.climate.with_tension(event.value)
        return replace(changed, circumstances=replace(now, climate=climate))
    if what == "trust":
        climate = now.climate.with_trust({state.exercise.pairs[whose]: event.value})
        return replace(changed, circumstances=replace(now, climate=climate))
    ruled = state.scores[whose]
    ledger = (*ruled.ledger, LedgerLine.kept(adjustment(event)))
    value = math.fsum(line.value for line in ledger)
    score = ruled.model_copy(update={"ledger": ledger, "value": value})
    return replace(changed, scores={**state.scores, whose: score})
