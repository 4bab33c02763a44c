"""Each row of the design's table of gains and costs, computed by hand on the small exercise."""

from __future__ import annotations

import pytest
from pytest import approx

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import complete
from tabletop.referee import (
    Circumstances,
    Delivery,
    Score,
    acceptable,
    opening_climate,
    red_lines,
    value,
    values,
)
from tabletop.referee.wording import names_in
from tests.referee.small import (
    ALFA_TRUSTS_BRAVO,
    BRAVO_TRUSTS_ALFA,
    CHARLIE_TRUSTS_ALFA,
    CHARLIE_TRUSTS_BRAVO,
    exercise,
    line,
    sources,
    table,
)

SMALL = exercise()
SWAP = {"drills": "halted", "tests": "stopped"}
NAMES = names_in(SMALL)


def score(
    delegation: str, partial: dict[str, str], round: int = 1, model: Exercise = SMALL
) -> Score:
    circumstances = Circumstances(round, opening_climate(model))
    return value(model, complete(model, partial), delegation, circumstances)


def test_the_status_quo_is_worth_nothing_and_has_no_lines() -> None:
    assert score("alfa", {}) == Score("alfa", 0.0, ())


def test_what_is_worth_nothing_to_a_delegation_is_no_line() -> None:
    assert sources(score("charlie", {"text": "signed", "form": "treaty"})) == []


class TestJointTextsFormAndOrder:
    def test_a_gain_counts_by_urgency(self) -> None:
        assert line(score("alfa", {"text": "signed"}), "text").value == 10
        assert line(score("alfa", {"text": "signed"}, round=2), "text").value == 10 * 0.5
        assert line(score("alfa", {"order": "sworn"}, round=2), "order").value == 1 * 0.5
        assert line(score("bravo", {"form": "treaty"}, round=2), "form").value == 4

    def test_a_cost_counts_in_full_at_any_time(self) -> None:
        assert line(score("bravo", {"text": "signed"}, round=2), "text").value == -4
        assert line(score("alfa", {"form": "treaty"}, round=2), "form").value == -2


class TestOthersActs:
    def test_a_gain_is_worth_what_you_trust(self) -> None:
        found = line(score("alfa", {"tests": "stopped"}), "tests")
        assert found.points == 30
        assert found.factor == approx(ALFA_TRUSTS_BRAVO)

    def test_a_gain_counts_by_urgency_too(self) -> None:
        assert line(score("alfa", {"tests": "stopped"}, round=2), "tests").factor == approx(0.1)

    def test_a_cost_counts_in_full(self) -> None:
        assert line(score("charlie", {"drills": "halted"}), "drills").value == -3

    def test_of_several_performers_the_least_trusted_counts(self) -> None:
        found = line(score("charlie", {"relief": "sent"}), "relief")
        assert found.factor == approx(min(CHARLIE_TRUSTS_ALFA, CHARLIE_TRUSTS_BRAVO))

    def test_the_form_adds_assurance_to_trust(self) -> None:
        found = line(score("alfa", {"tests": "stopped", "form": "treaty"}), "tests")
        assert found.factor == approx(0.2 + 0.8 * 0.5)

    def test_the_order_and_options_add_assurance_too(self) -> None:
        partial = {"tests": "stopped", "form": "treaty", "text": "guaranteed"}
        assert line(score("alfa", partial), "tests").factor == approx(0.2 + 0.8 * 0.75)

    def test_no_assurance_goes_beyond_nine_tenths(self) -> None:
        partial = {"tests": "stopped", "form": "treaty", "order": "sworn", "text": "guaranteed"}
        assert line(score("alfa", partial), "tests").factor == approx(0.2 + 0.8 * 0.9)

    def test_instalments_delay_a_gain(self) -> None:
        found = line(score("alfa", {**SWAP, "order": "steps"}), "tests")
        assert found.factor == approx(0.92 * 0.2)

    def test_a_trust_no_author_named_is_even(self) -> None:
        model = exercise(
            delegation=[{"id": one, "name": one} for one in ("alfa", "bravo", "charlie")]
        )
        assert line(score("alfa", {"tests": "stopped"}, model=model), "tests").factor == 0.5


