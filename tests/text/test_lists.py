"""Names in one phrase, with the same commas and the same "and" everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tabletop
from tabletop.text.lists import listed, some_of
from tabletop.text.safe import stopped


@pytest.mark.parametrize(
    ("names", "phrase"),
    [
        ((), ""),
        (("Anna",), "Anna"),
        (("Anna", "Ben"), "Anna and Ben"),
        (("Anna", "Ben", "지민"), "Anna, Ben and 지민"),
        (("", "Ben"), " and Ben"),
    ],
)
def test_names_are_joined_with_commas_and_an_and_before_the_last(
    names: tuple[str, ...], phrase: str
) -> None:
    assert listed(names) == phrase
    assert listed(one for one in names) == phrase


def test_of_many_names_the_first_are_told_and_how_many_more_there_are() -> None:
    assert some_of(()) == "none"
    assert some_of("abc") == "a, b, c"
    assert some_of("abcd", 3) == "a, b, c and 1 more"
    assert some_of(str(one) for one in range(200)).endswith(", 10, 11 and 188 more")


def test_names_are_joined_in_one_place() -> None:
    """Cutting off the last name to join the others before an "and" is done there only."""
    package = Path(tabletop.__file__).parent
    joining = re.compile(r"join\(.*\[:-1\]\)| and \{\w+\[-1\]\}")
    found = [
        f"{path.relative_to(package)}:{number}"
        for path in package.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if joining.search(line)
    ]
    assert found == []


def test_a_sentence_ends_with_one_full_stop_whatever_its_last_name() -> None:
    assert stopped("You head Harbour Sport Co.") == "You head Harbour Sport Co."
    assert stopped("You head The Mayor") == "You head The Mayor."
