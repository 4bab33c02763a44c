"""The events of a speakers' list; `events` puts them among all the others."""

from __future__ import annotations

from typing import Literal

from tabletop.exercise.speakers import MotionKind
from tabletop.play.events.event import Event


class HandRaised(Event):
    """A delegation asks to speak and goes to the end of the speakers' list."""

    kind: Literal["hand.raised"] = "hand.raised"
    delegation: str
    seat: str
    """The seat of the person who wants to speak."""


class HandLowered(Event):
    """A delegation leaves the speakers' list without having spoken."""

    kind: Literal["hand.lowered"] = "hand.lowered"
    delegation: str


class SpeakerCalled(Event):
    """A delegation has the floor, with `seconds` on its clock (0: no clock); whoever had it before
    is done.
    """

    kind: Literal["speaker.called"] = "speaker.called"
    delegation: str
    seat: str
    """The seat of the person who speaks."""
    seconds: int


class SpeakerYielded(Event):
    """The speaker is done, and nobody has the floor."""

    kind: Literal["speaker.yielded"] = "speaker.yielded"
    delegation: str


class SpeakerStopped(Event):
    """The speaker's clock stops, or runs again."""

    kind: Literal["speaker.stopped"] = "speaker.stopped"
    delegation: str
    on: bool
    """Whether it stands from now on."""


class SpeakerExtended(Event):
    """The speaker has `seconds` more."""

    kind: Literal["speaker.extended"] = "speaker.extended"
    delegation: str
    seconds: int


class ListClosed(Event):
    """The speakers' list takes no new hands, or takes them again."""

    kind: Literal["list.closed"] = "list.closed"
    on: bool
    """Whether it is closed from now on."""


class MotionMoved(Event):
    """A delegation moves `what`; `minutes` are those that a longer phase is to have more."""

    kind: Literal["motion.moved"] = "motion.moved"
    motion: str
    delegation: str
    what: MotionKind
    minutes: int = 0
    text: str = ""


class MotionWithdrawn(Event):
    """The delegation takes its motion back."""

    kind: Literal["motion.withdrawn"] = "motion.withdrawn"
    motion: str
    delegation: str


class MotionRefused(Event):
    """The facilitator rules a motion out of order."""

    kind: Literal["motion.refused"] = "motion.refused"
    motion: str
    delegation: str
    text: str = ""


SpeakersEvent = (
    HandRaised
    | HandLowered
    | SpeakerCalled
    | SpeakerYielded
    | SpeakerStopped
    | SpeakerExtended
    | ListClosed
    | MotionMoved
    | MotionWithdrawn
    | MotionRefused
)
