"""The speakers' list in words, and what a seat's hand would do now: for every face."""

from __future__ import annotations

from tabletop.exercise.model import PHASES
from tabletop.play.actions import LowerHand, RaiseHand, Yield
from tabletop.play.parts.speakers import Speaker
from tabletop.play.queries.naming import minutes
from tabletop.play.seen import View
from tabletop.play.seen.speakers_seen import SpeakersSeen
from tabletop.text.safe import one_line


def left_of(speaker: Speaker, spent: int | None) -> int | None:
    """Return the seconds that a speaker has left, less than 0 once time is up; None without a
    clock.
    """
    if spent is None or not speaker.seconds:
        return None
    return -((spent - speaker.seconds * 1000) // 1000)


def told_time(speaker: Speaker, spent: int | None) -> str:
    """Return the speaker's time: what is left, by how much it is over, or what has been spoken."""
    if spent is None:
        return ""
    left = left_of(speaker, spent)
    if left is None:
        return minutes(spent // 1000)
    told = f"{minutes(left)} left" if left >= 0 else f"{minutes(-left)} over"
    return f"{told}, stopped" if speaker.stopped else told


def told_who(view: View, delegation: str, person: str) -> str:
    """Return a delegation's name, and who speaks for it where that has a name of its own."""
    name, who = one_line(view.party(delegation).name), one_line(person)
    return f"{name} ({who})" if who and who != name else name


def told_next(view: View, listed: SpeakersSeen) -> str:
    """Return who is on the list, first first; empty where nobody is."""
    return ", ".join(one_line(view.party(one.delegation).name) for one in listed.hands)


def speaks_now(view: View) -> SpeakersSeen | None:
    """Return the list while there is one to show: in the phases of a round."""
    return view.speakers if view.stage in PHASES else None


def hand_label(view: View) -> str:
    """Return what the key for one's hand does now."""
    listed = view.speakers
    if listed is not None and listed.speaks(view.delegation):
        return "End my speech"
    return "Hand down" if listed is not None and listed.place(view.delegation) else "Raise hand"


def hand_move(view: View) -> RaiseHand | LowerHand | Yield:
    """Return the move that the key for one's hand makes now."""
    listed = view.speakers
    if listed is not None and listed.speaks(view.delegation):
        return Yield(by=view.seat)
    if listed is not None and listed.place(view.delegation):
        return LowerHand(by=view.seat)
    return RaiseHand(by=view.seat)


def why_no_hand(view: View) -> str | None:
    """Return why one's hand can't go up, down or make way now; None when it can."""
    listed = view.speakers
    if listed is None or view.stage not in PHASES:
        return "hands are raised in the phases of a round"
    if listed.closed and not (listed.speaks(view.delegation) or listed.place(view.delegation)):
        return "the speakers' list is closed; the facilitator can reopen it"
    return None
