"""Ledgers sum exactly, and so do the tenths they are printed in."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.referee import Score, ValueLine, tenths
from tabletop.referee.ledger import tenth


@pytest.mark.parametrize(
    ("values", "printed", "total"),
    [
        ([], [], 0.0),
        ([0.25, 0.25, 0.5], [0.3, 0.2, 0.5], 1.0),
        ([-1.1], [-1.1], -1.1),
        ([-0.04], [0.0], 0.0),
        ([-0.06, -0.06], [0.0, -0.1], -0.1),
        ([1.04, -0.99], [1.1, -1.0], 0.1),
        ([0.35], [0.4], 0.4),
        ([-0.0, 0.0], [0.0, 0.0], 0.0),
    ],
)
def test_what_is_missing_goes_to_the_lines_that_lost_most(
    values: list[float], printed: list[float], total: float
) -> None:
    found = tenths(values)
    assert found == (printed, total)
    assert not any(math.copysign(1, one) < 0 and one == 0 for one in (*found[0], found[1]))


VALUES = st.lists(st.floats(-1e6, 1e6), max_size=40) | st.lists(
    st.integers(-2000, 2000).map(lambda hundredths: hundredths / 100), max_size=40
)


@given(VALUES)
def test_printed_lines_sum_to_the_printed_total_exactly(values: list[float]) -> None:
    printed, total = tenths(values)
    assert sum(round(one * 10) for one in printed) == round(total * 10)


@given(VALUES)
def test_no_line_is_printed_a_tenth_or_more_from_what_it_is(values: list[float]) -> None:
    printed, total = tenths(values)
    for exact, shown in zip(values, printed, strict=True):
        assert abs(exact - shown) < 0.1 + 1e-9
    assert tenth(math.fsum(values)) == total


@given(VALUES)
def test_a_score_is_the_exact_sum_of_its_lines(values: list[float]) -> None:
    lines = [ValueLine.of("bound", {}, one, 1.0, "event") for one in values]
    assert Score.summing("alfa", lines).value == math.fsum(one.value for one in lines)


def test_a_cost_that_no_longer_counts_is_a_plain_zero() -> None:
    assert math.copysign(1, ValueLine.of("bound-cost", {}, -12, 0.0, "event").value) == 1


@given(st.integers(-(10**6), 10**6).map(lambda twentieths: twentieths / 20), st.integers(-4, 4))
def test_a_number_reads_the_same_in_whatever_order_it_was_added_up(value: float, ulps: int) -> None:
    other = value
    for _ in range(abs(ulps)):
        other = math.nextafter(other, math.copysign(math.inf, ulps))
    assert tenth(value) == tenth(other)


def test_halves_go_away_from_zero_and_nothing_is_minus_zero() -> None:
    # 43.65 as a sum of floats is a little less, and read 43.6 beside 43.7.
    assert [tenth(one) for one in (43.65, 43.649999999999999, 0.25, -0.25)] == [
        43.7,
        43.7,
        0.3,
        -0.3,
    ]
    assert math.copysign(1, tenth(-0.04)) == 1
