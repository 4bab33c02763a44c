"""The tables of an exercise file that are about decisions: what a delegation is asked, and how it
may answer.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from tabletop.exercise.course import Effects, PlayCondition
from tabletop.exercise.parts import Few, Id, Name, Part, Points, Text

DECIDING: tuple[Literal["caucus", "negotiation", "decision"], ...] = (
    "caucus",
    "negotiation",
    "decision",
)
"""The phases in which a decision can be open."""


class DecisionOption(Part):
    """One answer to a decision."""

    id: Id
    """Its id within the decision."""
    name: Name
    """What people call it."""
    summary: Text = ""
    """What it means, in a sentence or two."""
    points: Points = Field(default_factory=dict)
    """What it is worth by delegation once it is decided, in its own points; a cost is negative."""
    effects: Effects = Field(default_factory=Effects)
    """What it changes once it is decided, as an inject's effects do."""


class Decision(Part):
    """Something that one delegation is asked to decide, once, while it is open."""

    id: Id
    """Its id, by which conditions and moves name it."""
    name: Name
    """What people call it."""
    text: Text = ""
    """What is asked, in Markdown."""
    by: str
    """The delegation that decides."""
    round: Annotated[int, Field(ge=1)] | None = None
    """The round in which it is open; without one, the first in which its `when` holds."""
    phase: Literal["caucus", "negotiation", "decision"] = "decision"
    """The phase in which it is open, to its end."""
    when: PlayCondition | None = None
    """It is asked only where this holds as the phase opens, or once another decision has been taken
    in it.
    """
    vote: bool = False
    """Its members vote on it where several sit in the delegation; otherwise its head decides."""
    secret: bool = False
    """Only its own delegation sees it and what it chooses, until all are revealed together as the
    phase ends.
    """
    final: bool = False
    """What is decided stands at once; otherwise it can be changed until the phase ends."""
    default: str = ""
    """The option that holds where nobody has decided as the phase ends; without one the decision
    is not taken.
    """
    options: Few[DecisionOption] = Field(alias="option", min_length=2)
    """What can be decided, at least two, in an order that conditions such as `>= half` go by."""

    @cached_property
    def option_by_id(self) -> dict[str, DecisionOption]:
        return {option.id: option for option in self.options}
