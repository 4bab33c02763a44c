"""The after-action report of one table as Markdown, from the same facts as the page."""

from __future__ import annotations

from tabletop.report.kit.document import Document, strong
from tabletop.report.table.facts import Facts
from tabletop.report.table.sections import sections_of
from tabletop.report.table.summary import status


def report_markdown(facts: Facts) -> str:
    """Return the whole report."""
    out = Document()
    about = facts.overview
    out.comment(f"Written by Tabletop from {about.events} events.")
    out.heading(1, about.title)
    out.para(f"After-action report. {about.summary}")
    if status(facts):
        out.para(strong(status(facts)))
    for section in sections_of(facts):
        section.written(facts, out)
    return str(out)
