"""The speakers' list as everybody sees it: all of it is public."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.exercise.parts import Quota
from tabletop.exercise.speakers import MotionKind
from tabletop.play.parts.motions import Motion
from tabletop.play.parts.speakers import Speaker
from tabletop.play.queries.naming import names_now
from tabletop.play.state import State


@dataclass(frozen=True)
class HandSeen:
    """A delegation on the list, and the person who wants to speak."""

    delegation: str
    person: str


@dataclass(frozen=True)
class SpeakersSeen:
    """Who has the floor and who is next; `person` is the name of whoever speaks."""

    hands: tuple[HandSeen, ...]
    speaker: Speaker | None
    person: str
    closed: bool
    """Whether it takes no new hands."""
    motions: tuple[Motion, ...]
    """Those not decided yet, first first."""
    can_move: tuple[MotionKind, ...]
    """What can be moved here; empty where there are no motions."""
    rule: Quota
    """How many of those who vote must say yes to a motion."""

    def place(self, delegation: str | None) -> int:
        """Return a delegation's place on the list, from 1; 0 where its hand is not up."""
        ids = [one.delegation for one in self.hands]
        return ids.index(delegation) + 1 if delegation in ids else 0

    def motion_of(self, delegation: str | None) -> Motion | None:
        """Return a delegation's motion that is not decided yet."""
        return next((one for one in self.motions if one.delegation == delegation), None)

    def speaks(self, delegation: str | None) -> bool:
        """Return whether a delegation has the floor."""
        return self.speaker is not None and self.speaker.delegation == delegation


def speakers_seen(state: State) -> SpeakersSeen | None:
    """Return the list, None where the exercise has none."""
    if state.exercise.speakers is None:
        return None
    listed, names = state.speakers, names_now(state)
    hands = tuple(HandSeen(one.delegation, names.get(one.seat, "")) for one in listed.hands)
    person = names.get(listed.speaker.seat, "") if listed.speaker else ""
    return SpeakersSeen(
        hands,
        listed.speaker,
        person,
        listed.closed,
        tuple(listed.motions.values()),
        state.exercise.speakers.motions,
        state.exercise.speakers.rule,
    )
