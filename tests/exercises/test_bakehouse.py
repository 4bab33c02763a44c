"""A manager for the bakehouse: what weighs differently, what both want, and what that makes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from tabletop.referee.outcomes.analysis import Analysis
from tests.exercises.shipped import shipped, space

HOUSE = shipped("bakehouse")
TRADED = {
    "pay": "57000",
    "nights": "two",
    "start": "march",
    "stay": "three-years",
    "flat": "six-months",
    "share": "2",
    "second": "both",
}
HALVES = {
    "pay": "58000",
    "nights": "four",
    "start": "april",
    "stay": "two-years",
    "flat": "four-months",
    "share": "2",
    "second": "both",
}
OTHER_HALVES = HALVES | {"nights": "six", "flat": "two-months"}


def worth(found: Analysis, terms: Mapping[str, str]) -> list[float]:
    """Return what a contract is worth to the chain and to the candidate."""
    whole = {**terms, "form": HOUSE.form.options[0].id, "order": HOUSE.order.options[0].id}
    values = found.values(found.space.number(whole))
    return [round(values[one], 6) for one in ("chain", "candidate")]


def spread(issue: str) -> tuple[float, float]:
    """Return what its last option is worth above its first, to the chain and to the candidate."""
    found = HOUSE.issue_by_id[issue]
    first, last = (found.option_by_id[one].points for one in (found.ids[0], found.ids[-1]))
    chain, candidate = (last.get(one, 0.0) - first.get(one, 0.0) for one in ("chain", "candidate"))
    return chain, candidate


def test_it_has_points_and_signatures_and_nothing_else() -> None:
    has = HOUSE.has
    assert (has.points, has.offers, has.signatures, HOUSE.whole) == (True,) * 4
    assert (has.climate, has.acts, has.gestures, has.form, has.order) == (False,) * 5
    assert (has.votes, has.decisions, has.roles, has.speakers) == (False,) * 4


@pytest.mark.parametrize(
    ("issue", "chain", "candidate"),
    [
        ("pay", -24, 24),
        ("nights", 8, -22),
        ("start", -20, 6),
        ("stay", 14, -6),
        ("flat", -7, 14),
        ("share", -10, 12),
        ("second", 9, 8),
    ],
)
def test_each_term_weighs_what_the_page_says(issue: str, chain: float, candidate: float) -> None:
    assert spread(issue) == (chain, candidate)


def test_pay_is_worth_the_same_to_both_with_opposite_signs() -> None:
    pay = HOUSE.issue_by_id["pay"]
    assert {sum(pay.option_by_id[one].points.values()) for one in pay.ids} == {24}


def test_a_share_of_the_profit_yields_most_in_the_middle() -> None:
    share = HOUSE.issue_by_id["share"]
    assert [sum(share.option_by_id[one].points.values()) for one in share.ids] == [10, 13, 12]


@pytest.mark.parametrize(
    ("number", "walk_aways", "packages"), [(1, [50, 47], 1991), (2, [46, 50], 2226)]
)
def test_a_seventh_of_all_contracts_suits_both_and_thursday_favours_the_candidate(
    number: int, walk_aways: list[float], packages: int
) -> None:
    found = space("bakehouse", number)
    assert [one.walk_away_in(number) for one in HOUSE.delegations] == [50, 47]
    assert found.deals == 14_976
    assert len(found.zone) == packages
    least = [
        min(found.values(int(one))[who] for one in found.zone) for who in ("chain", "candidate")
    ]
    assert least == walk_aways


@pytest.mark.parametrize(("number", "limits"), [(1, (50, 47)), (2, (46, 50))])
def test_either_side_alone_would_sign_about_as_many_contracts_as_the_other(
    number: int, limits: tuple[int, int]
) -> None:
    found = space("bakehouse", number)
    alone = np.mean(found.space.values >= np.array(limits)[:, None] - 1e-9, axis=1)
    assert abs(alone[0] - alone[1]) < 0.12


def test_trading_is_better_for_both_than_meeting_halfway_on_each_term() -> None:
    found = space("bakehouse")
    traded, halves, others = (worth(found, one) for one in (TRADED, HALVES, OTHER_HALVES))
    assert traded == [63, 61]
    assert [halves, others] == [[54, 60], [60, 47]]
    assert all(all(t > h for t, h in zip(traded, one, strict=True)) for one in (halves, others))


def test_halves_without_the_term_that_both_want_are_no_contract_for_one_of_them() -> None:
    found = space("bakehouse")
    assert worth(found, HALVES | {"second": "other"}) == [45, 52]
    assert worth(found, OTHER_HALVES | {"second": "other"}) == [51, 39]


def test_all_four_solutions_trade_everything_and_thursday_moves_pay() -> None:
    for number, pay, shared in [
        (1, "57000", {"chain": 63, "candidate": 61}),
        (2, "60000", {"chain": 60, "candidate": 64}),
    ]:
        found = space("bakehouse", number)
        for place in found.solutions.values():
            assert place is not None
            chosen = found.space.package(place)
            assert {one: chosen[one] for one in TRADED if one != "flat"} == {
                one: option for one, option in (TRADED | {"pay": pay}).items() if one != "flat"
            }
            assert found.values(place) == shared


def test_each_reads_of_its_alternative_what_concerns_itself() -> None:
    told = [(one.id, one.to, dict(one.effects.walk_away)) for one in HOUSE.injects]
    assert told == [
        ("second-choice", ("chain",), {"chain": -4}),
        ("mill", ("candidate",), {"candidate": 3}),
    ]


def test_the_briefs_are_as_long_as_each_other_and_read_in_three_minutes() -> None:
    chain, candidate = (len(one.secret_brief.split()) for one in HOUSE.delegations)
    assert abs(chain - candidate) < 0.25 * chain
    assert max(chain, candidate) < 3 * 150
