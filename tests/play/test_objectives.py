"""Objectives with tasks: what a note may rate, and how a rating is told."""

from __future__ import annotations

from typing import Any

from tabletop.play.view import view
from tests.play.game import Game
from tests.play.planned import table

WARN: dict[str, Any] = {
    "id": "warn",
    "text": "Warn the public.",
    "capability": "Public warning",
    "tasks": ["Call the mayor", "Write to the press"],
    "scale": "performed",
}
LEAD: dict[str, Any] = {"id": "lead", "text": "Lead calmly."}


def rated() -> Game:
    return table(objectives=["Listen."], objective=[WARN, LEAD])


def test_objectives_that_are_texts_are_numbered_before_those_with_tables() -> None:
    seen = view(rated().state, "facilitator")
    assert [(one.number, one.text) for one in seen.objectives] == [
        (1, "Listen."),
        (2, "Warn the public."),
        (3, "Lead calmly."),
    ]


def test_each_task_is_rated_by_its_objectives_scale() -> None:
    game = rated()
    game.do("facilitator", "note", objective=2, task=1, rating=3, text="They asked.")
    game.do("facilitator", "note", objective=3, rating=5)
    seen = view(game.state, "facilitator", game.events)
    assert [one.rated for one in seen.notes] == ["S, performed with some challenges", "5 of 5"]
    assert "on objective 2, task 1, S, performed with some challenges: “They asked.”" in "\n".join(
        seen.story
    )


def test_what_can_not_be_rated_is_refused_with_what_can() -> None:
    game = rated()
    told = game.refused("facilitator", "note", objective=2, rating=3)
    assert told == "objective 2 is rated task by task; name a 'task', 1 to 2"
    told = game.refused("facilitator", "note", objective=2, task=3, rating=3)
    assert told == "objective 2 has tasks numbered 1 to 2; there is no 3"
    told = game.refused("facilitator", "note", objective=2, task=1, rating=5)
    assert told == "a rating is from 1 to 4 here (P is 4, S 3, M 2, U 1), not 5"
    told = game.refused("facilitator", "note", objective=3, task=1, rating=5)
    assert told == "objective 3 has no tasks; there is no 1"
    told = game.refused("facilitator", "note", task=1, text="x")
    assert told == "the exercise as a whole has no tasks; there is no 1"
    assert "numbered 1 to 3" in game.refused("facilitator", "note", objective=4, text="x")


def test_a_note_without_a_rating_may_be_about_an_objective_with_tasks() -> None:
    game = rated()
    game.do("facilitator", "note", objective=2, text="Late.")
    assert game.state.notes[0].task is None
