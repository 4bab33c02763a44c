"""What a delegation's coach advised."""

from __future__ import annotations

from typing import Literal

from tabletop.play.actions.coach_actions import Advice
from tabletop.play.events.event import Event


class AdviceGiven(Event):
    """A delegation asked its coach, and this is what it advised."""

    kind: Literal["advice.given"] = "advice.given"
    delegation: str
    advice: Advice
    """What it advised: a move by its name, or to `wait`."""
    code: str
    about: str | None = None
    """The offer, vote, decision or agreement that the advice is about."""
    issue: str | None = None
    choice: str | None = None
    package: dict[str, str] | None = None
