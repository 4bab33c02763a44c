"""The actions of those who run and evaluate a scenario, and answers to its questions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tabletop.exercise.model import Effects
from tabletop.play.actions.action import Action, Names, Planned


class DeliverInject(Action):
    """Deliver an inject of the exercise by `id`, or an improvised one."""

    do: Literal["inject"] = "inject"
    id: str | None = None
    title: str = ""
    text: str = ""
    to: str | Names = "all"
    effects: Effects = Field(default_factory=Effects)
    channel: str = ""


class PlanInject(Action):
    """Hold an inject, skip it, move it to `minutes` from now, or restore the exercise's plan."""

    do: Literal["plan"] = "plan"
    id: str
    """The id of the exercise's inject."""
    how: Planned
    minutes: int | None = None


class WriteNote(Action):
    """Write an evaluator's note; `objective` and `task` are their numbers (from 1).

    `rating` is 1..5; 1..4 (U, M, S, P) where the objective is rated by what was performed.
    """

    do: Literal["note"] = "note"
    objective: int | None = None
    task: int | None = None
    rating: int | None = None
    text: str = ""


class Answer(Action):
    """Answer a question in the debrief: a text, or 1..5 for a rating question."""

    do: Literal["answer"] = "answer"
    question: str
    value: str | int


class Respond(Action):
    """Answer a question of the round for one's delegation: a text, or 1..5 for a rating question.

    A later answer takes its place, until the question's time is over.
    """

    do: Literal["respond"] = "respond"
    question: str
    value: str | int
