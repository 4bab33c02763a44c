"""The speakers' list of a table: whose hand is up, who has the floor, and who has spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tabletop.play.parts.log import Log
from tabletop.play.parts.motions import Motion, MotionStatus


@dataclass(frozen=True)
class Hand:
    """A delegation on the list, and the seat of the person who wants to speak."""

    delegation: str
    seat: str


@dataclass(frozen=True)
class Speaker:
    """Who has the floor, with `seconds` in all (0: no clock), counted from `opened`, less time
    paused.

    Times are the table's own, as on the clock of a phase; `called` is the number of the event that
    gave the floor. It stands while the facilitator has it `stopped` and while the table is paused.
    """

    delegation: str
    seat: str
    called: int
    seconds: int
    opened: int
    paused: int | None = None
    held: int = 0
    stopped: bool = False

    def spent(self, elapsed: int) -> int:
        """Return the milliseconds spoken so far, more than all it has once time is up."""
        return (elapsed if self.paused is None else self.paused) - self.opened - self.held


@dataclass(frozen=True)
class Speech:
    """A speech that is over: `seconds` allowed (0: no clock), `spent` milliseconds."""

    delegation: str
    seat: str
    called: int
    round: int
    seconds: int
    spent: int


@dataclass(frozen=True)
class SpeakersList:
    """At most one hand a delegation, in the order in which they were raised."""

    hands: tuple[Hand, ...] = ()
    speaker: Speaker | None = None
    closed: bool = False
    """Whether it takes no new hands."""
    speeches: Log[Speech] = field(default_factory=Log)
    motions: Mapping[str, Motion] = field(default_factory=dict)
    """By id, those not decided yet; at most one of each delegation."""
    past_motions: Log[Motion] = field(default_factory=Log)
    motions_made: int = 0

    def hand_of(self, delegation: str) -> Hand | None:
        """Return a delegation's hand, None where it is down."""
        return next((one for one in self.hands if one.delegation == delegation), None)

    def without(self, delegation: str) -> tuple[Hand, ...]:
        """Return the hands of all others."""
        return tuple(one for one in self.hands if one.delegation != delegation)

    def with_motion(self, id: str, status: MotionStatus) -> SpeakersList:
        """Return the list with what has become of a motion."""
        if id not in self.motions:
            return self
        motion = replace(self.motions[id], status=status)
        if status in ("moved", "put"):
            return replace(self, motions={**self.motions, id: motion})
        left = {one: other for one, other in self.motions.items() if one != id}
        return replace(self, motions=left, past_motions=self.past_motions.adding(motion))

    def with_motions_lapsed(self) -> SpeakersList:
        """Return the list as a phase ends: a motion falls with it, unless it is voted on, and is
        decided by that.
        """
        listed = self
        for one in self.motions.values():
            if one.status == "moved":
                listed = listed.with_motion(one.id, "lapsed")
        return listed
