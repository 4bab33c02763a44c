"""One person at the keyboard against stand-ins: a seat's own pages, and nobody else to wait for.

What a facilitator does elsewhere happens by itself: rounds open, injects come, votes are called and
counted, and the debrief follows the ending. A menu takes the last move back or ends the game early.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from textual.widget import Widget

from tabletop.bots.background import Background
from tabletop.bots.comparison import compared, told
from tabletop.bots.crew import BRISK, Crew
from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.model import PHASES
from tabletop.journal.store import TranscriptRef
from tabletop.play.actions import (
    Advance,
    AnyAction,
    DeliverInject,
    EndExercise,
    Join,
    Leave,
    OpenDebrief,
    Resume,
    Undo,
)
from tabletop.play.events import AnyEvent
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.screens.flow import room_words
from tabletop.screens.flow.practice_menu import Choice, PracticeMenu
from tabletop.screens.flow.solo import Solo
from tabletop.screens.flow.standstill import beat, let_stand
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.growing import GrowingText
from tabletop.seat.desk.injects import due_now
from tabletop.seat.port import Port
from tabletop.seat.talks import taken_up
from tabletop.seat.unfinished import UnfinishedWork
from tabletop.seat.unread import next_unread
from tabletop.seat.words.deciding import told_early_end

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp
    from tabletop.table import Table

_THINKING = 3.0
"""Seconds after a move of one's own in which nobody answers, so that it can be taken back."""
_AGAIN = 30.0
"""Seconds until others move again once their moves could not be saved."""
_MOST_AT_ONCE = 60
"""The moves that others make at once, at most, when they are told not to wait."""
_MOST_LOOKS = 4
"""How many of the others look at the table in a second, at most, until one of them moves."""


