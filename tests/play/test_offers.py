"""Offers, signatures and agreements."""

from __future__ import annotations

import pytest

from tests.play.game import SWAP, Game, at_negotiation


def test_unnamed_issues_of_an_offer_stand_as_they_are() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    package = game.state.offers["O1"].package
    assert package["dam"] == "shut"
    assert (package["form"], package["order"]) == ("words", "together")


def test_tabling_is_the_proposers_signature() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    assert game.state.offers["O1"].signed == ("alfa",)
    game.offer("charlie", treaty="signed")
    assert game.state.offers["O2"].signed == ()


def test_signatories_performers_and_those_a_package_concerns_are_asked() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="guaranteed")
    assert game.state.offers["O1"].parties == ("alfa", "bravo", "charlie")
    game.offer("charlie", treaty="signed")
    assert game.state.offers["O2"].parties == ("alfa", "bravo")


def test_an_agreement_is_reached_with_the_last_signature() -> None:
    game = at_negotiation()
    game.offer("alfa", **SWAP)
    group = game.do("bravo", "sign", offer="O1")
    assert game.kinds(group) == ["offer.signed", "agreement.reached"]
    assert game.state.agreement is not None
    assert game.state.agreement.terms == ("treaty", "dam", "raids")
    assert game.state.standing["dam"] == "half"
    assert game.status("O1") == "agreed"


def test_a_majority_is_enough_where_the_rule_says_so_but_performers_must_sign() -> None:
    rule = {"signatories": ["alfa", "bravo", "charlie"], "rule": "majority"}
    game = at_negotiation(agreement=rule)
    game.offer("alfa", "charlie", treaty="signed")
    assert game.state.agreement is not None
    game = at_negotiation(agreement=rule)
    game.offer("alfa", "charlie", raids="stop")
    assert game.state.agreement is None
    game.do("bravo", "sign", offer="O1")
    assert game.state.agreement is not None


@pytest.mark.parametrize("rule", [1, 2, "majority", "all"])
def test_whom_also_names_must_sign_whatever_the_rule(rule: int | str) -> None:
    also = [{"delegation": "charlie", "when": {"treaty": "guaranteed"}}]
    agreement = {"signatories": ["alfa", "bravo"], "rule": rule, "also": also}
    game = at_negotiation(agreement=agreement)
    game.offer("alfa", "bravo", treaty="guaranteed")
    assert game.status("O1") == "open", "charlie has not signed"
    game.do("charlie", "sign", offer="O1")
    assert game.status("O1") == "agreed"
    game = at_negotiation(agreement=agreement)
    game.offer("alfa", "bravo", treaty="guaranteed")
    game.do("charlie", "reject", offer="O1")
    assert game.status("O1") == "rejected", "a veto"


def test_under_the_first_rules_a_number_went_over_whom_also_names() -> None:
    also = [{"delegation": "charlie", "when": {"treaty": "guaranteed"}}]
    agreement = {"signatories": ["alfa", "bravo"], "rule": 1, "also": also}
    game = at_negotiation(rules=1, agreement=agreement)
    game.offer("alfa", treaty="guaranteed")
    assert game.state.agreement is not None


def test_an_offer_is_seen_by_proposer_addressees_and_who_must_sign_and_by_all_when_public() -> None:
    game = at_negotiation()
    game.offer("alfa", to=["bravo"], treaty="signed")
    assert "you see no offer 'O1'" in game.refused("charlie", "reject", offer="O1")
    game.offer("alfa", to=["bravo"], public=True, dam="half")
    game.do("charlie", "reject", offer="O2", text="no")


def test_a_counter_offer_names_what_it_replies_to() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    game.offer("bravo", reply_to="O1", **SWAP)
    assert game.state.offers["O2"].reply_to == "O1"
    assert "O9" in game.refused("bravo", "offer", package={"dam": "open"}, reply_to="O9")


