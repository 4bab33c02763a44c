"""Warnings: what loads and plays, and is seldom what an author meant."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.exercise.locate import Finding
from tabletop.exercise.model import Exercise


def advice(exercise: Exercise) -> Iterator[Finding]:
    """What an author should look at once more."""
    tags: dict[str, str] = {}
    for at, one in enumerate(exercise.delegations):
        if not one.secret_brief.strip():
            message = f"'{one.id}' has no secret_brief: its player will not know what it wants"
            yield _warning(("delegation", at), message)
        if "walk_away" not in one.model_fields_set:
            message = f"'{one.id}' has no walk_away: any deal worth 0 or more will do for it"
            yield _warning(("delegation", at), message)
        other = tags.setdefault(one.tag, one.id)
        if other != one.id:
            message = f"'{one.tag}' stands for '{other}' too in narrow columns; give it a short"
            yield _warning(("delegation", at, "short"), message)
    for at, issue in enumerate(exercise.issues):
        if issue.options[0].tension:
            message = "a status quo is never performed, so its tension never changes anything"
            yield _warning(("issue", at, "option", 0, "tension"), message)
    if not exercise.questions:
        yield _warning((), "there is no [[question]]: the hotwash will have nothing to ask")


def _warning(path: tuple[str | int, ...], message: str) -> Finding:
    return Finding(path, message, warning=True)
