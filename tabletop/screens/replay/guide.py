"""The guide of a replay: shows the past, and opens what is asked for from there."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from tabletop.errors import TabletopError
from tabletop.games import other_games
from tabletop.journal.places import located
from tabletop.journal.store import TranscriptRef
from tabletop.past import ReadTable, read_transcript
from tabletop.play.seen import View
from tabletop.screens.replay.compared import Beside, WhichGame
from tabletop.screens.replay.forking import Made, WhatIf
from tabletop.screens.replay.screen import Replay, Wish
from tabletop.text.safe import one_line

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp


class Replaying:
    """`leave` is called when the replay is closed, `play` with a fork to play."""

    def __init__(
        self,
        app: TabletopApp,
        table: ReadTable,
        at: int,
        eyes: str,
        leave: Callable[[], None],
        play: Callable[[TranscriptRef], None],
    ) -> None:
        self._app = app
        self._table = table
        self._leave = leave
        self._play = play
        self._page = Replay(table, at, eyes, self._wished)

    def begin(self) -> None:
        # A long game is a million objects; a garbage collection would stall a seek.
        gc.freeze()
        self._app.show(self._page, lambda _: None)

    def open_facilitator(self) -> None:
        """Do nothing: the past has no facilitator's menu."""

    def tick(self) -> None:
        """Do nothing: no clock runs here."""

    has_menu = False

    def stage_view(self) -> View | None:
        return None

    def close(self) -> None:
        """Let go of the game."""
        gc.unfreeze()

    def _wished(self, wish: Wish) -> None:
        what, seq = wish
        match what:
            case "fork":
                self._app.show(WhatIf(self._table, seq), self._forked)
            case "beside":
                self._choose()
            case "leave":
                self.close()
                self._app.clear()
                self._leave()

    def _forked(self, made: Made | None) -> None:
        if made is None:
            return
        ref, then = made
        if then == "play":
            self.close()
            self._app.clear()
            self._play(ref)
        else:
            self._say(f"Kept in {ref.where}; compare it with C, play it from the start screen.")

    def _choose(self) -> None:
        found = other_games(located(self._table.transcript.where), self._table.exercise.id)
        if not found:
            self._say("No other game of this exercise was found next to this one.")
        elif len(found) == 1:
            self._compare(found[0].ref)
        else:
            origin = self._table.transcript.origin
            source = origin.source if origin is not None else ""
            nearest = sorted(found, key=lambda one: one.ref.name != source)
            self._app.show(WhichGame(tuple(nearest)), self._compare)

    def _compare(self, ref: TranscriptRef | None) -> None:
        if ref is None:
            return
        try:
            other = read_transcript(ref, later=True)
            page = Beside(self._page.shown, self._table, other)
        except TabletopError as fault:
            # Only here are all of them read in full.
            self._say(fault.sentence)
        else:
            gc.freeze()
            self._app.show(page, self._compared)

    def _compared(self, seq: int | None) -> None:
        if seq is not None:
            self._page.seek(seq)

    def _say(self, sentence: str) -> None:
        self._app.notify(one_line(sentence), timeout=12, markup=False)
