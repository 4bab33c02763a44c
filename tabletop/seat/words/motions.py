"""Motions in words, and what a seat can move: for every face."""

from __future__ import annotations

from tabletop.exercise.model import PHASES
from tabletop.exercise.speakers import MotionKind
from tabletop.play.parts.motions import Motion
from tabletop.play.seen import View
from tabletop.text.safe import one_line

NAMES: dict[MotionKind, str] = {
    "next-phase": "to go on to the next phase",
    "longer-phase": "for more minutes in this phase",
    "close-debate": "to close the speakers' list",
    "other": "in my own words",
}


def told_motion(view: View, motion: Motion) -> str:
    """Return a motion in words, with its number and whose it is."""
    who = one_line(view.party(motion.delegation).name)
    return f"{motion.id} {who} moves {one_line(motion.told)}"


def told_state(view: View, motion: Motion) -> str:
    """Return how far a motion is: waiting for the facilitator, or being voted on."""
    vote = next((one for one in view.open_votes if one.about == motion.id), None)
    if vote is None:
        return "waits for the facilitator"
    return f"being voted on: {len(vote.voted)} of {len(vote.voters)} have voted"


def why_no_motion(view: View) -> str | None:
    """Return why one can't move or withdraw a motion now; None when one can."""
    listed = view.speakers
    if listed is None or view.stage not in PHASES:
        return "motions are moved in the phases of a round"
    if view.role != "head":
        return "that is for whoever heads your delegation"
    mine = listed.motion_of(view.delegation)
    if mine is not None and mine.status == "put":
        return f"your motion {mine.id} is being voted on"
    return None


def motion_label(view: View) -> str:
    """Return what the key for motions does now."""
    mine = view.speakers.motion_of(view.delegation) if view.speakers is not None else None
    return f"Withdraw {mine.id}" if mine is not None else "Motion"
