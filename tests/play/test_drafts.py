"""A draft that is shared in caucus is told in words, and only there."""

from __future__ import annotations

import pytest

from tabletop.play.parts import drafts
from tabletop.play.view import view
from tests.play.game import at_negotiation

PASSED_ON = "draft dam=half treaty=signed"


def told(to: str, text: str) -> str:
    game = at_negotiation()
    events = game.do("alfa", "message", to=to, text=text)
    return view(game.state, "facilitator", events).story[0]


def test_a_draft_passed_on_is_told_by_the_names_of_what_it_moves() -> None:
    issues = at_negotiation().state.exercise.issue_by_id
    dam, treaty = issues["dam"], issues["treaty"]
    words = (
        f"Alfa to its own people: a draft: {dam.name}: {dam.option_by_id['half'].name}; "
        f"{treaty.name}: {treaty.option_by_id['signed'].name}"
    )
    assert told("caucus", PASSED_ON) == words


@pytest.mark.parametrize(
    ("to", "text"),
    [
        ("all", PASSED_ON),
        ("caucus", "draft"),
        ("caucus", "draft dam=gone"),
        ("caucus", "draft of mine"),
        ("caucus", "a draft dam=half"),
    ],
)
def test_anything_else_is_quoted(to: str, text: str) -> None:
    assert f"“{text}”" in told(to, text)


def test_a_written_draft_is_read_back() -> None:
    options = at_negotiation().state.exercise.choices
    moved = {"dam": "half", "treaty": "signed"}
    assert drafts.read(drafts.written(moved), options) == moved
