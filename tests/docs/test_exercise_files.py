"""The reference of exercise files has every table and every key, and its examples can be read."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from pydantic import TypeAdapter

from tabletop.exercise import parts as p
from tabletop.exercise.parts import Part
from tabletop.exercise.short_form import spelled_out
from tabletop.exercise.short_keys import ShortKey
from tests.docs.exercise_format import (
    TABLES,
    every_part,
    example_of,
    key_of,
    page,
    short_keys,
    untold,
)

SHOWN = [
    (model, name, example)
    for _, model in TABLES
    for name, field in model.model_fields.items()
    if (example := example_of(model, key_of(name, field))) is not None
]


def test_every_table_of_the_format_is_on_the_page() -> None:
    assert every_part() == {model for _, model in TABLES}


def test_every_key_has_a_meaning_and_an_example() -> None:
    assert not untold()


@pytest.mark.parametrize(
    ("model", "name", "example"), SHOWN, ids=[f"{one.__name__}.{name}" for one, name, _ in SHOWN]
)
def test_the_model_reads_every_example(model: type[Part], name: str, example: str) -> None:
    value = tomllib.loads(f"value = {example}")["value"]
    field = model.model_fields[name]
    TypeAdapter(field.rebuild_annotation()).validate_python(value)


def test_a_key_that_a_table_inherits_means_what_it_means_there() -> None:
    for key in p.FormOption.model_fields:
        (first, second) = [row for row in rows_of("form", "order") if row.startswith(f"| `{key}` ")]
        assert first == second


def test_a_number_is_not_shown_as_a_text() -> None:
    (row,) = [row for row in rows_of("order") if row.startswith("| `instalments` ")]
    assert "| `1` or `2` |" in row


def rows_of(*choices: str) -> list[str]:
    """The rows of the options of these."""
    parts = page().split("\n## ")
    return [
        row
        for choice in choices
        for part in parts
        if part.startswith(f"`[[{choice}.option]]`")
        for row in part.splitlines()
        if row.startswith("| `")
    ]


def test_no_row_of_the_page_is_broken_by_what_stands_in_it() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(rows) > 120
    assert all(line.count(" | ") == 4 or line.endswith("|") for line in rows)


SHORT = [(heading, one) for heading, _ in TABLES for one in short_keys(heading)]


@pytest.mark.parametrize(
    ("heading", "told"), SHORT, ids=[f"{heading}.{one.key}" for heading, one in SHORT]
)
def test_every_example_of_the_short_form_can_be_read(heading: str, told: ShortKey) -> None:
    example = tomllib.loads(f"{told.key} = {told.example}")
    named = {"options": ["as it is", "half", "all"]} if told.key == "points" else {}
    document: dict[str, Any] = {
        "format": 2,
        "whole": True,
        "delegation": [{"name": "Upper"}, {"name": "Mill"}],
        "issue": [{"name": "Water", "options": ["none", "half"]}],
        "round": [{"title": "Evening", "date": "June"}],
    }
    table = {"name": "It", "title": "It", "date": "June", "by": "mill", **named, **example}
    if heading.startswith("`[["):
        document[heading.strip("`[]")] = [table]
    elif heading.startswith("`["):
        document[heading.strip("`[]")] = {**named, **example}
    else:
        document |= example
    long = spelled_out(document)
    assert not long.findings
    known = ("options", "questions", "phases")
    assert not set(known) & set(long.document)
