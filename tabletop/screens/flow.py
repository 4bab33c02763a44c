"""What comes next when everybody shares one keyboard: a pure function of what may be seen.

It is given the room's view, each delegation's view and what this keyboard remembers, and names the
next step. It knows no widget, so the whole order of a game is tested without a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tabletop.play.seen import InjectSeen, View

StepKind = Literal[
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


@dataclass(frozen=True)
class Step:
    """One step; a delegation's own step names it, the others are for the whole room."""

    kind: StepKind
    delegation: str | None = None


@dataclass(frozen=True)
class Memory:
    """What has been shown at this keyboard, beyond what the table records.

    `last` had the keyboard last; `told` is the round whose situation the room has read; `shown`
    are the injects (by seq) each reader has seen, the room under None; `ruling_read` is the round
    of the last private ruling each delegation has read.
    """

    last: str | None = None
    told: int = 0
    shown: frozenset[tuple[str | None, int]] = frozenset()
    ruling_read: Mapping[str, int] = field(default_factory=dict)

    def showing(self, reader: str | None, injects: Iterable[InjectSeen]) -> Memory:
        """The memory once a reader has seen these injects."""
        return replace(self, shown=self.shown | {(reader, one.seq) for one in injects})

    def with_ruling_read(self, delegation: str, round_number: int) -> Memory:
        return replace(self, ruling_read={**self.ruling_read, delegation: round_number})


def next_step(room: View, views: Mapping[str, View], memory: Memory) -> Step:
    """The step that follows. `views` holds the head seat's view of each delegation in play."""
    order = tuple(party.id for party in room.delegations if party.id in views)
    waiting = tuple(one for one in order if one in room.waiting_for)
    if room.stage == "lobby":
        unread = tuple(one for one in order if not room.party(one).present)
        return Step("brief", following(order, memory.last, unread)) if unread else Step("open")
    if room.stage == "ended":
        return Step("ending")
    if room.stage == "debrief":
        return Step("debrief")
    if room.stage == "situation":
        return _situation(room, views, memory, order, waiting)
    if unseen(room, None, memory):
        return Step("situation")
    if room.stage == "ruling":
        return Step("ruling")
    if not waiting:
        return Step("advance")
    return Step("turn", following(order, memory.last, waiting))


def _situation(
    room: View,
    views: Mapping[str, View],
    memory: Memory,
    order: Sequence[str],
    waiting: tuple[str, ...],
) -> Step:
    """First the room reads together, then each delegation that has news of its own."""
    with_news = tuple(one for one in waiting if private_news(views[one]))
    begun = len(waiting) < len(order)
    told = begun or (room.round is not None and memory.told == room.round.number)
    if not told or set(waiting) - set(with_news) or unseen(room, None, memory):
        return Step("situation")
    return Step("news", following(order, memory.last, with_news)) if with_news else Step("advance")


def following(order: Sequence[str], last: str | None, among: Sequence[str]) -> str:
    """The next in turn after `last`, going round, of those in `among` (not empty)."""
    start = order.index(last) + 1 if last in order else 0
    return next(one for one in (*order[start:], *order[:start]) if one in among)


def private_news(view: View) -> tuple[InjectSeen, ...]:
    """This round's injects that went to some delegations only, this one among them."""
    number = view.round.number if view.round else 0
    return tuple(one for one in view.injects if one.round == number and one.to != "all")


def unseen(view: View, reader: str | None, memory: Memory) -> tuple[InjectSeen, ...]:
    """Injects of this round that their reader has not been shown: the room's or its own."""
    number = view.round.number if view.round else 0
    return tuple(
        one
        for one in view.injects
        if one.round == number
        and (one.to == "all") == (reader is None)
        and (reader, one.seq) not in memory.shown
    )


def ruling_due(view: View, memory: Memory) -> bool:
    """Has the delegation a ruling of its own that it has not read?"""
    if view.delegation is None:
        return False
    score = view.scores.get(view.delegation)
    return score is not None and score.round > memory.ruling_read.get(view.delegation, 0)


def resumed(room: View, views: Mapping[str, View]) -> Memory:
    """What may be taken as seen when a table is opened again: all but this phase's own pages."""
    memory = Memory()
    if room.stage not in ("lobby", "situation"):
        memory = memory.showing(None, room.injects)
        for one, view in views.items():
            memory = memory.showing(one, view.injects)
    return memory
