"""The debrief: what the room is shown, and what people answered and noted."""

from __future__ import annotations

from tabletop.play.queries.reveal import steps
from tabletop.play.state import FACILITATOR
from tabletop.play.telling.narration import narrate
from tabletop.play.view import view
from tests.play.game import Game

QUESTIONS = [{"id": "turn", "text": "When did it turn?"}, {"id": "fair", "text": "Was it fair?"}]


def debriefed() -> Game:
    game = Game(question=QUESTIONS).seated().to("negotiation")
    game.do("facilitator", "assign", seat="eva", role="evaluator", name="Eva")
    game.do("facilitator", "assign", seat="obs", role="observer", name="Otto")
    return game


def opened() -> Game:
    game = debriefed()
    game.do("facilitator", "end")
    game.do("facilitator", "debrief")
    return game


def test_a_step_is_shown_to_everybody_and_told_in_the_story() -> None:
    game = opened()
    for step in steps(game.exercise):
        (event,) = game.do("facilitator", "reveal", what=step)
        assert view(game.state, None).shown == view(game.state, "alfa").shown == step
        assert narrate(event, game.exercise).startswith("The room is shown: ")
    game.do("facilitator", "reveal")
    assert view(game.state, None).shown == ""
    assert game.again() == game.state


def test_the_steps_are_in_the_order_in_which_a_room_is_led() -> None:
    kinds = [one.partition(":")[0] for one in steps(opened().exercise)]
    assert list(dict.fromkeys(kinds)) == [
        "ending",
        "question",
        "answers",
        "brief",
        "wanted",
        "outcome",
        "picture",
        "possible",
    ]


def test_only_the_facilitator_reveals_and_only_in_the_debrief() -> None:
    assert "this is the negotiation" in debriefed().refused("facilitator", "reveal", what="ending")
    game = opened()
    assert "only the facilitator" in game.refused("alfa", "reveal", what="ending")
    assert "did you mean 'brief:alfa'?" in game.refused("facilitator", "reveal", what="brief:delta")
    game.do("facilitator", "reveal", what="wanted")
    assert "already" in game.refused("facilitator", "reveal", what="wanted")


def test_the_last_answer_of_each_counts_and_is_public_once_the_debrief_is_open() -> None:
    game = opened()
    game.do("alfa", "answer", question="turn", value="Never.")
    game.do("alfa", "answer", question="turn", value="Late.")
    game.do("eva", "answer", question="turn", value="In March.")
    told = [
        (one.question, one.delegation, one.person, one.value)
        for one in view(game.state, None).replies
    ]
    assert told == [("turn", "alfa", "Alfa", "Late."), ("turn", None, "Eva", "In March.")]


def test_notes_are_for_evaluators_and_the_facilitator() -> None:
    game = debriefed()
    game.do("eva", "note", objective=2, rating=4, text="They listened.")
    game.do("facilitator", "note", text="Watch the dam.")
    for seat in ("alfa", "obs", None):
        assert view(game.state, seat).notes == ()
    own = view(game.state, "eva").notes
    assert [(one.person, one.objective, one.rating, one.text, one.mine) for one in own] == [
        ("Eva", 2, 4, "They listened.", True),
        ("", None, None, "Watch the dam.", False),
    ]
    assert [one.mine for one in view(game.state, FACILITATOR).notes] == [False, True]
