"""Turn a schema fault into one sentence that says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from pydantic_core import ErrorDetails

from tabletop.exercise.keys import NEWEST, is_list, known_keys, names, required_keys
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.parts import PHASES
from tabletop.exercise.wording import nearest, quoted
from tabletop.text.lists import some_of

_WANTED = {
    "string_type": "a text",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
}
_NO_CORNERS = ("tuple_type", "too_short", "too_long")
_CORNERS = (
    "needs two corners or more, each a value and what it is worth, such as [[0, 0], [10, 40]]"
)
_EXPECTED = {
    "walk_away": "a number, or a list with one number per round",
    "to": '"all" or a list of delegations',
    "for": '"all" or a list of delegations',
}
"""Keys that take more than one kind of value."""
_QUOTAS = {
    1: '"all", "majority" or a whole number from 1',
    2: '"all", "majority", "two-thirds", a whole number from 1 or a share such as 0.6',
}
TEXT = '"..."'
_EXAMPLES = {
    "when": '{ issue = "option" }, of an issue and its option',
    "points": "{ delegation = 1 }, for each delegation that it is worth something to",
    "delegation": f"{TEXT} with a delegation's id",
    "issue": f"{TEXT} with an issue's id",
    "option": f"{TEXT} with an option's id",
}
"""An example value for a missing key, where a text would not do."""


def limit(error: ErrorDetails) -> int:
    limits = error["ctx"]
    return int(limits["min_length"] if "min_length" in limits else limits["max_length"])


def sentence(
    path: KeyPath,
    value: Any,
    errors: list[ErrorDetails],
    beside: Collection[str] = (),
    version: int = NEWEST,
) -> str:
    """Return a sentence on what is wrong with the value at a path; several errors are alternatives.

    `beside` are the keys of the table that contains it, `version` that of the file's format.
    """
    error = errors[0]
    kind, key = error["type"], _last_key(path)
    limits = error.get("ctx", {})
    if kind == "sentence":
        return error["msg"]
    if path[0] == "issue" and len(path) > 3 and path[2] == "points" and kind in _NO_CORNERS:
        return f"{quoted(key)} {_CORNERS}"
    if kind == "missing":
        return _missing(path, version)
    if kind == "extra_forbidden":
        return _unknown_key(path, beside, version)
    if error["loc"][-1] == "[key]":
        return f"there is no phase {quoted(key)}; the phases are {some_of(PHASES)}"
    if kind in ("too_short", "too_long"):
        return _number_of(path, len(value), limit(error), kind == "too_short", version)
    if kind == "string_too_short":
        return f"'{key}' is empty; write something between the quotes"
    if kind == "string_too_long":
        return (
            f"'{key}' is {len(value):,} characters long; "
            f"shorten it to {limits['max_length']:,} at most"
        )
    if kind == "string_pattern_mismatch":
        return _not_in_pattern(key, value)
    beyond = kind in ("greater_than_equal", "less_than_equal")
    if path[-1] in ("rule", "votes") and path[0] in ("agreement", "speakers"):
        return f"'{key}' must be {_QUOTAS[version]}, not {shown(value)}{_as_number(value)}"
    if path[-1] in _EXPECTED and not beyond and "range" not in path:
        number = _as_number(value) if "a number" in _EXPECTED[key] else ""
        return f"'{key}' must be {_EXPECTED[key]}, not {shown(value)}{number}"
    if kind == "literal_error":
        return f"'{key}' must be {limits['expected']}, not {shown(value)}"
    for bound, words in (("ge", "at least"), ("le", "at most"), ("gt", "more than")):
        if bound in limits:
            return f"{_named(path)} must be {words} {_plain(limits[bound])}, not {shown(value)}"
    wanted = " or ".join(dict.fromkeys(_WANTED.get(one["type"], one["msg"]) for one in errors))
    return f"{_named(path)} must be {wanted}, not {shown(value)}{_hint(path, wanted, value)}"


def _missing(path: KeyPath, version: int) -> str:
    key = str(path[-1])
    if key == "format":
        return f"'format' is missing; begin the file with format = {NEWEST}"
    if is_list(path, version):
        return f"there are no [[{'.'.join(names(path))}]] tables; add them"
    example = "1" if "range" in path else _EXAMPLES.get(key, TEXT)
    return f"'{key}' is missing; add {key} = {example}"


def _number_of(path: KeyPath, there: int, bound: int, too_few: bool, version: int) -> str:
    """Return a sentence on a list with too few or too many entries, written as [[tables]] or
    inline.
    """
    one = _last_key(path).removesuffix("s")
    found = f"there {'is' if there == 1 else 'are'} {there:,} {one}{'' if there == 1 else 's'}"
    if not too_few:
        return f"{found}, but at most {bound} are allowed; remove {there - bound:,}"
    each = "" if bound - there == 1 else "each "
    keys = " and ".join(required_keys(path, version)[:2])
    return f"{found}, but at least {bound} are needed; add {bound - there} more, {each}with {keys}"


def _unknown_key(path: KeyPath, beside: Collection[str], version: int) -> str:
    key, known = str(path[-1]), known_keys(path[:-1], version)
    elsewhere = _in_another_format(path, version)
    if elsewhere is not None:
        return elsewhere
    close = nearest(key, known)
    if close in beside:
        return f"unknown key {quoted(key)}; '{close}' is already here, so remove this one"
    if close is not None:
        return f"unknown key {quoted(key)}; did you mean '{close}'?"
    if len(path) > 1 and key in known_keys((), version):
        return (
            f"{quoted(key)} is a key of the whole exercise; "
            "move it to the top of the file, above the first table"
        )
    return f"unknown key {quoted(key)}; the keys here are {', '.join(known)}"


_MOVED = {
    ("referee",): "its constants belong in [climate], and instalment_delay in [order]",
    ("delegation", "trust"): 'trust belongs in [climate], such as trust = { "of-toward" = 40 }',
}
"""Where format 2 has what a key of format 1 held."""


def _in_another_format(path: KeyPath, version: int) -> str | None:
    """Return a sentence on a key that belongs to the other version of the format."""
    key, other = str(path[-1]), 1 if version == NEWEST else NEWEST
    if key not in known_keys(path[:-1], other):
        return None
    if other == NEWEST:
        return f"{quoted(key)} is a key of format {NEWEST}, and this file says format = {version}"
    moved = _MOVED.get(tuple(names(path)))
    return f"format {NEWEST} has no {quoted(key)} here: {moved}" if moved else None


def _not_in_pattern(key: str, value: str) -> str:
    if key == "colour":
        return f'{quoted(value)} is not a colour; write it as "#rrggbb", such as "#2a6fb0"'
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in value).split())
    example = f", such as '{slug.lower()[:60]}'" if slug else ""
    return f"{quoted(value)} is not an id; use lower-case letters, digits and hyphens{example}"


def _hint(path: KeyPath, wanted: str, value: object) -> str:
    if "a number" in wanted and (said := _as_number(value)):
        return said
    if wanted == "a text" and isinstance(value, int | float | date | time):
        return "; put it in quotes"
    if isinstance(value, str) and wanted in ("a number", "a whole number", "true or false"):
        return "; leave out the quotes"
    if wanted == "a list" and isinstance(value, dict):
        return f"; write [[{'.'.join(names(path))}]] with double brackets, or [ ] around {{ }}"
    if wanted == "a list":
        return "; put it in [ ]"
    if wanted == "a table" and isinstance(value, list):
        return f"; write [{'.'.join(names(path))}] with single brackets"
    return ""


def _as_number(value: object) -> str:
    """Return how a text that holds a number is written as one; empty for anything else."""
    if not isinstance(value, str):
        return ""
    comma = re.fullmatch(r"([+-]?\d+),(\d+)", value)
    if comma:
        return f"; decimals are written with a point, not a comma: {comma[1]}.{comma[2]}"
    return "; leave out the quotes" if re.fullmatch(r"[+-]?\d+(\.\d+)?", value) else ""


def shown(value: object) -> str:
    """Describe a value of the file in words."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text {quoted(value)}"
        case int() | float():
            # Keep the decimal point: 1.0 is not a whole number but looks like one without it.
            number = f"{value:g}" if isinstance(value, float) else str(value)
            number += ".0" if isinstance(value, float) and number.lstrip("-").isdigit() else ""
            return number if len(number) <= 20 else "so large a number"
        case datetime() | date() | time():
            return "a date or time"
        case list():
            return "a list"
        case _:
            return "a table"


def _plain(bound: float) -> str:
    """Return a limit as people write it: 1,000,000 and not 1e+06."""
    return f"{bound:,.0f}" if float(bound).is_integer() else f"{bound:,g}"


def _named(path: KeyPath) -> str:
    """Name the key that a value belongs to: 'minutes', or in a list, 'walk_away' number 2."""
    if isinstance(path[-1], int):
        return f"{quoted(_last_key(path))} number {path[-1] + 1}"
    return quoted(_last_key(path))


def _last_key(path: KeyPath) -> str:
    return names(path)[-1]
