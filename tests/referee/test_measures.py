"""Opposition, Nash products and distances, compared with numbers computed by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tabletop
from tabletop import analyse, load_exercise, outcomes
from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.referee.outcomes.analysis import analyse_space
from tabletop.referee.outcomes.measures import opposition
from tests.effort import examples
from tests.referee.drawn import circumstances, exercises


def loaf(points: list[tuple[float, float]]) -> Exercise:
    """Return an exercise of two parties and one issue whose options have these values."""
    return Exercise.model_validate(
        {
            "format": 1,
            "id": "loaf",
            "title": "Loaf",
            "delegation": [
                {"id": one, "name": one, "walk_away": 1.0, "counterparts": []} for one in "ab"
            ],
            "issue": [
                {
                    "id": "split",
                    "name": "Split",
                    "by": [],
                    "option": [{"id": "none", "name": "none"}]
                    + [
                        {"id": f"o{n}", "name": f"o{n}", "points": {"a": a, "b": b}}
                        for n, (a, b) in enumerate(points)
                    ],
                }
            ],
            "agreement": {"signatories": ["a", "b"]},
            "round": [{"id": "r", "title": "R", "date": "now"}],
            "ending": [{"id": "e", "title": "E", "text": "Over."}],
        }
    )


def test_opposition_is_nothing_where_one_package_is_best_for_all() -> None:
    assert opposition(analyse(loaf([(2, 2), (10, 10)]))) == 0


def test_opposition_of_a_straight_split_is_half_the_diagonal() -> None:
    found = opposition(analyse(loaf([(10, 0), (5, 5), (0, 10)])))
    assert found == pytest.approx(math.sqrt(0.5))


def test_outcomes_tell_products_and_distances_by_hand() -> None:
    analysis = analyse(loaf([(9, 2), (5, 5), (2, 9), (4, 4)]))
    zone = {one.package["split"]: one for one in outcomes(analysis, "zone")}
    assert sorted(zone) == ["o0", "o1", "o2", "o3"]
    assert zone["o0"].nash_product == 8
    assert zone["o1"].nash_product == 16
    assert zone["o1"].to_nash == 0
    assert zone["o3"].to_frontier == pytest.approx(math.sqrt(2))
    assert zone["o0"].to_nash == pytest.approx(5)
    assert zone["o3"].surplus == {"a": 3, "b": 3}
    assert [one.package["split"] for one in outcomes(analysis)] == ["o0", "o1", "o2"]


@pytest.mark.slow
@given(st.data())
@settings(max_examples=examples(30))
def test_a_list_is_the_zone_or_the_frontier_and_nothing_else(data: st.DataObject) -> None:
    exercise = data.draw(exercises())
    analysis = analyse_space(exercise, data.draw(circumstances(exercise)))
    zone = list(outcomes(analysis, "zone"))
    assert [one.package for one in zone] == [analysis.space.package(n) for n in analysis.zone]
    assert all(one.in_zone for one in zone)
    edge = list(outcomes(analysis, "frontier"))
    assert [one.package for one in edge] == [analysis.space.package(n) for n in analysis.frontier]
    assert sum(one.in_zone for one in edge) == analysis.frontier_in_zone
    assert all(one.to_frontier == 0 for one in edge)
    found = opposition(analysis)
    assert found is None or 0 <= found <= math.sqrt(len(exercise.delegations)) + 1e-9


def test_korea_is_opposed_about_as_much_as_can_be() -> None:
    found = opposition(analyse(load_exercise("korea-end-of-war")))
    assert found is not None
    assert 0 < found < 2


def test_what_a_notebook_completes_shows_and_is_told() -> None:
    """Attributes complete on Tab, results print on one line, and mistakes get a sentence."""
    assert set(tabletop.__all__) <= set(dir(tabletop))
    analysis = analyse(load_exercise("korea-end-of-war"))
    shown = repr(analysis)
    assert shown.startswith("<Analysis of korea-end-of-war, round 1: ")
    assert f"{len(analysis.zone)} in the zone" in shown
    assert "\n" not in shown
    with pytest.raises(UnreadableInput, match="'zonne'; choose from zone, frontier"):
        outcomes(analysis, "zonne")  # type: ignore[arg-type]
