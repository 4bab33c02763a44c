"""A comparison's sentences about single tables."""

from __future__ import annotations

from tabletop.exercise.model import Exercise
from tabletop.play.history.possible import differences
from tabletop.play.queries.naming import names, told_package
from tabletop.report.classroom.comparison import ComparedTable, ended
from tabletop.report.classroom.facts import Deal, TableFacts
from tabletop.report.kit.numbers import signed, tenths


def left(exercise: Exercise, row: ComparedTable) -> str:
    """Say what a table left on the table, in one sentence; empty where that is unknown."""
    missed = row.missed
    if missed is None:
        return ""
    judged = ", judged with every promise kept" if exercise.has.climate else ""
    if missed.best is None:
        return (
            f"Nothing: no package that all could accept gives anybody more and nobody less{judged}."
        )
    count = f"{missed.packages:,} package{'s' if missed.packages != 1 else ''}"
    changes = differences(exercise, row.facts.stands, missed.best)
    what = "; ".join(changes) if changes else "what was agreed here, kept in full"
    gains = ", ".join(
        f"{exercise.delegation_by_id[one].name} {signed(gain)}"
        for one, gain in missed.gains.items()
        if abs(gain) >= 0.05
    )
    return (
        f"{count} would have given somebody more and nobody less{judged}; "
        f"best for all together: {what}. "
        f"That is {gains}."
    )


def outcome(row: ComparedTable) -> str:
    """Say in a few words how a table ended, for a mark in a chart."""
    deal = row.facts.deal
    if not ended(row.facts):
        return f"{row.name}: still being played, round {row.facts.rounds}"
    if deal is None:
        return f"{row.name}: no agreement"
    how = "" if row.facts.kept is None else f", {kept(row.facts)}"
    return f"{row.name}: agreement of round {deal.round}{how}"


def kept(facts: TableFacts) -> str:
    """Say how a table's agreements were kept; due acts are counted as in its own report."""
    deal = facts.deal
    if deal is None or facts.kept is None:
        return "nothing to carry out"
    if facts.breaches:
        return f"{of(facts.breaches, facts.due, 'acts')} due not performed"
    if facts.kept:
        return "kept"
    return f"{of(deal.performed, deal.acts, 'terms')} carried out in full"


def deal_told(exercise: Exercise, deal: Deal) -> tuple[str, str]:
    """Say who signed or voted for it, with what it had of what it needed, and what it is."""
    has = f"; {deal.tally}" if deal.tally else ""
    return f"{names(exercise, deal.signed)}{has}", told_package(exercise, deal.package)


def percent(share: float | None) -> str:
    """Format a share in whole per cent, with a true minus sign."""
    return "" if share is None else f"{round(100 * share)}\u00a0%".replace("-", "−")


def of(count: int, total: int, what: str = "tables") -> str:
    """Format a count of a total, such as 3 of 8 tables; small numbers are not turned into
    percentages.
    """
    one = what.removesuffix("s") if total == 1 else what
    return f"{count} of {total} {one}"


def spanned(low: float, middle: float, high: float) -> str:
    """Format a median with its range."""
    return f"{tenths(middle)} ({tenths(low)} to {tenths(high)})"
