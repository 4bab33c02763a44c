"""New exercises to begin with: a whole one of some kind, with comments for its author.

The texts are templates beside this file, in Jinja: written by hand, the loops over delegations
would stand between the sentences. Everything that an author gives is written as TOML.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import TypeAdapter, ValidationError

from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import check_source
from tabletop.exercise.made_ids import made_id
from tabletop.exercise.parts import Id
from tabletop.exercise.wording import forbidden_character, quoted, unknown

_TEMPLATES = Path(__file__).parent / "templates"
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
MOST_ROUNDS = 20
_RULE = "# ---"


@dataclass(frozen=True)
class ExerciseKind:
    """A kind of exercise that one can begin with; `what` says it in a few words, `delegations`
    play it where none are named, and it can have `least` to `most` of them.
    """

    name: str
    what: str
    delegations: tuple[str, ...]
    least: int
    most: int
    rounds: int
    least_rounds: int = 1


@cache
def kinds() -> dict[str, ExerciseKind]:
    """Return the kinds by their names, from the simplest on."""
    told = tomllib.loads((_TEMPLATES / "kinds.toml").read_text("utf-8"))
    return {
        name: ExerciseKind(name=name, **{**one, "delegations": tuple(one["delegations"])})
        for name, one in told.items()
    }


@dataclass(frozen=True)
class _Party:
    id: str
    name: str


def new_exercise(
    id: str,
    kind: str,
    title: str = "",
    delegations: Sequence[str] = (),
    rounds: int | None = None,
) -> str:
    """Return the text of a new exercise, which is sound as it is.

    Without a title it is called after its id; without delegations or rounds it has those of its
    kind. Raises `UnreadableInput` for a wrong id or an unknown kind, for more or fewer delegations
    or rounds than the kind can have, and for names that `check` would have something to say about.
    """
    _refuse_id(id)
    known = kinds()
    if kind not in known:
        raise UnreadableInput(unknown("kind", kind, known))
    chosen = known[kind]
    names = tuple(one.strip() for one in delegations) or chosen.delegations
    number = chosen.rounds if rounds is None else rounds
    if not chosen.least <= len(names) <= chosen.most:
        raise UnreadableInput(f"{kind} is for {_between(chosen)} delegations, not {len(names)}")
    if not chosen.least_rounds <= number <= MOST_ROUNDS:
        allowed = f"{chosen.least_rounds} to {MOST_ROUNDS}"
        raise UnreadableInput(f"{kind} is for {allowed} rounds, not {number}")
    called = title.strip() or _called(id)
    for one in (called, *names):
        _refuse(one)
    twice = next((one for at, one in enumerate(names) if one in names[:at]), None)
    if twice is not None:
        raise UnreadableInput(f"two delegations are called {quoted(twice)}; name one otherwise")
    text = _rendered(chosen, id, called, _parties(names), number)
    _prove(text)
    return text


def _refuse_id(id: str) -> None:
    """Raise `UnreadableInput` for what can't be an exercise's id."""
    try:
        TypeAdapter(Id).validate_python(id)
    except ValidationError:
        close = made_id(id)
        meant = f", such as {close}" if close else ""
        raise UnreadableInput(
            f"{quoted(id)} can't be an id, which is made of lower-case words and digits with "
            f"hyphens between them, 60 characters at most{meant}"
        ) from None


def _between(kind: ExerciseKind) -> str:
    return str(kind.least) if kind.least == kind.most else f"{kind.least} to {kind.most}"


def _called(id: str) -> str:
    return id.replace("-", " ").capitalize()


def _refuse(name: str) -> None:
    """Raise `UnreadableInput` for a name that can't stand on a line."""
    if not name:
        raise UnreadableInput("a name is empty; give each delegation one")
    if forbidden_character(name) is not None or any(one in name for one in "\n\r\t"):
        raise UnreadableInput(f"{quoted(name)} has characters that no screen shows; take them out")


def _parties(names: Iterable[str]) -> tuple[_Party, ...]:
    """Return the delegations with an id each, made of the name where its script allows it."""
    found: dict[str, str] = {}
    for at, name in enumerate(names, 1):
        own = made_id(name) or f"party-{at}"
        id = (
            own
            if own not in found
            else next(i for n in count(2) if (i := f"{own}-{n}") not in found)
        )
        found[id] = name
    return tuple(_Party(id, name) for id, name in found.items())


def _rendered(
    kind: ExerciseKind, id: str, title: str, parties: tuple[_Party, ...], rounds: int
) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (it is TOML, and what an author gives goes through `toml`)
    )
    templates.filters["toml"] = _as_toml
    templates.filters["in_words"] = _in_words
    text = templates.get_template(f"{kind.name}.toml").render(
        id=id, title=title, parties=parties, count=len(parties), rounds=rounds
    )
    return _spaced(text)


def _spaced(text: str) -> str:
    """Return a text with one empty line, and no more, above each table and each ruled line.

    What a template's loops and conditions leave of empty lines depends on how they come out.
    """
    lines: list[str] = []
    for line in text.strip().splitlines():
        above = lines[-1] if lines else ""
        if line.startswith(("[", _RULE)) and above and not above.startswith("#"):
            lines.append("")
        if line or above:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _as_toml(value: Any) -> str:
    """Return a value as TOML writes it."""
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def _in_words(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _prove(text: str) -> None:
    """Raise `UnreadableInput` where a name that an author gave is one that `check` tells of."""
    faults = check_source(text)
    if faults:
        raise UnreadableInput(f"with these names: {faults[0].message}")
