"""From yes and no a stand-in learns what others would sign, and whose yes it needs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.bots.answers import AnswersHeard, Floats, Places
from tabletop.bots.game import seat_all
from tabletop.bots.needed import Needed
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source
from tabletop.seat.port import Port
from tests.bots.tables import at_negotiation, mixed, opened, played
from tests.play.game import document

HARBOUR = (Path(__file__).parents[2] / "docs/examples/harbour.toml").read_text(encoding="utf-8")
NOTHING = np.array([0, 2, 4])
"""Three issues of two options each: nothing is done about any of them."""


def liked(now: Floats, package: Places) -> float:
    return float(now[0, package].sum() - now[0, NOTHING].sum())


def test_an_option_is_to_blame_for_a_no_where_the_rest_had_a_yes() -> None:
    answers = AnswersHeard()
    answers.hear(0, True, np.array((1, 3, 4)), NOTHING)
    answers.hear(0, False, np.array((1, 3, 5)), NOTHING)
    now = answers.corrected(np.zeros((1, 6)), np.zeros(1))
    assert liked(now, np.array((1, 3, 4))) > 0 > liked(now, np.array((1, 3, 5)))
    assert now[0, 5] < now[0, 1] < 0.1


def test_where_nothing_stands_a_no_says_that_the_whole_is_too_little() -> None:
    answers = AnswersHeard()
    answers.hear(0, False, np.array((0, 2, 4)), None)
    line = np.array([1.5])
    now = answers.corrected(np.full((1, 6), 0.6), line)
    assert now[0, [0, 2, 4]].sum() < line[0] < now[0, [1, 3, 5]].sum()


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_answers_given_by_points_come_to_make_sense(seed: int) -> None:
    chance = np.random.default_rng(seed)
    points = chance.normal(size=6) * [0, 1, 0, 1, 0, 1]
    answers, told = AnswersHeard(), []
    for _ in range(12):
        package = NOTHING + chance.integers(0, 2, 3)
        if (package != NOTHING).any():
            told.append((package, bool(points[package].sum() > 0)))
            answers.hear(0, told[-1][1], package, NOTHING)
    blank, line = np.zeros((1, 6)), np.zeros(1)
    now = answers.corrected(blank, line)
    right = [(liked(now, package) > 0) == yes for package, yes in told]
    assert sum(right) >= 0.7 * len(right)
    assert (answers.corrected(blank, line) == now).all()


def needed_at(source: str, delegation: str) -> tuple[list[str], int]:
    table = opened(source)
    seat_all(table, mixed(table))
    view = at_negotiation(table).view(delegation)
    others = [one.id for one in view.delegations if one.id != delegation]
    found = Needed.of(view, Port(table, delegation), others)
    return [one for one, must in zip(others, found.must, strict=True) if must], found.spare


def test_with_five_of_six_one_may_refuse_and_a_veto_may_not() -> None:
    assert needed_at(HARBOUR, "mayor") == (["sport", "tour"], 1)
    assert needed_at(HARBOUR, "sport") == (["tour"], 1)


def test_a_vote_needs_its_majority_and_no_veto() -> None:
    council = exercise_source(find_exercise("council-of-eight"))
    assert needed_at(council, "ilmar") == (["aurelia", "castovia"], 2)


def test_where_all_must_sign_nobody_may_refuse() -> None:
    must, spare = needed_at(tomli_w.dumps(document()), "alfa")
    assert len(must) == len(document()["delegation"]) - 1
    assert spare == 0


def test_what_counts_is_the_least_gain_of_those_who_are_needed() -> None:
    gains = np.array([[0.5, 0.5], [-0.9, 0.1], [0.2, -0.4]])
    two_of_three = Needed(np.array([False, False, False]), 1)
    assert two_of_three.lowest(gains).tolist() == [0.2, 0.1]
    with_a_veto = Needed(np.array([False, True, False]), 1)
    assert with_a_veto.lowest(gains).tolist() == [-0.9, 0.1]


@pytest.mark.slow
def test_in_a_scoreable_game_people_mostly_reach_a_deal() -> None:
    agreed = [bool(played(HARBOUR, seed).state.agreements) for seed in range(12)]
    assert sum(agreed) >= 6
