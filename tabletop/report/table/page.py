"""The after-action report of one table as an HTML page, made from its facts."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tabletop.report.kit.shell import Section, page, render
from tabletop.report.table.facts import Facts
from tabletop.report.table.sections import sections_of
from tabletop.report.table.summary import headline, status
from tabletop.text.lists import listed


def report_page(facts: Facts) -> str:
    """Return the whole report as one self-contained file."""
    words = PageWords(facts)
    head = headline(facts)
    sections = tuple(
        Section(
            one.id,
            one.title,
            render(
                one.template,
                facts=facts,
                told=one.facts(facts),
                say=words,
                charts=one.pictures(facts),
                asks=[asked.text for asked in facts.prompts if asked.section == one.id],
                headline=head,
            ),
        )
        for one in sections_of(facts)
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
        found = listed(self.who(id) for id in ids)
        return Markup(found or "nobody")  # noqa: S704 - each of them is markup

    def package(self, settles: Iterable[tuple[str, str]]) -> Markup:
        """Return what a package settles, as a list of pairs on one line."""
        pairs = [Markup("{}: <b>{}</b>").format(name, option) for name, option in settles]
        return Markup("; ").join(pairs)
