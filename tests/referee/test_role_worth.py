"""What a package is worth to a role: as to its delegation, with the role's own points."""

from __future__ import annotations

import pytest

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import status_quo
from tabletop.referee.circumstances import opening_circumstances
from tabletop.referee.role_worth import role_standing, role_value
from tabletop.referee.value import value
from tests.play.game import document

OWN = {
    "treaty": {"signed": 4.017, "guaranteed": 5.031},
    "dam": {"half": -4.061, "open": -9.087},
    "raids": {"stop": 15.103},
    "patrol": {"joint": 1.123},
}
"""Alfa's own points, as its role has them."""


def river(points: dict[str, dict[str, float]]) -> Exercise:
    lifted = Exercise.model_validate(document()).model_dump(by_alias=True, exclude_unset=True)
    lifted["delegation"][0]["role"] = [
        {"id": "minister", "name": "Minister", "points": points, "walk_away": 2}
    ]
    return Exercise.model_validate(lifted)


PACKAGE = {"treaty": "signed", "dam": "half", "raids": "stop", "form": "pact"}


def test_a_role_with_its_delegations_points_values_everything_as_its_delegation_does() -> None:
    exercise = river(OWN)
    now = opening_circumstances(exercise)
    package = {**status_quo(exercise), **PACKAGE}
    theirs = value(exercise, package, "alfa", now)
    mine = role_value(exercise, ("alfa", "minister"), package, now, {})
    assert mine.ledger == theirs.ledger
    assert mine.value == pytest.approx(theirs.value)
    assert mine.value < sum((4.017, -4.061, 15.103)), "promises are discounted by trust"


def test_only_what_it_names_is_worth_anything_to_a_role() -> None:
    exercise = river({"dam": {"half": -4.0}})
    now = opening_circumstances(exercise)
    package = {**status_quo(exercise), **PACKAGE}
    found = role_value(exercise, ("alfa", "minister"), package, now, {})
    assert [(line.source, line.points) for line in found.ledger] == [("dam", -4.0)]


def test_without_an_agreement_a_role_has_its_own_walk_away() -> None:
    exercise = river(OWN)
    now = opening_circumstances(exercise)
    package = status_quo(exercise)
    assert role_standing(exercise, ("alfa", "minister"), package, now, {}, False).value == 2
    with pytest.raises(KeyError):
        role_standing(exercise, ("bravo", "minister"), package, now, {}, False)


def test_injects_on_its_delegations_numbers_leave_a_role_as_it_was() -> None:
    exercise = river(OWN)
    now = opening_circumstances(exercise)
    effects = type(exercise.injects[0].effects).model_validate(
        {
            "walk_away": {"alfa": 5},
            "points": [{"issue": "dam", "option": "half", "points": {"alfa": 7}}],
        }
    )
    after = now.after(effects, exercise)
    package = {**status_quo(exercise), **PACKAGE}
    role = ("alfa", "minister")
    assert role_value(exercise, role, package, after, {}) == role_value(
        exercise, role, package, now, {}
    )
    assert role_standing(exercise, role, status_quo(exercise), after, {}, False).value == 2
