"""What players read: the background, the rule sheet, each delegation's and each role's brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabletop.exercise.amounts import AmountIds, between_corners, corners_of
from tabletop.exercise.issues import Issue
from tabletop.exercise.model import Delegation, DelegationRole, Exercise
from tabletop.handouts.blocks import Block, Heading, Lattice, Prose, Row, Sheet, grid
from tabletop.handouts.wording import number, package, signed
from tabletop.play.queries.levers import levers_of
from tabletop.play.queries.naming import name
from tabletop.report.kit.document import strong, text
from tabletop.seat.words.minute import TITLE, told_in_a_minute
from tabletop.text.lists import dotted, listed
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line


def rules(exercise: Exercise) -> Sheet:
    """Return the rule sheet: the game in a minute, as everybody sees it first."""
    told = told_in_a_minute(exercise.summary, levers_of(exercise))
    return Sheet("rules", TITLE, exercise.title, (Prose(told),))


def background(exercise: Exercise) -> Sheet:
    """Return what everybody may read: the situation, who is there, what is negotiated."""
    first = exercise.rounds[0]
    blocks: list[Block] = [Prose(exercise.summary)] if exercise.summary.strip() else []
    if first.situation.strip():
        blocks += [Heading(dotted(one_line(first.date), one_line(first.title)))]
        blocks += [Prose(first.situation)]
    blocks.append(Heading("Who is there"))
    for one in exercise.delegations:
        blocks += [Heading(one_line(one.name), 3)]
        blocks += [Prose(one.public_brief)] if one.public_brief.strip() else []
    if exercise.has.offers:
        blocks += [Heading("What is negotiated"), *_issues(exercise)]
    if exercise.disclaimer.strip():
        blocks += [Heading("What is invented"), Prose(exercise.disclaimer)]
    return Sheet("background", "Background", exercise.title, tuple(blocks))


def _issues(exercise: Exercise) -> Iterator[Block]:
    groups = []
    for issue in exercise.issues:
        who = f" (by {listed(name(exercise, one) for one in issue.by)})" if issue.by else ""
        title, about = (
            f"{one_line(issue.name)}{one_line(who) and f' {one_line(who)}'}",
            flowing(issue.summary),
        )
        options = _option_rows(exercise, issue)
        told = f"{title}. {about}" if about else title
        rows = [(told if at == 0 else "", *row) for at, row in enumerate(options)]
        groups.append(tuple(rows))
    for choice, table in (("form", exercise.form), ("order", exercise.order)):
        if choice in exercise.named:
            groups.append(
                tuple(
                    (one_line(table.name) if at == 0 else "", _summed(one.name, one.summary))
                    for at, one in enumerate(table.options)
                )
            )
    yield Lattice(("Issue", "How it can be settled"), tuple(groups), widths=(38, 62))


def _summed(called: str, summary: str) -> str:
    told = flowing(summary)
    return f"{one_line(called)}: {told}" if told else one_line(called)


def _quo(exercise: Exercise, issue: Issue, id: str) -> str:
    return " (as it is now)" if id == issue.status_quo and not exercise.whole else ""


def _option_rows(exercise: Exercise, issue: Issue) -> list[Row]:
    if issue.range is None:
        return [
            (_summed(one.name, one.summary) + _quo(exercise, issue, one.id),)
            for one in issue.listed
        ]
    amounts = issue.amounts
    last = amounts.count - 1
    rows: list[Row] = [
        (f"{amounts.name(0)} to {amounts.name(last)}, in steps of {amounts.distance(1)}",)
    ]
    if not exercise.whole:
        rows.append((f"{amounts.name(issue.quo)} (as it is now)",))
    return rows


# Secrets


def brief(exercise: Exercise, own: Delegation) -> Sheet:
    """Return a delegation's brief, with what only its own people know."""
    blocks: list[Block] = []
    titles = [one.name for one in own.own_roles] or list(own.roles)
    if titles:
        blocks.append(Prose(f"At the table: {text(listed(map(one_line, titles)))}."))
    if own.public_brief.strip():
        blocks += [Heading("What everybody knows"), Prose(own.public_brief)]
    if own.secret_brief.strip():
        blocks += [Heading("What only you know"), Prose(own.secret_brief)]
    if exercise.has.points and exercise.has.offers:
        blocks += [Heading("Without a deal"), *_walk_away(own)]
        blocks += _red_lines(exercise, own)
        blocks += _points(exercise, own, None)
        blocks += _combinations(exercise, own)
    if exercise.has.climate:
        blocks += _trust(exercise, own)
    return Sheet(
        f"brief-{own.id}", one_line(own.name), exercise.title, tuple(blocks), one_line(own.name)
    )


def role_brief(exercise: Exercise, own: Delegation, role: DelegationRole) -> Sheet:
    """Return the brief of one person's role within a delegation."""
    whose = f"{one_line(role.name)}, {one_line(own.name)}"
    blocks: list[Block] = []
    if role.secret_brief.strip():
        blocks += [Heading("What only you know"), Prose(role.secret_brief)]
    if role.points and exercise.has.offers:
        if role.walk_away is not None:
            level = text(number(role.walk_away))
            blocks.append(Prose(f"Without a deal you have **{level}** points of your own."))
        blocks += _points(exercise, own, role)
        blocks.append(
            Prose("These points are yours alone: no score of your delegation contains them.")
        )
    # Ids have no two hyphens in a row, so no delegation can be called like this file.
    return Sheet(f"brief-{own.id}--{role.id}", whose, exercise.title, tuple(blocks), whose)


