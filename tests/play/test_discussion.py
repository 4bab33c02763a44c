"""Questions of a round: who is asked when, what is answered, and who reads it."""

from __future__ import annotations

from tabletop.play.view import view
from tests.play.game import Game
from tests.play.planned import table


def answers(game: Game, seat: str | None, id: str) -> dict[str, str | int] | None:
    """The answers to a question that a seat may read; None where it does not know of it."""
    found = [one for one in view(game.state, seat, game.events).discussion if one.id == id]
    return dict(found[0].answers) if found else None


def test_a_delegation_answers_and_may_revise_until_the_round_is_over() -> None:
    game = table()
    game.do("clinic", "respond", question="next-1", value="Wait.")
    game.to("negotiation")
    game.do("clinic", "respond", question="next-1", value="Call the police.")
    assert answers(game, "clinic", "next-1") == {"clinic": "Call the police."}
    game.to("situation", 2)
    told = game.refused("clinic", "respond", question="next-1", value="Too late.")
    assert told == "the question 'next-1' is asked in round 1; this is the situation of round 2"


def test_a_question_of_a_phase_is_asked_in_that_phase_only() -> None:
    game = table()
    assert "negotiation phase of round 1" in game.refused(
        "clinic", "respond", question="ready-1", value=3
    )
    assert answers(game, "clinic", "ready-1") is None
    game.to("negotiation")
    game.do("clinic", "respond", question="ready-1", value=3)


def test_what_is_not_asked_is_not_answered() -> None:
    game = table().to("negotiation")
    assert "is not asked of Press" in game.refused("press", "respond", question="ready-1", value=3)
    assert "asks for a rating" in game.refused("clinic", "respond", question="ready-1", value="3")
    assert "asks for a rating" in game.refused("clinic", "respond", question="ready-1", value=6)
    assert "asks for a text" in game.refused("clinic", "respond", question="next-1", value=1)
    assert "is empty" in game.refused("clinic", "respond", question="next-1", value=" ")
    assert "there is no question 'why'" in game.refused(
        "clinic", "respond", question="why", value="x"
    )
    assert "control character" in game.refused(
        "clinic", "respond", question="next-1", value="\x1b[2J"
    )
    assert "no questions while" in Game().seated().refused(
        "alfa", "respond", question="why", value="x"
    )


def test_others_read_the_answers_in_the_debrief_or_afterwards_as_the_author_has_it() -> None:
    game = table().to("negotiation")
    game.do("clinic", "respond", question="next-1", value="Wait.")
    game.do("clinic", "respond", question="ready-1", value=2)
    for other in ("press", None):
        assert answers(game, other, "next-1") in ({}, None)
        assert answers(game, other, "ready-1") is None
    assert answers(game, "facilitator", "next-1") == {"clinic": "Wait."}
    game.to("situation", 2)
    assert answers(game, "press", "ready-1") == {"clinic": 2}
    assert answers(game, "press", "next-1") == {}
    game.do("facilitator", "end")
    game.do("facilitator", "debrief")
    assert answers(game, "press", "next-1") == {"clinic": "Wait."}
    assert answers(game, None, "next-1") == {"clinic": "Wait."}


def test_the_facilitator_sees_who_has_answered() -> None:
    game = table()
    game.do("press", "respond", question="next-1", value="Print it.")
    seen = view(game.state, "facilitator", game.events).discussion[0]
    assert (seen.asked, seen.answered) == (("clinic", "press"), ("press",))


def test_the_words_of_an_answer_that_is_taken_back_are_gone() -> None:
    game = table()
    game.do("clinic", "respond", question="next-1", value="SECRET-PLAN")
    game.do("facilitator", "undo")
    assert answers(game, "clinic", "next-1") == {}
    assert "SECRET-PLAN" not in repr(view(game.state, "press", game.events))
