"""Papers to write on and to set up: planning sheet, evaluators' sheets, name cards."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.exercise.discussion import LETTERS, PERFORMED
from tabletop.exercise.model import Delegation, Exercise
from tabletop.handouts.blocks import (
    Block,
    Fill,
    Heading,
    NameCard,
    NameCards,
    Prose,
    Row,
    Sheet,
    grid,
)
from tabletop.play.queries.objectives import ObjectiveSeen, objectives_of
from tabletop.report.kit.document import strong, text
from tabletop.text.safe import one_line

_STEPS = 5


def planning(exercise: Exercise) -> Sheet:
    """Return the sheet on which a delegation prepares; nothing secret is printed on it."""
    blocks: list[Block] = [Fill("Delegation", 1), Fill("Our goals, the most important first", 3)]
    blocks += _bargain(exercise) if exercise.has.offers else _deciding(exercise)
    return Sheet("planning", "Planning sheet", exercise.title, tuple(blocks))


def _bargain(exercise: Exercise) -> Iterable[Block]:
    if exercise.has.points:
        yield Fill("Our walk-away: what no deal is worth to us, and what we would do then", 2)
    else:
        yield Fill("What we do if there is no deal", 2)
    yield Heading("What they want")
    yield from grid(
        ("Delegation", "What it wants most", "What it could give", "Without a deal it would"),
        [(one_line(one.name), "", "", "") for one in exercise.delegations],
        widths=(22, 26, 26, 26),
        tall=True,
    )
    yield Heading("Our first offer, and how far we go")
    choices = [one.name for one in exercise.issues]
    tables = (("form", exercise.form), ("order", exercise.order))
    choices += [it.name for choice, it in tables if choice in exercise.named]
    yield from grid(
        ("Issue", "First offer", "What we hope for", "The least we accept"),
        [(one_line(one), "", "", "") for one in choices],
        widths=(31, 23, 23, 23),
        tall=True,
    )
    if len(exercise.issues) == 1:
        yield Heading("How we come closer")
        head: Row = ("", "We move to", "Only if they")
    else:
        yield Heading("The order of our concessions")
        head = ("", "We give", "Only in return for")
    yield from grid(
        head, [(f"{at}.", "", "") for at in range(1, _STEPS + 1)], widths=(6, 47, 47), tall=True
    )
    if exercise.has.acts:
        yield Fill("What we promise, and what we must see before we keep it", 2)
    if exercise.has.decisions:
        yield Fill("Decisions we may be asked for, and what they depend on", 2)


def _deciding(exercise: Exercise) -> Iterable[Block]:
    yield Fill("What we know, and nobody else", 3)
    yield Fill("What we don't know, and whom we ask", 3)
    yield Heading("Whom we must tell")
    yield from grid(
        ("Who", "What it must know from us", "By when"),
        [
            *[(one_line(one.name), "", "") for one in exercise.delegations],
            *[("", "", "")] * 2,
        ],
        widths=(28, 52, 20),
        tall=True,
    )
    yield Heading("What we may have to decide")
    yield from grid(
        ("Decision", "What speaks for and against", "What would change our mind"),
        [("", "", "")] * _STEPS,
        widths=(28, 42, 30),
        tall=True,
    )


def evaluation(exercise: Exercise) -> Sheet | None:
    """Return the sheet on which evaluators rate the objectives; None where there are none."""
    found = objectives_of(exercise)
    if not found:
        return None
    blocks: list[Block] = [Fill("Evaluator, table, delegation", 1)]
    for one in found:
        blocks += _rating(one)
    return Sheet("evaluation", "Evaluators' sheet", exercise.title, tuple(blocks), "evaluators")


def _rating(one: ObjectiveSeen) -> Iterable[Block]:
    yield Heading(f"{one.number}. {one.text}", 3)
    capability = f"Capability: {strong(one_line(one.capability))}. " if one.capability else ""
    scale = (
        "; ".join(f"**{LETTERS[at]}** {PERFORMED[at]}" for at in sorted(PERFORMED, reverse=True))
        if one.scale == "performed"
        else "**5** very well to **1** not at all"
    )
    yield Prose(f"{capability}{text('Mark one:')} {scale}.")
    marks = " ".join(LETTERS.values()) if one.scale == "performed" else "5 4 3 2 1"
    yield from grid(
        ("Task" if one.tasks else "", "Rating", "What was seen, when, by whom"),
        [
            (one_line(task), "   ".join(marks.split()), "")
            for task in (one.tasks or ("As a whole",))
        ],
        widths=(34, 16, 50),
        tall=True,
    )


def name_cards(exercise: Exercise, delegations: Iterable[Delegation]) -> Sheet:
    """Return a card for each role; a delegation without roles has one with its name."""
    cards = []
    for one in delegations:
        titles = [role.name for role in one.own_roles] or list(one.roles)
        called = one_line(one.name)
        cards += [NameCard(one_line(title), called, one.colour) for title in titles] or [
            NameCard(called, "", one.colour)
        ]
    return Sheet("name-cards", "Name cards", exercise.title, (NameCards(tuple(cards)),))
