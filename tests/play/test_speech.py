"""Messages, statements and answers: who may say what to whom, and who reads it."""

from __future__ import annotations

import pytest

from tabletop.play.view import view
from tests.play.game import Game, at_negotiation


def hear(game: Game, text: str) -> list[str]:
    """Return the seats (and `public`) that can read a text."""
    seats = [*game.state.seats, None]
    return [
        seat or "public"
        for seat in seats
        if any(one.text == text for one in view(game.state, seat).messages)
    ]


def company(stage: str = "negotiation") -> Game:
    game = Game().seated()
    game.do("facilitator", "assign", seat="bo", delegation="bravo", role="member")
    game.do("facilitator", "assign", seat="eva", role="evaluator")
    game.do("facilitator", "assign", seat="obs", role="observer")
    return game.to(stage)


@pytest.mark.parametrize(
    ("to", "heard"),
    [
        ("all", ["alfa", "bravo", "charlie", "bo", "eva", "obs", "public"]),
        (["alfa"], ["alfa", "bravo", "bo", "eva"]),
        (["alfa", "charlie"], ["alfa", "bravo", "charlie", "bo", "eva"]),
        ("caucus", ["bravo", "bo", "eva"]),
        (["bravo"], ["bravo", "bo", "eva"]),
        ("facilitator", ["bravo", "eva"]),
    ],
)
def test_a_message_is_heard_by_whom_it_is_for(to: str | list[str], heard: list[str]) -> None:
    game = company()
    game.do("bravo", "message", to=to, text="Between us.")
    assert hear(game, "Between us.") == heard


def test_in_caucus_a_delegation_talks_among_itself_and_to_the_facilitator() -> None:
    game = company("caucus")
    game.do("bo", "message", to="caucus", text="Now?")
    game.do("bo", "message", to="facilitator", text="More time?")
    game.do("facilitator", "message", to="all", text="Two minutes.")
    for to in ("all", ["alfa"]):
        assert "in caucus" in game.refused("bo", "message", to=to, text="Psst.")


def test_who_only_watches_writes_to_the_facilitator_only() -> None:
    game = company()
    game.do("obs", "message", to="facilitator", text="I can't see.")
    assert "observer" in game.refused("obs", "message", to="all", text="Hello.")
    assert "evaluator" in game.refused("eva", "message", to=["alfa"], text="They bluff.")
    game.do("eva", "message", to="facilitator", text="They bluff.")


def test_private_words_stay_private_when_the_debrief_reveals_the_briefs() -> None:
    game = company()
    game.do("bravo", "message", to="caucus", text="They bluff.")
    game.do("facilitator", "end")
    game.do("facilitator", "debrief")
    assert view(game.state, "alfa").party("bravo").secret_brief == "SECRET-OF-BRAVO"
    assert hear(game, "They bluff.") == ["bravo", "bo", "eva"]


def test_messages_and_statements_are_possible_in_every_phase() -> None:
    game = company("situation")
    for stage in ("situation", "negotiation", "decision", "ruling"):
        game.to(stage)
        game.do("alfa", "message", to=["bravo"], text=stage)
        game.do("alfa", "statement", tone="neutral", text=stage)
    assert "statements are made in the phases of a round" in Game().seated().refused(
        "alfa", "statement", tone="neutral", text="Early."
    )


@pytest.mark.parametrize("text", ["", "  \n", "\x1b[31mred", "a\u202eb", "x" * 4001, "\ud800"])
def test_what_no_screen_could_show_honestly_is_not_said(text: str) -> None:
    game = at_negotiation()
    for do, fields in (("message", {"to": "all"}), ("statement", {"tone": "neutral"})):
        assert game.refused("alfa", do, text=text, **fields)


def test_questions_are_answered_in_the_debrief_by_those_who_are_asked() -> None:
    game = company()
    early = game.refused("alfa", "answer", question="why", value="x")
    assert "the questions are answered in the debrief" in early
    game.do("facilitator", "end")
    game.do("facilitator", "debrief")
    game.do("alfa", "answer", question="why", value="We were late.")
    rated = game.do("bo", "answer", question="fair", value=4)
    assert view(game.state, "facilitator", rated).story[-1].endswith("answers “Fair?”: 4 of 5")
    assert "not asked of" in game.refused("bravo", "answer", question="mine", value="x")
    assert "1 to 5" in game.refused("alfa", "answer", question="fair", value=6)
    assert "asks for a text" in game.refused("alfa", "answer", question="why", value=3)
    assert "no question 'how'" in game.refused("alfa", "answer", question="how", value="x")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"rating": 6}, "1 to 5"),
        ({"objective": 3, "text": "x"}, "numbered 1 to 2"),
        ({}, "a text or a rating"),
    ],
)
def test_a_note_is_on_an_objective_with_a_rating_or_a_text(
    fields: dict[str, object], word: str
) -> None:
    assert word in company().refused("eva", "note", **fields)
