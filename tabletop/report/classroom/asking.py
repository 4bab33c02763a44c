"""Questions for the debrief that a class's own results raise."""

from __future__ import annotations

from tabletop.report.classroom.comparison import ComparedTable, Comparison
from tabletop.report.classroom.wording import percent
from tabletop.text.lists import listed

FAR = 0.15
"""Shares of the possible that differ by this much count as different outcomes."""


def asks(found: Comparison) -> tuple[str, ...]:
    """Return at most five questions, each with the tables to ask."""
    asked = (_best_and_worst, _same_words, _broken, _no_deal, _paid_for)
    return tuple(question for ask in asked if (question := ask(found)))


def _measured(found: Comparison) -> list[tuple[float, ComparedTable]]:
    rows = [
        (row.measured.share, row)
        for row in found.ended
        if row.measured is not None and row.measured.share is not None
    ]
    return sorted(rows, key=lambda one: one[0])


def _best_and_worst(found: Comparison) -> str:
    rows = _measured(found)
    if len(rows) < 2 or rows[-1][0] - rows[0][0] < FAR:
        return ""
    (low, worst), (high, best) = rows[0], rows[-1]
    return (
        f"{best.name} reached {percent(high)} of the possible and {worst.name} {percent(low)}. "
        "At which moment did they diverge?"
    )


def _same_words(found: Comparison) -> str:
    for _, rows in found.packages():
        known = [row for row in rows if row.measured and row.measured.share is not None]
        known.sort(key=lambda row: row.measured.share if row.measured else 0)  # type: ignore[arg-type, return-value]
        if len(known) < 2:
            continue
        worst, best = known[0], known[-1]
        assert worst.measured and best.measured
        low, high = worst.measured.share, best.measured.share
        if low is not None and high is not None and high - low >= FAR:
            return (
                f"{best.name} and {worst.name} signed the same terms, and ended at {percent(high)} "
                f"and {percent(low)}. What else did it take?"
            )
    return ""


def _broken(found: Comparison) -> str:
    rows = [row for row in found.ended if row.facts.breaches]
    if not rows or len(rows) == len(found.ended):
        return ""
    who = sorted(
        {
            found.exercise.delegation_by_id[side.delegation].name
            for row in rows
            for side in row.facts.sides
            if side.breaches
        }
    )
    where = _some(rows)
    return f"At {where} a promise was broken, by {listed(who)}. What would have prevented that?"


def _no_deal(found: Comparison) -> str:
    rows = [row for row in found.ended if row.facts.deal is None]
    if not rows or len(rows) == len(found.ended):
        return ""
    some = _some(rows)
    return f"{some} came to no agreement: which offer came closest, and who would not accept it?"


def _paid_for(found: Comparison) -> str:
    rows = [row for row in found.deals if not row.facts.acceptable]
    if not rows or not found.exercise.has.points:
        return ""
    return (
        f"At {_some(rows)} an agreement left somebody below the walk-away. Did they know when they "
        "signed?"
    )


def _some(rows: list[ComparedTable]) -> str:
    return listed(row.name for row in rows) if len(rows) <= 4 else f"{len(rows)} tables"
