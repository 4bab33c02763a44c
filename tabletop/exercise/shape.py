"""Validate a document against the model: unknown keys, wrong types, values out of range.

Pydantic finds the faults; this module locates each in the document and says what to write instead.
So that the cross-checks can run in the same pass, a faulty document is repaired (by leaving out the
faulty parts) and validated once more.
"""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tabletop.exercise.format_one import ExerciseOne, lift, trust_faults
from tabletop.exercise.keys import FORMATS, NEWEST, is_list, is_required, known_keys
from tabletop.exercise.locate import MOST_FAULTS, Finding, KeyPath
from tabletop.exercise.model import Exercise
from tabletop.exercise.sentences import limit, sentence, shown
from tabletop.exercise.short_form import spelled_out
from tabletop.exercise.wording import nearest

_STAND_INS: dict[str, Any] = {
    "name": "?",
    "title": "?",
    "date": "?",
    "text": "?",
    "because": "?",
    "when": {},
    "points": {},
}
"""The value assumed for a missing key while the rest of the document is checked."""
_ROUNDS_OF_MENDING = 4


def shape(document: dict[str, Any]) -> tuple[Exercise | None, list[Finding]]:
    """Validate a document as an exercise; return the exercise and its faults.

    Places in what the short form stands for are those of the long form (`short_form.as_written`
    turns them back). If there are faults, the exercise is that of the repaired document, good for
    further checks only, or None when too little is left.
    """
    version = document.get("format", NEWEST)
    if isinstance(version, bool) or not isinstance(version, int) or version not in FORMATS:
        other = f"this file says format = {shown(version)}"
        return None, [Finding(("format",), f"{other}; this Tabletop reads formats 1 and {NEWEST}")]
    if version != NEWEST:
        return _shaped(document, version)
    long = spelled_out(document)
    exercise, findings = _shaped(long.document, version)
    # What names an option or a delegation that is not known for certain can't be checked.
    return exercise if long.certain else None, [*long.findings, *findings]


def _shaped(document: dict[str, Any], version: int) -> tuple[Exercise | None, list[Finding]]:
    """Validate a document in the long form."""
    findings: list[Finding] = []
    for _ in range(_ROUNDS_OF_MENDING):
        try:
            exercise, more = _read(document, version)
            return exercise, [*findings, *more]
        except ValidationError as error:
            new = _findings(document, error.errors(include_url=False), version)
            if any(found.path == old.path for found in new for old in findings):
                break
            # What was taken out for one fault is missing for the next.
            findings += [one for one in new if not _lacks(one, findings)]
            mended = _mended(document, new, version)
            if mended is None or error.error_count() > MOST_FAULTS:
                break
            document = mended
    return None, findings


def _lacks(found: Finding, told: list[Finding]) -> bool:
    """Return whether something is missing only because its faulty parts were taken out."""
    return any(one.path[: len(found.path)] == found.path for one in told)


def _read(document: dict[str, Any], version: int) -> tuple[Exercise, list[Finding]]:
    """Return a document as an exercise, with the faults that only its own format version can find.

    Raises `ValidationError`, with places in the document's own format.
    """
    if version == NEWEST:
        return Exercise.model_validate(document, by_alias=True, by_name=False), []
    old = ExerciseOne.model_validate(document, by_alias=True, by_name=False)
    return Exercise.model_construct(**lift(old)), list(trust_faults(old))


def _findings(document: dict[str, Any], errors: list[ErrorDetails], version: int) -> list[Finding]:
    """Return one finding for each faulty place; several errors at one place are alternatives."""
    at: dict[KeyPath, list[ErrorDetails]] = {}
    for error in errors[:MOST_FAULTS]:
        path = _path(document, error)
        # Pydantic counts only the valid members of a list.
        if error["type"] != "too_short" or len(_value_at(document, path)) < limit(error):
            at.setdefault(path, []).append(error)
    around = {path[:length] for path in at for length in range(len(path))}
    renamed = {
        (*path[:-1], close)
        for path, here in at.items()
        if here[0]["type"] == "extra_forbidden"
        and (close := nearest(str(path[-1]), known_keys(path[:-1], version)))
    }
    findings = [
        Finding(
            path,
            sentence(path, _value_at(document, path), here, _beside(document, path), version),
            at_key=_is_about_key(here[0]),
        )
        for path, here in at.items()
        if path not in around or here[0]["type"] == "too_short"
        if path not in renamed or here[0]["type"] != "missing"
    ]
    said = {(found.path, found.message) for found in findings}
    findings = [one for one in findings if not _said_above(one, said)]
    if len(errors) > MOST_FAULTS:
        more = f"{len(errors) - MOST_FAULTS:,} more faults like these are not listed"
        findings.append(Finding(_path(document, errors[-1]), f"{more}; fix these first"))
    return findings


def _said_above(found: Finding, said: set[tuple[KeyPath, str]]) -> bool:
    """Return whether the same is said of the list that holds the place."""
    path = found.path
    return isinstance(path[-1], int) and (path[:-1], found.message) in said


def _is_about_key(error: ErrorDetails) -> bool:
    return error["type"] in ("extra_forbidden", "missing") or error["loc"][-1] == "[key]"


def _path(document: dict[str, Any], error: ErrorDetails) -> KeyPath:
    """Return an error's key path: pydantic's own, without the names of the
    alternatives it tried.
    """
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


def _value_at(document: Any, path: KeyPath) -> Any:
    for step in path:
        if isinstance(document, dict) and step not in document:
            return None
        document = document[step]
    return document


def _beside(document: dict[str, Any], path: KeyPath) -> Collection[str]:
    """Return the keys of the table that holds the last key of a path."""
    table = _value_at(document, path[:-1])
    return table.keys() if isinstance(table, dict) else ()


def _mended(
    document: dict[str, Any], findings: list[Finding], version: int
) -> dict[str, Any] | None:
    """Return the document without its faulty parts, or None when too little is left to read.

    List positions stay the same, so that later findings point to the right place. An id is never
    repaired, and neither is a range, since others refer to it and to its values.
    """
    mended = copy.deepcopy(document)
    for found in findings:
        path = found.path
        while path and isinstance(path[-1], int):
            path = path[:-1]
        key = str(path[-1])
        table = _value_at(mended, path[:-1])
        if key == "id" or "range" in path or not isinstance(table, dict):
            return None
        if len(path) == 1 and key in table and is_list(path, version):
            # Without its issues or delegations, all that names them would seem wrong too.
            return None
        value = table.pop(key, None)
        known = known_keys(path[:-1], version)
        close = nearest(key, known) if key not in known else None
        if close is not None and value is not None:
            table.setdefault(close, value)
        elif key in _STAND_INS and is_required(path, version):
            table[key] = copy.deepcopy(_STAND_INS[key])
    # A misspelt one that is mended must not make it a file of another format.
    mended["format"] = version
    return mended
