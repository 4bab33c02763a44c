"""Whether a condition on play holds, and how an exercise ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabletop.exercise.model import PlayCondition
from tabletop.exercise.package import complete
from tabletop.referee import Standing, ending, holds, opening_climate, untouched
from tests.referee.small import exercise

SMALL = exercise()
FRESH = untouched(SMALL, 2, opening_climate(SMALL))


def true(condition: dict[str, Any], standing: Standing) -> bool:
    return holds(SMALL, PlayCondition.model_validate(condition), standing)


def test_an_empty_condition_always_holds() -> None:
    assert true({}, FRESH)


class TestSigned:
    AGREED = replace(FRESH, agreed=complete(SMALL, {"drills": "halted"}))

    def test_an_empty_one_asks_for_an_agreement_in_force(self) -> None:
        assert not true({"signed": {}}, FRESH)
        assert true({"signed": {}}, self.AGREED)

    def test_the_agreed_package_must_meet_it(self) -> None:
        assert true({"signed": {"drills": ">= halved"}}, self.AGREED)
        assert not true({"signed": {"tests": "stopped"}}, self.AGREED)

    def test_without_an_agreement_not_even_the_status_quo_is_signed(self) -> None:
        assert not true({"signed": {"tests": "free"}}, FRESH)


class TestPerformed:
    def test_an_empty_one_asks_for_an_act(self) -> None:
        assert not true({"performed": {}}, FRESH)
        text = replace(FRESH, performed=complete(SMALL, {"text": "signed"}))
        assert not true({"performed": {}}, text)
        act = replace(FRESH, performed=complete(SMALL, {"tests": "stopped"}))
        assert true({"performed": {}}, act)

    def test_what_was_performed_must_meet_it(self) -> None:
        act = replace(FRESH, performed=complete(SMALL, {"drills": "halved"}))
        assert true({"performed": {"drills": ">= halved", "tests": "free"}}, act)
        assert not true({"performed": {"drills": "halted"}}, act)


class TestBreached:
    BROKEN = replace(FRESH, breached={"drills": ("halted",), "tests": ("stopped",)})

    def test_an_empty_one_asks_for_any_breach(self) -> None:
        assert not true({"breached": {}}, FRESH)
        assert true({"breached": {}}, self.BROKEN)

    def test_every_row_asks_for_a_breach_at_an_option_that_meets_it(self) -> None:
        assert true({"breached": {"drills": ">= halved"}}, self.BROKEN)
        assert true({"breached": {"drills": "halted", "tests": "stopped"}}, self.BROKEN)
        assert not true({"breached": {"drills": "halved"}}, self.BROKEN)
        assert not true({"breached": {"drills": "halted", "relief": "sent"}}, self.BROKEN)


class TestInBreach:
    MENDED = replace(FRESH, breached={"drills": ("halted",), "tests": ("stopped",)})
    BROKEN = replace(MENDED, in_breach={"drills": "halted"})

    def test_an_empty_one_asks_for_any_breach_that_was_not_made_good(self) -> None:
        assert not true({"in_breach": {}}, FRESH)
        assert not true({"in_breach": {}}, self.MENDED)
        assert true({"in_breach": {}}, self.BROKEN)

    def test_every_row_asks_for_one_at_an_option_that_meets_it(self) -> None:
        assert true({"in_breach": {"drills": ">= halved"}}, self.BROKEN)
        assert not true({"in_breach": {"drills": "halved"}}, self.BROKEN)
        assert not true({"in_breach": {"drills": "halted", "tests": "stopped"}}, self.BROKEN)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"tension_at_least": 50}, True),
        ({"tension_at_least": 50.1}, False),
        ({"tension_at_most": 50}, True),
        ({"tension_at_most": 49.9}, False),
        ({"trust_at_least": {"alfa-bravo": 20, "bravo-alfa": 40}}, True),
        ({"trust_at_least": {"alfa-bravo": 21}}, False),
        ({"trust_below": {"alfa-bravo": 21}}, True),
        ({"trust_below": {"alfa-bravo": 20}}, False),
        ({"round_at_least": 2}, True),
        ({"round_at_least": 3}, False),
    ],
)
def test_levels_and_rounds_are_bounds(condition: dict[str, Any], expected: bool) -> None:
    assert true(condition, FRESH) is expected


def test_all_delegations_named_must_be_below_their_walk_away() -> None:
    standing = replace(FRESH, below={"alfa"})
    assert true({"below_walk_away": ["alfa"]}, standing)
    assert not true({"below_walk_away": ["alfa", "bravo"]}, standing)


def test_every_key_given_must_hold() -> None:
    assert true({"round_at_least": 2, "tension_at_most": 60}, FRESH)
    assert not true({"round_at_least": 3, "tension_at_most": 60}, FRESH)


def test_any_asks_for_one_and_not_for_none() -> None:
    late, calm = {"round_at_least": 3}, {"tension_at_most": 60}
    assert true({"any": [late, calm]}, FRESH)
    assert not true({"any": [late]}, FRESH)
    assert true({"not": late}, FRESH)
    assert not true({"not": {"any": [late, calm]}}, FRESH)


class TestEndings:
    MODEL = exercise(
        ending=[
            {"id": "kept", "title": "Kept", "text": "", "when": {"performed": {}}},
            {"id": "paper", "title": "Paper", "text": "", "when": {"signed": {}}},
            {"id": "none", "title": "None", "text": ""},
        ]
    )

    def reached(self, standing: Standing) -> str | None:
        found = ending(self.MODEL, standing)
        return None if found is None else found.id

    def test_the_first_that_holds_wins(self) -> None:
        package = complete(SMALL, {"tests": "stopped"})
        agreed = replace(FRESH, agreed=package)
        assert self.reached(agreed) == "paper"
        assert self.reached(replace(agreed, performed=package)) == "kept"

    def test_the_last_needs_nothing(self) -> None:
        assert self.reached(FRESH) == "none"

    def test_an_exercise_without_endings_has_none(self) -> None:
        assert ending(SMALL, FRESH) is None
