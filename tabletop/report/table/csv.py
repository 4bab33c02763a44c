"""The tidy tables of a report as CSV: events, offers, scores, ledgers and the climate.

Columns are documented in docs/report-tables.md. Numbers are unrounded with a decimal point; an
empty cell means that there is no value. Nothing typed can become a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from tabletop.play import events as e
from tabletop.play.kinds import declared
from tabletop.play.telling.narration import narrate, sitting, told_taken_back
from tabletop.report.kit.wording import visible
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.offers import OfferTold

Cell = str | int | float | bool | None
BOM = "\ufeff"
"""The byte order mark, by which spreadsheets recognise a CSV as UTF-8."""
FORMULAS = (*"=+-@\t\r\n", *"＝＋－＠")
"""What spreadsheets take for the start of a formula, including full-width forms."""

EVENTS = (
    "table",
    "seq",
    "at",
    "round",
    "phase",
    "kind",
    "by",
    "delegation",
    "to",
    "about",
    "cause",
    "undone",
    "text",
    "told",
)
OFFERS = (
    "table",
    "offer",
    "seq",
    "round",
    "by",
    "to",
    "public",
    "reply_to",
    "status",
    "delegation",
    "value",
    "walk_away",
    "acceptable",
    "moved",
    "asked",
    "has",
    "reply",
    "reply_round",
    "reply_value",
    "reply_words",
    "text",
    "package",
)
DECISIONS = (
    "table",
    "decision",
    "seq",
    "round",
    "delegation",
    "secret",
    "option",
    "how",
    "by",
    "changed",
    "settled",
    "text",
)
SCORES = ("table", "round", "delegation", "value", "walk_away", "final")
LEDGERS = ("table", "delegation", "line", "source", "points", "factor", "value", "because")
CLIMATE = ("table", "seq", "round", "time", "measure", "of", "toward", "level", "because")

MOTIONS = (
    "table",
    "seq",
    "motion",
    "round",
    "delegation",
    "what",
    "minutes",
    "text",
    "status",
    "yes",
    "no",
    "abstaining",
)
SPEECHES = ("table", "seq", "round", "delegation", "person", "seconds", "spoken")


def tables(facts: Facts, name: str) -> Mapping[str, str]:
    """Return the CSV texts by file name suffix; `name` fills the column `table`.

    What the exercise does not have is no table, and in the table of offers its columns are empty.
    """
    found = {"events": csv_text(EVENTS, _events(facts, name))}
    if facts.has.offers:
        found["offers"] = csv_text(OFFERS, _offers(facts, name))
    if facts.has.decisions:
        found["decisions"] = csv_text(DECISIONS, _decisions(facts, name))
    if facts.has.points:
        found["scores"] = csv_text(SCORES, _scores(facts, name))
        found["ledgers"] = csv_text(LEDGERS, _ledgers(facts, name))
    if facts.has.climate:
        found["climate"] = csv_text(CLIMATE, _climate(facts, name))
    if facts.has.speakers:
        found["speeches"] = csv_text(SPEECHES, _speeches(facts, name))
    if facts.has.motions:
        found["motions"] = csv_text(MOTIONS, _motions(facts, name))
    return found


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, with line breaks as spaces."""
    flat = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    return f"'{flat}" if text.startswith(FORMULAS) or flat.startswith(FORMULAS) else flat


PLACES = 9
"""Decimals of a number in a table."""


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as CSV that spreadsheets read as UTF-8, with nothing in it that could run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(one) for one in row] for row in rows)
    return BOM + visible(out.getvalue())


