"""The sections of a report on one table, in order, each declared once.

The page with its table of contents, the Markdown and the reference in the docs are all generated
from this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from tabletop.report.kit.document import Document
from tabletop.report.table import pictures
from tabletop.report.table.facts import Facts
from tabletop.report.table.text import coaching, course, deals, decisions, moved, planned, speeches
from tabletop.report.table.text import roles as written_roles

T = TypeVar("T")


@dataclass(frozen=True)
class ReportSection(Generic[T]):
    """A section: `facts` extracts what it tells from the facts of the table, or computes it.

    Its template `report/ID.html` gets that as `told`, and its `pictures` as `charts`; `write`
    writes the same as Markdown, without its heading. `id` is also the fragment that links to it,
    and `says` describes it in the reference.
    """

    id: str
    title: str
    says: str
    facts: Callable[[Facts], T]
    write: Callable[[Facts, T, Document], None]
    pictures: Callable[[Facts], tuple[Markup, ...]]
    there: Callable[[Facts], bool] = lambda _: True
    """Whether the exercise has what the section is about, so that it says anything."""

    @property
    def template(self) -> str:
        return f"report/{self.id}.html"

    def written(self, facts: Facts, out: Document) -> None:
        """Write it as Markdown, with its heading."""
        out.heading(2, self.title)
        self.write(facts, self.facts(facts), out)


def _whole(facts: Facts) -> Facts:
    """For a section that tells several facts at once."""
    return facts


def _none(_: Facts) -> tuple[Markup, ...]:
    return ()


SECTIONS: tuple[ReportSection[Any], ...] = (
    ReportSection(
        "overview",
        "Overview",
        "how it ended in a few lines, who sat where, and a debrief of twenty minutes",
        _whole,
        course.overview,
        _none,
    ),
    ReportSection(
        "objectives",
        "Objectives",
        "what participants were to learn, with the evaluators' ratings",
        lambda facts: facts.objectives,
        course.objectives,
        _none,
        lambda facts: bool(facts.objectives),
    ),
    ReportSection(
        "timeline",
        "Timeline",
        "what was said and done, round by round",
        lambda facts: facts.rounds,
        course.timeline,
        _none,
    ),
    ReportSection(
        "injects",
        "Injects, planned and played",
        "when each inject was planned and came, what was expected and what followed",
        lambda facts: facts.injects,
        planned.injects,
        _none,
        lambda facts: facts.has.planned,
    ),
    ReportSection(
        "discussion",
        "Discussion",
        "what delegations answered to the questions of each round",
        lambda facts: facts.discussion,
        planned.discussion,
        _none,
        lambda facts: facts.has.discussion,
    ),
    ReportSection(
        "wants",
        "What each delegation wanted",
        "walk-aways, red lines and briefs, and what each option is worth to whom",
        _whole,
        course.wants,
        _none,
    ),
    ReportSection(
        "decisions",
        "Decisions",
        "what was asked of whom, who decided what, when and why, and what it changed",
        lambda facts: facts.decisions,
        decisions.decisions,
        _none,
        lambda facts: facts.has.decisions,
    ),
    ReportSection(
        "roles",
        "Roles within delegations",
        "who had which role, what only they knew, and what each has in its own points",
        lambda facts: facts.roles,
        written_roles.roles,
        _none,
        lambda facts: facts.has.roles,
    ),
    ReportSection(
        "offers",
        "Offers, and who moved",
        "every offer with what became of it, and each delegation's first against its last",
        _whole,
        deals.offers,
        lambda facts: pictures.offers(facts) if facts.has.points else (),
        lambda facts: facts.has.offers,
    ),
    ReportSection(
        "kept",
        "Agreements, and what became of them",
        "each agreement, what became of its terms, and gestures",
        _whole,
        deals.kept,
        _none,
        lambda facts: facts.has.offers,
    ),
    ReportSection(
        "outcome",
        "Outcome",
        "the ending, what stands, and every score with its ledger",
        _whole,
        deals.outcome,
        lambda facts: (
            (pictures.scores(facts), *pictures.courses(facts)) if facts.has.points else ()
        ),
    ),
    ReportSection(
        "left",
        "What was left on the table",
        "what all could have had instead, and what it takes to get there",
        lambda facts: facts.possible,
        deals.left,
        pictures.possible,
        lambda facts: facts.has.points and facts.has.offers,
    ),
    ReportSection(
        "climate",
        "Trust and tension",
        "how they went, and why",
        lambda facts: facts.climate,
        course.climate,
        lambda facts: (pictures.tension(facts), *pictures.trusts(facts)),
        lambda facts: facts.has.climate,
    ),
    ReportSection(
        "moments",
        "Decisive moments",
        "the moves after which most was different, with the words just before them",
        lambda facts: facts.moments,
        course.moments,
        _none,
        lambda facts: facts.has.points or facts.has.climate,
    ),
    ReportSection(
        "speeches",
        "Who spoke",
        "how often and how long each delegation had the floor",
        lambda facts: facts.floor,
        speeches.speeches,
        _none,
        lambda facts: facts.has.speakers,
    ),
    ReportSection(
        "motions",
        "Motions",
        "what was moved, how it was voted on and what became of it",
        lambda facts: facts.moved,
        moved.motions,
        _none,
        lambda facts: facts.has.motions,
    ),
    ReportSection(
        "coaching",
        "Coaching",
        "how often each delegation asked its coach, and what it was advised",
        lambda facts: facts.coaching,
        coaching.coaching,
        _none,
        lambda facts: facts.has.coach,
    ),
    ReportSection(
        "notes",
        "Evaluators' notes",
        "what evaluators and the facilitator noted",
        lambda facts: facts.notes,
        course.notes,
        _none,
    ),
    ReportSection(
        "answers",
        "Participants' answers",
        "what was answered in the debrief",
        lambda facts: facts.questions,
        course.answers,
        _none,
        there=lambda facts: bool(facts.questions),
    ),
    ReportSection(
        "improve",
        "Improvement list",
        "what was seen, what shows it, what to do; with room for who and by when",
        lambda facts: facts.improvements,
        course.improve,
        _none,
    ),
    ReportSection(
        "reading",
        "How to read this report",
        "the terms it uses, and the exercise's own disclaimer",
        _whole,
        course.reading,
        _none,
        lambda facts: facts.has.points or facts.has.climate or bool(facts.overview.disclaimer),
    ),
)
"""All sections, in the order that facilitators know from HSEEP."""


def sections_of(facts: Facts) -> tuple[ReportSection[Any], ...]:
    """Return the sections about what the exercise has."""
    return tuple(one for one in SECTIONS if one.there(facts))