class TestOwnActs:
    def test_a_gain_needs_nobody_else(self) -> None:
        assert line(score("alfa", {"relief": "sent"}), "relief").value == 6
        assert line(score("alfa", {"relief": "sent"}, round=2), "relief").value == 3

    @pytest.mark.parametrize(
        ("order", "exposed"), [("together", 0.3), ("steps", 0.2), ("alfa-first", 1.0)]
    )
    def test_a_cost_is_the_more_exposed_the_earlier_you_move(
        self, order: str, exposed: float
    ) -> None:
        relied = ALFA_TRUSTS_BRAVO
        found = line(score("alfa", {**SWAP, "order": order}), "drills")
        assert found.factor == approx(relied + (1 - relied) * exposed)

    def test_who_moves_second_pays_only_as_far_as_it_relies_on_the_first(self) -> None:
        found = line(score("bravo", {**SWAP, "order": "alfa-first"}), "tests")
        assert found.factor == approx(BRAVO_TRUSTS_ALFA)

    def test_a_cost_counts_in_full_where_the_counterparts_promise_nothing(self) -> None:
        assert line(score("alfa", {"drills": "halted"}), "drills").value == -10
        assert line(score("bravo", {"tests": "stopped", "text": "signed"}), "tests").value == -12

    def test_a_cost_is_not_made_less_by_time(self) -> None:
        now, later = (line(score("alfa", SWAP, round=r), "drills").value for r in (1, 2))
        assert now == later

    def test_assurance_makes_the_expected_cost_more_certain(self) -> None:
        found = line(score("alfa", {**SWAP, "form": "treaty", "text": "signed"}), "drills")
        relied = 0.2 + 0.8 * 0.5
        assert found.factor == approx(relied + (1 - relied) * 0.3)


class TestInteractions:
    def test_a_gain_counts_by_urgency(self) -> None:
        partial = {"text": "signed", "drills": "halted"}
        assert line(score("alfa", partial), "frame").value == 5
        assert line(score("alfa", partial, round=2), "frame").value == 2.5

    def test_a_cost_counts_in_full(self) -> None:
        assert line(score("bravo", {"text": "signed", "drills": "halted"}), "frame").value == -2
        assert line(score("bravo", SWAP), "swap").value == -6

    def test_a_gain_in_doubt_needs_the_other_side_to_deliver(self) -> None:
        assert line(score("alfa", SWAP), "swap").factor == approx(0.2)
        steps = {**SWAP, "order": "steps"}
        assert line(score("alfa", steps, round=2), "swap").factor == approx(0.5 * 0.92 * 0.2)

    def test_without_counterparts_there_is_no_doubt(self) -> None:
        assert line(score("charlie", SWAP), "swap").value == 10

    def test_it_does_not_count_where_a_row_fails(self) -> None:
        assert "swap" not in sources(score("alfa", {"tests": "stopped"}))


class TestCircumstances:
    def test_injects_add_points_and_multiply_urgency(self) -> None:
        circumstances = Circumstances(
            2,
            opening_climate(SMALL),
            urgency={"alfa": 0.5},
            points={("text", "signed", "alfa"): 2.0, ("form", "treaty", "bravo"): -5.0},
        )
        package = complete(SMALL, {"text": "signed", "form": "treaty"})
        assert line(value(SMALL, package, "alfa", circumstances), "text").value == 12 * 0.25
        assert line(value(SMALL, package, "bravo", circumstances), "form").value == -1

    def test_urgency_never_rises_above_one(self) -> None:
        circumstances = Circumstances(1, opening_climate(SMALL), urgency={"alfa": 3.0})
        package = complete(SMALL, {"text": "signed"})
        assert value(SMALL, package, "alfa", circumstances).value == 10

    def test_urgency_and_walk_away_hold_their_last_figure(self) -> None:
        assert line(score("alfa", {"text": "signed"}, round=9), "text").value == 5

    def test_an_exercise_may_set_its_own_constants(self) -> None:
        model = exercise(referee={"exposure_together": 0.5})
        assert line(score("alfa", SWAP, model=model), "drills").factor == approx(0.2 + 0.8 * 0.5)


