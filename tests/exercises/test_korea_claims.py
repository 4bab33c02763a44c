"""What the Korea exercise must show: the published argument behind it, claim by claim.

Every claim is put to Tabletop's own referee and to the plain one; fixtures are in `conftest.py`,
packages in `korea.py`.
"""

from __future__ import annotations

import itertools

import pytest

from tests.exercises.conftest import Spaces, at
from tests.exercises.korea import (
    ALLIES_FIRST,
    DELEGATIONS,
    DETAILED,
    FULL_HALT,
    LADDER,
    MIDDLE,
    NASH,
    NINE,
    PYONGYANG_FIRST,
    STEP_BY_STEP,
    SYMBOLIC,
    whole,
)
from tests.exercises.plain_referee import Raw, choices
from tests.exercises.referees import Found, Referee

# In one process of several, so that each whole space is looked at once.
pytestmark = pytest.mark.xdist_group("korea")

EVERY_LEVEL = range(101)


def values(referee: Referee, x: dict[str, str]) -> list[float]:
    return [referee.value(x, one) for one in DELEGATIONS]


def refusing(referee: Referee, x: dict[str, str]) -> set[str]:
    return {one for one in DELEGATIONS if referee.refuses(x, one)}


@pytest.mark.parametrize("name", NINE)
def test_the_nine_packages_are_worth_what_the_argument_says(
    referee: Referee, raw: Raw, name: str
) -> None:
    chosen, worth, _ = NINE[name]
    x = whole(raw, chosen)
    assert referee.feasible(x)
    assert [round(one, 1) for one in values(referee, x)] == list(worth)


@pytest.mark.parametrize("name", NINE)
def test_each_of_the_nine_is_refused_by_whom_the_argument_says(
    referee: Referee, raw: Raw, name: str
) -> None:
    chosen, _, by = NINE[name]
    assert refusing(referee, whole(raw, chosen)) == by


# A symbol is not enough.


def test_seoul_and_beijing_would_sign_a_symbol_and_the_adversaries_would_not(
    referee: Referee, raw: Raw
) -> None:
    assert refusing(referee, whole(raw, SYMBOLIC)) == {"usa", "dprk"}


def test_no_package_of_joint_texts_alone_is_acceptable_to_all_at_any_trust(
    referee: Referee, raw: Raw
) -> None:
    joint = {issue["id"] for issue in raw["issue"] if not issue["by"]} | {"form", "order"}
    options = choices(raw)
    tried = 0
    for chosen in itertools.product(*(options[choice] for choice in sorted(joint))):
        x = whole(raw, dict(zip(sorted(joint), chosen, strict=True)))
        if not referee.feasible(x):
            continue
        tried += 1
        for one in DELEGATIONS:
            # Nobody promises an act, so trust is worth nothing: one level stands for all.
            distrusting = referee.value(x, one, trust=at(0))
            assert distrusting == referee.value(x, one, trust=at(100))
        assert refusing(referee, x)
    assert tried == 56


# Too much detail scares off.


@pytest.mark.slow
def test_no_binding_package_is_in_the_zone_at_opening_trust(spaces: Spaces, raw: Raw) -> None:
    form = list(choices(raw)).index("form")
    forms = {options[form] for options in spaces(1, None).zone}
    assert forms == {"statement", "political"}


def test_each_rung_of_detail_costs_washington_and_pays_pyongyang(
    referee: Referee, raw: Raw
) -> None:
    x = whole(raw, MIDDLE)
    before = values(referee, x)
    for rung in LADDER:
        x |= rung
        after = values(referee, x)
        assert after[0] < before[0], rung
        assert after[1] > before[1], rung
        before = after


def test_only_the_last_two_rungs_cross_red_lines_and_those_of_both_allies(
    referee: Referee, raw: Raw
) -> None:
    x = whole(raw, MIDDLE)
    crossed = []
    for rung in LADDER:
        x |= rung
        crossed.append({one for one in DELEGATIONS if referee.crosses(x, one)})
    assert crossed == [set(), set(), set(), {"usa", "rok"}, {"usa", "rok"}]


# The entry point opens.


def test_the_middle_package_is_better_for_every_one_of_the_four_than_the_symbol(
    referee: Referee, raw: Raw
) -> None:
    middle, symbol = (values(referee, whole(raw, x)) for x in (MIDDLE, SYMBOLIC))
    assert all(m > s for m, s in zip(middle, symbol, strict=True))


