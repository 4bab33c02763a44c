"""The moves of a speakers' list: hands up and down, the facilitator's call, the speaker's clock."""

from __future__ import annotations

from typing import Literal

from tabletop.exercise.speakers import MotionKind
from tabletop.play.actions.action import Action


class RaiseHand(Action):
    """Ask to speak: one's delegation goes to the end of the speakers' list.

    By the facilitator for the `delegation` named, when somebody asks in the room.
    """

    do: Literal["raise-hand"] = "raise-hand"
    delegation: str | None = None


class LowerHand(Action):
    """Take one's delegation off the speakers' list; by the facilitator the `delegation` named."""

    do: Literal["lower-hand"] = "lower-hand"
    delegation: str | None = None


class CallSpeaker(Action):
    """Give the floor to the first on the list, or to the `delegation` named; its clock starts."""

    do: Literal["call"] = "call"
    delegation: str | None = None


class Yield(Action):
    """Be done speaking; by the facilitator, end the speech of whoever speaks."""

    do: Literal["yield"] = "yield"


class StopSpeaker(Action):
    """Stop the speaker's clock, or let it run again with `on` false."""

    do: Literal["stop-speaker"] = "stop-speaker"
    on: bool = True


class ExtendSpeaker(Action):
    """Give the speaker more time."""

    do: Literal["extend-speaker"] = "extend-speaker"
    seconds: int


class CloseList(Action):
    """Close the speakers' list to new hands, or reopen it with `on` false."""

    do: Literal["close-list"] = "close-list"
    on: bool = True


class MoveMotion(Action):
    """Move a motion; the facilitator puts it to the vote or rules it out of order.

    One of a delegation at a time. `minutes` are those that a longer phase is to have more, and
    `other` needs words.
    """

    do: Literal["motion"] = "motion"
    what: MotionKind
    """What is moved."""
    minutes: int | None = None
    text: str = ""


class WithdrawMotion(Action):
    """Take back one's own motion before it is put to the vote."""

    do: Literal["withdraw-motion"] = "withdraw-motion"
    motion: str


class PutMotion(Action):
    """Rule a motion in order and put it to the vote."""

    do: Literal["put-motion"] = "put-motion"
    motion: str


class RefuseMotion(Action):
    """Rule a motion out of order."""

    do: Literal["refuse-motion"] = "refuse-motion"
    motion: str
    text: str = ""


SpeakersAction = (
    RaiseHand
    | LowerHand
    | CallSpeaker
    | Yield
    | StopSpeaker
    | ExtendSpeaker
    | CloseList
    | MoveMotion
    | WithdrawMotion
    | PutMotion
    | RefuseMotion
)
