"""The whole outcome space agrees with the referee on every single package."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.exercise.model import Exercise
from tabletop.play.state import initial
from tabletop.play.view.appraise import obstacles as table_obstacles
from tabletop.referee import acceptable, feasible, value, walk_away
from tabletop.referee.circumstances import Circumstances
from tabletop.referee.outcomes.analysis import SOLUTIONS, analyse_space, costs
from tabletop.referee.outcomes.frontier import WORTH_CULLING, efficient
from tabletop.referee.outcomes.passing import left_on_table
from tabletop.referee.outcomes.space import enumerate_space, size, without
from tests.referee.drawn import circumstances, exercises, facts, packages

pytestmark = pytest.mark.slow

MOST = 150


def drawn_case(data: st.DataObject) -> tuple[Exercise, Circumstances]:
    exercise = data.draw(exercises().filter(lambda one: size(one) <= MOST))
    return exercise, data.draw(circumstances(exercise))


@given(st.data())
@settings(max_examples=30)
def test_every_package_is_worth_what_the_referee_says(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    space = enumerate_space(exercise, now)
    assert len(space) == size(exercise)
    for number in range(len(space)):
        package = space.package(number)
        assert space.number(package) == number
        for row, one in enumerate(exercise.delegations):
            said = value(exercise, package, one.id, now).value
            assert space.values[row, number] == pytest.approx(said, abs=1e-9)


@given(st.data())
@settings(max_examples=60)
def test_what_stands_already_counts_as_what_has_become_of_it(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    standing = data.draw(packages(exercise))
    became = {
        choice: fact
        for choice, fact in data.draw(facts(exercise, standing, now.round)).items()
        # A breach of all of an act puts its issue back: nothing of it stands.
        if fact.done or not fact.broken
    }
    space = enumerate_space(exercise, now, became, standing)
    for number in range(len(space)):
        package = space.package(number)
        kept = {c: fact for c, fact in became.items() if package[c] == standing[c]}
        for row, one in enumerate(exercise.delegations):
            said = value(exercise, package, one.id, now, kept).value
            assert space.values[row, number] == pytest.approx(said, abs=1e-9)


@given(st.data())
@settings(max_examples=30)
def test_exactly_the_feasible_packages_are_feasible(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    space = enumerate_space(exercise, now)
    for number in range(len(space)):
        assert bool(space.feasible[number]) == feasible(exercise, space.package(number), now)


@given(st.data())
@settings(max_examples=30)
def test_the_zone_is_what_everybody_finds_acceptable(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    analysis = analyse_space(exercise, now)
    zone = set(analysis.zone.tolist())
    for number in range(len(analysis.space)):
        package = analysis.space.package(number)
        if any(
            abs(value(exercise, package, d.id, now).value - walk_away(exercise, d.id, now)) < 1e-6
            for d in exercise.delegations
        ):
            continue  # on the line itself, sums in another order may fall on either side
        everybody = all(acceptable(exercise, package, d.id, now) for d in exercise.delegations)
        # A package that moves no issue is no deal, whatever it is worth.
        deal = any(package[issue.id] != issue.status_quo for issue in exercise.issues)
        possible = feasible(exercise, package, now)
        assert (number in zone) == (everybody and deal and possible)


def dominates(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


@given(st.data())
@settings(max_examples=30)
def test_the_frontier_is_every_deal_that_none_dominates(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    analysis = analyse_space(exercise, now)
    rounded = {
        int(n): tuple(round(v, 9) + 0.0 for v in analysis.space.values[:, n].tolist())
        for n in range(len(analysis.space))
        if analysis.space.deals[n]
    }
    plain = {
        n for n, here in rounded.items() if not any(dominates(o, here) for o in rounded.values())
    }
    assert set(analysis.frontier.tolist()) == plain


@given(st.data())
@settings(max_examples=30)
def test_a_deal_is_what_a_fresh_table_lets_be_tabled(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    space = analyse_space(exercise, now).space
    table = replace(initial(exercise), circumstances=now)
    for number in range(len(space)):
        refused = table_obstacles(table, space.package(number))
        assert bool(space.deals[number]) == (not refused)


@given(st.integers(2, 4), st.integers(0, 2**32 - 1))
@settings(max_examples=8, deadline=None)
def test_culling_never_changes_the_frontier(rows: int, seed: int) -> None:
    import moocore
    import numpy as np

    chance = np.random.default_rng(seed)
    # Few different numbers, so that ties and equal packages abound.
    values = chance.integers(0, 60, (rows, WORTH_CULLING + 5_000)).astype(float)
    best = moocore.is_nondominated(values.T.copy(), maximise=True, keep_weakly=True)
    assert efficient(values).tolist() == np.flatnonzero(best).tolist()


@given(st.data())
@settings(max_examples=30)
def test_each_solution_is_best_in_the_zone_by_its_definition(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    analysis = analyse_space(exercise, now)
    if not len(analysis.zone):
        assert all(analysis.solutions[name] is None for name in SOLUTIONS)
        return
    least = [walk_away(exercise, one.id, now) for one in exercise.delegations]
    surplus = {
        int(n): [
            max(0.0, v - w)
            for v, w in zip(analysis.space.values[:, n].tolist(), least, strict=True)
        ]
        for n in analysis.zone
    }
    ideal = [max(column) for column in zip(*surplus.values(), strict=True)]

    def smallest_share(of: list[float]) -> float:
        shares = [s / best for s, best in zip(of, ideal, strict=True) if best > 1e-9]
        return min(shares, default=0.0)

    measures: dict[str, Callable[[list[float]], float]] = {
        "nash": math.prod,
        "kalai_smorodinsky": smallest_share,
        "egalitarian": min,
        "utilitarian": sum,
    }
    for name, measure in measures.items():
        number = analysis.solutions[name]
        assert number is not None
        best = max(measure(s) for s in surplus.values())
        assert measure(surplus[number]) == pytest.approx(best, rel=1e-7, abs=1e-7)


@given(st.data())
@settings(max_examples=30)
def test_left_on_the_table_is_acceptable_and_better_for_some_at_no_ones_cost(
    data: st.DataObject,
) -> None:
    exercise, now = drawn_case(data)
    analysis = analyse_space(exercise, now)
    package = data.draw(packages(exercise))
    here = analysis.values(analysis.space.number(package))
    left = left_on_table(analysis, here)
    better = [
        number
        for number in analysis.zone.tolist()
        if any(
            analysis.space.package(number)[issue.id] != issue.status_quo
            for issue in exercise.issues
        )
        and all(v >= here[d] - 1e-9 for d, v in analysis.values(number).items())
        and any(v > here[d] + 1e-9 for d, v in analysis.values(number).items())
    ]
    assert left.packages == len(better)
    if left.best is None:
        assert not better
    else:
        assert analysis.space.number(dict(left.best)) in better
        assert all(gain >= -1e-9 for gain in left.gains.values())
        assert any(gain > 0 for gain in left.gains.values())


@given(st.data())
@settings(max_examples=40)
def test_what_a_rule_costs_is_the_zone_without_it_less_the_zone(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    analysis = analyse_space(exercise, now)
    lines = [(one.id, place) for one in exercise.delegations for place in range(len(one.red_lines))]
    found = costs(analysis)
    assert len(found) == len(lines) + len(exercise.interactions)
    for (id, place), cost in zip(lines, found, strict=False):
        freed = exercise.model_copy(
            update={
                "delegations": tuple(
                    one.model_copy(
                        update={
                            "red_lines": tuple(
                                line
                                for at, line in enumerate(one.red_lines)
                                if (one.id, at) != (id, place)
                            )
                        }
                    )
                    for one in exercise.delegations
                )
            }
        )
        freer = analyse_space(freed, now)
        assert cost.packages == len(freer.zone) - len(analysis.zone)


@given(st.data())
@settings(max_examples=40)
def test_taking_an_interaction_away_is_scoring_without_it(data: st.DataObject) -> None:
    exercise, now = drawn_case(data)
    space = enumerate_space(exercise, now)
    for interaction in exercise.interactions:
        rest = [one for one in exercise.interactions if one.id != interaction.id]
        plain = exercise.model_copy(update={"interactions": tuple(rest)})
        again = enumerate_space(plain, now)
        assert without(space, interaction).values == pytest.approx(again.values, abs=1e-9)


def test_the_numbering_covers_the_product_in_order() -> None:
    from tests.referee.small import table

    exercise = Exercise.model_validate(table())
    space = enumerate_space(exercise, Circumstances(1, _climate(exercise)))
    choices = ["order", "form", *(issue.id for issue in exercise.issues)]
    product = itertools.product(*(exercise.choices[c] for c in choices))
    for number, options in enumerate(product):
        assert space.package(number) == dict(zip(choices, options, strict=True))


def _climate(exercise: Exercise):  # type: ignore[no-untyped-def]
    from tabletop.referee import opening_climate

    return opening_climate(exercise)
