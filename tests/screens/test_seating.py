"""Who plays what at one keyboard."""

from __future__ import annotations

import pytest

from tabletop.exercise.loading import read_exercise
from tabletop.seat.seating import divide, fault_in
from tests.screens.rivers import SOURCE

RIVERS = read_exercise(SOURCE)


def test_those_who_trust_each_other_most_go_to_the_same_person() -> None:
    # Lower Town and the mill trust each other with (60 + 50) / 2, Upper Town and the mill with 50.
    assert divide(RIVERS, 2) == (("upper",), ("lower", "mill"))


def test_with_a_person_for_each_everybody_plays_one() -> None:
    assert divide(RIVERS, 3) == (("upper",), ("lower",), ("mill",))


def test_more_people_than_delegations_leave_some_without() -> None:
    assert len(divide(RIVERS, 5)) == 3


def test_one_person_may_play_them_all() -> None:
    assert [set(group) for group in divide(RIVERS, 1)] == [{"upper", "lower", "mill"}]


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (("Anna", "Ben"), None),
        (("Anna",), None),
        (("", "", "", ""), "at least one name"),
        (("Anna", "Anna"), "Two people are called Anna"),
        (("Anna", "?!"), "at least one letter"),
    ],
)
def test_names_tell_people_apart(names: tuple[str, ...], fault: str | None) -> None:
    found = fault_in(names)
    assert found is None if fault is None else fault in (found or "")
