"""Generate the JSON Schemas in tabletop/exercise/schemas, with which editors complete and explain
keys.

Shapes and limits are pydantic's, from the models; meanings, defaults and examples those of the
reference of exercise files. They say nothing of what one table says about another: `tabletop check`
does. There is one for each format rather than one for both: of two alternatives editors tell only
that neither fits, and not which key is wrong.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

from tabletop.exercise.format_one import ExerciseOne
from tabletop.exercise.made_ids import LISTS
from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import ClimateRules, Order, Part
from tests.docs.exercise_format import (
    TABLES,
    every_part,
    example_of,
    key_of,
    meaning_of,
    path_of,
    short_keys,
)
from tests.docs.fields import prose

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OPTION_ID = {"type": ["string", "number"]}
"""An option's id in a condition; of a range a number."""
_TEST = {"anyOf": [_OPTION_ID, {"type": "array", "items": _OPTION_ID}]}
_NUMBERS = {"type": "array", "items": {"type": "number"}}


def schemas() -> dict[int, str]:
    """Return the text of each file by the format that it is of."""
    return {1: _text(1, _format_one(), ExerciseOne), 2: _text(2, _format_two(), Exercise)}


def _text(version: int, parts: dict[str, Schema], top: type[Part]) -> str:
    whole = parts.pop(top.__name__)
    document = {
        "$schema": _DRAFT,
        "title": f"A Tabletop exercise, format {version}",
        # Tables in braces may go on over lines.
        "x-tombi-toml-version": "v1.1.0",
        **{key: value for key, value in whole.items() if key not in ("title", "description")},
        "$defs": parts,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _format_two() -> dict[str, Schema]:
    """Return the schema of each table of a file of format 2, by the name of its model."""
    found = _schemas(Exercise)
    for heading, model in TABLES:
        schema, path = found[model.__name__], path_of(heading)
        for name, field in model.model_fields.items():
            key = key_of(name, field)
            told = meaning_of(model, name)
            _explain(schema, key, told, example_of(model, key))
        for short in short_keys(heading):
            schema["properties"][short.key] = _short(path, short.key, found)
            _explain(schema, short.key, short.meaning, short.example)
        if path in LISTS:
            _not_required(schema, "id")
            used = " or ".join(f"`{one}`" for one in LISTS[path])
            schema["properties"]["id"]["description"] += (
                f"\n\nMade of {used} where it is not given."
            )
        if any(one.key == "options" for one in short_keys(heading)):
            _not_required(schema, "option")
    _one_of_rows(found["Issue"]["properties"]["points"])
    return found


def _format_one() -> dict[str, Schema]:
    """Return the schema of each table of a file of format 1, by the name of its model."""
    found = _schemas(ExerciseOne)
    parts = {one.__name__: one for one in every_part(ExerciseOne)}
    for name, schema in found.items():
        model = parts[name]
        for field_name, field in model.model_fields.items():
            key = key_of(field_name, field)
            _explain(schema, key, _old_meaning(model, field_name), None)
    return found


def _schemas(top: type[Part]) -> dict[str, Schema]:
    """Return pydantic's schema of every table, and of the file by its model's name."""
    whole = top.model_json_schema(by_alias=True)
    found: dict[str, Schema] = {**whole.pop("$defs"), top.__name__: whole}
    parts = {one.__name__: one for one in every_part(top)}
    for name, schema in found.items():
        _tidy(schema)
        schema["description"] = prose(parts[name])
        schema["title"] = name.removesuffix("One")
        for key, value in schema["properties"].items():
            if _is_condition(value):
                schema["properties"][key] = {"type": "object", "additionalProperties": _TEST}
    return found


def _tidy(schema: Schema) -> None:
    """Take out what says nothing to an author: made titles, null, which TOML does not have, and
    defaults that mean that there is nothing.
    """
    schema.pop("title", None)
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        del schema["anyOf"]
        schema.update(choices[0])
    elif choices:
        schema["anyOf"] = choices
    if schema.get("default") in (None, "", []) or isinstance(schema.get("default"), dict):
        schema.pop("default", None)
    inside = [schema.get("items"), schema.get("additionalProperties"), *choices]
    for one in (*inside, *schema.get("properties", {}).values()):
        if isinstance(one, dict):
            _tidy(one)


def _is_condition(schema: Schema) -> bool:
    """Return whether pydantic's schema is that of a condition on packages."""
    rows = schema.get("additionalProperties")
    return isinstance(rows, dict) and any(
        one.get("type") == "array" for one in rows.get("anyOf", ())
    )


def _explain(table: Schema, key: str, told: str, example: str | None) -> None:
    """Say what a key of a table means, with an example for people and for programs."""
    schema = table["properties"][key]
    shown = f"\n\nExample: `{key} = {example}`" if example is not None else ""
    told = _capital(told)
    schema["description"] = f"{told}{'' if not told or told.endswith('.') else '.'}{shown}".strip()
    if example is not None:
        schema["examples"] = [tomllib.loads(f"value = {example}")["value"]]


def _capital(told: str) -> str:
    return told[:1].upper() + told[1:]


def _not_required(schema: Schema, key: str) -> None:
    schema["required"] = [one for one in schema.get("required", ()) if one != key]


def _short(path: tuple[str, ...], key: str, found: dict[str, Schema]) -> Schema:
    """Return the schema of a key that only the short form has in the table at a path."""
    if key == "phases":
        return dict(found["Round"]["properties"]["phases"])
    if key == "points":
        return {"type": "object", "additionalProperties": _NUMBERS}
    table = found["Round" if path == ("round",) else path[0].capitalize() if path else "Exercise"]
    entry = table["properties"][key.removesuffix("s")]["items"]
    return {"type": "array", "items": {"anyOf": [{"type": "string"}, entry]}}


def _one_of_rows(points: Schema) -> None:
    """Let the points of an issue be corners of its range, or a number for each of its options."""
    points["additionalProperties"] = {"anyOf": [points["additionalProperties"], _NUMBERS]}


_NOW: dict[str, type[Part]] = {"Constants": ClimateRules}
"""Where format 2 has what a table of format 1 is about, if it has another name there."""


def _old_meaning(model: type[Part], name: str) -> str:
    """Return what a key of format 1 means: what it says itself, or what it means in format 2."""
    told = meaning_of(model, name)
    if told or name == "instalment_delay":
        return told or meaning_of(Order, name)
    parts = {one.__name__: one for one in every_part()}
    now = _NOW.get(model.__name__) or parts[model.__name__.removesuffix("One")]
    key = key_of(name, model.model_fields[name])
    return next(
        (
            meaning_of(now, one)
            for one, field in now.model_fields.items()
            if key_of(one, field) == key
        ),
        "",
    )
