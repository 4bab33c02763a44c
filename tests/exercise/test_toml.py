"""A table in braces may go on over lines, and places in the text stay where they are."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.exercise.locate import locate
from tabletop.exercise.toml import parse_written

SOURCE = '''\
# { not a table
one = { a = 1, # the first }
        b = [1, # two
             2], c = { text = """
  { kept, as it
  stands } # too""", },
}
two = [
    { x = "}", y = \'{\' },
    { x = "a # b",
      z.deep = { q = true }
    },
]
[three]
four = 5
'''


def test_line_breaks_comments_and_a_last_comma_may_stand_in_braces() -> None:
    assert parse_written(SOURCE) == {
        "one": {"a": 1, "b": [1, 2], "c": {"text": "  { kept, as it\n  stands } # too"}},
        "two": [{"x": "}", "y": "{"}, {"x": "a # b", "z": {"deep": {"q": True}}}],
        "three": {"four": 5},
    }
    assert parse_written(SOURCE.replace("\n", "\r\n")) == parse_written(SOURCE)


def test_what_stands_in_them_is_found_where_it_is() -> None:
    places = locate(SOURCE)
    assert places.value(("one", "b", 1)) == (4, 14)
    assert places.key(("two", 1, "z", "deep")) == (11, 9)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a = { b = 1,\n  c 2 }\n", "line 2, column 5"),
        ("a = { b = 1,\n\n  c = x }\n", "line 3, column 7"),
        ("a = { b = 1,\n  b = 2 }\n", "line 2, column 8"),
        ("a = { b = 1,\n  c = 2 }\nd = = 3\n", "line 3, column 5"),
        ("a = { b = 1\n[c]\nd = { e = 1 }\n", "line 1, column 12"),
    ],
)
def test_a_fault_is_told_at_its_place_in_the_text(source: str, place: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as refused:
        parse_written(source)
    assert place in str(refused.value)


def test_a_list_of_lists_in_braces_is_no_header() -> None:
    assert parse_written('a = {\n b = [\n  ["x"]\n ],\n}\n') == {"a": {"b": [["x"]]}}


values = st.recursive(
    st.integers(-9, 9) | st.booleans() | st.text("ab{}[]#,'\n ", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def written(value: Any, apart: str) -> str:
    """Return a value as TOML, with something between all its parts."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        inside = [f"{apart}{key} = {written(one, apart)}{apart}" for key, one in value.items()]
        return "{" + ",".join(inside) + (apart + "}")
    if isinstance(value, list):
        return "[" + ",".join(f"{apart}{written(one, apart)}{apart}" for one in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\n", "\\n") + '"'
    return str(value)


@given(values, st.sampled_from(["\n", " # it's {\n", "\n\n  "]))
def test_any_value_is_read_alike_on_one_line_and_on_several(value: Any, apart: str) -> None:
    one = tomllib.loads(f"v = {written(value, ' ')}\nw = 1\n")
    assert parse_written(f"v = {written(value, apart)}\nw = 1\n") == one
