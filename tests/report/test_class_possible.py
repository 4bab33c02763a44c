"""What was possible, and outcomes compared with it, all computed by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.exercise.loading import load_exercise
from tabletop.referee.outcomes.yardstick import Yardstick, yardstick
from tests.report.classes import loaf

LOAF = Yardstick(loaf())


def test_the_zone_the_frontier_and_the_solutions_are_those_of_the_first_round() -> None:
    assert (LOAF.packages, LOAF.kept.feasible, LOAF.kept.zone, LOAF.kept.frontier) == (6, 5, 4, 2)
    for name in ("nash", "utilitarian"):
        found = LOAF.kept.solutions[name]
        assert found is not None
        assert found.values == {"alfa": 7, "bravo": 9}
        assert (found.package["crust"], found.package["crumb"]) == ("shared", "half")
    assert LOAF.walk_away == {"alfa": 2, "bravo": 1}


def test_an_outcome_is_measured_from_the_walk_aways_to_the_best() -> None:
    found = LOAF.measure({"alfa": 6, "bravo": 2})
    assert found.joint == 8
    assert found.share == pytest.approx((8 - 3) / (16 - 3))
    assert found.nash == pytest.approx(math.sqrt((4 / 5) * (1 / 8)))
    # Crust and slice would have given Alfa 4 of its 8 and Bravo 3 of its 8 more.
    assert found.room == pytest.approx(3 / 8)


def test_the_best_measures_one_and_leaves_no_room() -> None:
    found = LOAF.measure({"alfa": 7, "bravo": 9})
    assert (found.share, found.room) == (1, 0)
    assert found.nash == pytest.approx(1)


def test_everybody_at_the_walk_away_measures_nothing() -> None:
    found = LOAF.measure({"alfa": 2, "bravo": 1})
    assert (found.share, found.nash) == (0, 0)


def test_an_outcome_may_lie_outside_of_what_the_first_round_had() -> None:
    beyond = LOAF.measure({"alfa": 12, "bravo": 12})
    assert beyond.share is not None and beyond.share > 1
    assert beyond.room == 0
    below = LOAF.measure({"alfa": -5, "bravo": 1})
    assert below.share is not None and below.share < 0
    assert below.nash == 0


def test_left_is_what_gives_somebody_more_and_nobody_less() -> None:
    found = LOAF.missed({"alfa": 6, "bravo": 2})
    assert found.packages == 2
    assert found.best is not None and found.best["crumb"] == "half"
    assert found.gains == {"alfa": 1, "bravo": 7}
    assert LOAF.missed({"alfa": 7, "bravo": 9}).best is None
    # Only crust and slice gives Alfa no less than 8.
    one = LOAF.missed({"alfa": 8, "bravo": 1})
    assert (one.packages, one.gains) == (1, {"alfa": 2, "bravo": 4})


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_there_is_room_just_where_something_is_better_for_both(alfa: float, bravo: float) -> None:
    found = LOAF.measure({"alfa": alfa, "bravo": bravo})
    assert found.room is not None
    both = any(x > alfa + 1e-6 and y > bravo + 1e-6 for x, y in ((7, 9), (10, 5)))
    assert (found.room > 1e-7) == both


def test_without_a_zone_there_is_no_share() -> None:
    greedy = loaf(
        delegation=[
            {"id": "alfa", "name": "Alfa", "walk_away": 9},
            {"id": "bravo", "name": "Bravo", "walk_away": 8},
        ]
    )
    stick = Yardstick(greedy)
    found = stick.measure({"alfa": 9, "bravo": 8})
    assert (found.joint, found.share, found.nash, found.room) == (17, None, None, None)
    assert stick.missed({"alfa": 9, "bravo": 8}).packages == 0


def test_a_space_too_large_to_go_through_has_no_yardstick() -> None:
    many = [
        {
            "id": f"issue-{n}",
            "name": f"Issue {n}",
            "by": [],
            "option": [
                {"id": "no", "name": "no"},
                {"id": "yes", "name": "yes", "points": {"alfa": 1, "bravo": 1}},
            ],
        }
        for n in range(25)
    ]
    assert yardstick(loaf(issue=many)) is None


def test_kept_promises_make_more_possible_than_promises_on_the_first_day() -> None:
    stick = Yardstick(load_exercise("korea-end-of-war"))
    assert 0 < stick.promised.zone < stick.kept.zone
    promised, kept = stick.promised.solutions["nash"], stick.kept.solutions["nash"]
    assert promised is not None and kept is not None
    assert all(kept.values[one] > promised.values[one] for one in kept.values)
