"""Every key of an exercise file, made wrong: one sentence, at its place, and never an exception."""

from __future__ import annotations

import copy
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tabletop.exercise.locate import KeyPath
from tests.exercise.marked import faults_of
from tests.exercise.test_fuzz import assert_told
from tests.exercise.test_locate import paths
from tests.exercise.test_short_form import SHORT

SECOND = Path(__file__).with_name("second.toml").read_text(encoding="utf-8")
"""A sound exercise that has nearly every key of format 2, in the long form."""
WRONG: tuple[Any, ...] = ("mars", -1, {"mars": 1})


def keys_of(text: str) -> Iterator[KeyPath]:
    """Yield the path of each key once, however many tables of a list have it."""
    seen: set[tuple[str, ...]] = set()
    for path, _ in paths(tomllib.loads(text)):
        kind = tuple("*" if isinstance(step, int) else step for step in path)
        if path and kind not in seen:
            seen.add(kind)
            yield path


def with_value(text: str, path: KeyPath, value: Any) -> str:
    """Return the text of the document with another value at a path."""
    document = copy.deepcopy(tomllib.loads(text))
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return tomli_w.dumps(document)


def changed(before: list[str], after: list[str]) -> range:
    """Return the lines, from 1, of a text that are not in another before and after them."""
    most = min(len(before), len(after))
    first = next((at for at in range(most) if before[at] != after[at]), most)
    last = next((at for at in range(most - first) if before[-1 - at] != after[-1 - at]), 0)
    return range(first + 1, max(first + 1, len(after) - last) + 1)


def named(path: KeyPath) -> str:
    return ".".join(map(str, path))


@pytest.mark.parametrize("text", [SECOND, SHORT], ids=["long", "short"])
def test_the_exercise_is_sound(text: str) -> None:
    assert faults_of(tomli_w.dumps(tomllib.loads(text))) == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [(text, path) for text in (SECOND, SHORT) for path in keys_of(text)],
    ids=lambda one: named(one) if isinstance(one, tuple) else "",
)
def test_no_number_at_any_key_is_told_in_one_sentence_where_it_stands(
    text: str, path: KeyPath
) -> None:
    sound = tomli_w.dumps(tomllib.loads(text)).split("\n")
    broken = with_value(text, path, math.nan)
    (fault,) = faults_of(broken)
    assert fault.line in changed(sound, broken.split("\n"))


@pytest.mark.slow
@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_any_other_value_at_any_key_is_taken_or_told_in_its_place(wrong: Any) -> None:
    for path in keys_of(SECOND):
        assert_told(with_value(SECOND, path, wrong))
