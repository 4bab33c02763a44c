"""Ids: unique, referring to something that exists, and free of words reserved for play."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tabletop.exercise.checks.mentions import (
    delegations_named,
    effects_given,
    pairs_named,
    points_given,
)
from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import nearest, quoted, unknown

RESERVED = ("all", "caucus", "clock", "facilitator", "referee")
"""Reserved words that moves and transcripts use where a delegation's id may stand."""


def id_faults(exercise: Exercise) -> Iterator[Finding]:
    """Return duplicate ids, unknown ids and ids with a reserved meaning."""
    yield from _twice(exercise)
    yield from _taken(exercise)
    yield from _repeated(exercise)
    yield from _dangling(exercise)
    yield from _own(exercise)
    yield from _changed(exercise)
    yield from _pairs(exercise)


def _twice(exercise: Exercise) -> Iterator[Finding]:
    yield from _same("delegation", ("delegation",), (one.id for one in exercise.delegations))
    for at, party in enumerate(exercise.delegations):
        here: KeyPath = ("delegation", at, "role")
        yield from _same("role", here, (one.id for one in party.own_roles), f" of {party.id}")
    yield from _same("issue", ("issue",), (one.id for one in exercise.issues))
    for at, issue in enumerate(exercise.issues):
        path: KeyPath = ("issue", at, "option")
        yield from _same("option", path, (one.id for one in issue.listed), f" of {issue.id}")
    yield from _same("form", ("form", "option"), (one.id for one in exercise.form.options))
    yield from _same("order", ("order", "option"), (one.id for one in exercise.order.options))
    yield from _same("interaction", ("interaction",), (one.id for one in exercise.interactions))
    yield from _same("round", ("round",), (one.id for one in exercise.rounds))
    yield from _same("inject", ("inject",), (one.id for one in exercise.injects))
    yield from _same("decision", ("decision",), (one.id for one in exercise.decisions))
    for at, decision in enumerate(exercise.decisions):
        path = ("decision", at, "option")
        yield from _same("option", path, (one.id for one in decision.options), f" of {decision.id}")
    yield from _same("ending", ("ending",), (one.id for one in exercise.endings))
    yield from _same("question", ("question",), (one.id for one in exercise.questions))


def _same(what: str, path: KeyPath, ids: Iterable[str], of: str = "") -> Iterator[Finding]:
    seen: set[str] = set()
    for at, id in enumerate(ids):
        if id in seen:
            article = "an" if what[0] in "aeiou" else "a"
            message = f"there is already {article} {what} '{id}'{of}; give it another id"
            yield Finding((*path, at, "id"), message)
        seen.add(id)


def _taken(exercise: Exercise) -> Iterator[Finding]:
    for at, one in enumerate(exercise.delegations):
        if one.id in RESERVED:
            message = f"'{one.id}' has a reserved meaning in moves; give the delegation another id"
            yield Finding(("delegation", at, "id"), message)
    for at, issue in enumerate(exercise.issues):
        if issue.id in ("form", "order"):
            message = (
                f"'{issue.id}' can't be the id of an issue: a package has a {issue.id} already"
            )
            yield Finding(("issue", at, "id"), f"{message}; give the issue another id")

    choices = (*(issue.id for issue in exercise.issues), "form", "order")
    for at, decision in enumerate(exercise.decisions):
        if decision.id in choices:
            message = f"an issue, the form or the order is called '{decision.id}' already"
            yield Finding(("decision", at, "id"), f"{message}; give the decision another id")


def _repeated(exercise: Exercise) -> Iterator[Finding]:
    seen: set[KeyPath] = set()
    for path, name in delegations_named(exercise):
        if isinstance(path[-1], int):
            once = (*path[:-1], name)
            if once in seen:
                yield Finding(path, f"{quoted(name)} is already in this list; take it out")
            seen.add(once)


def _dangling(exercise: Exercise) -> Iterator[Finding]:
    known = [one.id for one in exercise.delegations]
    for path, name in delegations_named(exercise):
        if name not in known:
            yield Finding(path, unknown("delegation", name, known), at_key=name == path[-1])
    for path, points in points_given(exercise):
        for name in points:
            if name not in known:
                yield Finding((*path, name), unknown("delegation", name, known), at_key=True)


def _own(exercise: Exercise) -> Iterator[Finding]:
    """Return delegations that name themselves where only another one makes sense."""
    for at, one in enumerate(exercise.delegations):
        if one.id in one.counterparts:
            place = one.counterparts.index(one.id)
            message = f"'{one.id}' can't be its own counterpart; name whose delivery it waits for"
            yield Finding(("delegation", at, "counterparts", place), message)


def _changed(exercise: Exercise) -> Iterator[Finding]:
    """Return injects and decisions that change the points of an unknown issue or option."""
    for path, effects in effects_given(exercise):
        for place, change in enumerate(effects.points):
            here: KeyPath = (*path, "points", place)
            options = exercise.named.get(change.issue)
            if options is None:
                known_issues = list(exercise.named)
                yield Finding((*here, "issue"), unknown("issue", change.issue, known_issues))
            elif change.option not in options:
                message = unknown("option", change.option, options, f" of {change.issue}")
                yield Finding((*here, "option"), message)


def _pairs(exercise: Exercise) -> Iterator[Finding]:
    """Return faulty pair keys, and ids that make a pair key ambiguous."""
    ids = list(dict.fromkeys(one.id for one in exercise.delegations))
    seen: dict[str, tuple[str, str]] = {}
    for of in ids:
        for toward in ids:
            other = seen.setdefault(f"{of}-{toward}", (of, toward)) if of != toward else None
            if other is not None and other != (of, toward):
                message = (
                    f"'{of}-{toward}' could mean '{other[0]}' toward '{other[1]}' or "
                    f"'{of}' toward '{toward}'; remove a hyphen from one of these ids"
                )
                last = max(ids.index(one) for one in (of, toward, *other))
                yield Finding(("delegation", last, "id"), message)
    for path, key in pairs_named(exercise):
        if key not in exercise.pairs:
            close = nearest(key, exercise.pairs)
            advice = (
                f"did you mean '{close}'?"
                if close
                else f"write two delegations as of-toward, such as '{next(iter(exercise.pairs))}'"
            )
            yield Finding(path, f"there is no pair {quoted(key)}; {advice}", at_key=True)
