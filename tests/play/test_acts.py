"""Acts fall due, are decided in private, revealed together; gestures are done at once."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.play.telling.narration import narrate
from tabletop.play.versions import RULES
from tabletop.play.view import view
from tabletop.play.view.appraise import appraise
from tests.play.game import SWAP, Game, at_negotiation, document


def agreed(**package: Any) -> Game:
    game = at_negotiation()
    game.offer("alfa", "bravo", **{**SWAP, **package})
    return game


def due(game: Game) -> list[tuple[str, int]]:
    return [(one.issue, one.instalment) for one in game.state.due]


def decide_all(game: Game, choice: str = "perform") -> None:
    for one in game.state.due:
        for who in one.performers:
            game.do(who, choice, agreement=one.agreement, issue=one.issue)


def test_acts_fall_due_in_the_decision_of_the_round_after() -> None:
    game = agreed().to("decision", 1)
    assert due(game) == []
    game.to("decision", 2)
    assert due(game) == [("dam", 1), ("raids", 1)]


def test_those_who_go_first_act_a_round_before_the_others() -> None:
    game = agreed(order="alfa-first").to("decision", 2)
    assert due(game) == [("dam", 1)]
    decide_all(game)
    game.to("decision", 3)
    assert due(game) == [("raids", 1)]


def test_the_others_wait_while_the_first_have_not_acted() -> None:
    game = agreed(order="alfa-first").to("decision", 2)
    decide_all(game, "breach")
    game.to("decision", 3)
    assert due(game) == []
    assert game.state.agreement is not None
    assert game.state.agreement.suspended


def test_step_by_step_is_half_a_round() -> None:
    game = agreed(order="steps").to("decision", 2)
    decide_all(game)
    game.to("ruling", 2)
    assert game.state.terms["dam"].done == 0.5
    game.to("decision", 3)
    assert due(game) == [("dam", 2), ("raids", 2)]
    decide_all(game)
    game.to("ruling", 3)
    assert game.state.terms["dam"].done == 1.0
    game.to("decision", 4)
    assert due(game) == []


def test_a_decision_can_be_changed_until_the_delegation_is_ready() -> None:
    game = agreed().to("decision", 2)
    assert "decide first" in game.refused("alfa", "ready")
    game.do("alfa", "breach", agreement="A1", issue="dam")
    game.do("alfa", "perform", agreement="A1", issue="dam")
    game.do("alfa", "ready")
    assert "your decisions are final" in game.refused("alfa", "breach", agreement="A1", issue="dam")
    assert "not due from you" in game.refused("charlie", "perform", agreement="A1", issue="dam")


def test_decisions_are_revealed_together_as_the_ruling_opens() -> None:
    game = agreed().to("decision", 2)
    game.do("alfa", "perform", agreement="A1", issue="dam")
    game.do("bravo", "breach", agreement="A1", issue="raids")
    group = game.do("facilitator", "advance")
    kinds = game.kinds(group)
    assert kinds[:3] == ["phase.opened", "term.performed", "term.breached"]
    assert kinds[-4:] == ["climate.changed", *["score.ruled"] * 3]


def test_silence_is_a_breach() -> None:
    game = agreed().to("ruling", 2)
    breaches = [one for one in game.events if one.kind == "term.breached"]
    assert [(one.delegation, one.silent) for one in breaches] == [("alfa", True), ("bravo", True)]
    told = [narrate(one, game.state.exercise) for one in breaches]
    assert all("decides nothing, which breaks its word: " in one for one in told)


def test_a_breach_sends_back_what_is_undone_and_suspends_what_follows() -> None:
    game = agreed(order="steps").to("decision", 2)
    game.do("alfa", "breach", agreement="A1", issue="dam")
    game.do("bravo", "perform", agreement="A1", issue="raids")
    game.to("decision", 3)
    assert due(game) == []
    assert game.state.standing["dam"] == "shut"
    assert game.state.terms["raids"].done == 0.5


def test_an_act_of_several_counts_when_all_have_performed() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", treaty="signed", patrol="joint")
    game.to("decision", 2)
    game.do("alfa", "perform", agreement="A1", issue="patrol")
    game.do("bravo", "breach", agreement="A1", issue="patrol")
    game.to("ruling", 2)
    assert "patrol" not in game.state.terms


def test_performed_acts_raise_trust_and_lower_tension() -> None:
    game = agreed().to("decision", 2)
    before = game.state.circumstances.climate
    decide_all(game)
    game.to("ruling", 2)
    after = game.state.circumstances.climate
    expected = 30 + 0.30 * (100 - 30) * 4.061 / 20
    assert after.trust["bravo", "alfa"] == pytest.approx(expected)
    assert after.tension == pytest.approx(before.tension - 4 - 6)


def test_facts_replace_promises_in_the_score() -> None:
    game = agreed()
    game.to("ruling", 1)
    promised = game.state.scores["bravo"].value
    game.to("decision", 2)
    decide_all(game)
    game.to("ruling", 2)
    kept = game.state.scores["bravo"].value
    assert promised < kept == pytest.approx(4.029 + 9.073 - 6.109)


def test_joint_gains_fade_while_nothing_is_performed() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", treaty="signed")
    found = []
    for number in (1, 2, 3):
        game.to("ruling", number)
        found.append(game.state.scores["alfa"].value)
    assert found == pytest.approx([4.017, 4.017 / 2, 4.017 / 4])


@pytest.mark.parametrize(("rules", "left"), [(1, 0.25), (RULES, 1.0)])
def test_nothing_fades_where_no_issue_has_a_performer_and_nobody_can_be_waited_for(
    rules: int, left: float
) -> None:
    texts = [{**issue, "by": []} for issue in document()["issue"]]
    game = at_negotiation(rules=rules, issue=texts)
    game.offer("alfa", "bravo", treaty="signed", raids="stop")
    worth = appraise(game.state, "alfa", game.state.standing)["alfa"].value
    assert worth == pytest.approx(4.017 + 15.103)
    game.to("ruling", 3)
    assert game.state.scores["alfa"].value == pytest.approx(worth * left)
    assert game.state.scores["bravo"].value == pytest.approx(4.029 * left - 6.109)


def test_a_gesture_is_done_at_once_and_counts_as_performed() -> None:
    game = at_negotiation()
    game.do("alfa", "gesture", issue="dam", option="half", text="unasked")
    assert game.state.standing["dam"] == "half"
    assert game.state.terms["dam"].done == 1.0
    game.to("ruling")
    climate = game.state.circumstances.climate
    expected = 30 + 0.45 * (100 - 30) * 4.061 / 20
    assert climate.trust["bravo", "alfa"] == pytest.approx(expected)


def test_a_gesture_goes_beyond_what_stands_and_is_ones_own() -> None:
    game = at_negotiation()
    assert "not yours" in game.refused("bravo", "gesture", issue="dam", option="half")
    assert "joint text" in game.refused("alfa", "gesture", issue="treaty", option="signed")
    game.do("alfa", "gesture", issue="dam", option="open")
    assert "already stands" in game.refused("alfa", "gesture", issue="dam", option="half")
    game = agreed()
    assert "already promised" in game.refused("alfa", "gesture", issue="dam", option="open")


def test_a_gesture_of_several_takes_effect_when_all_have_gone_as_far() -> None:
    game = at_negotiation(issue=_without_requirement())
    game.do("alfa", "gesture", issue="patrol", option="joint")
    assert game.state.standing["patrol"] == "none"
    assert "other performers have to follow" in game.refused(
        "alfa", "gesture", issue="patrol", option="joint"
    )
    game.do("bravo", "gesture", issue="patrol", option="joint")
    assert game.state.standing["patrol"] == "joint"


def _without_requirement() -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = document()["issue"]
    return [{key: v for key, v in one.items() if key != "requires"} for one in issues]


def test_an_agreed_act_beyond_a_gesture_costs_the_difference() -> None:
    game = at_negotiation()
    game.do("alfa", "gesture", issue="dam", option="half")
    game.to("ruling", 1)
    tension = game.state.circumstances.climate.tension
    game.to("negotiation", 2)
    game.offer("alfa", "bravo", dam="open", raids="stop")
    game.to("decision", 3)
    decide_all(game)
    before = game.state.circumstances.climate.tension
    game.to("ruling", 3)
    after = game.state.circumstances.climate.tension
    assert tension != before  # the flood and an idle round came between
    assert after == pytest.approx(before - (8 - 4) - 6)


def test_a_breach_beyond_a_gesture_falls_back_to_the_gesture() -> None:
    game = at_negotiation()
    game.do("alfa", "gesture", issue="dam", option="half")
    game.offer("alfa", "bravo", dam="open", raids="stop")
    game.to("decision", 2)
    decide_all(game, "breach")
    game.to("ruling", 2)
    assert game.state.standing["dam"] == "half"
    assert game.state.terms["dam"].done == 1.0


def test_what_a_breach_suspended_can_be_promised_anew() -> None:
    game = agreed(order="alfa-first").to("decision", 2)
    game.do("alfa", "breach", agreement="A1", issue="dam")
    game.to("negotiation", 3)
    offer = game.offer("alfa", dam="half")
    assert game.needed(offer) == ("alfa", "bravo"), "who owes the suspended act must sign"
    game.do("bravo", "sign", offer=offer)
    assert game.state.agreements[-1].terms == ("dam", "raids")
    game.to("decision", 4)
    assert due(game) == [("dam", 1)]
    decide_all(game)
    game.to("ruling", 4)
    assert game.state.terms["dam"].done == 1.0
    assert game.state.terms["raids"].agreement == "A2"


def test_what_was_done_of_a_suspended_act_stays_done() -> None:
    game = agreed(order="steps").to("decision", 2)
    game.do("alfa", "breach", agreement="A1", issue="dam")
    game.do("bravo", "perform", agreement="A1", issue="raids")
    game.to("negotiation", 3)
    game.offer("alfa", "bravo", dam="half")
    assert game.state.terms["raids"].done == 0.5
    game.to("decision", 4)
    assert sorted(due(game)) == [("dam", 1), ("raids", 2)]


def test_the_rest_of_an_act_broken_half_way_can_be_promised_anew() -> None:
    game = agreed(order="steps").to("decision", 2)
    decide_all(game)
    game.to("decision", 3)
    decide_all(game, "breach")
    assert game.state.terms["dam"].done == 0.5
    game.to("negotiation", 4)
    offer = game.offer("alfa", treaty="guaranteed")
    assert game.needed(offer) == ("alfa", "bravo", "charlie")
    assert "raids" in game.state.in_breach
    game.do("bravo", "sign", offer=offer)
    game.do("charlie", "sign", offer=offer)
    assert game.state.agreements[-1].terms == ("treaty", "dam", "raids")
    assert not game.state.in_breach
    assert not game.state.terms["raids"].broken
    assert game.state.terms["raids"].done == 0.5
    assert game.again() == game.state


def test_under_the_first_rules_it_could_not() -> None:
    game = Game(rules=1).seated().to("negotiation")
    game.offer("alfa", "bravo", order="steps", **SWAP)
    game.to("decision", 2)
    decide_all(game)
    game.to("decision", 3)
    decide_all(game, "breach")
    game.to("negotiation", 4)
    game.offer("alfa", "bravo", "charlie", treaty="guaranteed")
    assert game.state.agreements[-1].terms == ("treaty",)
    assert game.state.terms["raids"].broken
    assert game.again() == game.state


def test_once_the_first_have_acted_a_broken_promise_renewed_is_due_in_the_next_round() -> None:
    rounds = document()["round"]
    game = at_negotiation(round=[*rounds, {**rounds[-1], "id": "r5"}])
    game.offer("alfa", "bravo", order="alfa-first", **SWAP)
    game.to("decision", 2)
    decide_all(game)
    game.to("decision", 3)
    decide_all(game, "breach")
    game.to("negotiation", 4)
    assert game.state.standing["raids"] == "go-on"
    game.offer("alfa", "bravo", raids="stop")
    game.to("decision", 5)
    assert due(game) == [("raids", 1)]


def test_a_new_order_holds_for_everything_outstanding() -> None:
    game = agreed(order="steps")
    game.offer("alfa", "bravo", order="together")
    game.to("decision", 2)
    assert [(one.agreement, one.issue, one.instalments) for one in game.state.due] == [
        ("A2", "dam", 1),
        ("A2", "raids", 1),
    ]


def test_what_a_decision_turns_on_is_told_as_the_ruling_will_weigh_it() -> None:
    game = agreed().to("decision", 2)
    told = view(game.state, "alfa").at_stake["A1", "dam"]
    assert told.points == -4.061
    assert set(view(game.state, "charlie").at_stake) == set()
    assert set(view(game.state, "facilitator").at_stake) == set()
    before = game.state.circumstances.climate
    game.do("alfa", "breach", agreement="A1", issue="dam")
    game.do("bravo", "perform", agreement="A1", issue="raids")
    game.to("ruling", 2)
    ruled = game.state.climates[-1]
    lost = {line.of: -line.change for line in ruled.trust_lines if line.toward == "alfa"}
    trust = before.trust
    assert lost["bravo"] == pytest.approx(told.trust * trust["bravo", "alfa"])
    assert lost["charlie"] == pytest.approx(told.bystanders * trust["charlie", "alfa"])
    assert [one.change for one in ruled.tension_lines if one.code == "breach"] == [told.tension]


def test_an_advance_lets_no_more_lapse_than_it_was_asked_about() -> None:
    game = agreed().to("decision", 2)
    asked = ("alfa:A1:dam", "bravo:A1:raids")
    game.do("alfa", "perform", agreement="A1", issue="dam")
    game.do("bravo", "perform", agreement="A1", issue="raids")
    game.do("facilitator", "undo")
    said = game.refused("facilitator", "advance", lapsing=())
    assert said == "more acts are undecided now than were asked about; nothing was ended"
    assert game.state.stage == "decision"
    # Whoever has decided meanwhile breaks nothing.
    game.do("facilitator", "advance", lapsing=asked)
    broken = [one for one in game.events if one.kind == "term.breached"]
    assert [(one.delegation, one.issue) for one in broken] == [("bravo", "raids")]


def test_an_early_end_reveals_acts_that_were_decided_on_and_leaves_the_others_promises() -> None:
    game = agreed().to("decision", 2)
    game.do("alfa", "breach", agreement="A1", issue="dam")
    group = game.do("facilitator", "end")
    ends = ["exercise.ended", *["score.ruled"] * 3]
    assert game.kinds(group) == ["round.closed", "term.breached", "term.suspended", *ends]
    assert game.state.standing["dam"] == "shut"
    assert (game.state.terms["raids"].done, game.state.terms["raids"].broken) == (0, False)
    assert game.again() == game.state


def test_an_early_end_reveals_what_everybody_performed() -> None:
    game = agreed().to("decision", 2)
    decide_all(game)
    game.do("facilitator", "end")
    assert {id: game.state.terms[id].done for id in ("dam", "raids")} == {"dam": 1, "raids": 1}
    assert not game.state.due


def test_an_early_end_reveals_nothing_of_an_act_that_not_all_who_perform_it_have_decided() -> None:
    game = at_negotiation(issue=_without_requirement())
    game.offer("alfa", "bravo", patrol="joint")
    game.to("decision", 2)
    game.do("alfa", "perform", agreement="A1", issue="patrol")
    assert "round.closed" not in game.kinds(game.do("facilitator", "end"))
    assert game.state.terms["patrol"].done == 0


def test_by_rules_2_an_early_end_left_what_was_decided_a_promise() -> None:
    game = Game(rules=2).seated().to("negotiation")
    game.offer("alfa", "bravo", **SWAP)
    game.to("decision", 2)
    decide_all(game)
    assert "term.performed" not in game.kinds(game.do("facilitator", "end"))
    assert game.again() == game.state
