"""How decisions change the state: asked, taken, settled."""

from __future__ import annotations

from tabletop.play import events as e
from tabletop.play.parts.decisions import DecisionAsked
from tabletop.play.parts.replacing import replace
from tabletop.play.state import State


def decision_opened(state: State, event: e.DecisionOpened) -> State:
    asked = DecisionAsked(event.decision, event.delegation, event.secret, state.round, event.seq)
    return replace(state, decisions={**state.decisions, event.decision: asked})


def decision_taken(state: State, event: e.DecisionTaken) -> State:
    asked = replace(
        state.decisions[event.decision],
        option=event.option,
        text=event.text,
        by=event.by,
        taken=event.seq,
    )
    return replace(state, decisions={**state.decisions, event.decision: asked})


def decision_closed(state: State, event: e.DecisionClosed) -> State:
    """Settle a decision; what its option changes counts from here on."""
    asked = replace(
        state.decisions[event.decision],
        option=event.option,
        closed=event.seq,
        default=event.default,
    )
    changed = replace(state, decisions={**state.decisions, event.decision: asked})
    if event.option is None:
        return changed
    chosen = state.exercise.decision_by_id[event.decision].option_by_id[event.option]
    now = state.circumstances.after(chosen.effects, state.exercise)
    return replace(changed, circumstances=now)
