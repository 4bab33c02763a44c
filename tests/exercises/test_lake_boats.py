"""Three towns and a boat: what each pair makes, what it costs to leave the third out."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.exercises.shipped import shipped, space

LAKE = shipped("lake-boats")
ALONE = {"aldra": 28, "brenn": 24, "corvey": 18}
PAYMENTS = ("aldra-brenn", "aldra-corvey", "brenn-corvey")


def saved(line: str) -> dict[str, float]:
    """Return what each town has of a line in which nobody pays anybody."""
    return dict(LAKE.issue_by_id["line"].option_by_id[line].points)


def test_it_has_points_and_signatures_and_nothing_else() -> None:
    has = LAKE.has
    assert (has.points, has.offers, has.signatures) == (True,) * 3
    assert (has.climate, has.acts, has.form, has.order, has.decisions) == (False,) * 5
    assert (has.votes, has.roles, has.speakers) == (False,) * 3


def test_who_is_left_out_has_what_it_has_alone() -> None:
    assert {one.id: one.walk_away_in(1) for one in LAKE.delegations} == ALONE
    for pair in PAYMENTS:
        (out,) = set(ALONE) - set(pair.split("-"))
        assert saved(pair)[out] == ALONE[out]


def test_each_pair_saves_another_sum_and_some_pair_does_better_than_in_any_line_of_three() -> None:
    pairs = {pair: sum(saved(pair)[one] for one in pair.split("-")) for pair in PAYMENTS}
    assert pairs == {"aldra-brenn": 90, "aldra-corvey": 80, "brenn-corvey": 70}
    together = sum(saved("all").values())
    assert together == 114
    assert together < sum(pairs.values()) / 2, "however it is shared, some pair has more alone"


def test_all_three_are_less_for_each_than_its_best_pair_and_more_for_all_than_any_pair() -> None:
    for town, alone in ALONE.items():
        assert alone < saved("all")[town] < max(saved(pair)[town] for pair in PAYMENTS)
    lost = [sum(saved("all").values()) - sum(saved(pair).values()) for pair in PAYMENTS]
    assert lost == [6, 10, 16], "what it costs to leave Corvey, Brenn, Aldra out"


def test_a_payment_is_lost_by_one_and_gained_by_the_other() -> None:
    for pair in PAYMENTS:
        for option in LAKE.issue_by_id[pair].option_by_id.values():
            assert set(option.points) <= set(pair.split("-"))
            assert sum(option.points.values()) == 0


def test_two_lines_in_five_suit_everybody_who_must_sign() -> None:
    found = space("lake-boats")
    assert found.feasible == 757
    assert len(found.zone) == 294


def test_all_solutions_are_a_line_of_three_for_which_corvey_pays() -> None:
    found = space("lake-boats")
    places = set(found.solutions.values())
    assert len(places) == 1
    (best,) = places
    assert best is not None
    assert found.values(best) == pytest.approx({"aldra": 43, "brenn": 38, "corvey": 33})


def test_the_storm_leaves_a_line_of_two_no_better_for_its_towns_than_one_of_three() -> None:
    (storm,) = LAKE.injects
    assert (storm.round, storm.to) == (3, "all")
    for change in storm.effects.points:
        towns = change.option.split("-")
        assert dict(change.points) == dict.fromkeys(towns, -7)
        assert all(saved(change.option)[town] - 7 <= saved("all")[town] for town in towns)
    assert len(storm.effects.points) == len(PAYMENTS)


def test_the_briefs_are_as_long_as_each_other() -> None:
    words = [len(one.secret_brief.split()) for one in LAKE.delegations]
    for one, other in combinations(words, 2):
        assert abs(one - other) < 0.15 * max(words)
