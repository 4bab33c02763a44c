"""Packages scored many at a time have the values that the referee gives each alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop import analyse, load_exercise, outcomes, sample, score
from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.referee import acceptable, feasible, value
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.outcomes.analysis import analyse_space
from tabletop.referee.outcomes.drawn import MOST_DRAWN, scored, worth_to
from tabletop.referee.outcomes.passing import passing
from tabletop.referee.outcomes.space import MOST_PACKAGES, enumerate_space, most_packages, size
from tabletop.referee.value import red_lines
from tests.referee.drawn import circumstances, exercises

FILES = Path(__file__).parent / "files"


@pytest.mark.slow
@given(st.data())
@settings(max_examples=60)
def test_packages_as_arrays_are_worth_what_each_is_worth_alone(data: st.DataObject) -> None:
    exercise = data.draw(exercises())
    now = data.draw(circumstances(exercise))
    chance = np.random.default_rng(data.draw(st.integers(0, 99)))
    places = {c: chance.integers(0, len(options), 12) for c, options in exercise.choices.items()}
    worth, possible, fine = scored(exercise, now, places)
    for number in range(12):
        package = {c: options[places[c][number]] for c, options in exercise.choices.items()}
        assert bool(possible[number]) == feasible(exercise, package, now)
        for row, one in enumerate(exercise.delegations):
            said = value(exercise, package, one.id, now).value
            assert worth[row, number] == pytest.approx(said, abs=1e-9)
        if fine[number]:
            assert all(acceptable(exercise, package, d.id, now) for d in exercise.delegations)


def test_more_delegations_and_conditions_than_fit_into_a_word_are_told_apart() -> None:
    exercise = many_parties(70)
    now = opening_circumstances(exercise)
    chance = np.random.default_rng(1)
    places = {c: chance.integers(0, len(options), 40) for c, options in exercise.choices.items()}
    _, possible, _ = scored(exercise, now, places)
    packages = [
        {c: options[places[c][number]] for c, options in exercise.choices.items()}
        for number in range(40)
    ]
    assert possible.tolist() == [feasible(exercise, one, now) for one in packages]
    assert 0 < possible.sum() < 40
    for party in ("d0", "d61", "d62", "d69"):
        worth, could = worth_to(exercise, now, places, party)
        said = [value(exercise, one, party, now).value for one in packages]
        assert worth.tolist() == pytest.approx(said)
        crossed = [bool(red_lines(exercise, one, party)) for one in packages]
        assert (could & ~np.array(crossed) == could).all()
        assert any(crossed)


def many_parties(count: int) -> Exercise:
    """Return an exercise in which each delegation has an act, a red line and a counterpart."""
    ids = [f"d{number}" for number in range(count)]
    acts = [ids[0], ids[61], ids[62], ids[-1]]
    return Exercise.model_validate(
        {
            "format": 2,
            "id": "many",
            "title": "Many",
            "climate": {"tension": 40},
            "round": [{"id": "r1", "title": "Round 1"}],
            "delegation": [
                {
                    "id": one,
                    "name": one,
                    "walk_away": 0,
                    "counterparts": [ids[number - 1]],
                    "red_line": [{"when": {f"i{number % 4}": "b"}, "because": "never"}],
                }
                for number, one in enumerate(ids)
            ],
            "issue": [
                {
                    "id": f"i{number}",
                    "name": f"i{number}",
                    "by": [by],
                    "option": [
                        {"id": "a", "name": "a"},
                        {"id": "b", "name": "b", "points": dict.fromkeys(ids, number + 1)},
                        {"id": "c", "name": "c", "points": dict.fromkeys(acts, -2)},
                    ],
                }
                for number, by in enumerate(acts)
            ],
            "order": {
                "name": "Order",
                "option": [
                    {"id": "together", "name": "t"},
                    {"id": "first", "name": "f", "first": [ids[62], ids[-1]]},
                    {"id": "step", "name": "s", "instalments": 2},
                ],
            },
        }
    )


@pytest.mark.slow
@given(st.data())
@settings(max_examples=30)
def test_every_package_drawn_is_in_the_zone_exactly_when_the_analysis_says(
    data: st.DataObject,
) -> None:
    exercise = data.draw(exercises().filter(lambda one: size(one) <= 150))
    now = data.draw(circumstances(exercise))
    analysis = analyse_space(exercise, now)
    packages = [analysis.space.package(number) for number in range(len(analysis.space))]
    places = {
        c: np.array([options.index(one[c]) for one in packages])
        for c, options in exercise.choices.items()
    }
    _, _, fine = scored(exercise, now, places)
    assert np.flatnonzero(fine).tolist() == analysis.zone.tolist()


def test_a_value_on_the_walk_away_reaches_it_however_it_is_asked() -> None:
    exercise = load_exercise(FILES / "boundary.toml")
    now = opening_circumstances(exercise)
    analysis = analyse_space(exercise, now)
    assert (len(analysis.space), len(analysis.zone)) == (36, 20)
    one_by_one = [
        all(
            acceptable(exercise, analysis.space.package(n), d.id, now) for d in exercise.delegations
        )
        for n in range(36)
    ]
    assert sum(one_by_one) == 20
    low, high = sample(exercise, 20_000).zone_95
    assert low <= 20 / 36 <= high


@pytest.mark.parametrize("name", ["harbour-five", "harbour-open"])
def test_a_sample_estimates_what_the_rule_lets_pass(name: str) -> None:
    exercise = load_exercise(FILES / f"{name}.toml")
    analysis = analyse(exercise)
    found = sample(exercise, 20_000)
    low, high = found.passing_95
    assert low <= len(passing(analysis).packages) / len(analysis.space) <= high
    assert found.zone < found.passing


def test_a_space_of_any_size_is_sampled_with_progress() -> None:
    exercise = load_exercise(FILES / "vast.toml")
    assert size(exercise) > 10**20
    told: list[tuple[int, int]] = []
    found = sample(exercise, 120_000, seed=3, progress=lambda done, of: told.append((done, of)))
    assert found.drawn == 120_000
    assert told == [(done, 120_000) for done in range(10_000, 130_000, 10_000)]
    assert found == sample(exercise, 120_000, seed=3)


@pytest.mark.parametrize("packages", [0, -1, MOST_DRAWN + 1])
def test_no_sample_of_nothing_or_of_everything(packages: int) -> None:
    exercise = load_exercise(FILES / "boundary.toml")
    with pytest.raises(UnreadableInput, match="draw 1 to"):
        sample(exercise, packages)


def test_the_more_delegations_the_fewer_packages_are_enumerated() -> None:
    assert most_packages(2) == most_packages(4) == MOST_PACKAGES
    assert most_packages(10) == 1_280_000
    # What a space is bounded for: all values in memory.
    assert all(most_packages(n) * n <= 80_000_000 for n in range(2, 101))


def test_a_space_too_large_for_its_delegations_is_refused_at_once() -> None:
    korea = load_exercise("korea-end-of-war")
    many = korea.model_copy(
        update={
            "delegations": tuple(
                one.model_copy(update={"id": f"{one.id}-{n}"})
                for n in range(4)
                for one in korea.delegations
            )
        }
    )
    with pytest.raises(UnreadableInput, match="419,904 packages for 16 delegations, and at most"):
        enumerate_space(many, opening_circumstances(korea))


def test_a_package_has_no_form_or_order_where_the_exercise_has_none() -> None:
    job = load_exercise(FILES / "job-offer.toml")
    issues = {one.id for one in job.issues}
    best = sample(job, 3000, seed=1).best
    assert best is not None
    assert set(best) == issues
    assert set(next(outcomes(analyse(job))).package) == issues
    assert score(job, best)
    korea = load_exercise("korea-end-of-war")
    assert set(next(outcomes(analyse(korea))).package) == set(korea.choices)