class Practice(Solo):
    """The guide of the only person at a table of stand-ins."""

    has_menu = True
    menu_name = "Menu"

    def __init__(
        self,
        app: TabletopApp,
        table: Table,
        seat: str,
        transcript: TranscriptRef | None = None,
        note: str = "",
        rehearsals: Callable[[], Background] | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        """`note` says that the exercise has changed since a resumed game began; `rehearsals` begins
        those that the end is compared with.
        """
        self._work = UnfinishedWork(table, transcript, app.warn)
        self._table = table
        port = Port(table, seat, None, self._work.of(seat))
        super().__init__(app, table, port, table.left_on_table, lambda **_: None, set())
        taken_up(port, table.state.seq, known=self._work.knows(seat))
        self._desk = Port(table, FACILITATOR)
        self._crew = Crew(table, BRISK, chairs=True)
        self._note = note
        self._begin_rehearsals = rehearsals
        self._rehearsals: Background | None = None
        self._now = now
        self._quiet_until = 0.0
        self._choosing = False
        self._saved_in = transcript.where if transcript is not None else "memory"
        self._stop_listening = table.subscribe(self._heard)
        app.farewell = room_words.go_on_with(table.exercise.id, self._saved_in)

    # The app's interface to the guide

    def begin(self) -> None:
        self._do(self._arriving(), super().begin)
        if self._note:
            self._app.notify(self._note, timeout=20, markup=False)

    def _arriving(self) -> Iterator[AnyAction]:
        state = self._table.state
        if not state.seats[self._port.seat].present:
            yield Join(by=self._port.seat)
        if state.stage == "lobby":
            yield Advance(by=FACILITATOR)
        if state.clock.paused is not None:
            yield Resume(by=FACILITATOR)

    def tick(self) -> None:
        """Handle a second: what a facilitator would do, and what a stand-in does next."""
        super().tick()
        self._work.keep([self._port])
        if self._rehearsals is not None:
            self._rehearsals.games()
        elif self._begin_rehearsals is not None:
            self._rehearsals = self._begin_rehearsals()
        if self._choosing or self._submitting.asking:
            beat(self._table)
            return
        try:
            if self._table.state.stage == "lobby":
                # It could not be saved as the game began.
                for move in tuple(self._arriving()):
                    self._table.submit(move)
            self._table.tick()
            if self._now() >= self._quiet_until:
                self._others()
        except StorageFailed as failure:
            self._submitting.ask(failure.told, self.tick, self._later)

    def hurry(self) -> None:
        """Let the others do at once whatever they would do now."""
        if self._choosing or self._submitting.asking:
            return
        self._quiet_until = 0.0
        try:
            made = sum(self._others(hurried=True) for _ in range(_MOST_AT_ONCE))
        except StorageFailed as failure:
            self._submitting.ask(failure.told, self.hurry, self._later)
            return
        if not made:
            self._app.notify("The others have nothing to do before you have.")

    def open_facilitator(self) -> None:
        if self._choosing or self._submitting.asking:
            self._app.warn("Finish here first: Esc goes back.")
            return
        self._choosing = True
        over = self._table.state.stage in ("ended", "debrief")
        self._app.show(
            PracticeMenu(
                self._saved_in,
                {
                    "hurry": "the exercise is over" if over else None,
                    "undo": self._why_no_undo(),
                    "end": "the exercise is over" if over else None,
                },
            ),
            self._chosen,
        )

    def close(self) -> None:
        self._stop_listening()
        super().close()
        if self._rehearsals is not None:
            self._rehearsals.close()
        with suppress(NotAllowed, StorageFailed):
            self._table.submit(Leave(by=self._port.seat))
        let_stand(self._table)
        self._work.keep([self._port])
        self._table.close()

    # What others do

    def _others(self, *, hurried: bool = False) -> bool:
        """Make the next move of the others, if one is due; return whether one was made.

        Raises `StorageFailed`.
        """
        now = self._now()
        if hurried:
            self._crew.hurry(now)
        for _ in range(_MOST_LOOKS):
            move = next(self._facilitated(), None)
            if move is None:
                due = self._crew.due(now)
                if due is None or due > now:
                    return False
                move = self._crew.next(now)
            if move is not None:
                with suppress(NotAllowed):
                    self._table.submit(move)
                    return True
        return False

    def _facilitated(self) -> Iterator[AnyAction]:
        """Yield what a facilitator would do at once."""
        state = self._table.state
        if state.stage not in PHASES:
            return
        if state.clock.paused is not None:
            yield Resume(by=FACILITATOR)
        if state.exercise.has.planned or state.plan.moved:
            for one in due_now(self._desk.view().plan, self._desk.played()):
                yield DeliverInject(by=FACILITATOR, id=one.id)

    def _later(self) -> None:
        self._quiet_until = self._now() + _AGAIN

    def _heard(self, events: tuple[AnyEvent, ...]) -> None:
        if any(one.by == self._port.seat for one in events):
            self._quiet_until = self._now() + _THINKING
        if self._app.is_running:
            self._app.call_later(self.changed)

    # The menu

    def _why_no_undo(self) -> str | None:
        state = self._table.state
        if not state.move:
            return "nothing has been done since the last ruling that could be taken back"
        if self._table.events[state.move[0] - 1].by != self._port.seat:
            return "somebody else has moved since: only the last move can be taken back"
        return None

    def _chosen(self, what: Choice | None) -> None:
        if what == "end":
            self._ask_to_end()
            return
        self._choosing = False
        if what == "undo":
            self._do([Undo(by=FACILITATOR)], lambda: None)
        elif what == "hurry":
            self.hurry()
        elif what == "leave":
            self._app.exit(0)

    def _ask_to_end(self) -> None:
        has = self._table.exercise.has
        acts = bool(self._table.state.due)
        text = told_early_end(decisions=has.decisions, votes=has.votes, acts=acts)

        def answered(sure: bool | None) -> None:
            self._choosing = False
            if sure:
                self._do([EndExercise(by=FACILITATOR)], lambda: None)

        self._app.show(
            Ask("End the exercise now?", text, "End it", "Not yet", final=True), answered
        )

    def _do(self, moves: Iterable[AnyAction], then: Callable[[], None]) -> None:
        self._submitting.do(tuple(moves), then, then)

    # The end

    def _settle(self) -> None:
        super()._settle()
        view = self._port.view()
        if view.stage == "ended" and not self._reading and next_unread(view, self._memory) is None:
            self._do([OpenDebrief(by=FACILITATOR)], lambda: None)

    def _after(self) -> tuple[str, ...]:
        self._app.farewell = f"The whole game is kept in {self._saved_in}."
        return room_words.afterwards(self._saved_in, len(self._port.view().delegations))

    def _beside(self) -> tuple[Widget, ...]:
        if self._begin_rehearsals is None:
            return ()
        return (GrowingText("Beside rehearsals by stand-ins", self._compared),)

    def _compared(self) -> tuple[tuple[str, ...], bool]:
        found = self._rehearsals
        if found is None:
            return (), True
        games = found.games()
        view = self._port.view()
        assert view.delegation is not None
        score = view.scores.get(view.delegation)
        id, title = _ending(view)
        one = compared(view.delegation, score.value if score else None, id, games, found.wanted)
        return told(one, title, going_on=found.going_on), found.going_on


def _ending(view: View) -> tuple[str, str]:
    return (view.ending[0], view.ending[1]) if view.ending is not None else ("", "")
