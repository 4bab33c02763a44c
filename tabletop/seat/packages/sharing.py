"""Drafts shared within a delegation, as a screen reads them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from tabletop.play.parts import drafts
from tabletop.play.seen import MessageSeen, View
from tabletop.text.safe import one_line


@dataclass(frozen=True)
class Shared:
    """Somebody's draft: `id` distinguishes it from offers, `package` is complete."""

    id: str
    person: str
    package: Mapping[str, str]


def written(package: Mapping[str, str], standing: Mapping[str, str]) -> str:
    """Return the message that shares what a draft moves."""
    return drafts.written(
        {choice: option for choice, option in package.items() if option != standing[choice]}
    )


def read(text: str, view: View) -> dict[str, str] | None:
    """Return the draft that a message shares, as things stand now; None for an ordinary message."""
    moved = drafts.read(text, _options(view))
    return None if moved is None else {**view.standing, **moved}


def shared(view: View) -> tuple[Shared, ...]:
    """Return the latest draft in this round of each of one's own people, newest first."""
    found: dict[str, Shared] = {}
    number = view.round.number if view.round is not None else 0
    for message in reversed(view.messages):
        if message.round != number:
            break
        if message.to != "caucus" or message.mine or message.person in found:
            continue
        package = read(message.text, view)
        if package is not None:
            found[message.person] = Shared(
                f"draft-{message.seq}", one_line(message.person), package
            )
    return tuple(found.values())


def words_of(message: MessageSeen, view: View) -> str:
    """Return what a message says, a shared draft in words."""
    moved = drafts.read(message.text, _options(view)) if message.to == "caucus" else None
    if moved is None:
        return message.text
    parts = [
        f"{one_line(one.name)}: {one_line(one.option(moved[one.id]).name)}"
        for one in view.choices
        if one.id in moved
    ]
    return f"a draft: {'; '.join(parts)}"


def _options(view: View) -> dict[str, Container[str]]:
    return {one.id: one.ids for one in view.choices}
