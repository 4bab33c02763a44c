"""Tables in words: their names, what they refused, and what is due at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tabletop.seat.desk import TableGlance
from tabletop.text.lists import listed


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
