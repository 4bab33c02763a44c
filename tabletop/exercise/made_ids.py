"""Ids that are made of names, where an author gives none."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from tabletop.exercise.locate import Finding, KeyPath
from tabletop.exercise.wording import quoted

LONGEST_ID = 40
"""The most characters of an id that is made of a name."""
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h"}
)
_QUOTES = re.compile("['\u2019\u02bc`]")
_WORD = re.compile("[a-z0-9]+")

LISTS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("delegation",): ("short", "name"),
    ("delegation", "role"): ("name",),
    ("issue",): ("name",),
    ("issue", "option"): ("name",),
    ("form", "option"): ("name",),
    ("order", "option"): ("name",),
    ("decision",): ("name",),
    ("decision", "option"): ("name",),
    ("interaction",): ("because",),
    ("objective",): ("text",),
    ("round",): ("title",),
    ("round", "question"): ("text",),
    ("inject",): ("title",),
    ("ending",): ("title",),
    ("question",): ("text",),
}
"""Where tables have an id, and of what it is made: the first of these keys that is given."""


def made_id(name: str) -> str:
    """Return the id that is made of a name; empty where nothing in it can stand in an id.

    Its words in lower case with hyphens between them, without accents, up to `LONGEST_ID`
    characters. It depends on the name alone, so other entries can come, go and change places.
    """
    plain = unicodedata.normalize("NFKD", _QUOTES.sub("", name).casefold()).translate(_LETTERS)
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    words = "-".join(_WORD.findall(plain))
    if len(words) <= LONGEST_ID:
        return words
    whole, hyphen, _ = words[: LONGEST_ID + 1].rpartition("-")
    return whole if hyphen else words[:LONGEST_ID]


def with_ids(
    table: dict[str, Any], key: str, path: KeyPath, kind: tuple[str, ...], faults: list[Finding]
) -> dict[str, Any]:
    """Return a table in which every entry of a list has an id, made of its name if it gives none.

    `kind` is the list's in `LISTS`; an entry of which none can be made is added to `faults`.
    """
    entries = table.get(key)
    if not isinstance(entries, list):
        return table
    given = {one["id"] for one in entries if isinstance(one, dict) and is_text(one.get("id"))}
    made: dict[str, str] = {}
    """Names by the id made of them."""
    filled: list[Any] = []
    for at, one in enumerate(entries):
        if not isinstance(one, dict) or "id" in one:
            filled.append(one)
            continue
        source = _source(one, kind)
        id = made_id(one[source]) if source is not None else f"unread-{at}"
        if source is not None and (not id or id in given or id in made):
            message = _no_id(id, one[source], made.get(id))
            faults.append(Finding((*path, key, at, source), message))
            id = f"unread-{at}"
        made[id] = one[source] if source is not None else ""
        filled.append({"id": id, **one})
    return {**table, key: filled}


def has_nameless(entries: object, kind: tuple[str, ...]) -> bool:
    """Return whether some entry has no id, and no text or a wrong one of which one is made."""
    return isinstance(entries, list) and any(
        isinstance(one, dict)
        and "id" not in one
        and (_source(one, kind) is None or any(_no_text(one, name) for name in LISTS[kind]))
        for one in entries
    )


def _no_text(entry: dict[str, Any], key: str) -> bool:
    return key in entry and not isinstance(entry[key], str)


def _source(entry: dict[str, Any], kind: tuple[str, ...]) -> str | None:
    """Return the key of the text of which an entry's id is made."""
    return next((name for name in LISTS[kind] if is_text(entry.get(name))), None)


def _no_id(id: str, name: str, other: str | None) -> str:
    """Say why no id can be made of a name."""
    own = 'id = "..."'
    if not id:
        return (
            f"no id can be made of {quoted(name)}, which has none of the letters a to z and no "
            f"digits; give one: {own}"
        )
    if other == name:
        return f"there is {quoted(name)} already; give one of them another name, or {own}"
    if other is None:
        return f"the id made of {quoted(name)} is '{id}', which another has; add {own}"
    return f"{quoted(other)} and {quoted(name)} both make the id '{id}'; add {own} to one of them"


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
