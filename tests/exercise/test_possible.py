"""What the checks call impossible is impossible to the referee, for any conditions drawn."""

from __future__ import annotations

import tomllib
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tabletop.exercise.checks.covering import covers
from tabletop.exercise.checks.possible import can_be, contradiction
from tabletop.exercise.conditions import PackageCondition, met_by
from tabletop.exercise.model import Exercise, PlayCondition
from tabletop.referee import Climate, Standing, feasible, holds, opening_circumstances
from tests.exercise.marked import SOUND

DOCUMENT = tomllib.loads(SOUND)
EXERCISE = Exercise.model_validate(DOCUMENT)
CHOICES = EXERCISE.choices
PACKAGES = [dict(zip(CHOICES, row, strict=True)) for row in product(*CHOICES.values())]


def row(choice: str) -> st.SearchStrategy[str | list[str]]:
    """Draw a row's test, in any of its forms."""
    option = st.sampled_from(CHOICES[choice])
    signed = st.tuples(st.sampled_from(["", ">= ", "<= ", "!= "]), option).map("".join)
    return signed | st.lists(option, min_size=1, max_size=2)


conditions = st.fixed_dictionaries({}, optional={choice: row(choice) for choice in CHOICES})
pairs = st.sampled_from(list(EXERCISE.pairs))
levels = st.integers(0, 4).map(lambda quarter: quarter * 25)
plain: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "signed": conditions,
        "performed": conditions,
        "breached": conditions,
        "in_breach": conditions,
        "tension_at_least": levels,
        "tension_at_most": levels,
        "trust_at_least": st.dictionaries(pairs, levels, max_size=2),
        "trust_below": st.dictionaries(pairs, levels, max_size=2),
        "round_at_least": st.integers(1, 4),
        "below_walk_away": st.lists(st.sampled_from(["upper", "mill"]), unique=True),
    },
)
documents = st.recursive(
    plain,
    lambda inner: st.tuples(
        plain,
        st.fixed_dictionaries({}, optional={"any": st.lists(inner, max_size=2), "not": inner}),
    ).map(lambda both: {**both[0], **both[1]}),
    max_leaves=4,
)
plays = documents.map(PlayCondition.model_validate)
shadowed = st.tuples(documents, documents).map(
    lambda both: (
        PlayCondition.model_validate(both[0]),
        PlayCondition.model_validate({**both[1], **both[0]}),
    )
)
"""A condition, and one that asks for more: for most of these the first covers the second."""


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """Draw a table at any moment."""
    package = st.sampled_from(PACKAGES)
    breached = st.fixed_dictionaries(
        {}, optional={one: st.sets(st.sampled_from(CHOICES[one]), min_size=1) for one in CHOICES}
    )
    broken = draw(breached)
    last = {one: st.sampled_from(sorted(options)) for one, options in broken.items()}
    return Standing(
        round=draw(st.integers(1, 3)),
        climate=Climate({pair: draw(levels) for pair in EXERCISE.pairs.values()}, draw(levels)),
        performed=draw(package),
        agreed=draw(st.none() | package),
        breached=broken,
        in_breach=draw(st.fixed_dictionaries({}, optional=last)),
        below=draw(st.sets(st.sampled_from(list(EXERCISE.delegation_by_id)))),
    )


def meets(package: dict[str, str], condition: PackageCondition) -> bool:
    return all(package[one] in met_by(test, CHOICES[one]) for one, test in condition.items())


@pytest.mark.slow
@given(st.lists(conditions, min_size=5, max_size=5), conditions)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_a_condition_called_impossible_is_met_by_no_feasible_package(
    requirements: list[PackageCondition], condition: PackageCondition
) -> None:
    tables = [*DOCUMENT["issue"], *DOCUMENT["form"]["option"]]
    required = [
        {**table, "requires": need} for table, need in zip(tables, requirements, strict=True)
    ]
    form = {**DOCUMENT["form"], "option": required[3:]}
    exercise = Exercise.model_validate({**DOCUMENT, "issue": required[:3], "form": form})
    assume(not can_be(condition, exercise))
    circumstances = opening_circumstances(exercise)
    assert not any(
        meets(package, condition) and feasible(exercise, package, circumstances)
        for package in PACKAGES
    )


@pytest.mark.slow
@given(plays, standings())
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_a_condition_called_contradictory_never_holds(
    condition: PlayCondition, standing: Standing
) -> None:
    assume(contradiction(condition, EXERCISE) is not None)
    assert not holds(EXERCISE, condition, standing)


@pytest.mark.slow
@given(shadowed | st.tuples(plays, plays), standings())
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_an_ending_called_out_of_reach_is_never_come_to(
    endings: tuple[PlayCondition, PlayCondition], standing: Standing
) -> None:
    earlier, later = endings
    assume(covers(EXERCISE, earlier, later))
    assert holds(EXERCISE, earlier, standing) or not holds(EXERCISE, later, standing)


@given(plays)
def test_a_condition_covers_itself(condition: PlayCondition) -> None:
    assert covers(EXERCISE, condition, condition)
