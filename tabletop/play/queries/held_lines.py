"""Ledger lines of acts that a breach has suspended say so.

The referee counts such an act as the promise it was, since it may be taken up again. That it is
suspended is a fact of the table, added to the lines from the state and kept in no event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tabletop.play.parts.lines import LedgerLine
from tabletop.play.queries.offers import suspended
from tabletop.play.state import State
from tabletop.referee.compile import compiled
from tabletop.referee.ledger import ValueLine


def held_values(state: State, lines: Sequence[ValueLine]) -> tuple[ValueLine, ...]:
    """Return a ledger of the referee in which lines that rest on suspended acts are marked."""
    held = _resting(state)
    return tuple(
        replace(one, values={**one.values, "suspended": True}) if one.source in held else one
        for one in lines
    )


def held_lines(state: State, lines: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    """Do the same for a ledger as an event keeps it.

    A line of format 1 has no values, so what of the act was done is added too.
    """
    held = _resting(state)

    def marked(one: LedgerLine) -> LedgerLine:
        done = {"done": held[one.source]} if one.code is None and held[one.source] else {}
        values = {**(one.values or {}), **done, "suspended": True}
        return one.model_copy(update={"values": values})

    return tuple(marked(one) if one.source in held else one for one in lines)


def _resting(state: State) -> Mapping[str, float]:
    """Return the sources of lines that rest on suspended acts, issues and interactions, and the
    share of those acts that was done.
    """
    acts = {
        term.issue: term.done
        for term in state.terms.values()
        if term.agreement is not None
        and term.done < 1
        and not term.broken
        and state.exercise.performers(term.issue)
        and suspended(state, term)
    }
    if not acts:
        return acts
    return acts | {
        one.id: min(acts[act] for act in one.acts if act in acts)
        for one in compiled(state.exercise).combinations
        if not acts.keys().isdisjoint(one.acts)
    }
