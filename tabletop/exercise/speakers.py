"""The table `[speakers]` of an exercise file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tabletop.exercise.parts import Part


class SpeakersRules(Part):
    """A speakers' list: hands go up at the seats, the facilitator calls, and each speaker has a
    clock. Without it nobody raises a hand.
    """

    seconds: Annotated[int, Field(ge=0, le=3600)] = 60
    """The time of each speaker; time that is over is shown and never cut. 0 for no clock."""
