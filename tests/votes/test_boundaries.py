"""Exactly as many as a rule asks for, and one fewer, by moves: with signatures and in votes."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.exercise.model import Exercise
from tabletop.play.versions import RULES
from tests.play.game import Game
from tests.votes.council import MEMBERS, ballots, council, session

NEEDED: tuple[tuple[Any, int], ...] = (
    ("all", 5),
    ("majority", 3),
    ("two-thirds", 4),
    (0.6, 3),
    (0.61, 4),
    (0.2, 1),
    (1.0, 5),
    (1, 1),
    (4, 4),
)
"""Rules, and how many of the five they ask for."""
WEIGHTS = {"norland": 4, "delta": 0, "steppe": 1, "fjord": 1, "port": 2}


def put(agreement: dict[str, Any], absent: tuple[str, ...] = (), rules: int = RULES) -> Game:
    """A game in which Norland's offer on the fund is voted on; some are absent from the first."""
    game = Game(exercise=Exercise.model_validate(council(agreement)), rules=rules)
    for one in MEMBERS:
        if one not in absent:
            game.do("facilitator", "assign", seat=one, delegation=one, name=one)
    game.do("facilitator", "advance", absent=list(absent))
    game.offer("norland", fund="levy")
    game.do("norland", "put-to-vote", offer="O1")
    return game


def carried(game: Game, **choices: str) -> bool:
    ballots(game, **choices)
    game.do("facilitator", "close-vote")
    return game.status("O1") == "agreed"


@pytest.mark.parametrize(("rule", "needed"), NEEDED)
def test_the_last_signature_that_a_rule_asks_for_decides(rule: Any, needed: int) -> None:
    game = session({"by": "signature", "rule": rule})
    assert game.offer("norland", fund="levy") == "O1"
    for signed, one in enumerate(MEMBERS[1:], 1):
        assert game.status("O1") == ("agreed" if signed >= needed else "open")
        if signed < needed:
            game.do(one, "sign", offer="O1")
    assert game.status("O1") == "agreed"


@pytest.mark.parametrize("others", ["no", "abstain", ""])
@pytest.mark.parametrize(("rule", "needed"), NEEDED)
def test_of_all_members_exactly_as_many_must_say_yes(rule: Any, needed: int, others: str) -> None:
    for yes in (needed - 1, needed):
        choices = {one: "yes" if at < yes else others for at, one in enumerate(MEMBERS)}
        told = {one: choice for one, choice in choices.items() if choice}
        assert carried(put({"rule": rule}), **told) == (yes == needed), (yes, told)


@pytest.mark.parametrize(
    ("rule", "yes", "no", "passes"),
    [
        ("majority", 1, 0, True),
        ("majority", 1, 1, False),
        ("majority", 2, 1, True),
        ("majority", 0, 0, False),
        ("two-thirds", 2, 1, True),
        ("two-thirds", 3, 2, False),
        (0.6, 3, 2, True),
        (0.6, 1, 1, False),
        ("all", 1, 0, True),
        ("all", 4, 1, False),
        (2, 1, 0, False),
        (2, 2, 3, True),
    ],
)
def test_of_those_voting_abstentions_and_absences_are_not_counted(
    rule: Any, yes: int, no: int, passes: bool
) -> None:
    choices = dict(zip(MEMBERS, ["yes"] * yes + ["no"] * no + ["abstain"], strict=False))
    assert carried(put({"rule": rule, "of": "voting"}), **choices) == passes


@pytest.mark.parametrize(
    ("yes", "passes"),
    [
        (("norland", "delta", "steppe"), True),  # 3 of 5 members, 5 of 8 votes
        (("norland", "steppe"), False),  # 5 votes, 2 members
        (("delta", "steppe", "fjord", "port"), False),  # 4 members, 4 votes
        (("delta", "steppe", "fjord"), False),  # one without a vote is a member all the same
        (("norland", "delta", "port"), True),
    ],
)
@pytest.mark.parametrize("by", ["signature", "vote"])
def test_a_majority_of_members_and_of_votes_needs_both(
    by: str, yes: tuple[str, ...], passes: bool
) -> None:
    rule = {"rule": "majority", "votes": "majority", "weights": WEIGHTS, "by": by}
    if by == "vote":
        assert carried(put(rule), **dict.fromkeys(yes, "yes")) == passes
        return
    game = session(rule)
    game.offer(yes[0], *yes[1:], fund="levy")
    assert game.status("O1") == ("agreed" if passes else "open")


def test_who_is_absent_is_no_member_of_what_is_counted() -> None:
    assert not carried(put({}), norland="yes", delta="yes", steppe="no")
    assert carried(put({}, ("port", "fjord")), norland="yes", delta="yes", steppe="no")


def test_a_veto_that_is_absent_blocks_nothing_and_is_not_counted_in_a_vote() -> None:
    game = put({"veto": ["port"]}, ("port",))
    assert next(iter(game.state.votes.values())).voters == MEMBERS[:-1]
    assert carried(
        put({"veto": ["port"], "rule": "all"}, ("port",)), **dict.fromkeys(MEMBERS[:-1], "yes")
    )


def test_a_signature_that_only_an_absent_veto_can_give_is_waited_for() -> None:
    game = Game(exercise=Exercise.model_validate(council({"by": "signature", "veto": ["port"]})))
    for one in MEMBERS[:-1]:
        game.do("facilitator", "assign", seat=one, delegation=one, name=one)
    game.do("facilitator", "advance", absent=["port"])
    game.offer("norland", *MEMBERS[1:-1], fund="levy")
    assert game.status("O1") == "open"
    game.do("facilitator", "assign", seat="port", delegation="port", name="Pia")
    game.do("port", "sign", offer="O1")
    assert game.status("O1") == "agreed"


def test_whoever_proposed_must_vote_yes_with_a_veto_too() -> None:
    rule = {"proposer": True, "veto": ["norland"]}
    others = {"delta": "yes", "steppe": "yes", "fjord": "yes"}
    assert not carried(put(rule), norland="abstain", **others)
    assert carried(put(rule), norland="yes", delta="yes", steppe="yes")
    assert carried(put(rule, rules=2), norland="abstain", **others), "as games of rules 2 had it"


def test_whoever_proposes_is_asked_and_has_signed_though_no_signatory() -> None:
    rule = {"by": "signature", "signatories": ["delta", "steppe"], "rule": "all"}
    game = session({**rule, "proposer": True})
    game.offer("port", "delta", fund="levy")
    assert (game.needed("O1"), game.status("O1")) == (("delta", "steppe", "port"), "open")
    game.do("steppe", "sign", offer="O1")
    assert game.state.agreement is not None
    assert set(game.state.agreement.signed) == {"delta", "steppe", "port"}
    without = session(rule)
    without.offer("port", "delta", "steppe", fund="levy")
    assert without.state.agreement is not None
    assert without.state.agreement.signed == ("delta", "steppe")
