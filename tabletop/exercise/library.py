"""Find exercises: in a folder `exercises/` of the current directory, and among those that ship.

No more of a file is read than its listing needs, and a broken file does not break the listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabletop.errors import UnreadableInput
from tabletop.exercise.short_form import spelled_out
from tabletop.exercise.toml import parse_written
from tabletop.exercise.wording import nearest, quoted
from tabletop.files import printable, read_file

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LARGEST = 4_000_000


@dataclass(frozen=True)
class ListedExercise:
    """An exercise as a list shows it. `delegations` are ids; `minutes` is None when not stated.

    `kind` is that of `tabletop new` which is nearest, `objectives` what participants are to learn,
    and `people` the least and the most who can take part. `readable` is False for a file that is
    not TOML: then the id is the file's name.
    """

    id: str
    title: str
    path: Path
    delegations: tuple[str, ...] = ()
    minutes: int | None = None
    kind: str = ""
    people: tuple[int, int] | None = None
    difficulty: str = ""
    objectives: tuple[str, ...] = ()
    readable: bool = True


def folders() -> tuple[Path, ...]:
    """Return the folders that are searched: `exercises/` here, then the one that ships with
    Tabletop.
    """
    here = Path("exercises")
    if here.is_dir() and here.resolve() != shipped().resolve():
        return here, shipped()
    return (shipped(),)


def shipped() -> Path:
    """Return the folder of exercises that ship: in the installed package or at the top of a
    checkout.
    """
    inside = Path(__file__).parent / "shipped"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "exercises"


def find_exercises() -> tuple[ListedExercise, ...]:
    """Return every exercise in the library by id; a local one hides a shipped one
    with the same id.
    """
    found: dict[str, ListedExercise] = {}
    for folder in folders():
        for path in _files(folder):
            one = _listing(path)
            found.setdefault(one.id, one)
    return tuple(found[id] for id in sorted(found))


def find_exercise(path_or_id: str | Path) -> Path:
    """Return the file of an exercise: that of an id in the library, or the path itself.

    Raises `UnreadableInput` with the known ids when an id is unknown. Does not check that a path
    exists.
    """
    name = str(path_or_id)
    if isinstance(path_or_id, Path) or not _ID.fullmatch(name):
        return Path(path_or_id)
    for folder in folders():
        path = folder / f"{name}.toml"
        if path.is_file():
            return path
    known = {one.id: one.path for one in find_exercises()}
    if name in known:
        return known[name]
    if Path(name).exists():
        return Path(name)
    raise UnreadableInput(_no_such(name, list(known)))


def _no_such(name: str, known: list[str]) -> str:
    sentence = f"there is no exercise {quoted(name)} in the library"
    close = nearest(name, known)
    if close is not None:
        return f"{sentence}; did you mean '{close}'?"
    if known:
        return f"{sentence}; choose from {', '.join(known)}, or give the path of a file"
    return f"{sentence}, which is empty here; give the path of a file"


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(path for path in folder.glob("*.toml") if path.is_file())
    except OSError:
        return


def _listing(path: Path) -> ListedExercise:
    try:
        text = read_file(path, _LARGEST, "an exercise").decode("utf-8-sig")
        document = parse_written(text)
    except (ValueError, UnreadableInput):
        return ListedExercise(printable(path.stem), "", path, readable=False)
    long = spelled_out(document).document if document.get("format") != 1 else document
    delegations = long.get("delegation")
    tables = delegations if isinstance(delegations, list) else []
    minutes = document.get("minutes")
    return ListedExercise(
        id=_text(document, "id") or printable(path.stem),
        title=_text(document, "title"),
        path=path,
        delegations=tuple(_text(one, "id") for one in tables if isinstance(one, dict)),
        minutes=minutes if isinstance(minutes, int) else None,
        kind=_kind(long),
        people=_people(document),
        difficulty=_text(document, "difficulty") or "introductory",
        objectives=tuple(_objectives(document)),
    )


def _kind(document: dict[str, Any]) -> str:
    """Return the kind of an exercise: what people do in it, as far as its tables tell."""
    parties = document.get("delegation")
    if not document.get("issue"):
        return "decisions"
    agreement = document.get("agreement")
    if isinstance(agreement, dict) and agreement.get("by") == "vote":
        return "assembly"
    if isinstance(parties, list) and len(parties) == 2:
        return "two-party"
    if document.get("format") == 1 or "climate" in document:
        return "negotiation"
    return "scoreable" if _pointed(document["issue"]) else "negotiation"


def _pointed(issues: Any) -> bool:
    """Return whether any option is worth points to somebody."""
    tables = [one for one in issues if isinstance(one, dict)] if isinstance(issues, list) else []
    options = [one for table in tables for one in _tables(table.get("option"))]
    return any(one.get("points") for one in (*tables, *options))


def _tables(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _people(document: dict[str, Any]) -> tuple[int, int] | None:
    found = document.get("players_min", 2), document.get("players_max", 12)
    return found if all(type(one) is int for one in found) else None


def _objectives(document: dict[str, Any]) -> Iterator[str]:
    told = document.get("objectives")
    for one in told if isinstance(told, list) else ():
        if isinstance(one, str):
            yield printable(one)
    yield from filter(None, (_text(one, "text") for one in _tables(document.get("objective"))))


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return printable(value) if isinstance(value, str) else ""