def _cell(value: Cell) -> str | int | float:
    if isinstance(value, str):
        return harmless(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Further digits are floating-point noise.
        return round(value, PLACES) + 0.0
    return value


def _events(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    told = facts.walk
    openings, phase = told.final.openings, ""
    number = 0
    for event, people in zip(told.events, sitting(told.exercise, told.events), strict=True):
        if number < len(openings) and event.seq >= openings[number]:
            number += 1
        if isinstance(event, e.PhaseOpened):
            phase = event.phase
        elif isinstance(event, e.ExerciseEnded):
            phase = "ended"
        elif isinstance(event, e.DebriefOpened):
            phase = "debrief"
        fields = vars(event)
        to = fields.get("to")
        yield (
            name,
            event.seq,
            event.at,
            number or None,
            phase or None,
            event.kind,
            event.by,
            fields.get("delegation"),
            " ".join(to) if isinstance(to, tuple) else to,
            declared(event).place.about,
            event.cause,
            event.seq in told.undone,
            _text(event),
            told_taken_back(event, told.exercise, people, whole=False)
            if event.seq in told.undone
            else narrate(event, told.exercise, people, told.final),
        )


def _text(event: e.AnyEvent) -> str | None:
    for field in ("text", "reason", "value"):
        found = vars(event).get(field)
        if isinstance(found, str) and found:
            return found
    return None


def _offers(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    for offer in facts.offers:
        replies = {reply.delegation: reply for reply in offer.replies}
        named, pointed = facts.walk.exercise.named, facts.has.points
        package = " ".join(f"{choice}={offer.package[choice]}" for choice in named)
        for party in facts.parties:
            stood, reply = offer.stood[party.id], replies.get(party.id)
            answer = "proposed" if party.id == offer.delegation else None
            if reply is not None:
                answer = "signed" if reply.signed else "rejected"
            elif party.id in offer.ballots:
                answer = offer.ballots[party.id]
            elif party.id in offer.counters:
                answer = "countered"
            elif party.id in offer.not_voting or party.id in offer.unanswered:
                answer = "none"
            yield (
                name,
                offer.id,
                offer.seq,
                offer.round,
                offer.delegation,
                " ".join(offer.to),
                offer.public,
                offer.reply_to,
                offer.status,
                party.id,
                stood.value if pointed else None,
                stood.walk_away if pointed else None,
                stood.acceptable if pointed else None,
                offer.moved.get(party.id) if pointed else None,
                _asked(offer, party.id),
                offer.tally or None,
                answer,
                reply.round if reply else None,
                reply.stood.value if reply and pointed else None,
                reply.words if reply else None,
                offer.text,
                package,
            )


def _decisions(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    for asked in facts.walk.final.decisions.values():
        told = next(one for one in facts.decisions if one.id == asked.decision)
        yield (
            name,
            asked.decision,
            asked.seq,
            asked.round,
            asked.delegation,
            asked.secret,
            asked.option,
            told.how,
            asked.by or None,
            max(0, len(told.choices) - 1),
            asked.closed,
            told.reason or None,
        )


def _asked(offer: OfferTold, delegation: str) -> str | None:
    """Return whether an offer asked a delegation, and whether it could do without it."""
    if delegation in offer.must:
        return "must"
    return "may" if delegation in offer.asked else None


def _scores(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    for one in facts.outcome.course:
        yield name, one.round, one.delegation, one.value, one.walk_away, False
    for score in facts.outcome.scores:
        yield (
            name,
            facts.overview.rounds or None,
            score.delegation,
            score.value,
            score.walk_away,
            True,
        )


def _ledgers(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    for score in facts.outcome.scores:
        for number, line in enumerate(score.ledger, 1):
            yield (
                name,
                score.delegation,
                number,
                line.source,
                line.points,
                line.factor,
                line.value,
                line.told(facts.names),
            )


def _climate(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    for one in facts.climate.tension:
        place = (name, one.seq, one.round, one.at)
        yield (*place, "tension", None, None, one.level, one.told(facts.names))
    for (of, toward), levels in facts.climate.trust.items():
        for one in levels:
            place = (name, one.seq, one.round, one.at)
            yield (*place, "trust", of, toward, one.level, one.told(facts.names))


def _speeches(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    for one in facts.floor.speeches:
        yield (
            name,
            one.seq,
            one.round,
            one.delegation,
            one.person,
            one.seconds,
            one.spoken,
        )


def _motions(facts: Facts, name: str) -> Iterable[tuple[Cell, ...]]:
    for one in facts.moved:
        yield (
            name,
            one.seq,
            one.id,
            one.round,
            one.delegation,
            one.what,
            one.minutes,
            one.text or None,
            one.status,
            " ".join(one.yes),
            " ".join(one.no),
            " ".join(one.abstaining),
        )