class TestAcceptance:
    def test_a_package_at_the_walk_away_is_acceptable(self) -> None:
        circumstances = Circumstances(1, opening_climate(SMALL), walk_away={"alfa": 7.0})
        package = complete(SMALL, {"text": "signed"})
        assert acceptable(SMALL, package, "alfa", circumstances)
        dearer = Circumstances(1, opening_climate(SMALL), walk_away={"alfa": 7.1})
        assert not acceptable(SMALL, package, "alfa", dearer)

    def test_a_red_line_is_crossed_whatever_the_value(self) -> None:
        package = complete(SMALL, {"text": "signed", "base": "closed"})
        rich = Circumstances(1, opening_climate(SMALL), walk_away={"alfa": -1000.0})
        assert red_lines(SMALL, package, "alfa") == ("the base stays open",)
        assert not acceptable(SMALL, package, "alfa", rich)
        assert red_lines(SMALL, package, "bravo") == ()


def test_every_delegation_is_scored_as_it_would_be_alone() -> None:
    package = complete(SMALL, {**SWAP, "text": "signed", "form": "treaty", "order": "steps"})
    circumstances = Circumstances(2, opening_climate(SMALL))
    for delegation, found in values(SMALL, package, circumstances).items():
        assert found == value(SMALL, package, delegation, circumstances)


def test_a_changed_copy_of_an_exercise_is_scored_by_its_own_points() -> None:
    package = complete(SMALL, {"text": "signed", "drills": "halted"})
    circumstances = Circumstances(1, opening_climate(SMALL))
    before = value(SMALL, package, "alfa", circumstances)
    plain = SMALL.model_copy(update={"interactions": ()})
    assert "frame" in sources(before)
    assert "frame" not in sources(value(plain, package, "alfa", circumstances))


class TestSentences:
    """A percentage in a sentence says what it is a share of."""

    def test_they_say_who_acts_what_share_counts_and_why(self) -> None:
        found = score("alfa", {**SWAP, "order": "steps"}, round=2)
        assert [one.told(NAMES) for one in found.ledger] == [
            "Drills: halted (your own act), at 36 % of its cost, since you would stop if the "
            "other side did not deliver",
            "Tests: stopped (by Bravo), discounted to 20 % for how far you can rely on it, times "
            "92 % because it comes in instalments, times 50 % because it dates from round 2",
            "Drills for tests, discounted to 20 % for how far you can rely on Bravo, times 92 % "
            "because it comes in instalments, times 50 % because it dates from round 2",
        ]

    def test_who_waits_for_nobody_is_not_told_how_far_it_relies_on_others(self) -> None:
        assert line(score("charlie", SWAP), "swap").told(NAMES) == (
            "Drills for tests, in full while it is promised, since you await no act in return"
        )

    def test_of_several_counterparts_it_is_the_less_trusted_that_counts(self) -> None:
        parties = table()["delegation"]
        parties[0]["counterparts"] = ["bravo", "charlie"]
        found = line(score("alfa", SWAP, model=exercise(delegation=parties)), "swap")
        assert (
            "discounted to 20 % for how far you can rely on whichever of Bravo and Charlie you "
            "trust less" in found.told(NAMES)
        )

    def test_a_half_performed_act_says_what_becomes_of_its_other_half(self) -> None:
        first = {**SWAP, "order": "alfa-first"}
        circumstances = Circumstances(1, opening_climate(SMALL))
        facts = {"drills": Delivery(1, done=0.5), "tests": Delivery(1, done=0.5, broken=True)}
        found = value(SMALL, complete(SMALL, first), "alfa", circumstances, facts)
        assert line(found, "drills").told(NAMES) == (
            "Drills: halted (your own act), 50 % performed, 50 % still promised: at its full "
            "cost, whether or not the other side delivers"
        )
        assert line(found, "tests").told(NAMES) == (
            "Tests: stopped (by Bravo), broken: only the 50 % that was performed counts"
        )
