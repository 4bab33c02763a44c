"""Issues that are settled by a number: what a range can be, and one sentence for what it can't."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import AmountIds, Amounts
from tabletop.exercise.conditions import met_by
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.exercise.package import complete
from tests.exercise.marked import faults_of, told
from tests.play.market import PRICED

JOB = (Path(__file__).parents[1] / "referee" / "files" / "job-offer-in-numbers.toml").read_text(
    encoding="utf-8"
)
RANGE = 'range = { from = 40000, to = 50000, step = 500, unit = "EUR" }'
POINTS = "points = { firm = [[40000, 6000], [50000, 0]], cand = [[40000, 0], [50000, 6000]] }"
ASKED = 'signatories = ["firm", "cand"]'


def numbered(**range: Any) -> Amounts:
    return Amounts.between(
        range["start"], range["end"], range["step"], range.get("unit", ""), range.get("before", "")
    )


def with_price(range: str, more: str = "") -> str:
    """The market with a range for its price."""
    start = PRICED.index('[[issue]]\nid = "price"')
    end = PRICED.index('[[issue]]\nid = "day"')
    issue = f'[[issue]]\nid = "price"\nname = "Price"\nrange = {range}\n{more}\n\n'
    return PRICED[:start] + issue + PRICED[end:]


def priced(range: str, more: str = "") -> Exercise:
    return read_exercise(with_price(range, more))


WRONG = {
    "no step": (
        RANGE.replace("step = 500", "step = ▶0"),
        "'step' must be more than 0: it leads from one value to the next",
    ),
    "a step back": (
        RANGE.replace("step = 500", "step = ▶-500"),
        "'step' must be more than 0: it leads from one value to the next",
    ),
    "a step that does not divide": (
        RANGE.replace("step = 500", "step = ▶300"),
        "steps of 300 from 40000 do not reach 50000; end at 49900 or 50200, or choose another step",
    ),
    "from and to alike": (
        RANGE.replace("to = 50000", "to = ▶40000"),
        "'from' and 'to' are the same, so there is nothing to settle",
    ),
    "the wrong way round": (
        RANGE.replace("from = 40000, to = 50000", "from = 50000, to = ▶40000"),
        "'to' is below 'from'; write the lower first, and say where things stand with status_quo",
    ),
    "too many": (
        RANGE.replace("step = 500", "step = ▶0.5"),
        "that is 20,001 values, and at most 10,001 are allowed; make 'step' larger",
    ),
    "too fine": (
        RANGE.replace("step = 500", "step = ▶0.0000001"),
        "'step' has 7 decimals; write 6 at most",
    ),
    "a decimal comma in quotes": (
        RANGE.replace("step = 500", 'step = ▶"0,5"'),
        "'step' must be a number, not the text '0,5'; decimals are written with a point, not a "
        "comma: 0.5",
    ),
    "a decimal comma": (
        RANGE.replace("step = 500", "step = ▶0,5"),
        "not valid TOML: decimals are written with a point, not a comma: 0.5",
    ),
    "no number": (RANGE.replace("40000", "▶nan"), "'from' must be a number, not nan"),
    "no end": (RANGE.replace("50000", "▶inf"), "'to' must be a number, not inf"),
    "no step given": (
        "▶range = { from = 40000, to = 50000 }",
        "'step' is missing; add step = 1",
    ),
    "no table": ("range = ▶5", "'range' must be a table, not 5"),
    "a range beside options": (
        RANGE.replace("{", "▶{", 1)
        + "\noption = [{ id = 'a', name = 'A' }, { id = 'b', name = 'B' }]",
        "an issue has a range or options; take one of them out",
    ),
    "a status quo between two steps": (
        RANGE.replace('unit = "EUR"', "status_quo = ▶40250"),
        "40250 is between two steps: take 40,000 or 40,500",
    ),
    "a unit of two lines": (
        RANGE.replace('unit = "EUR"', 'unit = ▶"E\\nUR"'),
        "'unit' stands on one line; take breaks out",
    ),
}


@pytest.mark.parametrize("range, sentence", WRONG.values(), ids=WRONG)
def test_a_range_that_can_not_be_has_one_sentence_at_its_place(range: str, sentence: str) -> None:
    assert told(JOB.replace(RANGE, range)) == [sentence]


CORNERS = {
    "one corner": (
        "points = { firm = ▶[[40000, 1]] }",
        "'firm' needs two corners or more, each a value and what it is worth, such as "
        "[[0, 0], [10, 40]]",
    ),
    "three numbers": (
        "points = { firm = [▶[40000, 1, 3], [50000, 2]] }",
        "'firm' needs two corners or more, each a value and what it is worth, such as "
        "[[0, 0], [10, 40]]",
    ),
    "outside": (
        "points = { firm = [[40000, 1], [▶60000, 2]] }",
        "60000 is outside: it goes from 40,000 EUR to 50,000 EUR",
    ),
    "between two steps": (
        "points = { firm = [[40000, 1], [▶49750, 2], [50000, 1]] }",
        "49750 is between two steps: take 49,500 EUR or 50,000 EUR",
    ),
    "out of order": (
        "points = { firm = [[40000, 1], [45000, 2], [▶44000, 3], [50000, 2]] }",
        "corners go from the lowest value to the highest",
    ),
    "not at the beginning": (
        "points = { firm = [[▶45000, 1], [50000, 2]] }",
        "the first corner stands at 'from', which is 40,000 EUR; add one there",
    ),
    "not at the end": (
        "points = { firm = [[40000, 1], [▶45000, 2]] }",
        "the last corner stands at 'to', which is 50,000 EUR; add one there",
    ),
    "points without end": (
        "points = { firm = [[40000, ▶inf], [50000, 2]] }",
        "'firm' number 2 must be a number, not inf",
    ),
    "too many points": (
        "points = { firm = [[40000, ▶1e9], [50000, 2]] }",
        "points are 1,000,000 at most",
    ),
    "somebody unknown": (
        "points = { firm = [[40000, 1], [50000, 0]], ▶cnad = [[40000, 0], [50000, 1]] }",
        "there is no delegation 'cnad'; did you mean 'cand'?",
    ),
}


@pytest.mark.parametrize("points, sentence", CORNERS.values(), ids=CORNERS)
def test_a_corner_that_can_not_be_has_one_sentence_at_its_place(points: str, sentence: str) -> None:
    assert told(JOB.replace(POINTS, points)) == [sentence]


def test_points_of_an_issue_with_options_are_refused() -> None:
    text = JOB.replace('id = "start"', 'id = "start"\npoints = ▶{ firm = [[0, 0], [1, 1]] }')
    (said,) = told(text)
    assert said.startswith("an issue has 'points' for its range, or beside a list of 'options'")


def test_an_issue_with_neither_is_told_to_add_options() -> None:
    (said,) = told(
        JOB.replace(f"{RANGE}\n{POINTS}", "").replace(
            '[[issue]]\nid = "salary"', '▶[[issue]]\nid = "salary"'
        )
    )
    assert said == "there are no [[issue.option]] tables; add them"


def test_a_status_quo_is_worth_nothing_in_numbers_too() -> None:
    points = "points = { miller = [[0, 0], [10, 3]], baker = ▶[[0, 4], [10, 0]] }"
    assert told(with_price("{ from = 0, to = 10, step = 1 }", points)) == [
        "0 is the status quo of price and is worth nothing, but its corners give 'baker' 4; count "
        "points from there, or write whole = true where every issue is settled or none is"
    ]


CONDITIONS = {
    "between two steps": (
        'when = { salary = ▶">= 45250" }',
        "'45250' is between two steps: take 45,000 EUR or 45,500 EUR",
    ),
    "no space": (
        'when = { salary = ▶">=45000" }',
        "'>=45000' needs a space after its sign; write \">= 45000\"",
    ),
    "outside": (
        "when = { salary = ▶60000 }",
        "'60000' is outside: it goes from 40,000 EUR to 50,000 EUR",
    ),
}


@pytest.mark.parametrize("when, sentence", CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_on_a_number_that_is_none_says_the_nearest(when: str, sentence: str) -> None:
    also = f'{ASKED}\nalso = [{{ delegation = "firm", {when} }}]'
    assert told(JOB.replace(ASKED, also)) == [sentence]


@pytest.mark.parametrize("test", [">= 45000", ">= 45,000", ">= 45000.0", ">= 45,000 EUR"])
def test_a_condition_reads_a_number_however_it_is_written(test: str) -> None:
    ids = AmountIds(numbered(start=40000, end=50000, step=500, unit="EUR"))
    assert met_by(test, ids) == frozenset(ids[10:])


def test_a_condition_may_have_numbers_without_quotes() -> None:
    also = f'{ASKED}\nalso = [{{ delegation = "firm", when = {{ salary = [45000, 45500] }} }}]'
    exercise = read_exercise(JOB.replace(ASKED, also))
    assert exercise.agreement.also[0].when == {"salary": ["45000", "45500"]}


@pytest.mark.parametrize(
    ("range", "name"),
    [
        ({"start": 0, "end": 20000, "step": 500, "unit": "EUR"}, "1,000 EUR"),
        ({"start": 0, "end": 5, "step": 0.5, "unit": "%"}, "1.0%"),
        ({"start": 0, "end": 5, "step": 0.25, "before": "$"}, "$0.50"),
        ({"start": -6, "end": 5, "step": 0.5, "before": "$"}, "-$5.0"),
        ({"start": 0, "end": 4, "step": 1, "before": "EUR", "unit": "million"}, "EUR 2 million"),
        ({"start": -9, "end": 5, "step": 2, "before": "EUR"}, "EUR -5"),
        ({"start": 2024, "end": 2030, "step": 1}, "2026"),
        ({"start": -3, "end": 3, "step": 1, "unit": "weeks"}, "-1 weeks"),
    ],
)
def test_amounts_have_their_unit_and_as_many_decimals_as_the_step(
    range: dict[str, Any], name: str
) -> None:
    amounts = numbered(**range)
    assert amounts.name(2) == name
    assert amounts.place(name) == 2


@pytest.mark.parametrize("typed", ["-$5", "$-5", "-5", "\u2212$5", " - $ 5 "])
def test_a_negative_amount_is_understood_however_its_sign_is_placed(typed: str) -> None:
    assert numbered(start=-10, end=10, step=1, before="$").place(typed) == 5


@given(
    st.integers(-10_000, 10_000),
    st.integers(1, 500),
    st.integers(1, 300),
    st.integers(0, 6),
)
def test_every_value_is_found_by_its_id_its_name_and_its_number(
    first: int, step: int, steps: int, decimals: int
) -> None:
    scale = 10**decimals
    amounts = numbered(start=first / scale, end=(first + step * steps) / scale, step=step / scale)
    assert amounts.count == steps + 1
    ids = AmountIds(amounts)
    assert len(set(ids)) == len(ids)
    for place in {0, 1, steps // 2, steps}:
        id = ids[place]
        assert ids.index(id) == place
        assert amounts.place(id) == amounts.place(amounts.name(place)) == place
        assert amounts.place(amounts.number(place)) == place
    assert pickle.loads(pickle.dumps(ids)) == ids


def test_a_package_takes_a_number_and_says_the_nearest_two() -> None:
    exercise = priced("{ from = 0, to = 10, step = 0.5 }", "points = { baker = [[0, 0], [10, 4]] }")
    assert complete(exercise, {"price": 2.5})["price"] == "2.5"
    assert complete(exercise, {"price": "2.50"})["price"] == "2.5"
    with pytest.raises(UnreadableInput, match=r"price: 2.3 is between two steps: take 2.0 or 2.5"):
        complete(exercise, {"price": 2.3})
    with pytest.raises(UnreadableInput, match=r"with a point, not a comma: 0\.5"):
        complete(exercise, {"price": "0,5"})


def test_points_are_linear_between_corners() -> None:
    exercise = priced(
        "{ from = 0, to = 10, step = 1, status_quo = 4 }",
        "points = { miller = [[0, -8], [4, 0], [10, 3]] }",
    )
    issue = exercise.issue_by_id["price"]
    assert list(issue.worths("miller")) == [-8, -6, -4, -2, 0, 0.5, 1, 1.5, 2, 2.5, 3]
    assert [one.points.get("miller", 0) for one in issue.options] == list(issue.worths("miller"))
    assert list(issue.worths("baker")) == [0.0] * 11
    assert (issue.status_quo, issue.quo) == ("4", 4)
    assert exercise.unmoved["price"] == "4"


def test_ranges_are_bounded_together() -> None:
    text = PRICED
    for number in range(11):
        mark = "▶" if number == 9 else ""
        issue = (
            f'[[issue]]\nid = "x{number}"\nname = "X{number}"\n'
            f"range = {mark}{{ from = 0, to = 10000, step = 1 }}\n\n"
        )
        text = text.replace("[[round]]", f"{issue}[[round]]", 1)
    (said,) = told(text)
    assert said == (
        "the ranges up to here have 100,010 values together, and at most 100,000 are allowed; make "
        "steps larger"
    )


def test_an_act_does_not_begin_in_the_middle_of_a_range() -> None:
    range = "{ from = 0, to = 10, step = 1, status_quo = ▶4 }"
    (said,) = told(with_price(range, 'by = ["baker"]'))
    assert said.startswith("an act goes further from its status quo step by step")


def test_format_one_has_no_ranges() -> None:
    text = JOB.replace("format = 2", "format = 1").replace("whole = true", "")
    said = [fault.message for fault in faults_of(text)]
    assert "'range' is a key of format 2, and this file says format = 1" in said


def test_in_a_whole_contract_a_range_has_no_status_quo() -> None:
    marked = RANGE.replace("step = 500", "step = 500, ▶status_quo = 40000")
    assert told(JOB.replace(RANGE, marked)) == [
        "with whole = true nothing stands without a deal, so there is no status quo; leave "
        "status_quo out, or whole"
    ]
