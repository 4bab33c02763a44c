"""What a delegation asks of its coach."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tabletop.exercise.conditions import OptionId
from tabletop.play.actions.action import Action

Advice = Literal["offer", "sign", "put-to-vote", "vote", "decide", "perform", "breach", "wait"]
"""What a coach advises: a move by its name, or to wait."""
ReasonCode = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]
"""Which reason a coach gives; the sentence is made of it when it is shown."""


class AskCoach(Action):
    """Ask one's coach, where the exercise allows that. Whoever asks brings what it advised, so that
    the transcript tells it; the delegation and the facilitator read that, and nobody else.
    """

    do: Literal["coach"] = "coach"
    advice: Advice
    """What it advised: a move by its name, or to `wait`."""
    code: ReasonCode
    about: str | None = None
    """The offer, vote, decision or agreement that the advice is about."""
    issue: str | None = None
    choice: str | None = None
    package: dict[str, OptionId] | None = None
