"""The sortable table of a class, one row per table."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from tabletop.report.classroom.comparison import ComparedTable, Comparison, ended, side_of
from tabletop.report.classroom.wording import kept, percent
from tabletop.report.kit.numbers import tenths
from tabletop.report.kit.shell import render


@dataclass(frozen=True)
class SortedCell:
    """One cell of the sortable table; `sort` where its text would not sort correctly."""

    text: str
    sort: str | None = None
    class_: str = ""


@dataclass(frozen=True)
class TableLine:
    """One table's row; `link` is empty where it has no report of its own."""

    name: str
    link: str
    cells: tuple[SortedCell, ...]


def table_of_tables(found: Comparison, linked: bool) -> Markup:
    """Return the rows; where tables are `linked`, each name opens that table's report beside this
    page.
    """
    has = found.exercise.has
    heads = [
        ("Table", False, ""),
        ("Ending", False, ""),
    ]
    if has.offers:
        told = "The round of the first agreement, and of the one in force"
        heads.append(("Agreed in", True, told))
    if has.decisions:
        heads.append(("Decided", True, "Decisions taken, of those asked"))
    if has.acts:
        heads.append(("Kept", False, ""))
    if has.points:
        heads += [
            *((one.name, True, f"Value to {one.name}") for one in found.exercise.delegations),
            ("Joint", True, "The sum of all values"),
            ("Possible", True, "Share of the possible"),
            ("Nash", True, "Nash share"),
            ("Room", True, "How much more everybody could have had at once"),
        ]
    if has.offers:
        heads += [("Offers", True, ""), ("Counter", True, "Counter-offers")]
    heads += [("Gestures", True, "")] if has.gestures else []
    heads += [("Breaches", True, "")] if has.acts else []
    heads.append(("Messages", True, ""))
    heads += [("Tension", True, "Tension at the end, 0 to 100")] if has.climate else []
    lines = [
        TableLine(
            row.name,
            f"./{quote(f'{row.name}.html', safe='')}" if linked else "",
            tuple(_cells(found, row)),
        )
        for row in found.rows
    ]
    return render(
        "class/tables.html",
        heads=heads,
        rows=lines,
        note="A table's name opens its own report." if linked else "",
        caption="Values at the end; ↓ is below the walk-away." if has.points else "All tables",
    )


def _cells(found: Comparison, row: ComparedTable) -> list[SortedCell]:
    facts, deal = row.facts, row.facts.deal
    agreed = "none"
    if deal is not None:
        first = "" if deal.first_round == deal.round else f"{deal.first_round}, "
        agreed = f"{first}{deal.round}"
    over = ended(facts)
    cells = [
        SortedCell(facts.ending or "over" if over else f"still in round {facts.rounds}"),
    ]
    has = found.exercise.has
    if has.offers:
        cells.append(SortedCell(agreed, str(deal.first_round) if deal else "", "num"))
    if has.decisions:
        taken, asked = len(facts.decided), len(facts.decided) + len(facts.undecided)
        cells.append(SortedCell(f"{taken} of {asked}", str(taken), "num"))
    if has.acts:
        cells.append(SortedCell(kept(row.facts) if deal else ""))
    if has.points:
        cells += _values(found, row)
    counts = [facts.offers, facts.counters] if has.offers else []
    counts += [facts.gestures] if has.gestures else []
    counts += [facts.breaches] if has.acts else []
    cells += [SortedCell(str(count), None, "num") for count in (*counts, facts.messages)]
    if has.climate:
        cells.append(SortedCell(f"{facts.tension:.0f}", f"{facts.tension:.6g}", "num"))
    return cells


def _values(found: Comparison, row: ComparedTable) -> list[SortedCell]:
    """Return what everybody has at a table, and how that is to be judged."""
    facts, measured = row.facts, row.measured
    cells: list[SortedCell] = []
    for one in found.exercise.delegations:
        side = side_of(facts, one.id)
        if side.value is None or side.surplus is None:
            cells.append(SortedCell("", "", "num"))
            continue
        below = side.surplus < 0
        text = f"{tenths(side.value)}{' ↓' if below else ''}"
        cells.append(SortedCell(text, f"{side.value:.6g}", "num bad" if below else "num"))
    joint = measured.joint if measured else sum(facts.values.values())
    cells.append(
        SortedCell(tenths(joint), f"{joint:.6g}", "num")
        if facts.ruled
        else SortedCell("", "", "num")
    )
    for share in (measured.share, measured.nash, measured.room) if measured else (None, None, None):
        sort = "" if share is None else f"{share:.6g}"
        cells.append(SortedCell(percent(share), sort, "num"))
    return cells
