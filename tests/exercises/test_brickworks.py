"""The brickworks: what is worth much to one and little to the other, and what that makes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from tabletop.referee.outcomes.analysis import Analysis
from tests.exercises.shipped import shipped, space

WORKS = shipped("brickworks")
TRADED = {
    "pay": "2",
    "rosters": "one-week",
    "jobs": "three-years",
    "outside": "peaks",
    "pension": "whole",
    "apprentices": "12",
}
HALVES = {
    "pay": "3",
    "rosters": "two-weeks",
    "jobs": "one-year",
    "outside": "peaks",
    "pension": "half",
    "apprentices": "8",
}
OTHER_HALVES = HALVES | {"rosters": "four-weeks", "jobs": "two-years"}


def worth(found: Analysis, terms: Mapping[str, str]) -> list[float]:
    """Return what a contract is worth to management and to the union."""
    whole = {**terms, "form": WORKS.form.options[0].id, "order": WORKS.order.options[0].id}
    values = found.values(found.space.number(whole))
    return [round(values[one], 6) for one in ("management", "union")]


def test_it_has_points_and_signatures_and_nothing_else() -> None:
    has = WORKS.has
    assert (has.points, has.offers, has.signatures, WORKS.whole) == (True,) * 4
    assert (has.climate, has.acts, has.gestures, has.form, has.order) == (False,) * 5
    assert (has.votes, has.decisions, has.roles, has.speakers) == (False,) * 4


def spread(issue: str) -> tuple[float, float]:
    """Return what its last option is worth above its first, to management and to the union."""
    found = WORKS.issue_by_id[issue]
    first, last = (found.option_by_id[one].points for one in (found.ids[0], found.ids[-1]))
    management, union = (
        last.get(one, 0.0) - first.get(one, 0.0) for one in ("management", "union")
    )
    return management, union


def test_pay_is_worth_the_same_to_both_with_opposite_signs() -> None:
    pay = WORKS.issue_by_id["pay"]
    assert {sum(pay.option_by_id[one].points.values()) for one in pay.ids} == {30}


def test_apprentices_are_what_both_want_alike() -> None:
    assert spread("apprentices") == (8, 6)


@pytest.mark.parametrize(
    ("issue", "management", "union"),
    [("rosters", 24, -8), ("jobs", -9, 26), ("pension", -6, 14), ("outside", -12, 9)],
)
def test_the_rest_is_opposed_and_most_of_it_weighs_more_on_one_side(
    issue: str, management: float, union: float
) -> None:
    assert spread(issue) == (management, union)


@pytest.mark.parametrize(("number", "packages"), [(1, 2028), (2, 4135), (3, 4135)])
def test_an_eighth_of_all_contracts_suits_both_and_the_week_widens_that(
    number: int, packages: int
) -> None:
    found = space("brickworks", number)
    assert found.deals == 16_848
    assert len(found.zone) == packages


def test_either_side_alone_would_sign_about_as_many_contracts_as_the_other() -> None:
    found = space("brickworks")
    alone = np.mean(found.space.values >= 48 - 1e-9, axis=1)
    assert abs(alone[0] - alone[1]) < 0.05


def test_trading_is_better_for_both_than_meeting_halfway_on_each_term() -> None:
    found = space("brickworks")
    traded, halves, others = (worth(found, one) for one in (TRADED, HALVES, OTHER_HALVES))
    assert traded == [61, 62]
    assert [halves, others] == [[57, 45], [45, 57]]
    assert all(all(t > h for t, h in zip(traded, one, strict=True)) for one in (halves, others))


def test_all_four_solutions_are_the_contract_in_which_everything_is_traded() -> None:
    found = space("brickworks")
    for place in found.solutions.values():
        assert place is not None
        chosen = found.space.package(place)
        assert {one: chosen[one] for one in TRADED} == TRADED


def test_each_reads_of_the_strike_what_it_costs_itself() -> None:
    told = [(one.id, one.to, dict(one.effects.walk_away)) for one in WORKS.injects]
    assert told == [
        ("school", ("management",), {"management": -4}),
        ("fund", ("union",), {"union": -4}),
        ("quarry", "all", {}),
    ]


def test_the_briefs_are_as_long_as_each_other() -> None:
    management, union = (len(one.secret_brief.split()) for one in WORKS.delegations)
    assert abs(management - union) < 0.25 * management
