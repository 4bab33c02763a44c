"""The moves of a speakers' list: hands up and down, the facilitator's call, the speaker's clock."""

from __future__ import annotations

from typing import Literal

from tabletop.play.action import Action


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


SpeakersAction = (
    RaiseHand | LowerHand | CallSpeaker | Yield | StopSpeaker | ExtendSpeaker | CloseList
)
