"""The table: the one authority over a running game.

One way in (`submit`): the rules decide, the journal makes it durable, the state moves on, and
subscribers are told. One way out: `view`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Any, Self

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.arguments import need, need_text
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.journal.carried import exercise_in
from tabletop.journal.format import refuse_unwritable
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
from tabletop.play.actions import Action, Advance, AnyAction, DeliverInject, Pause, Standstill
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent
from tabletop.play.history import History
from tabletop.play.history.possible import Possible, left_at_the_end, left_by, told
from tabletop.play.history.records import record_of
from tabletop.play.parts.needs import Needs
from tabletop.play.queries.clock import moment, remaining
from tabletop.play.queries.offers import asked, moves, needs_if_tabled
from tabletop.play.rules import Decided, decide, opening, why_not
from tabletop.play.rules.planning import coming_now
from tabletop.play.seen import ActSeen, View, Worth
from tabletop.play.seen.role_seen import RoleWorth
from tabletop.play.state import CLOCK, State, initial
from tabletop.play.telling.retelling import retold
from tabletop.play.view import view
from tabletop.play.view.appraise import appraise, obstacles, worth_now
from tabletop.play.view.falling_due import would_fall_due
from tabletop.play.view.role_worth import role_worth
from tabletop.stopwatch import Stopwatch

_TIME_IS_UP = Advance(by=CLOCK)

__all__ = ["ReadTable", "Saving", "Table", "read_transcript"]


class Saving:
    """Moves that are decided and on their way to the disk; nobody sees anything of them yet.

    They are durable together: either all of them have happened or none.
    """

    def __init__(self, journal: Journal | None) -> None:
        self.decided: list[Decided] = []
        self.failure: Exception | None = None
        """Why they are not saved, once they could not be."""
        self._journal = journal
        self._saved = False
        self._one_at_a_time = Lock()

    def save(self) -> None:
        """Make them durable, or learn why that can't be; in any thread, and done once.

        Whoever comes while another does it waits for that.
        """
        with self._one_at_a_time:
            if self._saved:
                return
            try:
                if self._journal is not None:
                    self._journal.append(*(_records_of(one) for one in self.decided))
            except (NotAllowed, StorageFailed) as failure:
                self.failure = failure
            self._saved = True


class Table:
    """One running game of an exercise. Use `create` or `resume`; close it, or use `with`."""

    def __init__(
        self,
        journal: Journal | None,
        state: State,
        events: list[AnyEvent],
        now: Now,
        awake: Stopwatch | None = None,
    ) -> None:
        self._journal = journal
        self._state = state
        self.source = str(journal.header.get("exercise", {}).get("source")) if journal else ""
        """The text of the exercise's file, as the table began with it."""
        self._events = events
        self._now = now
        self._awake = awake or _counted_by(now)
        # The table's own time continues from its last event.
        self._began = state.elapsed - self._awake.read()
        self._slept = 0
        self.trouble = ""
        """Why the transcript could not be written last time; empty when it could."""
        self._subscribers: list[Callable[[tuple[AnyEvent, ...]], None]] = []
        self._saving: Saving | None = None
        """Moves that are decided and not seen yet."""

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
        recorded: bool = True,
    ) -> Self:
        """Open a new table from an exercise's own text.

        `now` tells the time of day; `awake` counts the table's own time, by `now` where that is
        given alone.

        With `where` the transcript is kept there, without it in memory, and not at all at a table
        that is not `recorded`. Raises `FaultyExercise` and `StorageFailed`.
        """
        need_text(source, "source", "the text of an exercise's file")
        exercise = read_exercise(source)
        at = moment(now())
        journal: Journal | None = None
        if recorded:
            header = header_of(exercise, source, at)
            journal = located(where).create(header) if where is not None else MemoryJournal(header)
        table = cls(journal, initial(exercise), [], now, awake)
        table._open(opening(exercise, at, seed, clocks))
        return table

    @classmethod
    def resume(cls, where: Where, *, now: Now = clock_now, awake: Stopwatch | None = None) -> Self:
        """Hold a transcript again, exactly where it was left.

        It goes on under the rules it began with, and its own time with the last event; callers that
        let people play at once call `stand` first. Raises `TranscriptHeld`, `StorageFailed`,
        `UnreadableInput` and `TranscriptDamaged`.
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
        """The whole state, with every secret. Screens use `view`."""
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
        self._settle()
        return self._record(self._decided(action, self._state))

    def begin(self, action: AnyAction, behind: Saving | None = None) -> Saving:
        """Decide what a seat asks; it is done once it has been saved and `finish` was called.

        That is `submit` for whoever has other things to do while a disk is slow: `Saving.save` may
        be called in another thread. `behind` moves that have been begun and are not being saved yet
        it is decided by what they will have done, and saved with them. Raises `NotAllowed`. One
        saving is under way at a time: another `begin` or `submit` finishes it first.
        """
        if behind is None:
            self._settle()
        saving = behind or Saving(self._journal)
        before = saving.decided[-1].state if saving.decided else self._state
        decided = self._decided(action, before)
        # Before others' moves are saved with it: what no transcript can hold is refused alone.
        refuse_unwritable(_records_of(decided))
        saving.decided.append(decided)
        self._saving = saving
        return saving

    def finish(self, saving: Saving) -> tuple[tuple[AnyEvent, ...], ...]:
        """Go on to what was decided, once it is durable, and tell whoever subscribed; return what
        happened, by move.

        Waits until it has been saved. Raises as `submit` does, then nothing has happened.
        """
        try:
            saving.save()
            seen = self._saving is not saving
        finally:
            # Whatever interrupts the saving, the move is not made later on unasked.
            if self._saving is saving:
                self._saving = None
        if not seen and isinstance(saving.failure, StorageFailed):
            self.trouble = saving.failure.sentence
        if saving.failure is not None:
            raise saving.failure
        if not seen:
            self._see(saving.decided)
        return tuple(one.events for one in saving.decided)

    def why_not(self, action: AnyAction) -> str | None:
        """Return the sentence with which `submit` would refuse an action now; None when it would
        not.
        """
        return why_not(self._state, action, moment(self._now()), self._elapsed())

    def tick(self) -> tuple[AnyEvent, ...]:
        """End a phase whose time has run out; otherwise do nothing.

        Called every second, like `beat`, which it includes.
        """
        self.beat()
        self.deliver_planned()
        if self.remaining() != 0:
            return ()
        try:
            return self.submit(_TIME_IS_UP)
        except NotAllowed:
            return ()

    def due(self) -> Iterator[AnyAction]:
        """What `tick` submits now, for whoever submits it themselves.

        Each is to be submitted before the next is asked for; where one can't be saved, no more.
        """
        yield from self._asleep()
        yield from self._coming()
        if self.remaining() == 0:
            yield _TIME_IS_UP

    def beat(self) -> None:
        """Handle a second: notice a computer that slept meanwhile, and stop the clock."""
        for action in self._asleep():
            with suppress(NotAllowed):
                self.submit(action)

    def deliver_planned(self) -> None:
        """Deliver the injects whose time has come; where there are none, do nothing."""
        for action in self._coming():
            with suppress(NotAllowed):
                self.submit(action)

    def _coming(self) -> Iterator[AnyAction]:
        """Yield the deliveries that the clock owes, those that follow from them among them."""
        tried: set[str] = set()
        while new := [one for one in coming_now(self._state, self.elapsed) if one not in tried]:
            tried.add(new[0])
            yield DeliverInject(by=CLOCK, id=new[0])

    def _asleep(self) -> Iterator[AnyAction]:
        self._slept += self._awake.beat()
        if self._slept:
            yield Pause(by=CLOCK, why="asleep", missed=self._slept)
            self._slept = 0

    def went_on(self, elapsed: int) -> None:
        """Set the table's own time, where its last process ended without saving it."""
        self._began += max(0, elapsed - self._state.elapsed)

    def stand(self, why: Standstill, missed: int | None = None) -> tuple[AnyEvent, ...]:
        """Stop a running clock until the facilitator, or everybody who left, is back.

        Does nothing where none runs. Raises `StorageFailed`.
        """
        try:
            return self.submit(Pause(by=CLOCK, why=why, missed=missed))
        except NotAllowed:
            return ()

    def remaining(self) -> int | None:
        """Return the milliseconds left in the phase, None when it has no clock."""
        return remaining(self._state.clock, self.elapsed)

    @property
    def elapsed(self) -> int:
        """Return the table's own time now, in milliseconds."""
        return max(self._state.elapsed, self._began + self._awake.read())

    def _elapsed(self) -> int | None:
        """Return the table's own time now, None where nothing needs it: at a table without clocks
        and without planned injects.
        """
        counted = self._state.clocks or self.exercise.has.planned
        return self.elapsed if counted else None

    def view(self, seat: str | None) -> View:
        """Return what a seat sees (None: the public), with what it may know of this
        round's events.
        """
        start = self._state.openings[-1] - 1 if self._state.openings else 0
        return view(self._state, seat, self._events[start:])

    def retold(self, seat: str | None, *, comings: bool = True) -> tuple[tuple[int, str], ...]:
        """Return the game so far as a seat (None: the public) may know it: each round and sentence.

        Without `comings`, people coming and leaving are omitted.
        """
        return retold(self._state, seat, self._events, comings=comings)

    def appraise(self, seat: str | None, package: Mapping[str, str]) -> dict[str, Worth]:
        """Return what a draft is worth to the delegations that a seat may know of."""
        return appraise(self._state, seat, package)

    def worth_after(self, seat: str | None, action: AnyAction) -> dict[str, Worth]:
        """Return what will stand is worth, as `appraise` does, once an action has been made.

        Raises `NotAllowed` as `submit` would.
        """
        done = decide(self._state, action, moment(self._now()), self._elapsed())
        return worth_now(done.state, seat)

    def role_worth(self, seat: str | None, package: Mapping[str, str]) -> tuple[RoleWorth, ...]:
        """Return what a draft is worth to the roles that a seat may know of."""
        return role_worth(self._state, seat, package)

    def asked(
        self, package: Mapping[str, str], proposer: str | None = None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return (parties, needed): whom a draft would ask to agree if `proposer` tabled it, and
        who of them is indispensable.
        """
        return asked(self._state, package, proposer)

    def needs(self, package: Mapping[str, str], proposer: str) -> Needs:
        """Return what a draft would have and need to come into force if `proposer` tabled it."""
        return needs_if_tabled(self._state, package, proposer)

    def falling_due(self, package: Mapping[str, str]) -> tuple[ActSeen, ...]:
        """Return the acts that a draft would make due, and when, if it were agreed in
        this round.
        """
        return would_fall_due(self._state, package, moves(self._state, package))

    def obstacles(self, package: Mapping[str, str]) -> tuple[str, ...]:
        """Return why a draft could not be tabled, a sentence each; none when it could."""
        return obstacles(self._state, package)

    def left_on_table(self, package: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Return what an offer's package would leave on the table now, or (None) what the end
        leaves.

        Sentences for the facilitator and the debrief. Enumerates the outcome space synchronously,
        so a screen calls it from a worker.
        """
        state = self._state
        if package is None:
            return told(state.exercise, left_at_the_end(state))
        return told(state.exercise, left_by(state, package))

    def possible(self) -> Possible | None:
        """Return what the end leaves on the table, with everything possible, to plot.

        As `left_on_table`, for a worker; None where there are too many packages to enumerate.
        """
        return left_at_the_end(self._state)

    def subscribe(self, call: Callable[[tuple[AnyEvent, ...]], None]) -> Callable[[], None]:
        """Call back with every group of events once it is durable. Returns a function that
        unsubscribes.
        """
        self._subscribers.append(call)
        return lambda: self._subscribers.remove(call)

    def close(self) -> None:
        """Let go of the transcript, once what is being saved is saved."""
        self._settle()
        if self._journal is not None:
            self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, first: AnyEvent) -> None:
        self._record(Decided((first,), apply(self._state, first)))

    def _decided(self, action: AnyAction, before: State) -> Decided:
        need(action, Action, "action", "a move", "tabletop.play.actions has them all")
        return decide(before, action, moment(self._now()), self._elapsed())

    def _record(self, decided: Decided) -> tuple[AnyEvent, ...]:
        try:
            if self._journal is not None:
                self._journal.append(_records_of(decided))
        except StorageFailed as failure:
            self.trouble = failure.sentence
            raise
        self._see([decided])
        return decided.events

    def _settle(self) -> None:
        """Finish the moves under way; whoever made them is told by their own `finish`."""
        if self._saving is not None:
            with suppress(NotAllowed, StorageFailed):
                self.finish(self._saving)

    def _see(self, decided: Sequence[Decided]) -> None:
        """Go on to what is saved, all of it, and tell."""
        self.trouble = ""
        self._state = decided[-1].state
        for one in decided:
            self._events.extend(one.events)
        for one in decided:
            for call in tuple(self._subscribers):
                call(one.events)


def _records_of(decided: Decided) -> list[dict[str, Any]]:
    """Return what is written of a move: a group."""
    return [record_of(event) for event in decided.events]


def _counted_by(now: Now) -> Stopwatch:
    """Return a stopwatch that goes by the time of day, where that is passed in and so intended."""
    if now is clock_now:
        return Stopwatch()
    return Stopwatch(lambda: now().timestamp(), lambda: 0.0)
