"""The keys of a version of the file format by key path, derived from its model."""

from __future__ import annotations

from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tabletop.exercise.format_one import ExerciseOne
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.made_ids import LISTS
from tabletop.exercise.model import Exercise
from tabletop.exercise.short_keys import SHORT_KEYS

FORMATS: dict[int, type[BaseModel]] = {1: ExerciseOne, 2: Exercise}
"""The model of a whole file, by version of the format."""
NEWEST = 2


def names(path: KeyPath) -> list[str]:
    """Return the keys of a path without list positions."""
    return [step for step in path if isinstance(step, str)]


def known_keys(path: KeyPath, version: int = NEWEST) -> list[str]:
    """Return the keys that the format allows in the table at a path."""
    part = _part_at(path, version)
    known = [] if part is None else [f.alias or name for name, f in part.model_fields.items()]
    short = SHORT_KEYS.get(tuple(names(path)), ()) if version == NEWEST else ()
    return [*known, *(one.key for one in short)]


def _part_at(path: KeyPath, version: int) -> type[BaseModel] | None:
    """Return the model of the table at a path, or None where the format has no table."""
    part: type[BaseModel] | None = FORMATS[version]
    for step in names(path):
        if part is None:
            return None
        field = _field(part, step)
        part = None if field is None else _model(field.annotation)
    return part


def _field(part: type[BaseModel], key: str) -> FieldInfo | None:
    return next((f for name, f in part.model_fields.items() if (f.alias or name) == key), None)


def _model(annotation: Any) -> type[BaseModel] | None:
    """Return the model within an annotation such as `Many[Issue]` or `Form | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Annotated, Union, UnionType, tuple):
        return next((m for one in get_args(annotation) if (m := _model(one)) is not None), None)
    return None


def is_required(path: KeyPath, version: int = NEWEST) -> bool:
    """Return whether the last key of a path is required in its table."""
    part = _part_at(path[:-1], version)
    field = None if part is None else _field(part, str(path[-1]))
    return field is not None and field.is_required()


def is_list(path: KeyPath, version: int = NEWEST) -> bool:
    """Return whether the format has a list of tables at a path."""
    part = _part_at(path[:-1], version)
    field = None if part is None else _field(part, str(path[-1]))
    if field is None or _model(field.annotation) is None:
        return False
    return get_origin(field.annotation) is tuple


def required_keys(path: KeyPath, version: int = NEWEST) -> list[str]:
    """Return the keys that the table at a path must have; in format 2 an id can be made."""
    part = _part_at(path, version)
    fields = {} if part is None else part.model_fields
    made = ["id"] if version == NEWEST and tuple(names(path)) in LISTS else []
    return [f.alias or n for n, f in fields.items() if f.is_required() and n not in made]


def json_schema(version: int = NEWEST) -> str:
    """Return the JSON Schema of a version of the format, as editors of TOML read it.

    It is made of the models by `python -m tests.docs`: what it says of keys stands in the models'
    sources, which an installation need not have.
    """
    return (Path(__file__).parent / "schemas" / f"format-{version}.json").read_text("utf-8")
