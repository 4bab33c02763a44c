"""What a seat on its own device has not read yet: a pure function of its view and its memory.

It knows no widget, so the order in which a player reads is tested without a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tabletop.exercise.model import PHASES
from tabletop.play.events import (
    AgreementReached,
    AnyEvent,
    PhaseOpened,
    SeatAssigned,
    SeatJoined,
)
from tabletop.play.seen import InjectSeen, View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.seat.flow import Memory, decided, having_told, ruling_due, signed, unseen
from tabletop.seat.words.roles import with_something_to_read


@dataclass(frozen=True)
class Read(Memory):
    """What one seat has read: `told` is the last round whose situation it has read.

    `ruled` is the last round whose public ruling it has seen; `roles` are those (delegation, role)
    whose brief it has read.
    """

    ruled: int = 0
    roles: frozenset[tuple[str, str]] = frozenset()
    ended: bool = False


@dataclass(frozen=True)
class News:
    """The cards to read now, in this order: the round's own, agreements, injects, the ending."""

    fresh: bool
    agreed: tuple[AgreementReached, ...]
    decided: tuple[DecisionSeen, ...]
    public: tuple[InjectSeen, ...]
    private: tuple[InjectSeen, ...]
    ending: bool


Unread = Literal["brief", "role", "ruling", "own-ruling"] | News


def next_unread(view: View, read: Read) -> Unread | None:
    """Return what a delegation's seat should read first; None when it has read everything."""
    mine = view.delegation
    if mine is None:
        return None
    if view.stage in PHASES and mine not in read.briefed:
        return "brief"
    if view.stage in PHASES and new_roles(view, read):
        return "role"
    if view.stage == "ruling" and read.ruled != round_of(view):
        return "ruling"
    if ruling_due(view, read) and view.stage != "debrief":
        return "own-ruling"
    if view.stage not in (*PHASES, "ended"):
        return None
    news = News(
        fresh=view.stage in PHASES and read.told != round_of(view),
        agreed=signed(view, read),
        decided=decided(view, read),
        public=unseen(view, None, read),
        private=unseen(view, mine, read),
        ending=view.stage == "ended" and not read.ended,
    )
    return news if any(vars(news).values()) else None


def having_read(read: Read, what: Unread, view: View) -> Read:
    """Return the memory once something has been read as this view had it."""
    mine = view.delegation or ""
    match what:
        case "brief":
            return _roles_read(read.having_briefed(mine), view)
        case "role":
            return _roles_read(read, view)
        case "ruling":
            return replace(read, ruled=round_of(view))
        case "own-ruling":
            return read.with_ruling_read(mine, view.scores[mine].round)
        case News():
            seen = read.showing(None, (*what.public, *what.agreed)).showing(mine, what.private)
            seen = having_told(seen, what.decided)
            told = round_of(view) if what.fresh else read.told
            return replace(seen, told=told, ended=read.ended or what.ending)


def new_roles(view: View, read: Read) -> tuple[str, ...]:
    """Return the roles of this person whose brief they have not read: given to them since."""
    mine = view.delegation or ""
    return tuple(one.id for one in with_something_to_read(view) if (mine, one.id) not in read.roles)


def _roles_read(read: Read, view: View) -> Read:
    mine = view.delegation or ""
    return replace(read, roles=read.roles | {(mine, one.id) for one in view.own_roles})


def round_of(view: View) -> int:
    """Return the round's number, 0 before the first."""
    return view.round.number if view.round is not None else 0


def waited_for(view: View) -> bool:
    """Return whether the table waits for this very seat to say that it is ready."""
    return view.role == "head" and view.delegation in view.waiting_for


def remembered(events: Sequence[AnyEvent], view: View) -> Read:
    """Return what a seat has read whose screen is recreated, or whose host was restarted.

    No transcript records that; but whoever came before this phase opened has seen what there was.
    """
    opened = joined = 0
    for event in reversed(events):
        if isinstance(event, PhaseOpened):
            opened = opened or event.seq
        elif isinstance(event, SeatJoined) and event.seat == view.seat:
            joined = event.seq
        elif isinstance(event, SeatAssigned) and event.seat == view.seat:
            break
    read, mine = Read(), view.delegation
    if mine is None or not joined or joined > opened:
        return read
    read = _roles_read(read.having_briefed(mine), view)
    if mine in view.scores and view.stage != "ruling":
        read = read.with_ruling_read(mine, view.scores[mine].round)
    if view.stage == "situation":
        return read
    read = replace(read, told=round_of(view))
    read = having_told(read, (one for one in view.decisions if (one.closed or 0) <= opened))
    every: tuple[InjectSeen | AgreementReached, ...] = (*view.injects, *signed(view, read))
    there = [one for one in every if one.seq <= opened]
    return read.showing(None, there).showing(mine, there)
