"""Warnings: an exercise that loads and plays, but is probably not what its author meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.model import (
    Decision,
    DecisionOption,
    Delegation,
    DelegationRole,
    Exercise,
    FormOption,
    Issue,
    Option,
)
from tabletop.text.prose import has_marks

_Named: TypeAlias = (
    Delegation | DelegationRole | Issue | Option | FormOption | Decision | DecisionOption
)
"""What people tell apart by its name."""


def advice(exercise: Exercise) -> Iterator[Finding]:
    """Return warnings about what an author should look at again."""
    tags: dict[str, str] = {}
    for at, one in enumerate(exercise.delegations):
        briefs = (one.secret_brief, *(role.secret_brief for role in one.own_roles))
        if not any(text.strip() for text in briefs):
            message = f"'{one.id}' has no secret_brief: its players will not know what it wants"
            yield _warning(("delegation", at), message)
        if exercise.has.points and exercise.has.offers and "walk_away" not in one.model_fields_set:
            message = f"'{one.id}' has no walk_away: any deal worth 0 or more will do for it"
            yield _warning(("delegation", at), message)
        other = tags.setdefault(one.tag, one.id)
        # Only where both are given: one that is made of a name is like no other.
        if other != one.id:
            message = (
                f"'{one.tag}' is also what narrow columns show for '{other}'; give it another short"
            )
            yield _warning(("delegation", at, "short"), message)
    for at, issue in enumerate(exercise.issues):
        if issue.listed and issue.listed[0].tension:
            message = "a status quo is never performed, so its tension never changes anything"
            yield _warning(("issue", at, "option", 0, "tension"), message)
    yield from _same_names(exercise)
    yield from _marked_names(exercise)
    yield from _blank_texts(exercise)
    if not exercise.questions:
        yield _warning((), "there is no [[question]]: the hotwash will have no questions to ask")


def _same_names(exercise: Exercise) -> Iterator[Finding]:
    """Warn about things with the same name, which players could not tell apart."""
    lists: list[tuple[str, KeyPath, Sequence[_Named]]] = [
        ("delegation", ("delegation",), exercise.delegations),
        ("issue", ("issue",), exercise.issues),
        ("form", ("form", "option"), exercise.form.options),
        ("order", ("order", "option"), exercise.order.options),
    ]
    lists += [
        ("role", ("delegation", at, "role"), party.own_roles)
        for at, party in enumerate(exercise.delegations)
    ]
    lists += [
        ("option", ("issue", at, "option"), issue.listed)
        for at, issue in enumerate(exercise.issues)
    ]
    lists += [("decision", ("decision",), exercise.decisions)]
    lists += [
        ("option", ("decision", at, "option"), one.options)
        for at, one in enumerate(exercise.decisions)
    ]
    for what, path, named in lists:
        seen: dict[str, str] = {}
        for at, one in enumerate(named):
            other = seen.setdefault(_alike(one.name), one.id)
            if other != one.id:
                message = f"{what} '{other}' has this name as well; give '{one.id}' another"
                yield _warning((*path, at, "name"), message)


def _blank_texts(exercise: Exercise) -> Iterator[Finding]:
    """Warn about questions, news and endings of which nothing would be read."""
    told: list[tuple[KeyPath, str, str]] = [
        (("question", at, "text"), one.text, "the question has no words; write what is asked")
        for at, one in enumerate(exercise.questions)
    ]
    told += [
        (
            ("round", at, "question", place, "text"),
            one.text,
            "the question has no words; write what is asked",
        )
        for at, round in enumerate(exercise.rounds)
        for place, one in enumerate(round.questions)
    ]
    told += [
        (("inject", at, "text"), one.text, "the inject has no text; write what happens")
        for at, one in enumerate(exercise.injects)
    ]
    told += [
        (("ending", at, "text"), one.text, "the ending has no text; write how it ended")
        for at, one in enumerate(exercise.endings)
    ]
    for path, text, message in told:
        if not text.strip():
            yield _warning(path, message)


def _alike(name: str) -> str:
    """Return a name without the differences people overlook: case and spaces."""
    return " ".join(name.casefold().split())


def _marked_names(exercise: Exercise) -> Iterator[Finding]:
    """Warn about Markdown in names and titles: only longer texts are rendered as Markdown."""
    lines: list[tuple[tuple[str | int, ...], str]] = [(("title",), exercise.title)]
    for at, party in enumerate(exercise.delegations):
        lines += [(("delegation", at, "name"), party.name)]
        lines += [(("delegation", at, "short"), party.short)]
        lines += [(("delegation", at, "roles"), role) for role in party.roles]
        lines += [
            (("delegation", at, "role", place, "name"), role.name)
            for place, role in enumerate(party.own_roles)
        ]
    for at, issue in enumerate(exercise.issues):
        lines += [(("issue", at, "name"), issue.name)]
        lines += [
            (("issue", at, "option", place, "name"), option.name)
            for place, option in enumerate(issue.listed)
        ]
    for at, decision in enumerate(exercise.decisions):
        lines += [(("decision", at, "name"), decision.name)]
        lines += [
            (("decision", at, "option", place, "name"), option.name)
            for place, option in enumerate(decision.options)
        ]
    for key, chosen in (("form", exercise.form), ("order", exercise.order)):
        lines += [
            ((key, "option", place, "name"), option.name)
            for place, option in enumerate(chosen.options)
        ]
    for at, one in enumerate(exercise.rounds):
        lines += [(("round", at, "title"), one.title), (("round", at, "date"), one.date)]
    lines += [(("inject", at, "title"), one.title) for at, one in enumerate(exercise.injects)]
    lines += [(("ending", at, "title"), one.title) for at, one in enumerate(exercise.endings)]
    for path, text in lines:
        if text and has_marks(text):
            message = f"'{path[-1]}' is shown as plain text; remove the Markdown from it"
            yield _warning(path, message)


def _warning(path: tuple[str | int, ...], message: str) -> Finding:
    return Finding(path, message, warning=True)
