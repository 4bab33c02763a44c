"""Votes as a room sees them: what is voted on, what carries it, what was moved, who is called."""

from __future__ import annotations

from tabletop.play.seen import View
from tabletop.play.view import view
from tabletop.screens.console.wall.scene import scene_of
from tabletop.screens.kit.speakers_line import pieces
from tabletop.seat.deeds import DEEDS, why_not
from tabletop.seat.words.ballot_card import question_of
from tabletop.seat.words.signatures import asked_by
from tests.play.game import Game
from tests.votes.council import ballots, session, voting
from tests.votes.test_motions import council, put, voted


def seen(game: Game, seat: str | None = None) -> View:
    return view(game.state, seat, game.events)


def test_the_wall_says_what_is_voted_on_what_carries_it_and_whose_no_blocks_it() -> None:
    game = voting({"veto": ["delta"]})
    block = scene_of(seen(game), 90).block.plain
    assert block.startswith("· Ocean fund: levy\n\n0 of 5 have voted; it needs 3 of 5 votes")
    assert "3 of 5 votes; Delt has the veto." in block
    called = voting({"veto": ["delta"], "ballot": "roll-call"})
    assert "Norland is called to vote; it needs 3 of 5 votes; Delt has the veto." in (
        scene_of(seen(called), 90).block.plain
    )


def test_the_tally_of_an_agreement_stands_below_what_it_settles() -> None:
    game = voting()
    ballots(game, norland="yes", delta="yes", steppe="yes", fjord="yes", port="no")
    game.do("facilitator", "close-vote")
    scene = scene_of(seen(game), 90)
    assert "Ocean fund: **levy**" in scene.text
    assert not scene.block.plain
    assert scene.asked.plain.startswith("Carried, 4 of 5 votes")


def test_what_was_moved_is_still_told_once_the_vote_on_it_is_closed() -> None:
    game = voted(put(council(), "next-phase"), baker="no", miller="no", mason="no")
    shown = seen(game)
    told = "M1 Baker moves to go on to the next phase: shall it carry?"
    assert question_of(shown, shown.votes[-1]) == told
    assert "is open" not in " ".join(scene_of(shown, 90).feed)


def test_whoever_is_not_called_yet_is_told_so_and_not_that_no_vote_is_open() -> None:
    game = voting({"ballot": "roll-call"})
    vote = next(one for one in DEEDS if one.action == "vote")
    assert why_not(vote, seen(game, "norland"), None, False) is None
    assert "the roll is being called" in (why_not(vote, seen(game, "port"), None, False) or "")
    game = voting()
    game.do("facilitator", "close-vote")
    assert why_not(vote, seen(game, "port"), None, False) == "no vote is open"


def test_the_line_of_the_list_begins_at_the_edge_and_tells_motions_before_who_is_next() -> None:
    game = council()
    game.do("miller", "raise-hand")
    game.do("baker", "motion", what="next-phase")
    told = [text for text, _ in pieces(seen(game), None)]
    assert told[0].startswith("M1 Baker moves")
    assert told[1].startswith(" · next: Miller")


def test_whoever_has_more_than_one_vote_is_named_with_them_wherever_votes_are_weighed() -> None:
    weighed = {"weights": {"norland": 6}, "votes": "two-thirds"}
    game = voting({**weighed, "also": [{"delegation": "delta", "when": {"fund": "levy"}}]})
    shown = seen(game)
    assert asked_by(shown, shown.offers[0]).startswith("asks Norl (6 votes), Delt, Step")
    block = scene_of(shown, 90).block.plain
    assert "7 of 10 votes; Delt must vote yes." in block
    assert "Norland (6 votes), Delta" in block
    signed = session({**weighed, "by": "signature"})
    signed.offer("delta", fund="levy")
    shown = seen(signed, "delta")
    assert asked_by(shown, shown.offers[0]).startswith("asks Norl (6 votes), Delt, Step")
    game = voting()
    assert all(one.votes == 0 for one in seen(game).delegations)
