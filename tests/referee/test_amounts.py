"""Numbers are analysed like options: package for package, with the same values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tabletop.exercise.loading import check_exercise, load_exercise, read_exercise
from tabletop.referee import obstacles, opening_circumstances
from tabletop.referee.outcomes.balance import balance
from tabletop.referee.outcomes.space import size
from tabletop.referee.public import analyse, sample, score
from tabletop.referee.role_worth import role_value
from tests.exercise.marked import faults_of
from tests.exercise.test_ranges import priced, with_price

FILES = Path(__file__).parent / "files"
LISTED = load_exercise(FILES / "job-offer.toml")
NUMBERS = load_exercise(FILES / "job-offer-in-numbers.toml")
PACKAGE: dict[str, str | float] = {"salary": 45000, "bonus": "4%", "holiday": 28, "moving": 100}
REST = {"start": "m8", "insurance": "ic", "team": "ta", "office": "oslo"}


@pytest.mark.slow
def test_the_job_offer_in_numbers_is_the_one_with_lists() -> None:
    listed, numbers = analyse(LISTED), analyse(NUMBERS)
    assert size(NUMBERS) == numbers.deals == 1_640_625
    assert np.array_equal(listed.space.values, numbers.space.values)
    assert np.array_equal(listed.zone, numbers.zone)
    assert listed.solutions == numbers.solutions


def test_a_package_in_numbers_is_worth_what_its_options_are() -> None:
    options = {"salary": "s45000", "bonus": "b4", "holiday": "d28", "moving": "p100"}
    found = score(NUMBERS, {**PACKAGE, **REST})
    known = score(LISTED, {**options, **REST})
    assert {one: x.value for one, x in found.items()} == {one: x.value for one, x in known.items()}
    assert "45,000 EUR" in " ".join(line.because for line in found["cand"].ledger)


def test_a_sample_of_numbers_agrees_with_one_of_lists() -> None:
    assert sample(NUMBERS, 2_000).zone == sample(LISTED, 2_000).zone


@pytest.mark.slow
def test_steps_of_a_range_are_no_dominated_options() -> None:
    said = [fault.message for fault in check_exercise(FILES / "job-offer-in-numbers.toml")]
    assert said == ["there is no [[question]]: the hotwash will have no questions to ask"]
    dominated = [one for one in balance(NUMBERS) if "nobody would choose" in one.message]
    assert {NUMBERS.issues[int(one.path[1])].id for one in dominated} == {"team", "office"}


def test_a_range_may_begin_in_the_middle() -> None:
    exercise = priced(
        "{ from = 0, to = 10, step = 1, status_quo = 4 }",
        "points = { miller = [[0, -8], [4, 0], [10, 3]], baker = [[0, 4], [4, 0], [10, -6]] }",
    )
    analysis = analyse(exercise)
    assert analysis.deals == 2 * 11 - 1
    unmoved = analysis.space.number(
        {"price": "4", "day": "open", "form": "plain", "order": "together"}
    )
    assert not analysis.space.deals[unmoved]
    assert analysis.space.values[:, unmoved].tolist() == [0.0, 0.0]
    assert sample(exercise, 4_000).zone / 4_000 == pytest.approx(
        len(analysis.zone) / len(analysis.space), abs=0.05
    )


def test_what_is_needed_of_a_range_is_told_as_a_span() -> None:
    text = with_price(
        "{ from = 0, to = 9000, step = 1 }", "points = { baker = [[0, 0], [9000, 9]] }"
    )
    needs = 'name = "Day"\nrequires = { price = ">= 20" }\n'
    exercise = read_exercise(text.replace('name = "Day"\n', needs))
    now = opening_circumstances(exercise)
    package = {"price": "3", "day": "friday", "form": "plain", "order": "together"}
    (said,) = obstacles(exercise, package, now)
    assert said == "Day 'Friday' needs Price at 20 or more."


MIDDLEMAN = (
    'secret_brief = "Flour by Friday."\n\n[[delegation.role]]\nid = "clerk"\nname = "Clerk"\n'
    "points = { price = { 0 = 0, 4 = 8, 10 = 5 } }"
)
RISING = "points = { miller = [[0, 0], [10, 3]], baker = [[0, 0], [10, -6]] }"


def with_a_clerk(points: str = "{ 0 = 0, 4 = 8, 10 = 5 }") -> str:
    text = with_price("{ from = 0, to = 10, step = 1 }", RISING)
    told = MIDDLEMAN.replace("{ 0 = 0, 4 = 8, 10 = 5 }", points)
    return text.replace('secret_brief = "Flour by Friday."', told)


def test_a_role_has_corners_of_its_own_on_a_range() -> None:
    exercise = read_exercise(with_a_clerk())
    now = opening_circumstances(exercise)
    package = {"price": "7", "day": "open", "form": "plain", "order": "together"}
    assert role_value(exercise, ("baker", "clerk"), package, now, {}).value == 6.5


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("{ 0 = 0, 4 = 8 }", "points of a range stand at its ends, 0 and 10"),
        ("{ 0 = 1, 10 = 8 }", "0 is the status quo of price and is worth nothing"),
        ("{ 0 = 0, 11 = 8 }", "'11' is outside: it goes from 0 to 10"),
        ('{ 0 = 0, "10.0" = 8 }', "write '10.0' as 10"),
    ],
)
def test_corners_of_a_role_that_can_not_be_are_told(points: str, said: str) -> None:
    (fault,) = faults_of(with_a_clerk(points))
    assert fault.message.startswith(said)