def has_brief(role: DelegationRole) -> bool:
    """Return whether a role is more than a title."""
    return bool(role.secret_brief.strip() or role.points)


def _walk_away(own: Delegation) -> Iterator[Block]:
    if not isinstance(own.walk_away, tuple) and not own.urgency:
        yield Prose(
            f"No deal is worth **{text(number(own.walk_away))}** points to you: your walk-away. "
            "A deal below it is worse than none."
        )
        return
    yield Prose("What no deal is worth to you, your walk-away, depends on the round:")
    count = max(len(own.walk_away) if isinstance(own.walk_away, tuple) else 1, len(own.urgency), 1)
    head: Row = ("Round", "No deal is worth")
    rows: list[Row] = [(str(one), number(own.walk_away_in(one))) for one in range(1, count + 1)]
    if own.urgency:
        head = (*head, "What you gain counts")
        rows = [(*row, f"× {number(own.urgency_in(at))}") for at, row in enumerate(rows, start=1)]
    yield from grid(head, rows, numbers=frozenset((1, 2)))


def _red_lines(exercise: Exercise, own: Delegation) -> Iterator[Block]:
    rows: list[Row] = [
        (package(exercise, one.when) or "any deal", flowing(one.because)) for one in own.red_lines
    ]
    if rows:
        yield Heading("What you can't accept")
        yield from grid(("Your red line", "Because"), rows, widths=(55, 45))


def _points(exercise: Exercise, own: Delegation, role: DelegationRole | None) -> Iterator[Block]:
    groups = [
        rows for issue in exercise.issues if (rows := _issue_points(exercise, issue, own, role))
    ]
    for choice, table in (("form", exercise.form), ("order", exercise.order)):
        worths = [
            one.points.get(own.id, 0.0)
            if role is None
            else role.points.get(choice, {}).get(one.id, 0.0)
            for one in table.options
        ]
        if choice in exercise.named and any(worths):
            groups.append(
                tuple(
                    (one_line(table.name) if not at else "", one_line(one.name), signed(worth))
                    for at, (one, worth) in enumerate(zip(table.options, worths, strict=True))
                )
            )
    if groups:
        yield Heading("Your points")
        yield Lattice(
            ("Issue", "Option", "Points"), tuple(groups), frozenset((2,)), widths=(36, 50, 14)
        )
        if any(issue.range for issue in exercise.issues):
            yield Prose("Between two amounts of this table points are in proportion.")


def _issue_points(
    exercise: Exercise, issue: Issue, own: Delegation, role: DelegationRole | None
) -> tuple[Row, ...]:
    rows: Sequence[tuple[str, str, float]]
    if issue.range is None:
        given = {} if role is None else role.points.get(issue.id, {})
        rows = [
            (
                one.id,
                one.name,
                one.points.get(own.id, 0.0) if role is None else given.get(one.id, 0),
            )
            for one in issue.listed
        ]
    else:
        assert isinstance(issue.ids, AmountIds)
        corners = (
            issue.corners.get(own.id, ())
            if role is None
            else corners_of(issue.ids, role.points.get(issue.id, {}))
        )
        # Only its own corners: those of the others would tell what they are after.
        places = {0, len(issue.ids) - 1, *(place for place, _ in corners)}
        if not exercise.whole:
            places.add(issue.quo)
        rows = [
            (issue.ids[at], issue.amounts.name(at), between_corners(corners, at) if corners else 0)
            for at in sorted(places)
        ]
    if role is not None and not any(worth for *_, worth in rows):
        return ()
    return tuple(
        (
            one_line(issue.name) if at == 0 else "",
            one_line(called) + _quo(exercise, issue, id),
            signed(worth),
        )
        for at, (id, called, worth) in enumerate(rows)
    )


def _combinations(exercise: Exercise, own: Delegation) -> Iterator[Block]:
    rows: list[Row] = [
        (package(exercise, one.when), flowing(one.because), signed(one.points[own.id]))
        for one in exercise.interactions
        if one.points.get(own.id)
    ]
    if rows:
        yield Heading("What counts together")
        yield from grid(
            ("Where a deal has", "Why", "Points"),
            rows,
            numbers=frozenset((2,)),
            widths=(46, 40, 14),
        )


def _trust(exercise: Exercise, own: Delegation) -> Iterator[Block]:
    others = [one for one in exercise.delegations if one.id != own.id]
    yield Heading("Whom you trust as the game begins")
    yield Prose(f"From 0 to 100. Only you know this of {strong(own.name)}.")
    yield from grid(
        ("In", "Trust"),
        [(one_line(it.name), number(exercise.opening_trust[own.id, it.id])) for it in others],
        numbers=frozenset((1,)),
    )
