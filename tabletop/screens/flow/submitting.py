"""Submit actions when storage may fail: ask, try again, and lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.play.actions import AnyAction, Breach, Perform, Ready
from tabletop.screens.kit.dialog import Unsaved
from tabletop.seat.asked import Phase, too_late
from tabletop.seat.port import Do, at_once
from tabletop.text.safe import told_why

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp
    from tabletop.table import Table

_OF_ITS_PHASE = (Ready, Perform, Breach)
"""Moves that would mean something else in a later phase."""


class Submitting:
    """Submits for the flow itself, and takes over when a player's own move was not saved.

    At one keyboard moves are made at once; elsewhere `do` is how they get to the table.
    """

    def __init__(self, app: TabletopApp, table: Table, do: Do | None = None) -> None:
        self._app = app
        self._table = table
        self._do = do or at_once(table)
        self.asking = False
        """Whether a question about storage is on the screen."""

    def do(
        self, actions: Sequence[AnyAction], then: Callable[[], None], back: Callable[[], None]
    ) -> None:
        """Submit actions in turn, then go on; refused ones are reported and skipped.

        When storage fails the people are asked: trying again goes on from there, else `back`.
        """
        for at, action in enumerate(actions):
            try:
                self._table.submit(action)
            except NotAllowed as refusal:
                self._app.notify(told_why(refusal.sentence), severity="warning", markup=False)
            except StorageFailed as failure:
                self._again(failure, actions[at:], then, back)
                return
        then()

    def _again(
        self,
        failure: StorageFailed,
        rest: Sequence[AnyAction],
        then: Callable[[], None],
        back: Callable[[], None],
    ) -> None:
        asked = self._phase()

        def again() -> None:
            timely = [one for one in rest if not self._late(one, asked)]
            self.do(timely, then, back)

        self.ask(failure.told, again, back)

    def send(self, action: AnyAction, then: Callable[[], None]) -> None:
        """As `do`, for a seat of its own: the page goes on while the action is saved."""
        self._app.carry_out(self._send(action, then))

    async def _send(self, action: AnyAction, then: Callable[[], None]) -> None:
        try:
            await self._do(action)
        except NotAllowed as refusal:
            self._app.notify(told_why(refusal.sentence), severity="warning", markup=False)
        except StorageFailed as failure:
            asked = self._phase()

            def again() -> None:
                if self._late(action, asked):
                    then()
                else:
                    self.send(action, then)

            self.ask(failure.told, again, then)
            return
        then()

    def not_saved(self, action: AnyAction, sentence: str) -> None:
        """Ask about a player's move that was not saved, over the page it came from."""
        asked = self._phase()
        self.ask(sentence, lambda: self._app.carry_out(self._save(action, asked)), lambda: None)

    def _phase(self) -> Phase:
        return self._table.state.stage, self._table.state.round

    def _late(self, action: AnyAction, asked: Phase) -> bool:
        """Report, and return, whether a move's phase has ended before it could be saved."""
        late = too_late(asked, self._phase()) if isinstance(action, _OF_ITS_PHASE) else None
        if late is not None:
            self._app.notify(late, severity="warning", markup=False)
        return late is not None

    async def _save(self, action: AnyAction, asked: Phase) -> None:
        if self._late(action, asked):
            return
        try:
            await self._do(action)
        except NotAllowed as refusal:
            self._app.notify(told_why(refusal.sentence), severity="warning", markup=False)
            return
        except StorageFailed as failure:
            self.not_saved(action, failure.told)
            return
        # The form that made the move is done.
        while len(self._app.screen_stack) > self._app.BASE + 1:
            self._app.pop_screen()
        self._app.refresh_page()
        self._app.notify("Saved.")

    def ask(self, sentence: str, again: Callable[[], None], back: Callable[[], None]) -> None:
        """Say that something was not saved, and do what the people choose."""

        def answered(yes: bool | None) -> None:
            self.asking = False
            (again if yes else back)()

        self.asking = True
        self._app.show(Unsaved(sentence), answered)
