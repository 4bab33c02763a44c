"""However a file is changed, reading it gives an exercise or faults, never another exception."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import Fault, FaultyExercise
from tabletop.exercise import Exercise, read_exercise
from tabletop.files import printable
from tests.exercise.marked import SOUND
from tests.exercise.test_locate import paths
from tests.exercise.test_short_form import SHORT

pytestmark = pytest.mark.slow

SOURCES = (SOUND, SHORT)
PATHS = {text: [path for path, _ in paths(tomllib.loads(text))] for text in SOURCES}

snippets = st.text(max_size=6) | st.sampled_from(
    (
        *(
            '"',
            "'",
            '"""',
            "[",
            "[[",
            "]",
            "{",
            "}",
            "=",
            ",",
            ".",
            "\n",
            "#",
            "\\",
            "\x00",
            "\x1b",
        ),
        *("nan", "inf", "-", "1e999", "99999999999999999999", "true", "[[issue]]\n", '"\\u001b"'),
    )
)
values = st.recursive(
    st.one_of(
        st.integers(-(2**70), 2**70),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.text(max_size=12),
        st.sampled_from(["all", "upper", "dam", ">= opened", "<=", "!= ", ">=  opened", "form"]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "when", "not", "any", "points", "upper", "dam", "signed", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def assert_told(text: str) -> None:
    """Assert that reading gives an exercise, or faults that each have a place in the text."""
    lines = text.replace("\r\n", "\n").split("\n")
    try:
        exercise = read_exercise(text)
    except FaultyExercise as faulty:
        assert faulty.faults == tuple(sorted(faulty.faults))
        assert all(has_a_place(fault, lines) for fault in faulty.faults), faulty.faults
    else:
        assert isinstance(exercise, Exercise)


def has_a_place(fault: Fault, lines: list[str]) -> bool:
    return (
        1 <= fault.line <= len(lines)
        and 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        and fault.message == printable(fault.message)
        and not fault.warning
    )


@given(st.data())
@settings(max_examples=200)
def test_any_change_to_the_text(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SOURCES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 1, 3, 20, 200]))
        text = text[:start] + data.draw(snippets) + text[start + length :]
    assert_told(text)


@given(st.data())
@settings(max_examples=200)
def test_any_change_to_the_document(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SOURCES))
    document = tomllib.loads(text)
    for path in data.draw(st.lists(st.sampled_from(PATHS[text]), min_size=1, max_size=4)):
        change(document, path, data)
    assert_told(tomli_w.dumps(document))


def change(document: Any, path: tuple[str | int, ...], data: st.DataObject) -> None:
    """Replace, remove or rename what is at a path."""
    for step in path[:-1]:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return  # an earlier change took this away
    if isinstance(document, dict) and path[-1] in document:
        value = document.pop(path[-1])
        fate = data.draw(st.sampled_from(["replace", "rename", "drop"]))
        if fate == "replace":
            document[path[-1]] = data.draw(values)
        elif fate == "rename":
            document[data.draw(st.sampled_from(["x", "id", "whne", f"{path[-1]}s"]))] = value
    elif isinstance(document, list) and isinstance(path[-1], int) and path[-1] < len(document):
        document[path[-1]] = data.draw(values)
