"""The argument does not depend on exact numbers: all of it holds in 95 of 100 draws.

A draw moves every point in the exercise, each by its own share of up to 10 %. Two claims are asked
as the argument needs them and not to the letter of the numbers as shipped, which leave Seoul a
single point for the symbol and three delegations near their walk-away at the bare swap: there it
is enough that both adversaries, and that somebody, refuse. What a binding text costs Washington is
weighed so that its best case stays clear of the zone in nearly every draw, while the packages of
the argument keep their values: 3 points more for the form, 3 fewer for the spiral of demands.
"""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Iterator

import pytest

from tabletop.exercise.model import Exercise, Form
from tabletop.referee import opening_circumstances
from tabletop.referee.outcomes.analysis import acceptable
from tabletop.referee.outcomes.space import enumerate_space
from tests.exercises.conftest import at
from tests.exercises.korea import (
    ALLIES_FIRST,
    DELEGATIONS,
    DETAILED,
    FULL_HALT,
    LADDER,
    MIDDLE,
    NINE,
    STEP_BY_STEP,
    SWAP,
    SYMBOLIC,
    whole,
)
from tests.exercises.plain_referee import Raw
from tests.exercises.referees import Real, Referee

DRAWS = 100
FLAWED_AT_MOST = 5
SHARE = 0.1


def moved(ex: Raw, chance: random.Random) -> Raw:
    """Return the exercise with every point moved."""
    drawn = copy.deepcopy(ex)
    rows = [option for issue in drawn["issue"] for option in issue["option"]]
    rows += [*drawn["form"]["option"], *drawn["order"]["option"], *drawn["interaction"]]
    for row in rows:
        for one in row.get("points", {}):
            row["points"][one] *= 1 + chance.uniform(-SHARE, SHARE)
    return drawn


def failing(ex: Raw, referee: Referee) -> Iterator[str]:
    """Yield the claims that do not hold."""

    def worth(chosen: dict[str, str]) -> list[float]:
        return [referee.value(whole(ex, chosen), one) for one in DELEGATIONS]

    for name, (chosen, _, by) in NINE.items():
        refusing = {one for one in DELEGATIONS if referee.refuses(whole(ex, chosen), one)}
        if chosen == SWAP:
            holds = bool(refusing)
        else:
            holds = by <= refusing if chosen == SYMBOLIC else by == refusing
        if not holds:
            yield f"who refuses: {name}"
    middle, symbol, detailed = worth(MIDDLE), worth(SYMBOLIC), worth(DETAILED)
    if not all(m > s for m, s in zip(middle, symbol, strict=True)):
        yield "the middle is better for all than the symbol"
    least = [referee.walk_away(one) for one in DELEGATIONS]
    if not (
        min(m - w for m, w in zip(middle, least, strict=True))
        > min(d - w for d, w in zip(detailed, least, strict=True))
        and sum(middle) > sum(detailed)
    ):
        yield "the middle shares better and yields more than the detailed"
    rungs = list(itertools.accumulate(LADDER, lambda x, rung: x | rung, initial=MIDDLE))
    for lower, higher in itertools.pairwise(worth(rung) for rung in rungs):
        if not (higher[0] < lower[0] and higher[1] > lower[1]):
            yield "each rung costs Washington and pays Pyongyang"
    seoul = [referee.value(whole(ex, FULL_HALT), "rok", number) for number in range(1, 7)]
    falls = [before - after for before, after in itertools.pairwise(seoul)]
    if not (min(falls) > 0 and min(falls[2], falls[4]) > max(falls[0], falls[1], falls[3])):
        yield "a halt is worth less to Seoul every round, with the cliffs in March and May"
    if referee.refuses(whole(ex, STEP_BY_STEP), "usa", trust=at(0)):
        yield "step by step needs no trust"
    if referee.refuses(whole(ex, ALLIES_FIRST), "usa", trust=at(50)):
        yield "the allies go first where there is trust"


def failing_all_over(ex: Raw) -> Iterator[str]:
    """Yield the claims about the zone that do not hold."""
    exercise = Exercise.model_validate(ex)
    binding = exercise.form_by_id["binding"]
    bound = exercise.model_copy(update={"form": Form(options=(binding,))})
    if acceptable(enumerate_space(bound, opening_circumstances(bound))).any():
        yield "no binding package is acceptable to all"


@pytest.fixture(scope="module")
def verdicts(raw: Raw) -> list[list[str]]:
    """Return what fails in each of the same hundred draws."""
    chance = random.Random(38)
    found = []
    for _ in range(DRAWS):
        drawn = moved(raw, chance)
        fails = failing(drawn, Real(Exercise.model_validate(drawn)))
        found.append([*fails, *failing_all_over(drawn)])
    return found


def test_the_checks_themselves_hold_of_the_exercise_as_shipped(raw: Raw) -> None:
    assert not [*failing(raw, Real(Exercise.model_validate(raw))), *failing_all_over(raw)]


@pytest.mark.slow
def test_all_claims_hold_in_95_of_100_draws_with_every_point_moved_by_up_to_a_tenth(
    verdicts: list[list[str]],
) -> None:
    flawed = [claims for claims in verdicts if claims]
    assert len(flawed) <= FLAWED_AT_MOST, flawed
