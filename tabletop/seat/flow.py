"""What comes next when everybody shares one keyboard: a pure function of the views and a memory.

It gets the room's view, each delegation's view and what this keyboard remembers, and returns the
next step. It knows no widget, so the whole order of a game is tested without a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self, TypeVar

from tabletop.play.events import (
    AgreementReached,
    AnyEvent,
    PhaseOpened,
    ScoreRuled,
    SeatJoined,
    SeatLeft,
)
from tabletop.play.seen import InjectSeen, View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.play.state import STAGES
from tabletop.seat.words.deciding import untaken

StepKind = Literal[
    "minute",
    "brief",
    "open",
    "situation",
    "news",
    "turn",
    "ruling",
    "ending",
    "debrief",
    "advance",
]

TURNS = ("caucus", "negotiation", "decision")
"""The phases in which delegations take turns."""


M = TypeVar("M", bound="Memory")
T = TypeVar("T", InjectSeen, AgreementReached)


@dataclass(frozen=True)
class Step:
    """One step; a delegation's own step names it, the others are for the whole room."""

    kind: StepKind
    delegation: str | None = None


@dataclass(frozen=True)
class Memory:
    """What has happened at this keyboard, beyond what a view says.

    `introduced` says that the room has been introduced to the game; `last` had the keyboard last,
    `interrupted` had it when its turn was broken off, or the program ended; `briefed` have read
    their brief; `told` is the round whose situation the room has read; `shown` are the injects and
    agreements (by seq) each reader has seen, the room under None; `ruling_read` is the round of the
    last private ruling each delegation has read; `seen` the seq up to which it had seen the table.
    """

    introduced: bool = False
    last: str | None = None
    interrupted: str | None = None
    briefed: frozenset[str] = frozenset()
    told: int = 0
    shown: frozenset[tuple[str | None, int]] = frozenset()
    ruling_read: Mapping[str, int] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)

    def taken(self, delegation: str) -> Self:
        """Return the memory once a delegation has the keyboard."""
        return replace(self, last=delegation, interrupted=None)

    def given_back(self, delegation: str, seq: int) -> Self:
        """Return the memory once it gives the keyboard back, having seen the table up to `seq`."""
        return replace(self, seen={**self.seen, delegation: seq})

    def broken_off(self, delegation: str) -> Self:
        """Return the memory once a turn was broken off: it is that delegation's turn still."""
        return replace(self, interrupted=delegation)

    def having_briefed(self, delegation: str) -> Self:
        return replace(self, briefed=self.briefed | {delegation})

    def showing(self, reader: str | None, told: Iterable[InjectSeen | AgreementReached]) -> Self:
        """Return the memory once a reader has seen these injects and agreements."""
        return replace(self, shown=self.shown | {(reader, one.seq) for one in told})

    def with_ruling_read(self, delegation: str, round_number: int) -> Self:
        return replace(self, ruling_read={**self.ruling_read, delegation: round_number})


def next_step(room: View, views: Mapping[str, View], memory: Memory) -> Step:
    """Return the next step. `views` holds the head seat's view of each delegation in play."""
    order = turns(room, views)
    waiting = tuple(one for one in order if one in room.waiting_for)
    if room.stage == "lobby":
        if not memory.introduced:
            return Step("minute")
        unread = tuple(one for one in order if one not in memory.briefed)
        return Step("brief", _whose_turn(order, memory, unread)) if unread else Step("open")
    if room.stage == "ended":
        return Step("situation" if decided(room, memory) else "ending")
    if room.stage == "debrief":
        return Step("debrief")
    if room.stage == "situation":
        return _situation(room, views, memory, order, waiting)
    if unseen(room, None, memory) or signed(room, memory) or decided(room, memory):
        return Step("situation")
    if room.stage == "ruling":
        return Step("ruling")
    if not waiting:
        return Step("advance")
    return Step("turn", _whose_turn(order, memory, waiting))


def went_on(before: tuple[str, int], now: tuple[str, int]) -> bool:
    """Return whether a table has left a phase (with its round) for a later one: the turns of that
    phase are over. An undo goes back to an earlier one.
    """
    return (now[1], STAGES.index(now[0])) > (before[1], STAGES.index(before[0]))


def turns(room: View, among: Iterable[str]) -> tuple[str, ...]:
    """Return the order in which delegations get the keyboard: those of one person follow each
    other.
    """
    playing = [party for party in room.delegations if party.id in set(among)]
    people = [party.person or party.id for party in playing]
    return tuple(
        party.id for party in sorted(playing, key=lambda one: people.index(one.person or one.id))
    )


def _situation(
    room: View,
    views: Mapping[str, View],
    memory: Memory,
    order: Sequence[str],
    waiting: tuple[str, ...],
) -> Step:
    """Return the next step of a situation phase: the room reads together, then each delegation with
    news of its own.
    """
    with_news = tuple(one for one in waiting if private_news(views[one]))
    begun = len(waiting) < len(order)
    told = begun or (room.round is not None and memory.told == room.round.number)
    unread = unseen(room, None, memory) or decided(room, memory)
    if not told or set(waiting) - set(with_news) or unread:
        return Step("situation")
    return Step("news", _whose_turn(order, memory, with_news)) if with_news else Step("advance")


def _whose_turn(order: Sequence[str], memory: Memory, among: Sequence[str]) -> str:
    """Return whoever was interrupted, else the next in turn."""
    if memory.interrupted is not None and memory.interrupted in among:
        return memory.interrupted
    return following(order, memory.last, among)


def following(order: Sequence[str], last: str | None, among: Sequence[str]) -> str:
    """Return the next in turn after `last`, wrapping around, of those in `among` (not empty)."""
    start = order.index(last) + 1 if last in order else 0
    return next(one for one in (*order[start:], *order[:start]) if one in among)


