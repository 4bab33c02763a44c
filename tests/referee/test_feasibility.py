"""Which packages are feasible, and who must agree to them."""

from __future__ import annotations

from tabletop.exercise.package import complete, status_quo
from tabletop.referee import (
    Circumstances,
    enough,
    feasible,
    needed,
    obstacles,
    opening_circumstances,
    parties,
)
from tests.referee.small import exercise

SMALL = exercise()
NOW = opening_circumstances(SMALL)
QUO = status_quo(SMALL)


def found(partial: dict[str, str], circumstances: Circumstances = NOW) -> tuple[str, ...]:
    return obstacles(SMALL, complete(SMALL, partial), circumstances)


class TestRequirements:
    def test_the_status_quo_is_feasible(self) -> None:
        assert found({}) == ()

    def test_what_a_moved_issue_requires_must_hold(self) -> None:
        assert found({"base": "closed"}) == (
            "Base 'closed' needs Text at 'signed' or 'signed and guaranteed'.",
        )
        assert found({"base": "closed", "text": "signed"}) == ()

    def test_what_an_unmoved_issue_requires_does_not_bind(self) -> None:
        assert found({"drills": "halted"}) == ()

    def test_what_the_form_requires_must_hold(self) -> None:
        assert found({"form": "treaty"}) == (
            "Form 'treaty' needs Text at 'signed' or 'signed and guaranteed'.",
        )

    def test_every_obstacle_is_named(self) -> None:
        assert len(found({"base": "closed", "form": "treaty", "order": "steps"})) == 3


class TestOrders:
    def test_a_first_mover_needs_acts_on_both_sides(self) -> None:
        sentence = (
            "Order 'Alfa first' needs acts on both sides: one by Alfa and one by somebody else."
        )
        assert found({"order": "alfa-first"}) == (sentence,)
        assert found({"order": "alfa-first", "drills": "halted"}) == (sentence,)
        assert found({"order": "alfa-first", "tests": "stopped"}) == (sentence,)
        assert found({"order": "alfa-first", "tests": "stopped", "drills": "halved"}) == ()

    def test_an_act_that_both_perform_is_on_both_sides(self) -> None:
        assert found({"order": "alfa-first", "relief": "sent"}) == ()

    def test_instalments_need_acts_of_a_delegation_and_its_counterpart(self) -> None:
        sentence = (
            "Order 'step by step' needs acts on both sides: "
            "one by a delegation and one by a counterpart."
        )
        assert found({"order": "steps"}) == (sentence,)
        assert found({"order": "steps", "drills": "halted"}) == (sentence,)
        assert found({"order": "steps", "tests": "stopped", "drills": "halved"}) == ()


class TestForbidden:
    GONE = Circumstances(1, NOW.climate, forbidden=({"drills": "halted"},))

    def test_what_an_inject_forbids_can_no_longer_be_had(self) -> None:
        assert found({"drills": "halted"}, self.GONE) == (
            "Drills 'halted' is no longer possible; choose another option.",
        )
        assert found({"drills": "halved"}, self.GONE) == ()

    def test_all_rows_together_are_forbidden_and_not_each(self) -> None:
        both = Circumstances(
            1, NOW.climate, forbidden=({"drills": ">= halved", "tests": "stopped"},)
        )
        assert found({"drills": "halted"}, both) == ()
        assert found({"drills": "halted", "tests": "stopped"}, both) == (
            "Drills 'halted' together with Tests 'stopped' is no longer possible; choose another "
            "option.",
        )

    def test_what_stands_already_may_stay(self) -> None:
        standing = complete(SMALL, {"drills": "halted"})
        package = complete(SMALL, {"drills": "halted", "text": "signed"})
        assert not feasible(SMALL, package, self.GONE)
        assert feasible(SMALL, package, self.GONE, standing)


class TestSignatures:
    def test_signatories_are_always_asked(self) -> None:
        assert parties(SMALL, complete(SMALL, {"text": "signed"}), QUO) == ("alfa",)

    def test_whoever_must_perform_is_asked(self) -> None:
        assert parties(SMALL, complete(SMALL, {"tests": "stopped"}), QUO) == ("alfa", "bravo")

    def test_whoever_the_package_concerns_is_asked_too(self) -> None:
        package = complete(SMALL, {"text": "guaranteed"})
        assert parties(SMALL, package, QUO) == ("alfa", "charlie")

    def test_what_stands_already_asks_nobody(self) -> None:
        standing = complete(SMALL, {"tests": "stopped"})
        package = complete(SMALL, {"tests": "stopped", "text": "signed"})
        assert parties(SMALL, package, standing) == ("alfa",)

    def test_all_parties_must_sign_where_the_rule_is_all(self) -> None:
        package = complete(SMALL, {"tests": "stopped", "text": "guaranteed"})
        assert needed(SMALL, package, QUO) == ("alfa", "bravo", "charlie")
        asked = parties(SMALL, package, QUO)
        assert not enough(SMALL, asked, asked, ("alfa", "bravo"))
        assert enough(SMALL, asked, asked, ("alfa", "bravo", "charlie"))

    def test_a_majority_must_sign_and_every_performer_in_any_case(self) -> None:
        model = exercise(
            agreement={"signatories": ["alfa", "bravo", "charlie"], "rule": "majority"}
        )
        package = complete(model, {"tests": "stopped"})
        asked, must = parties(model, package, QUO), needed(model, package, QUO)
        assert must == ("bravo",)
        assert not enough(model, asked, must, ("alfa", "charlie"))
        assert not enough(model, asked, must, ("bravo",))
        assert enough(model, asked, must, ("alfa", "bravo"))

    def test_a_number_must_sign_or_all_where_fewer_are_asked(self) -> None:
        model = exercise(agreement={"signatories": ["alfa", "charlie"], "rule": 5})
        package = complete(model, {"text": "signed"})
        asked, must = parties(model, package, QUO), needed(model, package, QUO)
        assert not enough(model, asked, must, ("alfa",))
        assert enough(model, asked, must, ("alfa", "charlie"))

    def test_whoever_signed_what_is_changed_must_sign_again(self) -> None:
        package = complete(SMALL, {"text": "signed"})
        assert needed(SMALL, package, QUO, ("charlie",)) == ("alfa", "charlie")
