"""An author's Markdown on one line: its words, and none of its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.text.prose import flowing, has_marks


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("", ""),
        ("Two\n  lines.\n\nAnd a paragraph.", "Two lines. And a paragraph."),
        ("On **24 March 2022** it *flies*.", "On 24 March 2022 it flies."),
        ("See [the text](https://example.org) and `x`.", "See the text and x."),
        ("![A map](map.png) of it", "A map of it"),
        (
            "What is wanted\n\n- peace\n- *bread*\n\nNo more.",
            "What is wanted: peace; bread. No more.",
        ),
        ("- first\n  - within\n- second", "first: within; second"),
        ("1. one\n2. two", "1. one; 2. two"),
        ("# News\n\nIt rains.", "News: It rains."),
        ("> said\n> so\n\n---\n\nend", "said so end"),
        ("a | b\n--|--\n1 | 2", "a b 1 2"),
        ("~~old~~ \\*new\\*", "old *new*"),
    ],
)
def test_a_text_is_told_by_its_words(markdown: str, told: str) -> None:
    assert flowing(markdown) == told


@pytest.mark.parametrize(
    "text",
    ["2 * 3 * 4", "a snake_case_name", "-5 to 3", "2022. A year", "AT&T", "<b>bold</b>", "#1"],
)
def test_what_is_no_markdown_stays_as_it_is(text: str) -> None:
    assert flowing(text) == text


@given(st.text(alphabet="ab *_#-+1.)(>\\\n\t", max_size=60))
def test_it_is_one_line_and_loses_no_letter(text: str) -> None:
    told = flowing(text)
    assert told == " ".join(told.split())
    assert [one for one in told if one in "ab"] == [one for one in text if one in "ab"]


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("A **drought**", True),
        ("the `best`", True),
        ("[x](https://example.org)", True),
        ("half & half", False),
        ("2 * 3 * 4", False),
        ("-5 to 3", False),
        ("1. January", False),
        ("a snake_case_name", False),
        ("100 % < 200 %", False),
    ],
)
def test_a_name_with_markdown_in_it_is_noticed(name: str, marked: bool) -> None:
    assert has_marks(name) is marked
