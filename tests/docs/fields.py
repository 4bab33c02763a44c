"""Describe the models' fields from annotations and docstrings, for the reference.

A field's meaning is its own docstring (the text below it), else the clauses of its class's
docstring that name it in backticks, else the line about it in the list that `actions` begins with.
"""

from __future__ import annotations

import ast
import inspect
import re
import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from tabletop.play import actions

_ENTRY = re.compile(r"^    ([a-z_]+)  +(.+)$", re.MULTILINE)
_MOST_NAMED = 8
_CLAUSE = re.compile(r"(?<=[.;]) +(?=\S)")


@dataclass(frozen=True)
class FieldTold:
    """A field as a row of a table: `default` is empty where a value must be given."""

    name: str
    type: str
    default: str
    meaning: str


@cache
def common_meanings() -> dict[str, str]:
    """Return the meanings of fields that are the same in every action and event."""
    assert actions.__doc__ is not None
    return dict(_ENTRY.findall(actions.__doc__))


def prose(model: type[BaseModel]) -> str:
    """Return a class's own docstring on one line, or ""."""
    return " ".join((vars(model).get("__doc__") or "").split())


def own_fields(model: type[BaseModel], base: type[BaseModel], *apart: str) -> list[FieldTold]:
    """Return the fields that a model adds to its base, in order."""
    return [
        FieldTold(
            name,
            type_told(field.rebuild_annotation()),
            default_told(model, name),
            meaning(model, name),
        )
        for name, field in model.model_fields.items()
        if name not in base.model_fields and name not in apart
    ]


def meaning(model: type[BaseModel], name: str) -> str:
    """Return a field's meaning, or "" if it has none."""
    below = _below(model).get(name)
    if below:
        return below
    clauses = [one for one in _CLAUSE.split(prose(model)) if f"`{name}`" in one]
    if clauses:
        told = _sentence(" ".join(clauses))
        alone = re.sub(rf"^`{name}` (is|are) ", "", told)
        return told if "`" in alone else alone
    return common_meanings().get(name, "")


def _sentence(text: str) -> str:
    return text.rstrip(".;")


@cache
def _below(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstrings below the fields of a class."""
    (body,) = ast.parse(inspect.cleandoc("\n" + inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for field, text in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            told = _sentence(" ".join(str(text.value.value).split()))
            found[field.target.id] = told[:1].lower() + told[1:]
    return found


def type_told(type_: Any) -> str:
    """Return a type as readers of the files know it: `text`, `list of texts`, `"a"` or `"b"`."""
    origin, inside = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return type_told(inside[0])
    if origin is Literal and len(inside) > _MOST_NAMED:
        return f"one of {len(inside)} texts"
    if origin is Literal:
        return " or ".join(f'`"{one}"`' if isinstance(one, str) else f"`{one}`" for one in inside)
    if origin in (Union, types.UnionType):
        told = [type_told(one) for one in inside if one is not type(None)]
        return " or ".join(dict.fromkeys(told))
    if origin in (tuple, list):
        return f"list of {_several(inside[0])}"
    if origin is dict:
        return f"table of {_several(inside[1])}"
    if type_ in _PLAIN:
        return _PLAIN[type_][0]
    return f"[`{type_.__name__}`](events.md#{type_.__name__.lower()})"


_PLAIN: dict[Any, tuple[str, str]] = {
    str: ("text", "texts"),
    int: ("whole number", "whole numbers"),
    float: ("number", "numbers"),
    bool: ("true or false", "true or false"),
}


def _several(type_: Any) -> str:
    if get_origin(type_) is Annotated:
        return _several(get_args(type_)[0])
    return _PLAIN[type_][1] if type_ in _PLAIN else type_told(type_)


def default_told(model: type[BaseModel], name: str) -> str:
    """A field's default as a transcript would have it; absent keys are left out of one."""
    field = model.model_fields[name]
    if field.is_required():
        return ""
    if field.default is None or field.default_factory is not None:
        return "absent"
    if field.default == ():
        return "`[]`"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return f'`"{field.default}"`' if isinstance(field.default, str) else f"`{field.default}`"


def table(fields: list[FieldTold]) -> list[str]:
    """Return fields as lines of a Markdown table."""
    rows = [
        f"| `{one.name}` | {one.type} | {one.default} | {one.meaning} |".replace("  |", " |")
        for one in fields
    ]
    return ["| field | type | default | meaning |", "|---|---|---|---|", *rows]
