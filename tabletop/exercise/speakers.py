"""The table `[speakers]` of an exercise file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tabletop.exercise.parts import Many, Part, Quota

MotionKind = Literal["next-phase", "longer-phase", "close-debate", "other"]
"""To go on to the next phase, to have some minutes more for this one, to close the speakers' list,
or whatever is said.
"""


class SpeakersRules(Part):
    """A speakers' list: hands go up at the seats, the facilitator calls, and each speaker has a
    clock. Without it nobody raises a hand.
    """

    seconds: Annotated[int, Field(ge=0, le=3600)] = 60
    """The time of each speaker; time that is over is shown and never cut. 0 for no clock."""
    motions: Many[MotionKind] = ()
    """What a delegation may move, for the facilitator to put to the vote: to go on to the
    `"next-phase"`, to have some minutes more for this one (`"longer-phase"`), to close the list
    (`"close-debate"`), or anything in its own words (`"other"`). Without it there are no motions.
    """
    rule: Quota = "majority"
    """How many of the delegations that vote must say yes to a motion."""
