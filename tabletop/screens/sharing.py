"""Drafts passed round within a delegation: messages in caucus that a screen reads back.

Such a message says what the draft moves, in the words of the command line (`draft dam=half
form=pact`), so that it reads as well in a transcript. Nothing it says is trusted: what is not an
option of this exercise makes it an ordinary message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tabletop.play.seen import View
from tabletop.screens.safe import line

_WORD = "draft"


@dataclass(frozen=True)
class Shared:
    """Somebody's draft: `id` tells it from offers, `package` is whole."""

    id: str
    person: str
    package: Mapping[str, str]


def written(package: Mapping[str, str], standing: Mapping[str, str]) -> str:
    """The message that passes on what a draft moves."""
    moved = [
        f"{choice}={option}" for choice, option in package.items() if option != standing[choice]
    ]
    return " ".join([_WORD, *moved])


def read(text: str, view: View) -> dict[str, str] | None:
    """The draft that a message passes on, as things stand now; None when it is just a message."""
    word, *moved = text.split()
    if word != _WORD or not moved:
        return None
    options = {one.id: {option.id for option in one.options} for one in view.choices}
    package = dict(view.standing)
    for one in moved:
        choice, _, option = one.partition("=")
        if option not in options.get(choice, ()):
            return None
        package[choice] = option
    return package


def shared(view: View) -> tuple[Shared, ...]:
    """The latest draft in this round of each of one's own people, the newest first."""
    found: dict[str, Shared] = {}
    number = view.round.number if view.round is not None else 0
    for message in reversed(view.messages):
        if message.round != number:
            break
        if message.to != "caucus" or message.mine or message.person in found:
            continue
        package = read(message.text, view)
        if package is not None:
            found[message.person] = Shared(f"draft-{message.seq}", line(message.person), package)
    return tuple(found.values())


def told(package: Mapping[str, str], view: View) -> str:
    """A shared draft in words."""
    moved = [
        f"{line(one.name)}: {line(one.option(package[one.id]).name)}"
        for one in view.choices
        if package[one.id] != view.standing[one.id]
    ]
    return "a draft: " + ("; ".join(moved) or "everything as it stands")
