"""Tables in words: their names, what they refused, and what is due at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tabletop.exercise.model import Has
from tabletop.screens.facilitator.forms import LONGEST_MOVE
from tabletop.seat.desk import TableGlance
from tabletop.seat.desk.lapsing import undecided
from tabletop.text.lists import listed
from tabletop.text.safe import cut, one_line

MOST_TOLD = 8
"""The most tables that a question lists, each in `ONE_LINE`; for more it gives their number."""
ONE_LINE = 56


def due_anywhere(tables: Sequence[TableGlance]) -> frozenset[tuple[str, str]]:
    """Return the injects that are due, each with its table."""
    return frozenset((one.id, inject) for one in tables for inject in one.injects_due)


def named(tables: Sequence[str], all_tables: Sequence[str]) -> str:
    """Name tables in words."""
    if len(tables) == len(all_tables) and len(tables) > 1:
        return f"all {len(tables)} tables"
    if len(tables) == 1:
        return f"table {tables[0]}"
    return f"tables {listed(list(tables))}"


def told_refusals(refusals: Mapping[str, str], among: int) -> str:
    """Return refusals in sentences, tables with the same one together."""
    by: dict[str, list[str]] = {}
    for table, sentence in refusals.items():
        by.setdefault(sentence, []).append(table)
    if among == 1:
        told = next(iter(by))
    else:
        told = "; ".join(
            f"{'table' if len(tables) == 1 else 'tables'} {listed(tables)}: {sentence}"
            for sentence, tables in by.items()
        )
    return told[:1].upper() + told[1:]


def told_lapsing(tables: Sequence[TableGlance], tension: float) -> str:
    """Say what lapses where, at several tables, and what that means; `tension` is what each issue
    adds.
    """
    heads = [f"Table {one.id}: " for one in tables]
    told = [
        head + undecided(one.lapsing, ONE_LINE - len(head))
        for head, one in zip(heads, tables, strict=True)
    ]
    more = len(told) - MOST_TOLD
    return "\n".join(
        (
            "Still undecided:",
            *told[:MOST_TOLD],
            *([f"and so at {more} more"] if more > 0 else []),
            "",
            "What is undecided lapses, and counts as a broken promise: tension "
            f"{tension:+.0f} for each issue, others trust them less, and what "
            "has not fallen due is suspended. It can't be taken back.",
        )
    )


def told_undo(tables: Sequence[TableGlance]) -> str:
    """Say which move each table's undo takes back, and what goes with it."""
    if len(tables) == 1:
        (one,) = tables
        return "\n".join(filter(None, (cut(one.last_move, LONGEST_MOVE), one.goes_with)))
    told = []
    for one in tables[:MOST_TOLD]:
        told.append(cut(f"Table {one.id}: {one_line(one.last_move)}", ONE_LINE))
        if one.goes_with:
            told.append(f"  {cut(one.goes_with, LONGEST_MOVE)}")
    more = len(tables) - MOST_TOLD
    return "\n".join((*told, *([f"and so at {more} more"] if more > 0 else [])))


def told_debrief(has: Has) -> str:
    """Say what the debrief opens to everybody, of what an exercise has."""
    opened = ["every brief"]
    opened += ["every score"] if has.points else []
    opened += ["every offer"] if has.offers else []
    return f"{listed(opened).capitalize()} is open to everybody from then on."


def told_without(has: Has) -> str:
    """Say what beginning without some delegations means, for what an exercise has."""
    told = ["nobody waits for them"]
    if has.offers and has.signatures:
        told += [
            "nothing that needs such a delegation's signature can be agreed until it has a head"
        ]
    if has.decisions:
        told += ["nobody takes their decisions but you"]
    first = "To seat somebody first: Esc, then S; to let stand-ins play there: Esc, then F."
    return f"The exercise then begins without: {listed(told)}. {first}"
