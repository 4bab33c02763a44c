"""The tables of an exercise file that a discussion and its evaluation are made of."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tabletop.exercise.parts import Id, Many, Name, Part, Text


class RoundQuestion(Part):
    """A question that each delegation discusses and answers while the round is played."""

    id: Id
    """Its id."""
    text: Text
    """What is asked."""
    to: Literal["all"] | Many[str] = Field(default="all", alias="for")
    """Which delegations are asked: `"all"`, or a list."""
    kind: Literal["text", "rating"] = "text"
    """An answer in words, or one of 1 to 5."""
    phase: Literal["caucus", "negotiation", "decision"] | None = None
    """The phase in which it is asked; without one, from the opening of the round to its end."""
    shown: Literal["debrief", "afterwards"] = "debrief"
    """When the others read the answers: in the debrief, or as soon as its time is over."""


Scale = Literal["1-5", "performed"]
"""How an objective's tasks are rated."""
PERFORMED: dict[int, str] = {
    4: "performed",
    3: "performed with some challenges",
    2: "performed with major challenges",
    1: "unable to be performed",
}
"""The ratings of the scale `performed`, as HSEEP has them (P, S, M, U), by number."""
LETTERS: dict[int, str] = {4: "P", 3: "S", 2: "M", 1: "U"}


class Objective(Part):
    """An objective that evaluators rate, task by task."""

    id: Id
    """Its id."""
    text: Text
    """What participants are to show."""
    capability: Name | None = None
    """The capability that it belongs to."""
    tasks: Many[Name] = Field(default=(), max_length=50)
    """What has to be done for it; each is rated. Without tasks the objective itself is."""
    scale: Scale = "1-5"
    """How it is rated: 1 to 5, or `performed`: performed, with some challenges, with major
    challenges, unable to be performed (P, S, M, U)."""
