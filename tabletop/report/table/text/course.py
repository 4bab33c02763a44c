"""What was played, felt, noted and answered, as Markdown: all sections but those on bargaining."""

from __future__ import annotations

from collections.abc import Iterable

from tabletop.report.kit.document import Document, joined, strong
from tabletop.report.kit.numbers import signed, tenths
from tabletop.report.table.facts import Facts
from tabletop.report.table.facts.climate import ClimateTold
from tabletop.report.table.facts.improve import Improvement
from tabletop.report.table.facts.moments import DecisiveMoment
from tabletop.report.table.facts.timeline import Entry, RoundTold
from tabletop.report.table.facts.voices import NoteTold, ObjectiveTold, QuestionTold
from tabletop.report.table.summary import counted, decided, headline
from tabletop.report.table.text.words import ask, columns, names, who

MOST_ENTRIES = 400


def overview(facts: Facts, _: Facts, out: Document) -> None:
    about = facts.overview
    if about.ending:
        out.para("The game ended as ", strong(f"“{about.ending}”"), ".")
    out.bullets(headline(facts))
    rows = [
        ("Rounds played", f"{about.rounds} of {about.rounds_planned}"),
        *([("Offers tabled", str(about.offers))] if facts.has.offers else []),
        *([("Agreements", str(about.agreements))] if facts.has.offers else []),
        *([("Decisions taken", decided(facts))] if facts.has.decisions else []),
        *([("Breaches", str(about.breaches))] if facts.has.acts else []),
        ("Messages and statements", f"{about.messages} and {about.statements}"),
        ("Begun (UTC)", f"{about.begun[:10]} {about.begun[11:16]}"),
    ]
    people = [
        (party.name, ", ".join(one.told for one in party.people) or "nobody")
        for party in facts.parties
    ]
    others = [("Without a delegation", ", ".join(one.told for one in about.others))]
    out.table(("", ""), [*rows, *people, *(others if about.others else ())])
    out.heading(3, facts.guide_title)
    for stage in facts.guide:
        out.para(strong(f"{counted(stage.minutes, 'minute')}: {stage.title}"))
        out.bullets(stage.prompts)


def objectives(_: Facts, goals: tuple[ObjectiveTold, ...], out: Document) -> None:
    out.bullets(
        (
            joined(one.text, " ", strong(f"{tenths(one.rating)} of 5"))
            if one.rating is not None
            else joined(one.text, "" if one.evaluated else " (not rated)")
            for one in goals
        ),
        numbered=True,
    )
    evaluated = [one for one in goals if one.evaluated]
    if evaluated:
        out.table(
            ("Objective", "Task", "Rating", "What was seen"),
            (row for goal in evaluated for row in _evaluation(goal)),
        )


def _evaluation(goal: ObjectiveTold) -> Iterable[tuple[str, str, str, str]]:
    """Return the rows of the evaluation table for one objective."""
    capability = f" ({goal.capability})" if goal.capability else ""
    head = f"{goal.number}. {goal.text}{capability}"
    if not goal.tasks:
        yield head, "-", ", ".join(goal.ratings) or "not rated", _seen(goal.notes)
    for task in goal.tasks:
        yield head, task.text, "; ".join(task.ratings) or "not rated", _seen(task.notes)


def _seen(notes: tuple[NoteTold, ...]) -> str:
    return " · ".join(f"“{one.text}”" for one in notes if one.text) or "-"


def timeline(_: Facts, rounds: tuple[RoundTold, ...], out: Document) -> None:
    if not rounds:
        out.para("No round was opened.")
    for told in rounds:
        date = f" ({told.date})" if told.date else ""
        out.heading(3, f"Round {told.number}: {told.title}{date}")
        if told.crisis:
            out.para("A round in crisis: no caucus, and half the time.")
        out.bullets(_entries(told))
        if len(told.entries) > MOST_ENTRIES:
            out.para(f"The first {MOST_ENTRIES} of {len(told.entries)}; the events are in the CSV.")


def _entries(told: RoundTold) -> Iterable[str]:
    return (_entry(one) for one in told.entries[:MOST_ENTRIES])


def _entry(one: Entry) -> str:
    if not one.more:
        return f"({one.seq}) {one.told}"
    return joined(f"({one.seq}) {one.told}. ", one.more)


