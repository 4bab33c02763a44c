"""Outcomes of tables that did one thing, beside those of tables that did another.

Counts, medians and ranges only, with no claim to more: a class is a handful of tables with
different people, and nothing was assigned at random.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tabletop.report.classroom.comparison import ComparedTable, Comparison, Spread, shares, spread


@dataclass(frozen=True)
class TablesInCommon:
    """Tables with something in common, and how they ended."""

    label: str
    tables: int
    deals: int
    acceptable: int
    shares: Spread | None


@dataclass(frozen=True)
class Pattern:
    """One way in which tables differed; it needs at least two groups to be informative."""

    question: str
    parts: tuple[TablesInCommon, ...]


def patterns(found: Comparison) -> tuple[Pattern, ...]:
    """Return every way in which the ended tables differ, with the outcomes of each group."""
    rows = found.ended
    asked = [
        _by("When was the first agreement?", rows, _first_round, _rounds),
        _by("Who made the first offer?", rows, lambda row: _first_by(found, row)),
        _halves("How many offers were tabled?", rows, lambda row: row.facts.offers),
        _halves("How many of them were counter-offers?", rows, lambda row: row.facts.counters),
        _by("Was the agreement changed later?", found.deals, _changed),
        _by("Was a word broken?", rows, lambda row: _yes(row.facts.breaches > 0)),
        _by("Was there a gesture?", rows, lambda row: _yes(row.facts.gestures > 0)),
        _by("What tone did statements have?", rows, _tone),
        _halves("How many messages were sent?", rows, lambda row: row.facts.messages),
    ]
    return tuple(one for one in asked if len(one.parts) > 1)


def first_offer_led(found: Comparison) -> dict[str, tuple[Spread | None, Spread | None]]:
    """Return, by delegation, its final values where it made the first offer, and
    where another did.
    """
    told = {}
    for one in found.exercise.delegations:
        rows = [row for row in found.ended if row.facts.first is not None]
        own = [row for row in rows if row.facts.first and row.facts.first.by == one.id]
        others = [row for row in rows if row.facts.first and row.facts.first.by != one.id]
        told[one.id] = (_values(own, one.id), _values(others, one.id))
    return told


def _values(rows: list[ComparedTable], delegation: str) -> Spread | None:
    return spread(row.facts.values[delegation] for row in rows)


def _by(
    question: str,
    rows: tuple[ComparedTable, ...],
    label: Callable[[ComparedTable], str],
    order: Callable[[str], tuple[bool, int, str]] = lambda label: (False, 0, label),
) -> Pattern:
    found: dict[str, list[ComparedTable]] = {}
    for row in rows:
        found.setdefault(label(row), []).append(row)
    labels = sorted(found, key=order)
    return Pattern(question, tuple(_part(one, found[one]) for one in labels))


def _halves(
    question: str, rows: tuple[ComparedTable, ...], count: Callable[[ComparedTable], int]
) -> Pattern:
    """Split tables at the median of a count."""
    if not rows:
        return Pattern(question, ())
    middle = int(median(count(row) for row in rows))
    few = [row for row in rows if count(row) <= middle]
    many = [row for row in rows if count(row) > middle]
    parts = []
    for some in (few, many):
        if some:
            low, high = min(map(count, some)), max(map(count, some))
            parts.append(_part(f"{low}" if low == high else f"{low} to {high}", some))
    return Pattern(question, tuple(parts))


def _part(label: str, rows: list[ComparedTable]) -> TablesInCommon:
    return TablesInCommon(
        label,
        len(rows),
        sum(row.facts.deal is not None for row in rows),
        sum(row.facts.acceptable for row in rows),
        shares(rows),
    )


def _first_round(row: ComparedTable) -> str:
    deal = row.facts.deal
    return f"round {deal.first_round}" if deal is not None else "never"


def _rounds(label: str) -> tuple[bool, int, str]:
    number = label.removeprefix("round ")
    return (not number.isdigit(), int(number) if number.isdigit() else 0, label)


def _first_by(found: Comparison, row: ComparedTable) -> str:
    if row.facts.first is None:
        return "nobody"
    return found.exercise.delegation_by_id[row.facts.first.by].name


def _changed(row: ComparedTable) -> str:
    return "changed" if row.facts.agreements > 1 else "left as it was first signed"


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def _tone(row: ComparedTable) -> str:
    tones = row.facts.tones
    hostile, kind = tones.get("hostile", 0), tones.get("conciliatory", 0)
    if hostile == kind:
        return "as many hostile as conciliatory" if hostile else "neither hostile nor conciliatory"
    return "more of them hostile" if hostile > kind else "more of them conciliatory"
