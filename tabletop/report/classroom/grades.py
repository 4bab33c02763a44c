"""The comparison as CSV: a row for each seat (for grades) and a row for each table.

Columns are documented in docs/comparing-a-class.md. Numbers are unrounded; a cell without a value
is empty; typed names can't become formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from tabletop.report.classroom.class_list import ClassList
from tabletop.report.classroom.comparison import ComparedTable, Comparison, ended, side_of
from tabletop.report.classroom.facts import Side
from tabletop.report.classroom.wording import left
from tabletop.report.kit.people import Person
from tabletop.report.table.csv import Cell, csv_text

SEATS = (
    "exercise",
    "version",
    "table",
    "seat",
    "person",
    "delegation",
    "role",
    "held",
    "value",
    "walk_away",
    "surplus",
    "acceptable",
    "rank",
    "of",
    "percentile",
    "z",
    "deal",
    "signed",
    "breaches",
    "offers",
    "gestures",
    "ended",
)
TABLES = (
    "exercise",
    "version",
    "table",
    "begun",
    "minutes",
    "events",
    "rounds",
    "ended",
    "ending",
    "deal",
    "first_agreement_round",
    "agreement_round",
    "agreements",
    "proposed_by",
    "signed",
    "terms",
    "acts_due",
    "performed",
    "breaches",
    "kept",
    "acceptable",
    "joint",
    "share",
    "nash",
    "room",
    "better_packages",
    "left",
    "first_offer_by",
    "first_offer_round",
    "first_offer_worth",
    "first_offerer_ended",
    "offers",
    "counter_offers",
    "rejections",
    "gestures",
    "hostile",
    "neutral",
    "conciliatory",
    "messages",
    "adjustments",
    "tension",
    "trust",
)

_OF_OFFERS = frozenset(
    (
        *("deal", "signed", "breaches", "offers", "gestures", "first_agreement_round"),
        *("agreement_round", "agreements", "proposed_by", "terms", "kept"),
        *("share", "nash", "room", "better_packages", "left", "first_offer_by"),
        *("first_offer_round", "first_offer_worth", "first_offerer_ended", "counter_offers"),
        "rejections",
    )
)
"""The columns that are left out where nothing is negotiated in any of the exercises."""
_OF_CLIMATE = frozenset(("hostile", "neutral", "conciliatory", "tension", "trust"))
"""Those left out where none has a climate, which is what the tone of statements moves."""
_OF_ACTS = frozenset(("acts_due", "performed", "breaches", "kept"))
"""Those left out where nobody carries anything out in any of them."""
_OF_POINTS = frozenset(
    (
        *("value", "walk_away", "surplus", "acceptable", "rank", "of", "percentile", "z"),
        *("joint", "share", "nash", "room", "better_packages", "left"),
        *("first_offer_worth", "first_offerer_ended"),
    )
)
"""Those left out where nothing has points in any of them."""


def seats_csv(comparisons: Sequence[Comparison], people: ClassList | None = None) -> str:
    """Return a row for each seat of every table, and for each person who had it.

    The columns of the facilitator's list of `people` come last.
    """
    told = people or ClassList()
    keep = _kept(SEATS, comparisons)
    return csv_text(
        (*compress(SEATS, keep), *told.columns),
        (
            (
                *compress((*_of(found), row.name, *_seat(row, side, person)), keep),
                *told.of(person.name, row.name),
            )
            for found in comparisons
            for row in found.rows
            for side in row.facts.sides
            for person in side.people
        ),
    )


def unlisted(comparisons: Sequence[Comparison], people: ClassList) -> tuple[str, ...]:
    """Return a sentence for each person missing from the facilitator's list."""
    return people.said(
        (person.name, row.name)
        for found in comparisons
        for row in found.rows
        for side in row.facts.sides
        for person in side.people
    )


def tables_csv(comparisons: Sequence[Comparison]) -> str:
    """Return a row for each table."""
    keep = _kept(TABLES, comparisons)
    return csv_text(
        tuple(compress(TABLES, keep)),
        (
            tuple(compress((*_of(found), row.name, *_table(found, row)), keep))
            for found in comparisons
            for row in found.rows
        ),
    )


def _kept(columns: Sequence[str], comparisons: Sequence[Comparison]) -> list[bool]:
    """Return which columns there are: those of what some exercise has."""
    some = [found.exercise.has for found in comparisons]
    absent: set[str] = set()
    for there, of in (
        (any(has.offers for has in some), _OF_OFFERS),
        (any(has.climate for has in some), _OF_CLIMATE),
        (any(has.acts for has in some), _OF_ACTS),
        (any(has.points for has in some), _OF_POINTS),
        (any(has.gestures for has in some), {"gestures"}),
    ):
        absent |= set() if there else of
    return [column not in absent for column in columns]


def _of(found: Comparison) -> tuple[str, str]:
    return found.exercise.id, found.version[:12]


def _seat(row: ComparedTable, side: Side, person: Person) -> Sequence[Cell]:
    where = row.places.get(side.delegation)
    return (
        person.seat,
        person.name,
        side.delegation,
        person.role,
        person.held,
        side.value,
        side.walk_away,
        side.surplus,
        side.content if side.value is not None else None,
        where.rank if where else None,
        where.of if where else None,
        where.percentile if where else None,
        where.z if where else None,
        row.facts.deal is not None,
        side.signed,
        side.breaches,
        side.offers,
        side.gestures,
        ended(row.facts),
    )


def _table(found: Comparison, row: ComparedTable) -> Sequence[Cell]:
    facts, deal, first, measured = row.facts, row.facts.deal, row.facts.first, row.measured
    exercise = found.exercise
    status_quo = exercise.unmoved
    settled = {
        choice: option
        for choice, option in (deal.package if deal else {}).items()
        if choice in exercise.named
        and (option != status_quo[choice] or exercise.whole or choice in ("form", "order"))
    }
    return (
        facts.begun,
        facts.minutes,
        facts.events,
        facts.rounds,
        facts.ended,
        facts.ending,
        deal is not None,
        deal.first_round if deal else None,
        deal.round if deal else None,
        facts.agreements,
        deal.by if deal else None,
        " ".join(deal.signed) if deal else None,
        " ".join(f"{choice}={option}" for choice, option in settled.items()),
        facts.due,
        facts.performed,
        facts.breaches,
        facts.kept,
        facts.acceptable if facts.ruled and facts.pointed else None,
        measured.joint if measured else sum(facts.values.values()) if facts.ruled else None,
        measured.share if measured else None,
        measured.nash if measured else None,
        measured.room if measured else None,
        row.missed.packages if row.missed else None,
        left(found.exercise, row),
        first.by if first else None,
        first.round if first else None,
        first.worth.get(first.by) if first else None,
        side_of(facts, first.by).value if first else None,
        facts.offers,
        facts.counters,
        facts.rejections,
        facts.gestures,
        facts.tones.get("hostile", 0),
        facts.tones.get("neutral", 0),
        facts.tones.get("conciliatory", 0),
        facts.messages,
        facts.adjustments,
        facts.tension if exercise.has.climate else None,
        " ".join(f"{pair}={level:g}" for pair, level in facts.trust.items())
        if exercise.has.climate
        else None,
    )
