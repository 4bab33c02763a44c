"""What is said of a game beside rehearsals from the same seat."""

from __future__ import annotations

import pytest

from tabletop.bots.comparison import compared, told
from tabletop.bots.rehearsed import Rehearsed


def game(number: int, value: float | None = None, ending: str = "peace") -> Rehearsed:
    return Rehearsed(
        number=number,
        temperaments={"mill": "linear"},
        ending=ending,
        agreed=1,
        value={} if value is None else {"mill": value},
        below=(),
        breaches=0,
        traded=(),
        injects=(),
        moves=10,
    )


def said(value: float | None, *games: Rehearsed, wanted: int = 10, going_on: bool = False) -> str:
    one = compared("mill", value, "peace", games, wanted)
    return " ".join(told(one, "Peace at last", going_on=going_on))


TEN = tuple(game(one, 10.0 * one, "peace" if one > 7 else "war") for one in range(1, 11))


def test_a_game_is_placed_in_tenths_among_rehearsals_and_counted_exactly() -> None:
    text = said(75.0, *TEN)
    assert "You did better than 7 of 10 rehearsals from this seat" in text
    assert "7 ended with less for your delegation, 0 with as much, 3 with more" in text
    assert "“Peace at last” was the ending of 3 of the 10 rehearsals." in text


def test_as_much_is_not_better() -> None:
    text = said(70.0, *TEN)
    assert "better than 6 of 10 rehearsals from this seat, and as well as 1 more" in text
    assert "6 ended with less for your delegation, 1 with as much, 3 with more" in text


@pytest.mark.parametrize(
    ("value", "words"),
    [(5.0, "Hardly a rehearsal from this seat did worse"), (101.0, "better than 10 of 10")],
)
def test_the_worst_and_the_best_are_said_as_what_they_are(value: float, words: str) -> None:
    assert words in said(value, *TEN)


def test_the_same_as_everybody_is_neither_better_nor_worse() -> None:
    same = [game(one, 20.0) for one in range(1, 11)]
    assert "You did as well as 10 of 10 rehearsals from this seat" in said(20.0, *same)


def test_too_few_are_counted_and_not_made_into_tenths() -> None:
    text = said(25.0, *TEN[:4], wanted=40, going_on=True)
    assert "Only 4 of 40 rehearsals are done: the others are being played." in text
    assert "Of these 4, 2 ended with less" in text
    assert "of 10" not in text


def test_before_the_first_is_done_that_is_said() -> None:
    assert "playing it 40 times" in said(25.0, wanted=40, going_on=True)
    assert "nothing to compare with" in said(25.0, wanted=40)


def test_where_nothing_has_points_only_endings_are_compared() -> None:
    text = said(None, *(game(one) for one in range(1, 11)))
    assert text == "“Peace at last” was the ending of all 10 of them."
