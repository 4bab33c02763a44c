"""The after-action report of one table as an HTML page, made from its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from markupsafe import Markup

from tabletop.report.kit.shell import Section, page, render
from tabletop.report.table import pictures
from tabletop.report.table.facts import Facts
from tabletop.report.table.summary import headline, status

SECTIONS = {
    "overview": "Overview",
    "objectives": "Objectives",
    "timeline": "Timeline",
    "wants": "What each delegation wanted",
    "offers": "Offers, and who moved",
    "kept": "Agreements, and how they were kept",
    "outcome": "Outcome",
    "left": "What was left on the table",
    "climate": "Trust and tension",
    "moments": "Decisive moments",
    "notes": "Evaluators' notes",
    "answers": "Participants' answers",
    "improve": "Improvement list",
    "reading": "How to read this report",
}
"""The sections by id, in the order facilitators know from HSEEP."""


def report_page(facts: Facts) -> str:
    """Return the whole report as one self-contained file."""
    words = PageWords(facts)
    made = _pictures(facts)
    asked = {
        section: [one.text for one in facts.prompts if one.section == section]
        for section in SECTIONS
    }
    sections = tuple(
        Section(
            id,
            title,
            render(
                f"report/{id}.html",
                facts=facts,
                say=words,
                charts=made.get(id, ()),
                asks=asked[id],
                headline=headline(facts),
                titles=SECTIONS,
            ),
        )
        for id, title in SECTIONS.items()
    )
    about = facts.overview
    return page(
        title=about.title,
        kicker="After-action report",
        lead=render("report/lead.html", facts=facts, status=status(facts), say=words),
        sections=sections,
        foot=f"Written by Tabletop from {about.transcript}, {about.events:,} events.",
    )


class PageWords:
    """Names and colours for templates."""

    def __init__(self, facts: Facts) -> None:
        self._parties = {party.id: party for party in facts.parties}

    def name(self, id: str | None) -> str:
        """Return a delegation's name; the facilitator's for none."""
        return self._parties[id].name if id in self._parties else "The facilitator"

    def who(self, id: str | None) -> Markup:
        """Return a delegation's name with its colour beside it."""
        if id is None or id not in self._parties:
            return Markup('<span class="who">The facilitator</span>')
        party = self._parties[id]
        return Markup('<span class="who w{}">{}</span>').format(party.hue % 8, party.name)

    def all(self, ids: Iterable[str]) -> Markup:
        """Join several delegations, with "and" before the last."""
        found = [self.who(id) for id in ids]
        if len(found) < 2:
            return found[0] if found else Markup("nobody")
        return Markup("{} and {}").format(Markup(", ").join(found[:-1]), found[-1])

    def package(self, settles: Iterable[tuple[str, str]]) -> Markup:
        """Return what a package settles, as a list of pairs on one line."""
        pairs = [Markup("{}: <b>{}</b>").format(name, option) for name, option in settles]
        return Markup("; ").join(pairs)


def _pictures(facts: Facts) -> Mapping[str, tuple[Markup, ...]]:
    return {
        "offers": pictures.offers(facts),
        "outcome": (pictures.scores(facts), *pictures.courses(facts)),
        "left": pictures.possible(facts, tuple(pairs(facts))),
        "climate": (pictures.tension(facts), *pictures.trusts(facts)),
    }


def pairs(facts: Facts) -> list[tuple[str, str]]:
    """Return pairs of delegations to plot against each other, those who trust each other least
    first.
    """
    opening = {pair: levels[0].level for pair, levels in facts.climate.trust.items()}
    everybody = [party.id for party in facts.parties]
    found = list(combinations(everybody, 2))
    found.sort(key=lambda pair: opening.get(pair, 50.0) + opening.get(pair[::-1], 50.0))
    return found[:MOST_PAIRS]


MOST_PAIRS = 6
