"""Laws of the referee on exercises drawn at random."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.referee import (
    acceptable,
    feasible,
    obstacles,
    reaches,
    red_lines,
    tenths,
    value,
    values,
    walk_away,
)
from tabletop.referee.wording import names_in
from tests.referee.drawn import circumstances, exercises, facts, packages

pytestmark = pytest.mark.slow


@given(st.data())
def test_a_line_is_its_points_times_a_factor_and_lines_sum_exactly_also_as_printed(
    data: st.DataObject,
) -> None:
    exercise = data.draw(exercises())
    package = data.draw(packages(exercise))
    now = data.draw(circumstances(exercise))
    told = data.draw(facts(exercise, package, now.round))
    for score in values(exercise, package, now, told).values():
        for line in score.ledger:
            assert line.points
            assert 0 <= line.factor <= 1 + 1e-12
            assert line.value == line.points * line.factor
            assert line.told(names_in(exercise))
        assert score.value == math.fsum(line.value for line in score.ledger)
        printed, total = tenths([line.value for line in score.ledger])
        assert sum(round(10 * one) for one in printed) == round(10 * total)


@given(st.data())
def test_gains_rise_with_trust(data: st.DataObject) -> None:
    exercise = data.draw(exercises())
    package = data.draw(packages(exercise))
    wary = data.draw(circumstances(exercise))
    more = data.draw(st.floats(0, 100))
    higher = {pair: level + more for pair, level in wary.climate.trust.items()}
    trusting = replace(wary, climate=wary.climate.with_trust(higher))
    for one in exercise.delegations:
        before = value(exercise, package, one.id, wary).ledger
        after = value(exercise, package, one.id, trusting).ledger
        assert [line.source for line in before] == [line.source for line in after]
        for low, high in zip(before, after, strict=True):
            if low.points > 0:
                assert high.value >= low.value - 1e-9


@given(st.data())
def test_what_is_promised_and_then_performed_gains_no_less(data: st.DataObject) -> None:
    exercise = data.draw(exercises())
    package = data.draw(packages(exercise))
    now = data.draw(circumstances(exercise))
    told = {c: replace(fact, broken=False) for c, fact in data.draw(
        facts(exercise, package, now.round)
    ).items()}  # fmt: skip
    kept = {c: replace(fact, done=1.0) for c, fact in told.items()}
    for one in exercise.delegations:
        before = value(exercise, package, one.id, now, told).ledger
        after = value(exercise, package, one.id, now, kept).ledger
        for promised, performed in zip(before, after, strict=True):
            if promised.points > 0:
                assert performed.value >= promised.value - 1e-9


@given(st.data())
def test_acceptance_is_the_walk_away_and_the_red_lines_and_an_obstacle_one_sentence(
    data: st.DataObject,
) -> None:
    exercise = data.draw(exercises())
    package = data.draw(packages(exercise))
    now = data.draw(circumstances(exercise))
    for one in exercise.delegations:
        worth = value(exercise, package, one.id, now).value
        enough = reaches(worth, walk_away(exercise, one.id, now))
        crossed = red_lines(exercise, package, one.id)
        assert acceptable(exercise, package, one.id, now) == (enough and not crossed)
    found = obstacles(exercise, package, now)
    assert feasible(exercise, package, now) == (not found)
    assert all(one.endswith(".") and "\n" not in one for one in found)