def wants(facts: Facts, _: Facts, out: Document) -> None:
    ask(facts, "wants", out)
    for party in facts.parties:
        out.heading(3, party.name)
        least = sorted(set(party.walk_away))
        walk = "Walk-away" if len(least) == 1 else "Walk-away by round"
        values = party.walk_away[:1] if len(least) == 1 else party.walk_away
        if facts.has.points:
            out.para(
                f"{walk}: {', '.join(tenths(one) for one in values)}.",
                *(f" Red line: {line}." for line in party.red_lines),
            )
        for title, brief in (
            (f"What only {party.name} knew", party.secret_brief),
            (f"What everybody knew of {party.name}", party.public_brief),
        ):
            if brief:
                out.para(strong(title))
                out.quote(brief)
    if not facts.stakes or not facts.has.points:
        return
    out.heading(3, "Who wanted what, in points")
    if facts.has.amounts:
        out.para("Of an amount the corners are listed; in between, points lie on a straight line.")
    out.table(
        ("Issue", "Option", *columns(facts)),
        (
            (
                one.issue,
                f"{one.option} (stands)" if one.stands else one.option,
                *(signed(one.points[party.id]) for party in facts.parties),
            )
            for one in facts.stakes
            if not one.status_quo
        ),
        2,
    )


def climate(facts: Facts, felt: ClimateTold, out: Document) -> None:
    out.table(
        ("Round", "Why", "Tension"),
        (
            (str(one.round) if one.round else "start", one.told(facts.names), f"{one.level:.0f}")
            for one in felt.tension
        ),
        2,
    )
    out.table(
        ("Trust of", "in", "Mostly because", "From", "To"),
        (
            (
                who(facts, one.of),
                who(facts, one.toward),
                one.cause.told(facts.names) if one.cause else "it did not move",
                tenths(one.first),
                tenths(one.last),
            )
            for one in felt.shifts
        ),
        3,
    )
    ask(facts, "climate", out)


def moments(facts: Facts, decided: tuple[DecisiveMoment, ...], out: Document) -> None:
    if not decided:
        out.para("No single move changed much.")
    ask(facts, "moments", out)
    for number, one in enumerate(decided, 1):
        out.heading(3, f"{number}. {one.title} (round {one.round}, event {one.seq})")
        if one.words:
            out.para(strong("Just before"))
        out.bullets(
            f"{who(facts, said.delegation)}, {said.how}: “{said.text}”" for said in one.words
        )
        out.para(strong("What happened"))
        out.bullets((*one.told, *_changes(facts, one)))


def _changes(facts: Facts, one: DecisiveMoment) -> list[str]:
    found = []
    if one.values:
        gains = ", ".join(f"{who(facts, d)} {signed(gain)}" for d, gain in one.values.items())
        found.append(f"Value: {gains}")
    if signed(one.tension) != "0.0":
        found.append(f"Tension: {signed(one.tension)}")
    if one.trust:
        pairs = ", ".join(
            f"{who(facts, of)} in {who(facts, toward)} {signed(by)}" for of, toward, by in one.trust
        )
        found.append(f"Trust: {pairs}")
    return found


def notes(_: Facts, written: tuple[NoteTold, ...], out: Document) -> None:
    if not written:
        out.para("No evaluator wrote a note.")
    out.bullets(
        f"{note.person}, round {note.round}"
        + (f", objective {note.objective}" if note.objective else "")
        + (f", task {note.task}" if note.task else "")
        + (f", {note.rated}" if note.rated else "")
        + (f": “{note.text}”" if note.text else "")
        for note in written
    )


def answers(facts: Facts, asked: tuple[QuestionTold, ...], out: Document) -> None:
    if not asked:
        out.para("The exercise asks no questions.")
    for one in asked:
        out.heading(3, one.text)
        if one.mean is not None:
            out.para(strong(f"{tenths(one.mean)} of 5"))
        out.bullets(
            f"{who(facts, answer.delegation) if answer.delegation else answer.person}: "
            + (f"{answer.value} of 5" if isinstance(answer.value, int) else f"“{answer.value}”")
            for answer in one.answers
        )
        if one.silent:
            out.para(
                f"No answer from {names(facts, one.silent)}." if one.answers else "Nobody answered."
            )


def improve(_: Facts, listed: tuple[Improvement, ...], out: Document) -> None:
    out.table(
        ("What was seen", "What shows it", "What to do", "Who, by when"),
        (
            *((one.observed, one.evidence, one.proposal, "") for one in listed),
            *([("", "", "", "")] * 3),
        ),
    )


def reading(facts: Facts, _: Facts, out: Document) -> None:
    if facts.has.points:
        judged = "known and trusted" if facts.has.climate else "known"
        out.para(
            "Values are in each delegation's own points and can't be compared with another's. The "
            "walk-away is what its plan without a deal is worth. The better deal is, of everything "
            "acceptable that is better for someone and worse for no one, the package with the "
            f"greatest product of gains, judged by what was {judged} then."
        )
    if facts.overview.disclaimer:
        out.quote(facts.overview.disclaimer)
