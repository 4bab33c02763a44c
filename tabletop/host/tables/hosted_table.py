"""One table of a hall: who sits there and is connected, and its clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Lock

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.model import Exercise
from tabletop.host.tables.move_queue import MoveQueue
from tabletop.journal.store import TranscriptRef
from tabletop.play.actions import Answer, AnyAction, Assign, Join, Leave, Pause, Resume
from tabletop.play.events import AnyEvent, SeatAssigned, SeatJoined
from tabletop.play.queries.naming import numbered
from tabletop.play.queries.roles import held
from tabletop.play.state import CLOCK, FACILITATOR, Seat
from tabletop.seat.desk import PersonGlance, TableGlance
from tabletop.seat.desk.glances import glance_of
from tabletop.seat.desk.injects import due_now
from tabletop.seat.desk.standing_in import handed_back, offered
from tabletop.seat.port import Port
from tabletop.seat.unfinished import UnfinishedWork
from tabletop.table import Table
from tabletop.text.safe import one_line

log = logging.getLogger("tabletop.host")

GRACE = 10.0
"""Seconds that a dropped connection may take to come back before its seat counts as left."""
TOLD_FOR = 120.0
"""Seconds for which the facilitator is told that a used personal link was opened again, or what a
stand-in did wrong.
"""
STOOD_IN = "a stand-in plays at your seat now; the facilitator can hand it back to you"


class HostedTable:
    """A table by its `id` in the hall; its people's unfinished work is kept beside its
    `transcript`.
    """

    def __init__(
        self,
        id: str,
        table: Table,
        transcript: TranscriptRef,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = id
        self.table = table
        self._now = now
        self._moves = MoveQueue(table)
        self.do = self._moves.submit
        """Makes a move while the loop goes on. Raises `NotAllowed` and `StorageFailed`."""
        self.told: Callable[[], None] = lambda: None
        """Called when the facilitator should look again, though nothing happened at the table."""
        self._here: set[str] = set()
        self._gone: dict[str, float] = {}
        self._awaited = awaited(table.events)
        self._opened = now()
        self._shown: tuple[int | None, int | None] = (None, None)
        self._said = ""
        self._line: tuple[int, TableGlance] | None = None
        self._ports: dict[str, Port] = {}
        self.told_game: set[tuple[str, str]] = set()
        """The (seat, person) pairs that have been introduced to the game."""
        self._work = UnfinishedWork(table, transcript, lambda said: log.warning("%s", said))
        self._peopled = False
        self._reopened: dict[str, tuple[float, str]] = {}
        self._warned: dict[str, float] = {}
        self._kept_out: set[str] = set()
        """Seats that were given to a stand-in while their person was here."""
        table.subscribe(self._heard)
        self._left: tuple[str, ...] | None = None
        self._one_search = Lock()

    @property
    def exercise(self) -> Exercise:
        return self.table.exercise

    def take_up(self) -> None:
        """Resume where the last process ended, once the facilitator says so. Raises
        `StorageFailed`.

        A clock that ran is stopped at its time then, give or take a few seconds when the process
        was killed.
        """
        self.table.went_on(self._work.elapsed)
        self.table.stand("interrupted")

    async def assign(self, action: Assign) -> None:
        """Seat, rename or unseat somebody. Raises `NotAllowed` and `StorageFailed`."""
        before = self.table.state.seats.get(action.seat)
        new = before is None or before.name != action.name
        if new and before is not None and before.present and self.table.why_not(action) is None:
            # Whoever had the seat leaves it under their own name.
            await self.do(Leave(by=action.seat))
        await self.do(action)
        if new:
            self._reopened.pop(action.seat, None)
            self._ports.pop(action.seat, None)
        if new or (
            before == self.table.state.seats[action.seat] and not self.connected(action.seat)
        ):
            self._await(action)
        theirs = self.table.state.together(action.seat)
        if any(one in self._here for one in theirs if one != action.seat):
            self._joined(action.seat)

    async def link_opened_again(self, seat: str, address: str) -> None:
        """Tell the facilitator for a while that a used personal link was opened again."""
        self._reopened[seat] = (self._now() + TOLD_FOR, address)
        self.told()

    def warn(self, said: str) -> None:
        """Tell the facilitator something for a while."""
        self._warned[said] = self._now() + TOLD_FOR
        self.told()

    def _heard(self, group: tuple[AnyEvent, ...]) -> None:
        for event in group:
            if isinstance(event, SeatAssigned):
                if event.stand_in and self.connected(event.seat):
                    self._kept_out.add(event.seat)
                elif not event.stand_in:
                    self._kept_out.discard(event.seat)

    def _warnings(self) -> tuple[str, ...]:
        """Return what was told for a while, and warnings about personal links, one sentence
        each.
        """
        now = self._now()
        self._warned = {said: until for said, until in self._warned.items() if until > now}
        self._reopened = {seat: one for seat, one in self._reopened.items() if one[0] > now}
        return (*self._warned, *self._links())

    def _links(self) -> tuple[str, ...]:
        return tuple(
            f"{one_line(self._person(seat)) or seat}'s link was used again, from {address}, "
            "and let "
            "nobody in. R in Seats makes a new one."
            for seat, (_, address) in self._reopened.items()
        )

    def _await(self, action: Assign) -> None:
        """Start counting how long the person who was given a seat takes to come."""
        self._gone[action.seat] = self._now()
        if action.name:
            self._awaited.add(action.seat)
        else:
            self._awaited.discard(action.seat)

    def glance(self) -> TableGlance:
        """Return the table on one line, as it is now."""
        seq = self.table.state.seq
        if self._line is None or self._line[0] != seq:
            view = self.table.view(FACILITATOR)
            self._line = (seq, glance_of(self.id, view, len(self.exercise.rounds)))
        # A host gives no name twice; a transcript that it takes up may.
        names = numbered(self.table.state.seats)
        line = replace(
            self._line[1],
            people=tuple(replace(one, name=names[one.seat]) for one in self.people()),
            remaining=self.table.remaining(),
            injects_due=self._due(),
            trouble=self.table.trouble,
        )
        return replace(line, warnings=(*self._warnings(), *offered(self.exercise, line)))

    def _due(self) -> tuple[str, ...]:
        """Return the injects that the facilitator is to deliver now."""
        if not (self.exercise.has.planned or self.table.state.plan.moved):
            return ()
        port = self.port(FACILITATOR)
        return tuple(one.id for one in due_now(port.view().plan, port.played()))

    async def submit(self, action: AnyAction) -> str | None:
        """Do it. Return None when it is done and durable, else one sentence on why it is not."""
        try:
            await self.do(action)
        except NotAllowed as refusal:
            return refusal.sentence
        except StorageFailed as failure:
            return failure.told
        return None

    def port(self, seat: str) -> Port:
        """Return a seat's port to the table; it keeps the draft for as long as the seat has the
        same person.
        """
        if seat not in self._ports:
            do = partial(self._by_person, seat)
            self._ports[seat] = Port(self.table, seat, begun=self._work.of(seat), do=do)
        return self._ports[seat]

    async def _by_person(self, seat: str, action: AnyAction) -> object:
        """Make a person's move, unless a stand-in plays at their seat."""
        place = self.table.state.seats.get(seat)
        if place is not None and place.stand_in is not None and not isinstance(action, Answer):
            raise NotAllowed(STOOD_IN)
        return await self.do(action)

    def _person(self, seat: str) -> str:
        found = self.table.state.seats.get(seat)
        return found.name if found is not None else ""

    def _keep_work(self) -> None:
        self._work.keep(self._ports.values())

    def left_on_table(self, package: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Return what is left on the table; the end's is computed once for all seats. Called in
        threads.
        """
        if package is not None or self.table.state.stage not in ("ended", "debrief"):
            return self.table.left_on_table(package)
        with self._one_search:
            if self._left is None:
                self._left = self.table.left_on_table()
            return self._left

    def connected(self, seat: str) -> bool:
        """Return whether a seat has a live connection."""
        return seat in self._here

    def people(self) -> tuple[PersonGlance, ...]:
        """Return everybody with a seat here, in the order of seating."""
        return tuple(self._glance_of(one) for one in self.table.state.seats.values())

    def _glance_of(self, one: Seat) -> PersonGlance:
        return PersonGlance(
            one.id,
            one.name,
            one.delegation,
            one.role,
            self._away(one.id),
            one.id not in self._awaited,
            tuple(other for other in self.table.state.together(one.id) if other != one.id),
            tuple(role.id for role in held(self.table.state, one)),
            one.stand_in,
        )

    def _away(self, seat: str) -> float | None:
        """Somebody with several seats is present at all of them."""
        theirs = self.table.state.together(seat)
        if any(one in self._here for one in theirs):
            return None
        return self._now() - max(self._gone.get(one, self._opened) for one in theirs)

    def came(self, seat: str) -> None:
        """Note that a client has connected to a seat."""
        self._here.add(seat)
        self._gone.pop(seat, None)
        self._joined(seat)
        place = self.table.state.seats.get(seat)
        if place is not None and place.stand_in is not None and seat not in self._kept_out:
            # Whoever comes back plays on.
            self._moves.note(handed_back(self._glance_of(place)))
            self.warn(f"{one_line(place.name) or seat} is back and plays instead of the stand-in.")

    def _joined(self, seat: str) -> None:
        """Record that this person is here, and so at all their seats."""
        for theirs in self.table.state.together(seat):
            self._awaited.discard(theirs)
            one = self.table.state.seats.get(theirs)
            if one is not None and not one.present:
                self._moves.note(Join(by=theirs))

    def went(self, seat: str) -> None:
        """Note that the client is gone; `tick` records it if nobody comes back."""
        if seat in self._here:
            self._here.discard(seat)
            self._gone[seat] = self._now()

    def clock_moved(self) -> bool:
        """Return whether the clock has moved visibly since this was last asked.

        Every ten seconds, and every second of the last two minutes: before that a second more or
        less matters to nobody, and painting it at a hundred seats would be most of what the host
        does.
        """
        left = self.table.remaining()
        paused = self.table.state.clock.paused is not None
        shown = (None if paused else _coarsely(left), self._speaker_shown())
        moved, self._shown = shown not in (self._shown, (None, None)), shown
        return moved

    def _speaker_shown(self) -> int | None:
        """Return a speaker's clock as far as seats show it: every five seconds, and every second
        of the last twenty. Walls show every second by themselves.
        """
        speaker = self.table.state.speakers.speaker
        if speaker is None or not self.table.state.clocks or speaker.paused is not None:
            return None
        spent = speaker.spent(self.table.elapsed) // 1000
        return spent if speaker.seconds and spent >= speaker.seconds - 20 else spent // 5

    async def tick(self) -> None:
        """Handle a second: end a phase whose time is up, save drafts, record who is away.

        Waits for the moves under way first; returns once its own are on the disk.
        """
        await self.settled()
        with suppress(StorageFailed):
            for action in self.table.due():
                with suppress(NotAllowed):
                    await self.do(action)
        self._log_trouble()
        self._keep_work()
        for seat in self.table.state.seats.values():
            away = self._away(seat.id)
            if seat.present and away is not None and away > GRACE:
                await self.submit(Leave(by=seat.id))
        await self._mind_the_empty_table()

    async def _mind_the_empty_table(self) -> None:
        """Stop a running clock once everybody has left, and resume it when all heads are back."""
        peopled = any(one.present and one.delegation for one in self.table.state.seats.values())
        with suppress(StorageFailed, NotAllowed):
            if self._peopled and not peopled:
                await self.do(Pause(by=CLOCK, why="empty"))
            elif peopled and self.table.state.clock.why == "empty":
                await self.do(Resume(by=CLOCK))
        self._peopled = peopled

    def _log_trouble(self) -> None:
        """Log once that the table can't save, and once that it can again."""
        trouble = self.table.trouble
        if trouble and not self._said:
            log.error("table %s: %s", self.id, trouble)
        elif self._said and not trouble:
            log.warning("table %s: its transcript can be written again", self.id)
        self._said = trouble

    async def settled(self) -> None:
        """Wait until every move that was handed in so far is done."""
        await self._moves.settled()

    def close(self) -> None:
        """Let go of the transcript, recording the table's current time."""
        self._moves.close()
        with suppress(StorageFailed):
            self.table.stand("interrupted")
        self._keep_work()
        self.table.close()


def _coarsely(left: int | None) -> int | None:
    """Return a phase's clock as far as it is shown."""
    if left is None:
        return None
    seconds = -(-left // 1000)
    return seconds if seconds <= 120 else seconds // 10


def awaited(events: Iterable[AnyEvent]) -> set[str]:
    """Return the seats that were given to somebody who has not come since."""
    names: dict[str, str] = {}
    found: set[str] = set()
    for event in events:
        if isinstance(event, SeatAssigned) and names.get(event.seat) != event.name:
            names[event.seat] = event.name
            found.add(event.seat)
        elif isinstance(event, SeatJoined):
            found.discard(event.seat)
    return {seat for seat in found if names[seat]}
