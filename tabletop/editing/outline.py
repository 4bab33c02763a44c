"""What an exercise file consists of, as an author looks through it: its parts, and their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tabletop.editing.splicing import at_path
from tabletop.exercise.keys import NEWEST, is_list, known_keys, names
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.made_ids import LISTS, made_id

_WITHIN = {"options": "option", "questions": "question", "option": "option"}
_NESTED = ("role", "option", "options", "question", "questions")
_CALLED = ("name", "title", "text", "because", "id")
HEADINGS = {
    "delegation": "Delegations",
    "issue": "Issues and options",
    "interaction": "Interactions",
    "form": "Forms",
    "order": "Orders",
    "round": "Rounds",
    "inject": "Injects",
    "decision": "Decisions",
    "objective": "Objectives",
    "ending": "Endings",
    "question": "Questions for the debrief",
}
"""The lists at the top of a file, in the order in which an author looks through them."""
_FRESH: dict[str, dict[str, Any]] = {
    "delegation": {
        "name": "",
        "public_brief": "What everybody may know of them.",
        "secret_brief": "What only they know, and what they want.",
        "walk_away": 0,
    },
    "role": {"name": ""},
    "issue": {"name": "", "options": ["As it is", "Otherwise"]},
    "option": {"name": ""},
    "interaction": {"because": "", "when": {}, "points": {}},
    "round": {"title": "", "situation": "What has happened."},
    "inject": {"title": "", "text": "What happens.", "round": 1},
    "decision": {"name": "", "options": ["Yes", "No"]},
    "objective": {"text": ""},
    "ending": {"title": "", "text": "How it ends."},
    "question": {"text": ""},
}


@dataclass(frozen=True)
class ExercisePart:
    """One thing that an author edits: a table of the file, or one text of a list such as `options`.

    `kind` is the key of its list ("delegation", "option"); empty for the file's own keys, and for a
    heading, whose path leads to its list. `depth` counts from 0.
    """

    path: KeyPath
    kind: str
    called: str
    depth: int = 0
    heading: bool = False


def parts_of(document: Mapping[str, Any]) -> list[ExercisePart]:
    """Return the parts of a file: its own keys, each list with a heading, then other tables."""
    version = document.get("format", NEWEST)
    known = known_keys((), version if version in (1, NEWEST) else NEWEST)
    found = [ExercisePart((), "", "The exercise")]
    for key, heading in HEADINGS.items():
        table = document.get(key)
        if isinstance(table, Mapping):
            found.append(ExercisePart((key,), key, heading))
            found += _inside(table, (key,), 1)
        elif key in known and key not in ("form", "order"):
            found.append(ExercisePart((key,), key, heading, heading=True))
            for at, entry in enumerate(table if isinstance(table, list) else ()):
                found.append(ExercisePart((key, at), key, _called(entry), 1))
                found += _inside(entry, (key, at), 2)
    for key, table in document.items():
        if isinstance(table, Mapping) and key not in HEADINGS:
            found.append(ExercisePart((key,), "", key.capitalize()))
    return found


def _inside(entry: Any, path: KeyPath, depth: int) -> list[ExercisePart]:
    found = []
    for key in _NESTED:
        inner = entry.get(key) if isinstance(entry, Mapping) else None
        for at, one in enumerate(inner if isinstance(inner, list) else ()):
            kind = _WITHIN.get(key, key)
            found.append(ExercisePart((*path, key, at), kind, _called(one), depth))
    return found


def _called(entry: Any) -> str:
    """Return what an entry is called, by the first of its keys that says so."""
    if isinstance(entry, Mapping):
        entry = next((entry[one] for one in _CALLED if entry.get(one)), "?")
    return str(entry)


def keys_of(document: Mapping[str, Any], path: KeyPath) -> list[str]:
    """Return the keys to show of a part: those it has in their order, then those it may have."""
    version = document.get("format", NEWEST)
    entry = at_path(document, path)
    if not isinstance(entry, Mapping):
        return []
    nested = [one for one in _NESTED if isinstance(entry.get(one), list)]
    here = [
        one
        for one, value in entry.items()
        if one not in nested
        and (path or one not in HEADINGS)
        and (path or not isinstance(value, Mapping) or one == "phases")
    ]
    long = tuple("option" if one == "options" else one for one in path)
    version = version if version in (1, NEWEST) else NEWEST
    may = [
        one
        for one in known_keys(long, version)
        if one not in entry and not is_list((*long, one), version) and one not in _NESTED
    ]
    if not path:
        may = [one for one in may if one not in HEADINGS and not known_keys((one,), version)]
    return [*here, *may]


def is_long(path: KeyPath, value: Any) -> bool:
    """Return whether a text wants several lines."""
    if isinstance(value, str) and ("\n" in value or len(value) > 60):
        return True
    key = names(path)[-1] if names(path) else ""
    return key.endswith("brief") or key in ("situation", "text", "summary", "disclaimer")


def fresh(document: Mapping[str, Any], kind: str, name: str) -> dict[str, Any]:
    """Return a new entry of a list that is called so: playable once its texts are written.

    Its id is made of the name, and where that is taken a number follows it.
    """
    table = dict(_FRESH.get(kind, {"name": ""}))
    first = next((one for one in ("name", "title", "text", "because") if table.get(one) == ""), "")
    if first:
        table[first] = name
    if (kind,) in LISTS and isinstance(document.get(kind, []), list):
        taken = {one.get("id") for one in document.get(kind, []) if isinstance(one, Mapping)}
        base = made_id(name) or kind
        ids = (base if not n else f"{base}-{n + 1}" for n in range(len(taken) + 1))
        table = {"id": next(one for one in ids if one not in taken), **table}
    if document.get("format") == 1 and "options" in table:
        named = table.pop("options")
        table["option"] = [{"id": made_id(one), "name": one} for one in named]
    if kind == "inject":
        rounds = document.get("round")
        table["round"] = max(1, len(rounds) if isinstance(rounds, list) else 1)
    return {key: value for key, value in table.items() if value != ""}
