"""In play, facts replace promises."""

from __future__ import annotations

from pytest import approx

from tabletop.exercise.package import complete
from tabletop.referee import (
    Circumstances,
    Delivery,
    Facts,
    Score,
    opening_climate,
    standing_score,
    value,
)
from tests.referee.small import exercise, line, sources

SMALL = exercise()
SWAP = {"drills": "halted", "tests": "stopped"}


def score(delegation: str, partial: dict[str, str], facts: Facts, round: int = 2) -> Score:
    circumstances = Circumstances(round, opening_climate(SMALL))
    return value(SMALL, complete(SMALL, partial), delegation, circumstances, facts)


class TestPerformed:
    def test_what_is_performed_counts_in_full(self) -> None:
        facts = {"tests": Delivery(1, done=1.0), "drills": Delivery(1, done=1.0)}
        found = score("alfa", SWAP, facts)
        assert line(found, "tests").value == 30
        assert line(found, "drills").value == -10
        assert line(found, "swap").value == 8

    def test_a_gain_keeps_the_urgency_of_the_round_it_was_agreed_in(self) -> None:
        assert line(score("alfa", SWAP, {"tests": Delivery(2, done=1.0)}), "tests").value == 15
        assert line(score("alfa", SWAP, {"tests": Delivery(1)}), "tests").factor == approx(0.2)
        assert line(score("alfa", SWAP, {}), "tests").factor == approx(0.5 * 0.2)

    def test_of_half_performed_the_other_half_is_still_a_promise(self) -> None:
        partial = {**SWAP, "order": "steps"}
        facts = {"tests": Delivery(1, done=0.5), "drills": Delivery(1, done=0.5)}
        found = score("alfa", partial, facts)
        assert line(found, "tests").factor == approx(0.5 + 0.5 * 0.92 * 0.2)
        assert line(found, "drills").factor == approx(0.5 + 0.5 * (0.2 + 0.8 * 0.2))

    def test_a_gain_in_doubt_goes_by_the_least_delivered_act(self) -> None:
        facts = {"tests": Delivery(1, done=0.5), "drills": Delivery(1, done=1.0)}
        found = line(score("alfa", {**SWAP, "order": "steps"}, facts), "swap")
        assert found.factor == approx(0.5 + 0.5 * 0.92 * 0.2)

    def test_an_interaction_dates_from_the_last_of_its_parts(self) -> None:
        partial = {"text": "signed", "drills": "halted"}
        early = {"text": Delivery(1), "drills": Delivery(1)}
        assert line(score("alfa", partial, early), "frame").value == 5
        assert line(score("alfa", partial, {**early, "drills": Delivery(2)}), "frame").value == 2.5
        assert line(score("alfa", partial, {"text": Delivery(1)}), "frame").value == 2.5


class TestBroken:
    def test_what_is_broken_is_back_at_the_status_quo(self) -> None:
        facts = {"tests": Delivery(1, broken=True), "drills": Delivery(1, done=1.0)}
        found = score("alfa", SWAP, facts)
        assert line(found, "tests").value == 0
        assert line(found, "drills").value == -10
        assert "swap" not in sources(found)

    def test_a_broken_cost_is_spared(self) -> None:
        found = score("bravo", SWAP, {"tests": Delivery(1, broken=True)})
        assert line(found, "tests").value == 0

    def test_who_broke_its_only_act_promises_nothing(self) -> None:
        found = score("alfa", SWAP, {"tests": Delivery(1, broken=True)})
        assert line(found, "drills").factor == 1

    def test_half_done_and_then_broken_stays_half(self) -> None:
        partial = {**SWAP, "order": "steps"}
        facts = {"tests": Delivery(1, done=0.5, broken=True), "drills": Delivery(1, done=0.5)}
        found = score("alfa", partial, facts)
        assert line(found, "tests").value == 15
        assert line(found, "swap").value == approx(4)

    def test_the_assurance_of_a_broken_option_is_gone(self) -> None:
        model = exercise()
        sworn = model.issues[3].options[1].model_copy(update={"assurance": 0.5})
        tests = model.issues[3].model_copy(update={"listed": (model.issues[3].options[0], sworn)})
        model = model.model_copy(update={"issues": (*model.issues[:3], tests, *model.issues[4:])})
        package = complete(SMALL, {"tests": "stopped", "relief": "sent"})
        circumstances = Circumstances(1, opening_climate(model))
        kept = value(model, package, "charlie", circumstances)
        lost = value(model, package, "charlie", circumstances, {"tests": Delivery(1, broken=True)})
        assert line(kept, "relief").factor == approx(0.6 + 0.4 * 0.5)
        assert line(lost, "relief").factor == approx(0.6)


class TestFading:
    def test_joint_gains_halve_with_every_idle_round(self) -> None:
        partial = {"text": "signed", "form": "treaty"}
        facts = {"text": Delivery(1, fade=2), "form": Delivery(1, fade=1)}
        assert line(score("alfa", partial, facts), "text").value == 2.5
        assert line(score("bravo", partial, facts), "form").value == 2

    def test_their_costs_do_not(self) -> None:
        facts = {"text": Delivery(1, fade=2), "form": Delivery(1, fade=2)}
        assert line(score("bravo", {"text": "signed"}, facts), "text").value == -4
        assert line(score("alfa", {"form": "treaty"}, facts), "form").value == -2


class TestWhatStands:
    def test_without_an_agreement_it_is_the_walk_away(self) -> None:
        circumstances = Circumstances(2, opening_climate(SMALL), walk_away={"bravo": 1.5})
        found = standing_score(SMALL, complete(SMALL, {}), "bravo", circumstances, {}, False)
        assert found.value == 3.5
        assert sources(found) == ["walk-away"]

    def test_without_an_agreement_gestures_add_to_the_walk_away(self) -> None:
        circumstances = Circumstances(1, opening_climate(SMALL))
        package = complete(SMALL, {"drills": "halted"})
        facts = {"drills": Delivery(1, done=1.0)}
        found = standing_score(SMALL, package, "bravo", circumstances, facts, False)
        assert found.value == 5 + 20
        assert standing_score(SMALL, package, "alfa", circumstances, facts, False).value == 3 - 10

    def test_without_an_agreement_nothing_that_holds_anyway_counts(self) -> None:
        form = {"option": [{"id": "words", "name": "words", "points": {"bravo": 9}}]}
        calm = {"id": "calm", "when": {"tests": "free"}, "points": {"bravo": 7}, "because": "calm"}
        model = exercise(form=form, interaction=[calm])
        circumstances = Circumstances(1, opening_climate(model))
        package = complete(model, {"drills": "halted"})
        facts = {"drills": Delivery(1, done=1.0)}
        found = standing_score(model, package, "bravo", circumstances, facts, False)
        assert sources(found) == ["walk-away", "drills"]

    def test_with_an_agreement_it_is_the_value_of_the_package(self) -> None:
        circumstances = Circumstances(1, opening_climate(SMALL))
        package = complete(SMALL, SWAP)
        facts = {"drills": Delivery(1), "tests": Delivery(1)}
        found = standing_score(SMALL, package, "alfa", circumstances, facts, True)
        assert found == value(SMALL, package, "alfa", circumstances, facts)