def test_the_middle_package_shares_better_and_yields_more_than_the_detailed_one(
    referee: Referee, raw: Raw
) -> None:
    least = [referee.walk_away(one) for one in DELEGATIONS]
    middle, detailed = (
        [v - w for v, w in zip(values(referee, whole(raw, x)), least, strict=True)]
        for x in (MIDDLE, DETAILED)
    )
    assert min(middle) > 0 > min(detailed)
    assert sum(middle) > sum(detailed)


@pytest.mark.slow
def test_the_middle_package_is_an_entry_and_no_optimum(spaces: Spaces, raw: Raw) -> None:
    assert spaces(1, None).dominating(tuple(whole(raw, MIDDLE).values())) == 87


# Who goes first.


@pytest.mark.parametrize(
    ("chosen", "level"),
    [(ALLIES_FIRST, 36), (PYONGYANG_FIRST, 33), (MIDDLE, 6), (STEP_BY_STEP, 0)],
    ids=["allies first", "Pyongyang first", "together", "step by step"],
)
def test_an_order_is_acceptable_to_all_from_some_trust_between_the_adversaries_on(
    referee: Referee, raw: Raw, chosen: dict[str, str], level: int
) -> None:
    x = whole(raw, chosen)
    fine = [
        t
        for t in EVERY_LEVEL
        if not any(referee.refuses(x, one, trust=at(t)) for one in DELEGATIONS)
    ]
    assert fine == list(EVERY_LEVEL[level:])


# Time.


@pytest.mark.parametrize("chosen", [FULL_HALT, MIDDLE], ids=["full halt", "March halt"])
def test_a_halt_is_worth_less_to_seoul_every_round_with_the_cliffs_in_march_and_may(
    referee: Referee, raw: Raw, chosen: dict[str, str]
) -> None:
    x = whole(raw, chosen)
    worth = [referee.value(x, "rok", number) for number in range(1, 7)]
    falls = [before - after for before, after in itertools.pairwise(worth)]
    assert min(falls) > 0
    dates = [one["date"] for one in raw["round"][1:]]
    steepest = sorted(range(5), key=lambda place: -falls[place])[:2]
    assert {dates[place] for place in steepest} == {"March 2022", "May 2022"}


@pytest.mark.parametrize("number", range(1, 7))
def test_the_march_halt_can_be_had_before_round_four_and_not_from_then_on(
    referee: Referee, raw: Raw, number: int
) -> None:
    assert referee.feasible(whole(raw, MIDDLE), number) == (number < 4)
    assert referee.feasible(whole(raw, FULL_HALT), number)


# Neither empty nor easy.


def test_there_are_419904_packages_of_which_270312_are_feasible(spaces: Spaces, raw: Raw) -> None:
    every = 1
    for options in choices(raw).values():
        every *= len(options)
    assert every == 419_904
    assert spaces(1, None).feasible == 270_312


def test_752_packages_are_acceptable_to_all_and_48_of_them_efficient(spaces: Spaces) -> None:
    found = spaces(1, None)
    assert (len(found.zone), found.efficient) == (752, 48)
    assert len(found.zone) / found.feasible == pytest.approx(0.0028, abs=5e-5)


@pytest.mark.parametrize(("number", "packages"), [(4, 97), (6, 9)])
def test_the_zone_shrinks_with_the_months_and_is_never_empty(
    spaces: Spaces, number: int, packages: int
) -> None:
    assert len(spaces(number, None).zone) == packages


@pytest.mark.slow
@pytest.mark.parametrize(("level", "packages"), [(0, 126), (20, 744), (40, 2_605), (80, 9_194)])
def test_the_zone_grows_with_trust_between_the_adversaries(
    spaces: Spaces, level: int, packages: int
) -> None:
    assert len(spaces(1, float(level)).zone) == packages


def test_the_nash_solution_takes_the_middle_ground_further(spaces: Spaces, raw: Raw) -> None:
    found = spaces(1, None)
    assert found.nash == tuple(whole(raw, NASH).values())
    assert tenths(found, found.nash) == [8.3, 17.9, 54.5, 35.2]


def test_the_kalai_smorodinsky_solution_leaves_out_the_aid(spaces: Spaces, raw: Raw) -> None:
    without_aid = whole(raw, NASH | {"inter-korean-contacts": "none"})
    assert spaces(1, None).kalai_smorodinsky == tuple(without_aid.values())


def tenths(found: Found, options: tuple[str, ...]) -> list[float]:
    return [round(one, 1) for one in found.zone[options]]
