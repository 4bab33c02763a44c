"""The position of every key and value of a TOML document is found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from tabletop.exercise.library import shipped
from tabletop.exercise.locate import KeyPath, locate
from tabletop.exercise.toml import parse_written
from tests.docs.made import DOCS
from tests.exercise.marked import SOUND

EVERYTHING = '''
# "= [not a key]
top = 1
"quo ted" = { 'in.line' = [1, [2, 3], { deep = "]}" }], e = {} }  # }]
a.b . "c" = 1979-05-27 07:32:00
text = """
[not.a.header]
key = "no" \\""" still
"quoted"""""
path = \'\'\'C:\\
'' [[no]] \'\'\'
empty = [
    # nothing ] here
]
[table]
[[list]]
[[list]]
x = "\\u00e9\\"#"
[list.sub]
y = [ "a", # one
      "b"  # two
    , ]
[[list.more]]
[[list.more]]
z = -1.5e3
[other."dotted.header"]
"" = true
'''
PLACES: dict[KeyPath, tuple[int, int]] = {
    ("top",): (3, 7),
    ("quo ted",): (4, 13),
    ("quo ted", "in.line", 1, 1): (4, 35),
    ("quo ted", "in.line", 2, "deep"): (4, 48),
    ("quo ted", "e"): (4, 61),
    ("a",): (5, 1),
    ("a", "b", "c"): (5, 13),
    ("text",): (6, 8),
    ("path",): (10, 8),
    ("empty",): (12, 9),
    ("table",): (15, 1),
    ("list",): (16, 1),
    ("list", 0): (16, 1),
    ("list", 1): (17, 1),
    ("list", 1, "x"): (18, 5),
    ("list", 1, "sub"): (19, 1),
    ("list", 1, "sub", "y", 1): (21, 7),
    ("list", 1, "more", 0): (23, 1),
    ("list", 1, "more", 1, "z"): (25, 5),
    ("other", "dotted.header"): (26, 1),
    ("other", "dotted.header", ""): (27, 6),
}


def paths(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every key path of a document with its value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for step, one in inner:
        yield (*path, step), one
        if isinstance(one, dict | list):
            yield from paths(one, (*path, step))


@pytest.mark.parametrize(("path", "place"), PLACES.items(), ids=map(str, PLACES))
def test_a_value_is_found_where_it_stands(path: KeyPath, place: tuple[int, int]) -> None:
    assert locate(EVERYTHING).value(path) == place


def test_a_key_is_found_where_it_stands() -> None:
    places = locate(EVERYTHING)
    assert places.key(("top",)) == (3, 1)
    assert places.key(("a", "b", "c")) == (5, 7)
    assert places.key(("quo ted", "in.line", 2, "deep")) == (4, 41)


def test_what_is_not_there_is_placed_at_the_nearest_table_around_it() -> None:
    places = locate(EVERYTHING)
    assert places.key(("list", 1, "sub", "missing", 3)) == (19, 1)
    assert places.value(("list", 7)) == (16, 1)
    assert places.key(("missing",)) == (1, 1)


FILES = sorted([*shipped().glob("*.toml"), *(DOCS / "examples").glob("*.toml")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_value_of_a_shipped_exercise_is_on_its_line(path: Path) -> None:
    assert_all_found(path.read_text(encoding="utf-8"))


def test_every_value_of_the_sound_exercise_is_on_its_line() -> None:
    assert_all_found(SOUND)


def assert_all_found(source: str) -> None:
    """Assert that every key is where the scan says, and that its value reads back from there."""
    places, lines = locate(source), source.split("\n")
    for path, value in paths(parse_written(source)):
        line, column = places.value(path)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        if isinstance(value, dict | list):
            assert rest[0] in "[{" or rest.startswith(str(path[-1])), path
        elif isinstance(value, str):
            assert rest[0] in "\"'", path
        else:
            assert (
                rest[:3].lower() == str(value)[:3].lower() or rest[0].isdigit() or rest[0] in "+-"
            )
        if isinstance(path[-1], str):
            line, column = places.key(path)
            assert path[-1] in lines[line - 1][column - 1 :], path


keys = st.text(alphabet='ab-_.é"#[ ]{}=\\', max_size=5)
leaves = st.one_of(
    st.integers(-99, 99), st.booleans(), st.text(alphabet="a\"'\\\n#[]{}=,\t ", max_size=8)
)
documents = st.dictionaries(
    keys,
    st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=4,
)


@given(documents, st.booleans())
def test_no_document_loses_the_scan(document: dict[str, Any], multiline: bool) -> None:
    source = tomli_w.dumps(document, multiline_strings=multiline)
    places = locate(source)
    read = tomllib.loads(source)
    for path, _ in paths(read):
        assert places.key(path) != (1, 1) or places.value(path)[0] == 1
    found = {
        places.value(path) for path, value in paths(read) if not isinstance(value, dict | list)
    }
    leaves = [value for _, value in paths(read) if not isinstance(value, dict | list)]
    assert len(found) == len(leaves)
