"""Messages about moves that can't be read: the faulty key, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from tabletop.errors import FaultyMove
from tabletop.exercise.sentences import shown
from tabletop.exercise.wording import meant, quoted, unknown
from tabletop.text.lists import some_of

_WANTED = {
    "string_type": "a text",
    "string_unicode": "a text of whole characters",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a table",
    "tuple_type": "a list of texts",
    "list_type": "a list of texts",
    "model_type": "a table",
}


def unknown_move(do: Any, known: Sequence[str]) -> FaultyMove:
    """Return the fault of a move whose `do` is missing or unknown."""
    if do is None:
        return FaultyMove(f"a move needs 'do', the name of the move: one of {', '.join(known)}", ())
    if not isinstance(do, str):
        return FaultyMove(f"'do' must be the name of a move, not {shown(do)}", ("do",))
    return FaultyMove(unknown("move", do, known), ("do",))


def misread(do: str, model: type[BaseModel], errors: Sequence[ErrorDetails]) -> FaultyMove:
    """Return the first fault in a move's fields: unknown, missing or of the wrong type."""
    # An unknown key is often a missing one, misspelt.
    strange = [one for one in errors if one["type"] == "extra_forbidden"]
    first = (strange or errors)[0]
    alternatives = [one for one in errors if one["loc"][1:2] == first["loc"][1:2]]
    # Where a value may have several types, report the one it comes nearest to.
    first = max(alternatives, key=lambda one: len(_place(one, model)))
    place = _place(first, model)
    key = str(place[0]) if place else ""
    if first["type"] == "missing":
        return FaultyMove(f"'{do}' needs '{_told(place)}'; add it", place[:-1])
    if first["type"] == "extra_forbidden" and len(place) == 1:
        fields = [one for one in model.model_fields if one != "do"]
        hint = meant(key, fields, f"its fields are {some_of(fields)}")
        return FaultyMove(f"'{do}' has no field {quoted(key)}; {hint}", place)
    if first["type"] == "extra_forbidden":
        return FaultyMove(
            f"'{do}': there is no key {quoted(_told(place))} here; leave it out", place
        )
    alike = [one for one in alternatives if _place(one, model) == place]
    wanted = " or ".join(dict.fromkeys(_wanted(one) for one in alike))
    return FaultyMove(
        f"'{do}': {quoted(_told(place))} must be {wanted}, not {shown(first['input'])}", place
    )


def _wanted(error: ErrorDetails) -> str:
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"])
    found = _WANTED.get(error["type"])
    return found if found is not None else error["msg"].removeprefix("Input should be ")


def _told(place: Sequence[str | int]) -> str:
    return ".".join(str(one) for one in place)


def _place(error: ErrorDetails, model: type[BaseModel]) -> tuple[str | int, ...]:
    """Return the path to the fault, without the move's kind and the names of tried types."""
    return tuple(
        part
        for part in error["loc"][1:]
        if part in model.model_fields or not (part in ("str", "int") or "[" in str(part))
    )
