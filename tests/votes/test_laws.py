"""What holds of every game with votes: ballots are private, and the same game is read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.play import events as e
from tabletop.play.rules import why_not
from tabletop.play.state import FACILITATOR, State
from tabletop.play.telling.hearing import heard
from tabletop.play.view import view
from tabletop.seat.legal import legal_moves
from tests.effort import examples
from tests.play.game import Game
from tests.table.laws import can_be_ended_by_players, can_go_on, verifies
from tests.votes.council import MEMBERS, session

RULES: tuple[dict[str, Any], ...] = (
    {},
    {"of": "voting"},
    {"rule": "all"},
    {"rule": "two-thirds", "veto": ["delta"]},
    {"weights": {"norland": 6, "port": 0}, "votes": 0.6},
    {"ballot": "roll-call", "proposer": True},
    {"signatories": ["norland", "delta"], "rule": 1},
)
KINDS = ("put-to-vote", "vote", "vote", "vote", "call-roll", "close-vote", "gesture", "undo")
PACKAGES = ({"fund": "levy"}, {"patrol": "joint", "mining": "banned"}, {"fund": "voluntary"})


def games(rule: int, steps: list[tuple[int, int, int]]) -> Iterator[Game]:
    """A game after each of its moves: offers, votes and phases as the numbers choose."""
    game = session(RULES[rule])
    game.do("facilitator", "assign", seat="watcher", role="observer", name="Wim")
    for who, kind, which in steps:
        seat = (*MEMBERS, FACILITATOR)[who]
        if kind == 0:
            if why_not(game.state, _offer(seat, which)) is None:
                game.offer(seat, **PACKAGES[which % 3])
        elif kind == 1:
            if which % 3 == 0 and game.state.stage in ("negotiation", "ruling"):
                game.do(FACILITATOR, "advance")
        else:
            _listed(game, seat, KINDS[kind % len(KINDS)], which)
        yield game


def _offer(seat: str, which: int) -> Any:
    from tabletop.play.actions import TableOffer

    return TableOffer(by=seat, package=PACKAGES[which % 3])


def _listed(game: Game, seat: str, kind: str, which: int) -> None:
    state = game.state
    found = list(legal_moves(view(state, seat), lambda m: why_not(state, m), kinds=[kind]))
    if found:
        move = found[which % len(found)].model_dump(exclude_none=True)
        game.do(move.pop("by"), move.pop("do"), **move)


played = given(
    st.integers(0, len(RULES) - 1),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 20)), max_size=40),
)


@played
@settings(max_examples=examples(60))
def test_nobody_sees_how_another_votes_before_a_vote_is_closed(
    rule: int, steps: list[tuple[int, int, int]]
) -> None:
    for game in games(rule, steps):
        state = game.state
        for seat in (*MEMBERS, "watcher", FACILITATOR, None):
            _only_own_ballots(state, seat, game.events)


def _only_own_ballots(state: State, seat: str | None, events: list[e.AnyEvent]) -> None:
    for vote in view(state, seat).open_votes:
        aloud = vote.ballot == "roll-call"
        assert aloud or set(vote.ballots) <= {seat}, "a view has one's own ballot alone"
    for event in events:
        if isinstance(event, e.VoteCast) and not event.aloud and event.voter != seat:
            if seat == FACILITATOR and event.vote not in state.votes:
                continue
            told = heard(event, state, seat)
            assert told is None or (isinstance(told, e.VoteCast) and told.choice == "")


@played
@settings(max_examples=examples(60))
def test_a_game_with_votes_is_replayed_as_it_was_and_never_stuck(
    rule: int, steps: list[tuple[int, int, int]]
) -> None:
    game = None
    for game in games(rule, steps):
        can_be_ended_by_players(game.state)
    if game is not None:
        verifies(game.exercise, game.events, game.state)
        assert game.again() == game.state
        over = can_go_on(game.state, to_the_end=True)
        assert not over.votes, "no vote outlives its phase"


@played
@settings(max_examples=examples(60))
def test_what_is_in_force_had_the_votes(rule: int, steps: list[tuple[int, int, int]]) -> None:
    for game in games(rule, steps):
        for vote in game.state.past_votes:
            if vote.chosen == "yes":
                assert all(one.has >= one.needed for one in vote.counts)
                assert not vote.vetoes
                assert not vote.lacking
        if game.state.agreement is not None:
            agreed = game.state.agreement.offer
            assert any(v.about == agreed and v.chosen == "yes" for v in game.state.past_votes)