def private_news(view: View) -> tuple[InjectSeen, ...]:
    """Return this round's injects for some delegations only, this one among them."""
    number = view.round.number if view.round else 0
    return tuple(one for one in view.injects if one.round == number and one.to != "all")


def unseen(view: View, reader: str | None, memory: Memory) -> tuple[InjectSeen, ...]:
    """Return injects of this round that their reader has not been shown: the room's or its own."""
    number = view.round.number if view.round else 0
    return tuple(
        one
        for one in view.injects
        if one.round == number
        and (one.to == "all") == (reader is None)
        and (reader, one.seq) not in memory.shown
    )


def news_for(view: View, step: Step, memory: Memory) -> tuple[InjectSeen, ...]:
    """Return the injects that a delegation reads as it comes to the keyboard for a step.

    Whoever is called for its news alone gets them again where all were read: a move taken back may
    have made the table wait for it once more.
    """
    if step.kind == "brief":
        return ()
    fresh = unseen(view, view.delegation, memory)
    return fresh or (private_news(view) if step.kind == "news" else ())


def signed(room: View, memory: Memory) -> tuple[AgreementReached, ...]:
    """Return agreements reached in this round that the room has not been told of."""
    return tuple(
        one
        for one in room.events
        if isinstance(one, AgreementReached)
        and one.seq not in room.taken_back
        and (None, one.seq) not in memory.shown
    )


def decided(view: View, memory: Memory) -> tuple[DecisionSeen, ...]:
    """Return the settled decisions that the room has not been told of.

    Where there is a ruling, it tells what the phase before it decided.
    """
    number = view.round.number if view.round else 0
    ruled = "ruling" in view.phases
    return tuple(
        one
        for one in view.decisions
        if one.closed is not None
        and (None, one.closed) not in memory.shown
        and view.stage not in ("ruling", "debrief")
        and (one.round == number or not ruled)
    )


def having_told(memory: M, some: Iterable[DecisionSeen]) -> M:
    """Return the memory once the room has been told of these decisions."""
    told = {(None, one.closed) for one in some if one.closed is not None}
    return replace(memory, shown=memory.shown | told)


def ruling_due(view: View, memory: Memory) -> bool:
    """Return whether the delegation has a private ruling that it has not read."""
    if view.delegation is None:
        return False
    score = view.scores.get(view.delegation)
    return score is not None and score.round > memory.ruling_read.get(view.delegation, 0)


def may_come(room: View, views: Mapping[str, View], step: Step, memory: Memory) -> frozenset[str]:
    """Return who can be called to the keyboard for a step."""
    if step.kind == "brief":
        return frozenset(views) - memory.briefed
    if step.kind == "news":
        return frozenset(
            one for one, view in views.items() if one in room.waiting_for and private_news(view)
        )
    return frozenset(views)


def something_waits(view: View, memory: Memory) -> bool:
    """Return whether a delegation has something to see, or to answer, in a phase with turns."""
    if view.delegation is None or view.stage not in TURNS:
        return False
    since = memory.seen.get(view.delegation, 0)
    asked = any(
        offer.needs.asks(view.delegation) and offer.why_not_sign is None
        for offer in view.open_offers
    )
    asked = asked or any(vote.asks for vote in view.open_votes)
    written = any(not one.mine and one.seq > since for one in view.messages)
    undecided = any(
        view.delegation in due.performers and view.delegation not in due.decided for due in view.due
    )
    undecided = undecided or bool(untaken(view))
    return asked or written or undecided or bool(unseen(view, view.delegation, memory))


def remembered(
    events: Iterable[AnyEvent], seats: Mapping[str, str], room: View, views: Mapping[str, View]
) -> Memory:
    """Return the memory of a keyboard whose table is reopened; `seats` gives each head's
    delegation.

    The transcript records who came to the keyboard and left it, so the turn is resumed. The room
    has read what there was as this phase opened or anybody last came to the keyboard; a delegation
    what there was as its last finished turn began, which is the first thing shown in a turn. A
    ruling counts as read by whoever has come to the keyboard since.
    """
    memory = Memory()
    in_lobby = True
    ruled: dict[str, int] = {}
    told = 0
    came: dict[str, int] = {}
    read: dict[str, int] = {}
    for event in events:
        if isinstance(event, PhaseOpened):
            in_lobby, told = False, event.seq
        elif isinstance(event, SeatJoined) and event.seat in seats:
            delegation = seats[event.seat]
            told = came[delegation] = event.seq
            memory = replace(memory, introduced=True, last=delegation, interrupted=delegation)
            memory = memory.with_ruling_read(delegation, ruled.get(delegation, 0))
        elif isinstance(event, ScoreRuled):
            ruled[event.delegation] = event.round
        elif isinstance(event, SeatLeft) and event.seat in seats:
            delegation = seats[event.seat]
            memory = replace(memory.given_back(delegation, event.seq), interrupted=None)
            read[delegation] = came.get(delegation, 0)
            if in_lobby:
                memory = memory.having_briefed(delegation)
    if room.stage not in ("lobby", "situation"):
        memory = memory.showing(None, _until(told, room.injects))
        memory = memory.showing(None, _until(told, signed(room, memory)))
        memory = having_told(memory, (one for one in room.decisions if (one.closed or 0) <= told))
    for one, view in views.items():
        memory = memory.showing(one, _until(read.get(one, 0), view.injects))
    return memory


def _until(seq: int, some: Iterable[T]) -> tuple[T, ...]:
    """Return those of some injects or agreements that there were at an event."""
    return tuple(one for one in some if one.seq <= seq)
