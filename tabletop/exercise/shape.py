"""Faults of shape: unknown keys, wrong types and values out of range, each in a sentence of ours.

Pydantic finds them; this module says where in the document each is and what to write instead. So
that the checks between tables can run in the same go, a document with such faults is mended (the
faulty parts left out) and read once more.
"""

from __future__ import annotations

import copy
from datetime import date, datetime, time
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tabletop.exercise.locate import MOST_FAULTS, Finding, KeyPath
from tabletop.exercise.model import PHASES, Exercise
from tabletop.exercise.wording import listed, nearest, quoted

FORMAT = 1

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
_EXPECTED = {
    "walk_away": "a number, or a list with one number per round",
    "rule": '"all", "majority" or a whole number from 1',
    "to": '"all" or a list of delegations',
    "for": '"all" or a list of delegations',
}
"""Keys that take more than one kind of value."""
_STAND_INS: dict[str, Any] = {
    "name": "?",
    "title": "?",
    "date": "?",
    "text": "?",
    "because": "?",
    "when": {},
    "points": {},
}
"""What a missing key is taken for while the rest of the document is checked."""
_ROUNDS_OF_MENDING = 4


def shape(document: dict[str, Any]) -> tuple[Exercise | None, list[Finding]]:
    """Read a document as an exercise, with what is wrong in it.

    With findings the exercise is that of the mended document, good for further checks only; None
    when too little is right to go on.
    """
    if document.get("format", FORMAT) != FORMAT or isinstance(document.get("format"), bool):
        other = f"this file says format = {_shown(document['format'])}"
        return None, [Finding(("format",), f"{other}; this Tabletop reads format {FORMAT}")]
    findings: list[Finding] = []
    for _ in range(_ROUNDS_OF_MENDING):
        try:
            return Exercise.model_validate(document, by_alias=True, by_name=False), findings
        except ValidationError as error:
            new = _findings(document, error.errors(include_url=False))
            if any(found.path == old.path for found in new for old in findings):
                break
            findings += new
            mended = _mended(document, new)
            if mended is None or error.error_count() > MOST_FAULTS:
                break
            document = mended
    return None, findings


def _findings(document: dict[str, Any], errors: list[ErrorDetails]) -> list[Finding]:
    """One finding for each place that errors point at; several errors at one are alternatives."""
    at: dict[KeyPath, list[ErrorDetails]] = {}
    for error in errors[:MOST_FAULTS]:
        path = _path(document, error)
        # Pydantic counts the sound members of a list only.
        if error["type"] != "too_short" or len(_value_at(document, path)) < _limit(error):
            at.setdefault(path, []).append(error)
    around = {path[:length] for path in at for length in range(len(path))}
    renamed = {
        (*path[:-1], close)
        for path, here in at.items()
        if here[0]["type"] == "extra_forbidden"
        and (close := nearest(str(path[-1]), _keys_at(path[:-1])))
    }
    findings = [
        Finding(path, _sentence(document, path, here), at_key=_is_about_key(here[0]))
        for path, here in at.items()
        if path not in around or here[0]["type"] == "too_short"
        if path not in renamed or here[0]["type"] != "missing"
    ]
    if len(errors) > MOST_FAULTS:
        more = f"{len(errors) - MOST_FAULTS:,} more faults like these are not listed"
        findings.append(Finding(_path(document, errors[-1]), f"{more}; put these right first"))
    return findings


def _is_about_key(error: ErrorDetails) -> bool:
    return error["type"] in ("extra_forbidden", "missing") or error["loc"][-1] == "[key]"


def _limit(error: ErrorDetails) -> int:
    limits = error["ctx"]
    return int(limits["min_length"] if "min_length" in limits else limits["max_length"])


def _path(document: dict[str, Any], error: ErrorDetails) -> KeyPath:
    """The key path of an error: pydantic's own, without the names of the alternatives it tried."""
    path: list[str | int] = []
    here: Any = document
    for step in error["loc"]:
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        path.append(step)
    if error["type"] == "missing":
        path.append(error["loc"][-1])
    return tuple(path)


def _sentence(document: dict[str, Any], path: KeyPath, errors: list[ErrorDetails]) -> str:
    error = errors[0]
    kind, key, value = error["type"], _last_key(path), _value_at(document, path)
    limits = error.get("ctx", {})
    if kind == "missing":
        return _missing(path)
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if error["loc"][-1] == "[key]":
        return f"there is no phase {quoted(key)}; the phases are {listed(PHASES)}"
    if kind in ("too_short", "too_long"):
        bound = "at least" if kind == "too_short" else "at most"
        there = f"there {'is' if len(value) == 1 else 'are'} {len(value):,}"
        return f"there must be {bound} {_limit(error)} [[{key}]], and {there}"
    if kind == "string_too_short":
        return f"'{key}' is empty; write something between the quotes"
    if kind == "string_too_long":
        return (
            f"'{key}' is {len(value):,} characters long; "
            f"shorten it to {limits['max_length']:,} at most"
        )
    if kind == "string_pattern_mismatch":
        return _not_in_pattern(key, value)
    if path[-1] in _EXPECTED:
        return f"'{key}' must be {_EXPECTED[key]}, not {_shown(value)}"
    if kind == "literal_error":
        return f"'{key}' must be {limits['expected']}, not {_shown(value)}"
    for bound, words in (("ge", "at least"), ("le", "at most"), ("gt", "more than")):
        if bound in limits:
            return f"{_named(path)} must be {words} {limits[bound]:,g}, not {_shown(value)}"
    wanted = " or ".join(dict.fromkeys(_WANTED.get(one["type"], one["msg"]) for one in errors))
    return f"{_named(path)} must be {wanted}, not {_shown(value)}{_hint(path, wanted, value)}"


