"""Texts that a shared keyboard shows the room between turns and at the end."""

from __future__ import annotations

from shlex import quote

from tabletop.play.events import (
    DecisionTaken,
    GestureMade,
    MessageSent,
    OfferRejected,
    OfferSigned,
    OfferTabled,
    OfferWithdrawn,
    StatementMade,
    VoteCast,
    VoteClosed,
    VoteOpened,
)
from tabletop.play.seen import View
from tabletop.screens.facilitator.letters import unread
from tabletop.seat.desk.injects import due_now
from tabletop.seat.flow import TURNS
from tabletop.seat.port import Port

TOLD = (
    StatementMade,
    OfferTabled,
    OfferSigned,
    OfferRejected,
    OfferWithdrawn,
    VoteOpened,
    VoteCast,
    VoteClosed,
    GestureMade,
    MessageSent,
    DecisionTaken,
)
"""How many public events are told between two turns."""


def lately(room: View) -> tuple[str, ...]:
    """Return the last public things said and done in this round, newest first."""
    if room.stage not in TURNS:
        return ()
    told = zip(room.events, room.story, strict=True)
    return tuple(said for one, said in told if isinstance(one, TOLD))[:-4:-1]


def for_the_facilitator(desk: Port) -> tuple[str, ...]:
    """For the room: that somebody wrote to the facilitator, but not who, and how many injects
    are due, but not which.
    """
    told = []
    if unread(desk.view(), desk.read):
        told.append("A message waits for the facilitator (F10).")
    due = len(due_now(desk.view().plan, desk.played()))
    if due:
        what = "An inject is due: the facilitator delivers it"
        what = what if due == 1 else f"{due} injects are due: the facilitator delivers them"
        told.append(f"{what} (F10).")
    return tuple(told)


def with_roles_swapped(parties: int) -> str:
    """Say what playing again is good for."""
    whose = "the other side's" if parties == 2 else "another delegation's"
    return f"Play it again with roles swapped: {whose} brief is the best lesson."


def afterwards(saved_in: str, parties: int) -> tuple[str, ...]:
    """Say what to do with a finished game of a number of parties, and where it is kept."""
    return (
        "The whole game is in one file, readable and verifiable:",
        f"  {saved_in}",
        "",
        f"tabletop replay --plain {saved_in}",
        "  reads it again, event by event",
        f"tabletop verify {saved_in}",
        "  recomputes every ruling",
        "",
        with_roles_swapped(parties),
    )


def go_on_with(exercise: str, saved_in: str) -> str:
    """Say at the prompt, once the screen is gone, where the game is kept and how to resume it."""
    return (
        f"Saved in {saved_in}. Go on with: tabletop play {exercise} --transcript {quote(saved_in)}"
    )
