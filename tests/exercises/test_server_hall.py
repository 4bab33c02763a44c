"""A hall by the Veldra: who can block, who can be left out, and what the last two names cost."""

from __future__ import annotations

import numpy as np
import pytest

from tabletop.referee.outcomes.analysis import Analysis
from tests.exercises.shipped import shipped, space

HALL = shipped("server-hall")
IDS = [one.id for one in HALL.delegations]
VETO = {"company", "board"}
SIX = {
    "site": "mill",
    "cooling": "low-stop",
    "heat-use": "both",
    "backup": "batteries",
    "fund": "1m",
}


def content(round_number: int) -> list[frozenset[str]]:
    """Return, for each package that carries by what it is worth, who is content with it."""
    found: Analysis = space("server-hall", round_number)
    limits = np.array([[one.walk_away_in(round_number)] for one in HALL.delegations])
    if round_number == 3:
        limits[IDS.index("company")] -= 4
    enough = found.space.values >= limits - 1e-9
    sets = [
        frozenset(name for name, yes in zip(IDS, column, strict=True) if yes)
        for column in enough[:, found.space.deals].T
    ]
    return [one for one in sets if one >= VETO and len(one) >= 4]


def test_it_has_points_and_signatures_and_nothing_else() -> None:
    has = HALL.has
    assert (has.points, has.offers, has.signatures, HALL.whole) == (True,) * 4
    assert (has.climate, has.acts, has.form, has.order, has.decisions) == (False,) * 5
    assert (has.votes, has.roles, has.speakers) == (False,) * 3


def test_everybody_has_a_hundred_points_to_win() -> None:
    for one in IDS:
        best = [
            max(option.points.get(one, 0) for option in issue.option_by_id.values())
            for issue in HALL.issues
        ]
        assert sum(best) == 100, one


@pytest.mark.parametrize(
    ("round_number", "passing", "all_six"), [(1, 43, 2), (2, 43, 2), (3, 60, 3)]
)
def test_one_package_in_twelve_has_its_four_signatures_and_few_have_six(
    round_number: int, passing: int, all_six: int
) -> None:
    found = content(round_number)
    assert len(found) == passing
    assert sum(len(one) == len(IDS) for one in found) == all_six


def test_nobody_but_those_with_a_veto_can_count_on_being_needed() -> None:
    found = content(1)
    for one in IDS:
        left_out = sum(one not in names for names in found)
        assert (left_out == 0) == (one in VETO), one
    assert {one: sum(one not in names for names in found) for one in IDS[2:]} == {
        "town": 10,
        "farms": 16,
        "heat": 15,
        "league": 28,
    }


def test_what_is_best_for_all_together_in_the_zone_has_six_names() -> None:
    found = space("server-hall")
    best = found.solutions["utilitarian"]
    assert best is not None
    chosen = found.space.package(best)
    assert {one: chosen[one] for one in SIX} == SIX
    assert found.values(best) == pytest.approx(
        {"company": 53, "board": 75, "town": 73, "farms": 76, "heat": 71, "league": 62}
    )


def test_no_package_with_river_water_all_year_was_ever_carried() -> None:
    """So that July's news costs nobody a permit, and only an anchor."""
    assert len(content(1)) == len(content(2))
    assert space("server-hall", 2).deals == 360


def test_the_briefs_are_as_long_as_each_other() -> None:
    words = [len(one.secret_brief.split()) for one in HALL.delegations]
    assert min(words) > 0.75 * max(words)