def _missing(path: KeyPath) -> str:
    key = str(path[-1])
    if key == "format":
        return f"'format' is missing; begin the file with format = {FORMAT}"
    if key in ("delegation", "issue", "round", "option"):
        return f"there are no [[{'.'.join(_keys(path))}]] tables; add them"
    return f"'{key}' is missing; add a line {key} = ..."


def _unknown_key(path: KeyPath) -> str:
    key, known = str(path[-1]), _keys_at(path[:-1])
    close = nearest(key, known)
    if close is not None:
        return f"unknown key {quoted(key)}; did you mean '{close}'?"
    if len(path) > 1 and key in _keys_at(()):
        return (
            f"{quoted(key)} is a key of the whole exercise; "
            "move it to the top of the file, above the first table"
        )
    return f"unknown key {quoted(key)}; the keys here are {', '.join(known)}"


def _not_in_pattern(key: str, value: str) -> str:
    if key == "colour":
        return f'{quoted(value)} is not a colour; write it as "#rrggbb", such as "#2a6fb0"'
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in value).split())
    example = f", such as '{slug.lower()[:60]}'" if slug else ""
    return f"{quoted(value)} is not an id; use lower-case letters, digits and hyphens{example}"


def _hint(path: KeyPath, wanted: str, value: object) -> str:
    if wanted == "a text" and isinstance(value, int | float | date | time):
        return "; put it in quotes"
    if isinstance(value, str) and wanted in ("a number", "a whole number", "true or false"):
        return "; leave out the quotes"
    if wanted == "a list" and isinstance(value, dict):
        return f"; write [[{'.'.join(_keys(path))}]] with double brackets"
    if wanted == "a list":
        return "; put it in [ ]"
    if wanted == "a table" and isinstance(value, list):
        return f"; write [{'.'.join(_keys(path))}] with single brackets"
    return ""


def _shown(value: object) -> str:
    """What stands in the file, in words."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text {quoted(value)}"
        case int() | float():
            number = f"{value:g}" if isinstance(value, float) else str(value)
            return number if len(number) <= 20 else "a number that large"
        case datetime() | date() | time():
            return "a date or time"
        case list():
            return "a list"
        case _:
            return "a table"


def _named(path: KeyPath) -> str:
    """The key a value belongs to: 'minutes', or for one of a list, 'walk_away' number 2."""
    if isinstance(path[-1], int):
        return f"{quoted(_last_key(path))} number {path[-1] + 1}"
    return quoted(_last_key(path))


def _last_key(path: KeyPath) -> str:
    return _keys(path)[-1]


def _keys(path: KeyPath) -> list[str]:
    return [step for step in path if isinstance(step, str)]


def _value_at(document: Any, path: KeyPath) -> Any:
    for step in path:
        if isinstance(document, dict) and step not in document:
            return None
        document = document[step]
    return document


def _keys_at(path: KeyPath) -> list[str]:
    """The keys that the format knows in the table at a path."""
    part = _part_at(path)
    return [] if part is None else [f.alias or name for name, f in part.model_fields.items()]


def _part_at(path: KeyPath) -> type[BaseModel] | None:
    """The model of the table at a path; None where the format has no table of its own."""
    part: type[BaseModel] | None = Exercise
    for step in _keys(path):
        if part is None:
            return None
        field = _field(part, step)
        part = None if field is None else _model(field.annotation)
    return part


def _field(part: type[BaseModel], key: str) -> FieldInfo | None:
    return next((f for name, f in part.model_fields.items() if (f.alias or name) == key), None)


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model within an annotation such as `Many[Issue]` or `Form | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Annotated, Union, UnionType, tuple):
        return next((m for one in get_args(annotation) if (m := _model(one)) is not None), None)
    return None


def _mended(document: dict[str, Any], findings: list[Finding]) -> dict[str, Any] | None:
    """The document without its faulty parts; None when what is left could not be understood.

    Nothing moves: places in lists stay what they were, so that further findings point right. An id
    is never mended, since others refer to it.
    """
    mended = copy.deepcopy(document)
    for found in findings:
        path = found.path
        while path and isinstance(path[-1], int):
            path = path[:-1]
        key = str(path[-1])
        table = _value_at(mended, path[:-1])
        if key == "id" or not isinstance(table, dict):
            return None
        value = table.pop(key, None)
        known = _keys_at(path[:-1])
        close = nearest(key, known) if key not in known else None
        if close is not None and value is not None:
            table.setdefault(close, value)
        elif key in _STAND_INS and _required(path):
            table[key] = copy.deepcopy(_STAND_INS[key])
    return mended


def _required(path: KeyPath) -> bool:
    """Whether the table at a path can't do without its last key."""
    part = _part_at(path[:-1])
    field = None if part is None else _field(part, str(path[-1]))
    return field is not None and field.is_required()
