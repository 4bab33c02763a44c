"""The facts of one table, from games played move by move."""

from __future__ import annotations

import pytest

from tabletop.play.versions import RULES
from tabletop.report.classroom.facts import Side, TableFacts, facts_of
from tabletop.report.classroom.wording import kept
from tests.play.game import SWAP, Game, at_negotiation


def told(game: Game) -> TableFacts:
    return facts_of(game.exercise, game.events, RULES, path="t.toml", version="", trail="")


def side(found: TableFacts, delegation: str) -> Side:
    return next(one for one in found.sides if one.delegation == delegation)


def swapped(**choices: str) -> Game:
    """Play a game: Alfa and Bravo agree to swap in round 1, decide in round 2, and it ends."""
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    game.to("decision", 2)
    for due in game.state.due:
        for one in due.performers:
            game.do(one, choices.get(one, "perform"), agreement=due.agreement, issue=due.issue)
    return game.to("ended")


def test_a_kept_agreement_has_its_round_its_signatures_and_its_acts() -> None:
    found = told(swapped())
    assert found.deal is not None
    assert (found.deal.by, found.deal.signed) == ("alfa", ("alfa", "bravo"))
    assert (found.deal.first_round, found.deal.round) == (1, 1)
    assert (found.deal.acts, found.deal.performed) == (2, 2)
    assert (found.due, found.performed, found.breaches, found.kept) == (2, 2, 0, True)
    assert found.deal.package["raids"] == "stop"
    assert (found.ended, found.ending, found.rounds) == (True, "Kept", 4)
    assert [one.signed for one in found.sides] == [True, True, False]


def test_values_and_walk_aways_are_those_of_the_last_ruling() -> None:
    game = swapped()
    found = told(game)
    for one in found.sides:
        ruled = game.state.scores[one.delegation]
        assert (one.value, one.walk_away) == (ruled.value, ruled.walk_away)
        assert one.surplus == ruled.value - ruled.walk_away
    # Both acts done, the treaty faded by nothing: each has the sum of its points.
    assert side(found, "alfa").value == pytest.approx(4.017 - 4.061 + 15.103)
    assert side(found, "bravo").value == pytest.approx(4.029 + 9.073 - 6.109)


def test_an_adjusted_score_counts_as_adjusted() -> None:
    game = at_negotiation().to("ruling")
    game.do("facilitator", "adjust", what="score:alfa", value=7.5, reason="Well argued")
    found = told(game)
    assert side(found, "alfa").value == pytest.approx(7.5)
    assert found.adjustments == 1
    assert not found.ended


def test_a_broken_word_is_counted_and_is_its_delegations() -> None:
    found = told(swapped(bravo="breach"))
    assert found.deal is not None
    assert (found.deal.acts, found.deal.performed) == (2, 1)
    assert (found.due, found.performed, found.breaches, found.kept) == (2, 1, 1, False)
    assert [one.breaches for one in found.sides] == [0, 1, 0]
    assert found.ending == "Broken"


def test_an_act_broken_under_an_agreement_that_was_replaced_counts_as_in_the_report() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    game.to("decision", 2)
    for due in game.state.due:
        for one in due.performers:
            do = "breach" if one == "bravo" else "perform"
            game.do(one, do, agreement=due.agreement, issue=due.issue)
    game.to("negotiation", 3)
    game.offer("alfa", "bravo", **SWAP)
    game.to("decision", 4)
    for due in game.state.due:
        for one in due.performers:
            game.do(one, "perform", agreement=due.agreement, issue=due.issue)
    found = told(game.to("ended"))
    assert (found.due, found.performed, found.breaches, found.kept) == (3, 2, 1, False)
    assert kept(found) == "1 of 3 acts due not performed"


def test_an_agreement_nobody_had_time_to_carry_out_is_neither_kept_nor_broken() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP)
    game.do("facilitator", "end")
    found = told(game)
    assert found.deal is not None
    assert (found.due, found.deal.performed, found.breaches, found.kept) == (0, 0, 0, False)
    assert kept(found) == "0 of 2 terms carried out in full"


def test_a_later_agreement_stands_and_the_first_gives_its_round() -> None:
    game = at_negotiation()
    game.offer("alfa", "bravo", treaty="signed")
    game.to("negotiation", 3)
    game.offer("bravo", "alfa", "charlie", treaty="guaranteed")
    found = told(game)
    assert found.deal is not None
    assert (found.deal.by, found.deal.first_round, found.deal.round) == ("bravo", 1, 3)
    assert found.agreements == 2


def test_the_first_offer_has_what_it_was_worth_when_it_was_tabled() -> None:
    game = at_negotiation()
    worth = {one: game_worth(game, one) for one in ("alfa", "bravo")}
    game.offer("bravo", **SWAP)
    found = told(game.to("ended"))
    assert found.first is not None
    assert (found.first.by, found.first.round) == ("bravo", 1)
    assert {one: found.first.worth[one] for one in worth} == worth


def game_worth(game: Game, delegation: str) -> float:
    from tabletop.play.state import FACILITATOR
    from tabletop.play.view.appraise import appraise

    package = {**game.state.standing, **SWAP}
    return appraise(game.state, FACILITATOR, package)[delegation].value


def test_offers_counter_offers_words_and_gestures_are_counted() -> None:
    game = at_negotiation()
    first = game.offer("alfa", treaty="signed")
    game.offer("bravo", dam="half", raids="stop", reply_to=first)
    game.do("alfa", "reject", offer="O2")
    game.do("alfa", "statement", tone="hostile", text="No.")
    game.do("bravo", "statement", tone="conciliatory", text="Please.")
    game.do("bravo", "statement", tone="conciliatory", text="Come.")
    game.do("charlie", "message", to="all", text="Hello")
    game.do("bravo", "gesture", issue="raids", option="stop")
    found = told(game)
    assert (found.offers, found.counters, found.rejections) == (2, 1, 1)
    assert dict(found.tones) == {"hostile": 1, "conciliatory": 2}
    assert (found.messages, found.gestures) == (1, 1)
    assert [one.offers for one in found.sides] == [1, 1, 0]
    assert [one.gestures for one in found.sides] == [0, 1, 0]


def test_what_was_taken_back_does_not_count() -> None:
    game = at_negotiation()
    game.offer("alfa", treaty="signed")
    game.do("facilitator", "undo")
    game.do("bravo", "gesture", issue="raids", option="stop")
    game.do("facilitator", "undo")
    found = told(game)
    assert (found.offers, found.gestures, found.first) == (0, 0, None)
    game.offer("bravo", treaty="signed")
    again = told(game).first
    assert again is not None and again.by == "bravo"


def test_without_an_agreement_there_is_no_deal_and_everybody_has_the_walk_away() -> None:
    found = told(at_negotiation().to("ended"))
    assert found.deal is None
    assert all(one.surplus == 0 and not one.signed for one in found.sides)
    assert found.acceptable


def test_a_table_without_a_ruling_has_no_outcome() -> None:
    found = told(at_negotiation())
    assert not found.ruled
    assert found.values == {}
    assert not found.acceptable


def test_trust_and_tension_are_those_at_the_end() -> None:
    game = swapped(bravo="breach")
    found = told(game)
    climate = game.state.circumstances.climate
    assert found.tension == climate.tension
    assert found.trust["alfa-bravo"] == climate.trust["alfa", "bravo"]
    assert len(found.trust) == 6