def test_a_withdrawn_offer_can_not_be_signed() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    refused = game.refused("bravo", "withdraw", offer="O1")
    assert refused.startswith("offer 'O1' was tabled by Alfa, not by you")
    game.do("alfa", "withdraw", offer="O1")
    assert "was withdrawn" in game.refused("bravo", "sign", offer="O1")


def test_a_needed_rejection_closes_an_offer_and_another_does_not() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    game.do("charlie", "reject", offer="O1")
    assert game.status("O1") == "open"
    game.do("bravo", "reject", offer="O1")
    assert game.status("O1") == "rejected"
    assert "was rejected" in game.refused("bravo", "sign", offer="O1")


def test_open_offers_lapse_as_the_ruling_opens() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    game.to("ruling")
    assert game.status("O1") == "lapsed"
    game.to("decision", 2)
    assert "lapsed at the end of round 1" in game.refused("bravo", "sign", offer="O1")


def test_offers_are_tabled_in_negotiation_and_signed_in_decision_too() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    game.to("decision")
    assert "offers are made in the negotiation" in game.refused(
        "alfa", "offer", package={"dam": "half"}
    )
    game.do("bravo", "sign", offer="O1")
    assert game.state.agreement is not None


def test_what_an_agreement_settled_changes_only_with_all_who_signed_it() -> None:
    rule = {"signatories": [], "rule": "all"}
    game = at_negotiation(agreement=rule)
    game.offer("alfa", "bravo", dam="half", raids="stop")
    game.offer("alfa", dam="open")
    assert game.needed("O2") == ("alfa", "bravo")
    game.do("bravo", "sign", offer="O2")
    assert game.state.standing["dam"] == "open"


def test_open_offers_are_asked_anew_when_something_else_comes_into_force() -> None:
    game = at_negotiation(agreement={"signatories": ["alfa"], "rule": "all"})
    game.offer("bravo", dam="open")
    assert game.needed("O1") == ("alfa",)
    game.offer("alfa", "bravo", dam="half", raids="stop")
    assert game.needed("O1") == ("alfa", "bravo")


def test_an_offer_must_move_something_and_be_possible() -> None:
    game = at_negotiation()
    assert "as it stands" in game.refused("alfa", "offer", package={})
    assert "Patrol 'joint' needs Treaty" in game.refused(
        "alfa", "offer", package={"patrol": "joint"}
    )
    assert "acts on both sides" in game.refused(
        "alfa", "offer", package={"treaty": "signed", "order": "alfa-first"}
    )
    assert "no option 'wide'" in game.refused("alfa", "offer", package={"dam": "wide"})
    assert "no issue 'lake'" in game.refused("alfa", "offer", package={"lake": "x"})
    assert "other than yourself" in game.refused(
        "alfa", "offer", package={"dam": "half"}, to=["alfa"]
    )


def test_what_an_inject_forbids_can_no_longer_be_had() -> None:
    game = at_negotiation()
    game.offer("bravo", dam="open")
    game.do("facilitator", "inject", id="drought")
    assert "no longer possible" in game.refused("alfa", "sign", offer="O1")
    assert "no longer possible" in game.refused("alfa", "offer", package={"dam": "open"})


def test_only_the_head_of_a_delegation_acts_for_it() -> None:
    game = Game().seated()
    game.do("facilitator", "assign", seat="helper", delegation="alfa", role="member")
    game.to("negotiation")
    assert "only its head (Alfa)" in game.refused("helper", "offer", package={"dam": "half"})
    game.do("helper", "message", to="caucus", text="I may write.")
    game.do("facilitator", "assign", seat="helper", delegation="alfa", role="head")
    game.do("helper", "offer", package={"dam": "half"})
    assert game.state.seats["alfa"].role == "member"


def test_a_move_may_name_a_delegation_instead_of_its_head() -> None:
    game = Game()
    for one in game.exercise.delegations:
        game.do("facilitator", "assign", seat=f"seat-{one.id}", delegation=one.id)
    game.to("negotiation")
    (event,) = game.do("alfa", "offer", package={"dam": "half"})
    assert event.by == "seat-alfa"
