"""A breach suspends the rest of its agreement until a later agreement makes it due again."""

from __future__ import annotations

import pytest

from tabletop.play.events import AnyEvent, ScoreRuled, TermSuspended
from tabletop.play.telling.narration import narrate
from tabletop.play.versions import RULES
from tabletop.play.view import view
from tabletop.play.view.appraise import worth_now
from tabletop.referee.wording import names_in
from tests.play.game import SWAP, Game, at_negotiation


def broken_in_part_one() -> tuple[Game, tuple[AnyEvent, ...]]:
    """Return a game step by step in which Alfa did its first part and Bravo broke its word."""
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP, order="steps")
    game.to("decision", 2)
    game.do("alfa", "perform", agreement="A1", issue="dam")
    game.do("bravo", "breach", agreement="A1", issue="raids")
    return game, game.do("facilitator", "advance")


def broken_in_part_two() -> Game:
    game = at_negotiation()
    game.offer("alfa", "bravo", **SWAP, order="steps")
    for number, choice in ((2, "perform"), (3, "breach")):
        game.to("decision", number)
        game.do("alfa", "perform", agreement="A1", issue="dam")
        game.do("bravo", choice, agreement="A1", issue="raids")
    return game.to("ruling", 3)


def suspended(group: tuple[AnyEvent, ...]) -> list[TermSuspended]:
    return [one for one in group if isinstance(one, TermSuspended)]


def test_the_ruling_tells_what_is_suspended_and_what_takes_it_up_again() -> None:
    game, group = broken_in_part_one()
    (told,) = suspended(group)
    assert (told.agreement, told.issue, told.performers) == ("A1", "dam", ("alfa",))
    assert told.needed == ("alfa", "bravo")
    assert narrate(told, game.exercise) == (
        "Suspended, since A1 was broken: Dam, half open. An agreement that keeps it, signed by "
        "Alfa, Bravo, makes it fall due again."
    )


def test_it_is_told_once_and_not_in_every_round() -> None:
    game, _ = broken_in_part_one()
    game.to("decision", 3)
    assert suspended(game.do("facilitator", "advance")) == []


def test_an_agreement_that_changes_nothing_else_takes_it_up_again() -> None:
    game, _ = broken_in_part_one()
    game.to("negotiation", 3)
    game.offer("alfa", "bravo", order="together")
    game.to("decision", 4)
    assert [(one.agreement, one.issue) for one in game.state.due] == [("A2", "dam")]


@pytest.mark.parametrize(("rules", "moved"), [(2, -4.0), (RULES, -2.0)])
def test_the_half_that_is_left_counts_as_half_whatever_the_order_of_the_new_agreement(
    rules: int, moved: float
) -> None:
    game = at_negotiation(rules=rules)
    game.offer("alfa", "bravo", **SWAP, order="steps")
    game.to("decision", 2)
    first = view(game.state, "alfa").at_stake["A1", "dam"]
    game.do("alfa", "perform", agreement="A1", issue="dam")
    game.do("bravo", "breach", agreement="A1", issue="raids")
    game.to("negotiation", 3)
    game.offer("alfa", "bravo", order="together")
    game.to("decision", 4)
    stake = view(game.state, "alfa").at_stake["A2", "dam"]
    assert stake.points == pytest.approx(first.points * moved / -2.0)
    game.do("alfa", "perform", agreement="A2", issue="dam")
    group = game.do("facilitator", "advance")
    climate = next(one for one in group if one.kind == "climate.changed")
    assert [line.change for line in climate.tension_lines] == [moved]
    assert game.state.terms["dam"].done == 1.0


def test_the_rest_of_an_act_broken_halfway_can_be_agreed_again() -> None:
    game = broken_in_part_two()
    assert game.state.terms["raids"].broken
    game.to("negotiation", 4)
    id = game.offer("alfa", "bravo", form="pact")
    assert game.status(id) == "agreed"
    term = game.state.terms["raids"]
    assert (term.agreement, term.done, term.broken) == ("A2", 0.5, False)


def test_the_charge_for_a_round_without_an_agreement_in_force_says_why() -> None:
    game, group = broken_in_part_one()
    climate = next(one for one in group if one.kind == "climate.changed")
    charge = climate.tension_lines[-1]
    assert (charge.change, charge.told(names_in(game.exercise))) == (
        3.0,
        "A round without an agreement in force: a breach suspended A1",
    )


def test_without_any_agreement_it_says_just_that() -> None:
    game = at_negotiation().to("decision")
    group = game.do("facilitator", "advance")
    climate = next(one for one in group if one.kind == "climate.changed")
    assert [line.told(names_in(game.exercise)) for line in climate.tension_lines] == [
        "A round without an agreement in force"
    ]


def test_every_ledger_says_that_what_it_counts_is_suspended_and_the_event_keeps_no_word_of_it() -> (
    None
):
    game, group = broken_in_part_one()
    names = names_in(game.exercise)
    kept = next(one for one in group if isinstance(one, ScoreRuled) and one.delegation == "bravo")
    (plain,) = [one.told(names) for one in kept.ledger if one.source == "dam"]
    assert "suspended" not in plain
    said = f"{plain}; the rest, suspended by a breach, is counted as if it were taken up"
    ruled, now = game.state.scores["bravo"], worth_now(game.state, "bravo")["bravo"]
    assert ruled.value == kept.value
    for ledger in (ruled.ledger, now.ledger):
        for one in ledger:
            told = one.told(names)
            assert told.startswith(said) if one.source == "dam" else "suspended" not in told
    game.to("negotiation", 3)
    game.offer("alfa", "bravo", order="together")
    again = worth_now(game.state, "bravo")["bravo"].ledger
    assert not any("suspended" in one.told(names) for one in again)
