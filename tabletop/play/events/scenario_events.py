"""The events of a scenario: injects, what is done about their plan, and delegations' answers."""

from __future__ import annotations

from typing import Literal

from tabletop.exercise.model import Effects
from tabletop.play.actions import Names, Planned
from tabletop.play.events.event import Event


class InjectDelivered(Event):
    """A scenario event; `inject` is its id, or empty for one improvised by the facilitator."""

    kind: Literal["inject.delivered"] = "inject.delivered"
    inject: str
    title: str
    text: str
    to: str | Names
    effects: Effects
    channel: str | None = None


class InjectPlanned(Event):
    """The facilitator holds an inject, skips it, moves it to `minutes` from then, or restores the
    exercise's plan for it.
    """

    kind: Literal["inject.planned"] = "inject.planned"
    inject: str
    """The id of the exercise's inject."""
    how: Planned
    minutes: int | None = None


class ResponseGiven(Event):
    """A delegation's answer to a question of the round; a later one takes its place."""

    kind: Literal["response.given"] = "response.given"
    delegation: str
    question: str
    value: str | int
