"""The table: the one authority over a running game.

One way in (`submit`): the rules decide, the journal makes it durable, the state moves on, and those
who subscribed are told. One way out: `view`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Self

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.arguments import need, need_text
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.journal.carried import exercise_in
from tabletop.journal.memory import Journal, MemoryJournal
from tabletop.journal.places import Where, located
from tabletop.past import (
    Now,
    ReadTable,
    clock_now,
    events_of,
    header_of,
    read_transcript,
    rules_in,
    state_at,
)
from tabletop.play.actions import Action, Advance, AnyAction, Pause, Standstill
from tabletop.play.apply import apply
from tabletop.play.appraise import appraise, obstacles
from tabletop.play.clock import moment, remaining
from tabletop.play.events import AnyEvent
from tabletop.play.falling_due import would_fall_due
from tabletop.play.history import History
from tabletop.play.offers import asked, moves
from tabletop.play.possible import Possible, left_at_the_end, left_by, told
from tabletop.play.records import record_of
from tabletop.play.retelling import retold
from tabletop.play.rules import Decided, decide, opening, why_not
from tabletop.play.seen import ActSeen, View, Worth
from tabletop.play.state import CLOCK, State, initial
from tabletop.play.view import view
from tabletop.stopwatch import Stopwatch

__all__ = ["ReadTable", "Table", "read_transcript"]


class Table:
    """One running game of an exercise. Use `create` or `resume`; close it, or use `with`."""

    def __init__(
        self,
        journal: Journal,
        state: State,
        events: list[AnyEvent],
        now: Now,
        awake: Stopwatch | None = None,
    ) -> None:
        self._journal = journal
        self._state = state
        self._events = events
        self._now = now
        self._awake = awake or _counted_by(now)
        # The table's own time goes on where its last event left it.
        self._began = state.elapsed - self._awake.read()
        self._slept = 0
        self.trouble = ""
        """Why the transcript could not be written last time; empty when it could."""
        self._subscribers: list[Callable[[tuple[AnyEvent, ...]], None]] = []

    @classmethod
    def create(
        cls,
        source: str,
        *,
        where: Where | None = None,
        now: Now = clock_now,
        seed: int = 0,
        clocks: bool = True,
        awake: Stopwatch | None = None,
    ) -> Self:
        """Open a fresh table from an exercise's own text.

        `now` tells the time of day; `awake` counts the table's own time, by `now` where that is
        given alone.

        With `where` the transcript is kept there, without it in memory. Raises
        `FaultyExercise` and `StorageFailed`.
        """
        need_text(source, "source", "the text of an exercise's file")
        exercise = read_exercise(source)
        at = moment(now())
        header = header_of(exercise, source, at)
        journal: Journal = (
            located(where).create(header) if where is not None else MemoryJournal(header)
        )
        table = cls(journal, initial(exercise), [], now, awake)
        table._open(opening(exercise, at, seed, clocks))
        return table

    @classmethod
    def resume(cls, where: Where, *, now: Now = clock_now, awake: Stopwatch | None = None) -> Self:
        """Hold a transcript again, at the exact place where it was left.

        It goes on under the rules it began with, and its own time with the last event; whoever
        lets people play at once calls `stand` first.
        Raises `TranscriptHeld`, `StorageFailed`, `UnreadableInput` and `TranscriptDamaged`.
        """
        ref = located(where)
        journal, told = ref.open(), ref.where
        try:
            exercise = exercise_in(journal.header, told)
            rules = rules_in(journal.header, told)
            events = events_of(journal.read(), told)
            state = state_at(History(exercise, events, rules), len(events), told)
            table = cls(journal, state, events, now, awake)
            if not events:
                table._open(opening(exercise, moment(now())))
        except BaseException:
            journal.close()
            raise
        return table

    @property
    def state(self) -> State:
        """The table as it is: every secret of it. Screens take `view`."""
        return self._state

    @property
    def events(self) -> Sequence[AnyEvent]:
        """Everything that has happened, in order."""
        return self._events

    @property
    def exercise(self) -> Exercise:
        return self._state.exercise

    def submit(self, action: AnyAction) -> tuple[AnyEvent, ...]:
        """Do what a seat asks, and return what happened.

        When it returns, all of it is durable. Raises `NotAllowed` when the rules refuse and
        `StorageFailed` when the transcript can't be written; then nothing has happened.
        """
        need(action, Action, "action", "a move", "tabletop.play.actions has them all")
        return self._record(decide(self._state, action, moment(self._now()), self._elapsed()))

    def why_not(self, action: AnyAction) -> str | None:
        """The sentence with which `submit` would refuse an action now; None when it would not."""
        return why_not(self._state, action, moment(self._now()), self._elapsed())

    def tick(self) -> tuple[AnyEvent, ...]:
        """Let the clock end a phase whose time has run out; nothing otherwise.

        Called every second, as `beat` is, which it includes.
        """
        self.beat()
        if self.remaining() != 0:
            return ()
        try:
            return self.submit(Advance(by=CLOCK))
        except NotAllowed:
            return ()

    def beat(self) -> None:
        """A second has passed. A computer that slept meanwhile is noticed, and the clock stands."""
        self._slept += self._awake.beat()
        if self._slept:
            self.stand("asleep", self._slept)
            self._slept = 0

    def went_on(self, elapsed: int) -> None:
        """The table's own time went on to this before its last process ended without a word."""
        self._began += max(0, elapsed - self._state.elapsed)

    def stand(self, why: Standstill, missed: int | None = None) -> tuple[AnyEvent, ...]:
        """Let a clock that runs stand until the facilitator, or everybody who left, is back.

        Nothing where none runs. Raises `StorageFailed`.
        """
        try:
            return self.submit(Pause(by=CLOCK, why=why, missed=missed))
        except NotAllowed:
            return ()

    def remaining(self) -> int | None:
        """Milliseconds left in the phase, None when it has no clock."""
        return remaining(self._state.clock, self.elapsed)

    @property
    def elapsed(self) -> int:
        """The table's own time now, in milliseconds."""
        return max(self._state.elapsed, self._began + self._awake.read())

    def _elapsed(self) -> int | None:
        """The table's own time now, None at a table without clocks: nothing there asks for it."""
        return self.elapsed if self._state.clocks else None

    def view(self, seat: str | None) -> View:
        """What a seat sees (None: the public), with what it may know of this round's events."""
        start = self._state.openings[-1] - 1 if self._state.openings else 0
        return view(self._state, seat, self._events[start:])

    def retold(self, seat: str | None, *, comings: bool = True) -> tuple[tuple[int, str], ...]:
        """The game so far as a seat (None: the public) may know it: each round and sentence.

        Without `comings` nothing of who came and left.
        """
        return retold(self._state, seat, self._events, comings=comings)

    def appraise(self, seat: str | None, package: Mapping[str, str]) -> dict[str, Worth]:
        """What a draft is worth to the delegations that a seat may know of."""
        return appraise(self._state, seat, package)

    def asked(self, package: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(parties, needed): who a draft would ask to sign, and without whom it can't be agreed."""
        return asked(self._state, package)

    def falling_due(self, package: Mapping[str, str]) -> tuple[ActSeen, ...]:
        """The acts that a draft would make due, and when, were it agreed in this round."""
        return would_fall_due(self._state, package, moves(self._state, package))

    def obstacles(self, package: Mapping[str, str]) -> tuple[str, ...]:
        """Why a draft could not be tabled, a sentence each; none when it could."""
        return obstacles(self._state, package)

    def left_on_table(self, package: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """What an offer's package would leave on the table now, or (None) what the end leaves.

        Sentences for the facilitator and the debrief. Enumerates the outcome space of the moment it
        is called in, so a screen calls it from a worker.
        """
        state = self._state
        if package is None:
            return told(state.exercise, left_at_the_end(state))
        return told(state.exercise, left_by(state, package))

    def possible(self) -> Possible | None:
        """What the end leaves on the table, with all there was to be had: for pictures.

        As `left_on_table`, for a worker; None where there are too many packages to look at.
        """
        return left_at_the_end(self._state)

    def subscribe(self, call: Callable[[tuple[AnyEvent, ...]], None]) -> Callable[[], None]:
        """Be told of every group of events once it is durable. Returns how to unsubscribe."""
        self._subscribers.append(call)
        return lambda: self._subscribers.remove(call)

    def close(self) -> None:
        """Let go of the transcript."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, first: AnyEvent) -> None:
        self._record(Decided((first,), apply(self._state, first)))

    def _record(self, decided: Decided) -> tuple[AnyEvent, ...]:
        group = decided.events
        try:
            self._journal.append([record_of(event) for event in group])
        except StorageFailed as failure:
            self.trouble = failure.sentence
            raise
        self.trouble = ""
        self._state = decided.state
        self._events.extend(group)
        for call in tuple(self._subscribers):
            call(group)
        return group


def _counted_by(now: Now) -> Stopwatch:
    """A stopwatch that goes by the time of day, where that is handed in: it is meant then."""
    if now is clock_now:
        return Stopwatch()
    return Stopwatch(lambda: now().timestamp(), lambda: 0.0)
