"""The course of a past game: its moments, the current position, stepping, filters and search.

Pure: a read transcript in, event numbers out. A position is an event's number; 0 is before the
first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from tabletop.errors import TranscriptDamaged
from tabletop.exercise.model import Has
from tabletop.past import ReadTable
from tabletop.play.events import AnyEvent, SeatAssigned
from tabletop.play.history import UNFIT
from tabletop.play.kinds import declared
from tabletop.play.kinds.declared import Group, Mark
from tabletop.play.state import FACILITATOR, State
from tabletop.play.telling.hearing import visible

MARKS: Mapping[Mark, str] = {
    "breach": "✗",
    "agreement": "●",
    "performed": "✓",
    "decision": "◆",
    "inject": "▼",
    "offer": "○",
}
"""What a timeline marks, most important first, each with a sign of its own."""
GROUPS: tuple[Group, ...] = get_args(Group)
"""Categories to filter by."""
_NEED: Mapping[Group, Callable[[Has], bool]] = {
    "offers": lambda has: has.offers,
    "agreements and acts": lambda has: has.offers,
    "decisions": lambda has: has.decisions,
}
STEPS = ("event", "move", "phase", "round")
OPENINGS = ("phase", "round")

EVERYTHING, ROOM = "*", ""
"""Perspectives that are no seat's: everything revealed, or the room's."""


def groups_of(has: Has) -> tuple[Group, ...]:
    """Return the categories of what an exercise has."""
    return tuple(one for one in GROUPS if one not in _NEED or _NEED[one](has))


@dataclass(frozen=True)
class Moment:
    """An event as a timeline knows it. `lead` is the first of those that happened at once."""

    seq: int
    kind: str
    lead: int
    round: int
    stage: str
    mark: Mark | None
    group: Group
    faint: bool
    """Whether it is only housekeeping."""
    opens: frozenset[str]
    """Which of `OPENINGS` it is."""
    concerned: frozenset[str]
    """Whom it is by or about, not only delegations."""


@dataclass(frozen=True)
class Filter:
    """Which events to stop at: those of one delegation, of one of `GROUPS`; empty for all."""

    delegation: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.delegation or self.kind)


ALL = Filter()


class Course:
    """Positions in a game from one perspective: a seat's id, `ROOM` or `EVERYTHING`."""

    def __init__(self, table: ReadTable) -> None:
        self.table = table
        self.last = len(table.events)
        self.moments = _moments(table.events)
        self._sentences: dict[tuple[int, str], str] = {}
        self._visible: dict[str, tuple[int, ...]] = {EVERYTHING: tuple(range(1, self.last + 1))}
        self._found: tuple[object, tuple[int, ...]] = (None, ())

    @cached_property
    def assigned(self) -> Mapping[str, SeatAssigned]:
        """Who had each seat last, in order of arrival."""
        return {one.seat: one for one in self.table.events if one.kind == "seat.assigned"}

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """Everybody who ever had a seat, in order of arrival."""
        return tuple(self.assigned)

    @cached_property
    def rounds(self) -> tuple[int, ...]:
        """The numbers of the events that opened a round."""
        return tuple(one.seq for one in self.moments if "round" in one.opens)

    def sentence(self, seq: int, eyes: str = EVERYTHING) -> str:
        """Return an event in one sentence as this perspective may read it, or what is wrong with
        it.

        Empty for an event it may not know of.
        """
        key = seq, eyes
        if key not in self._sentences:
            try:
                if eyes == EVERYTHING:
                    told: str | None = self.table.sentence(seq)
                else:
                    told = self.table.sentence_for(seq, eyes or None)
                self._sentences[key] = told or ""
            except TranscriptDamaged as fault:
                self._sentences[key] = fault.sentence
        return self._sentences[key]

    def seen_by(self, eyes: str) -> tuple[int, ...]:
        """Return the events that somebody could know of when they happened."""
        if eyes not in self._visible:
            # Going through the states takes the time: done once, and for everybody.
            seen: dict[str, list[int]] = {one: [] for one in (ROOM, *self.seats)}
            for seq in range(1, self.last + 1):
                state = self.table.state_at(seq)
                for one, known in seen.items():
                    if self._knew(seq, state, one or None):
                        known.append(seq)
            self._visible |= {one: tuple(known) for one, known in seen.items()}
        return self._visible[eyes]

    def _knew(self, seq: int, state: State, seat: str | None) -> bool:
        if seat not in (None, FACILITATOR) and seat not in state.seats:
            return False
        try:
            return visible(self.table.events[seq - 1], state, seat)
        except UNFIT:
            return False

    def stops(self, eyes: str, only: Filter) -> Sequence[int]:
        """Return the events to stop at."""
        seen = self.seen_by(eyes)
        if not only:
            return seen
        asked = (eyes, only)
        if self._found[0] != asked:
            self._found = (asked, tuple(seq for seq in seen if self.passes(seq, only)))
        return self._found[1]

    def passes(self, seq: int, only: Filter) -> bool:
        """Return whether an event passes the filter."""
        event = self.table.events[seq - 1]
        if only.kind and self.moments[seq - 1].group != only.kind:
            return False
        return not only.delegation or only.delegation in self.concerned(event)

    def concerned(self, event: AnyEvent) -> frozenset[str]:
        """Return the delegations that an event is by or about."""
        known = self.table.exercise.delegation_by_id.keys()
        return self.moments[event.seq - 1].concerned & known

    def step(self, here: int, by: int, of: str, eyes: str = EVERYTHING, only: Filter = ALL) -> int:
        """Return the position after a step forward (1) or back (-1) by one of `STEPS`.

        A step by move goes to the last event of a group; by phase or round to its opening. At the
        end the position stays.
        """
        stops = self.stops(eyes, only)
        if of in OPENINGS:
            stops = [one.seq for one in self.moments if of in one.opens]
        elif of == "move":
            stops = self._ends(stops)
        place = bisect_right(stops, here) if by > 0 else bisect_left(stops, here) - 1
        return stops[place] if 0 <= place < len(stops) else here

    def _ends(self, stops: Sequence[int]) -> list[int]:
        """Of the stops, the last of each move."""
        leads = [self.moments[seq - 1].lead for seq in stops]
        return [
            seq
            for place, seq in enumerate(stops)
            if place + 1 == len(stops) or leads[place + 1] != leads[place]
        ]

    def nearest(self, here: int, eyes: str, only: Filter) -> int:
        """Return the last stop at or before a position, else the first after it, else the position
        itself.
        """
        stops = self.stops(eyes, only)
        place = bisect_right(stops, here) - 1
        return stops[max(place, 0)] if stops else here

    def search(self, text: str, eyes: str, only: Filter) -> tuple[int, ...]:
        """Return the stops whose sentence contains all words of a text, in any case and order."""
        words = text.casefold().split()
        if not words:
            return ()
        return tuple(
            seq
            for seq in self.stops(eyes, only)
            if all(one in self.sentence(seq, eyes).casefold() for one in words)
        )


def _moments(events: Sequence[AnyEvent]) -> tuple[Moment, ...]:
    found: list[Moment] = []
    number, lead = 0, 0
    stage: str = "lobby"
    for event in events:
        kind = declared(event)
        place = kind.place
        opens = set()
        if place.round is not None:
            number = place.round
            opens.add("round")
        if place.stage is not None:
            stage = place.stage
            opens.add("phase")
        if event.cause is None:
            lead = event.seq
        found.append(
            Moment(
                event.seq,
                event.kind,
                lead,
                number,
                stage,
                place.mark,
                place.group,
                place.faint,
                frozenset(opens),
                frozenset((event.by, *kind.concerns)),
            )
        )
    return tuple(found)


def weightiest(marks: Sequence[Mark | None]) -> Mark | None:
    """Return which of several marks in one cell to draw."""
    return next((one for one in MARKS if one in marks), None)
