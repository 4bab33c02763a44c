"""The facilitator at a keyboard that all share: a menu behind a word, over any page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tabletop.play.actions import AnyAction
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.letters import last_answer
from tabletop.screens.facilitator.lock import AskWord, Lock, SetWord
from tabletop.seat.port import Port
from tabletop.seat.talks import taken_up

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp
    from tabletop.screens.kit.form import Begun
    from tabletop.seat.unfinished import UnfinishedWork
    from tabletop.table import Table


class AtThisKeyboard:
    """Lets the facilitator in with the word of the `lock`, and hands on each move of the menu's."""

    def __init__(
        self,
        app: TabletopApp,
        table: Table,
        work: UnfinishedWork,
        lock: Lock,
        made: Callable[[AnyAction], None],
        left: Callable[[], None],
    ) -> None:
        """`made` makes a move of the menu's; `left` is called when it is left without one."""
        self._app = app
        self._table = table
        self._lock = lock
        self._made = made
        self._left = left
        self.there = False
        """Whether the menu, or the question for its word, is on the screen."""
        self._begun: dict[str, Begun] = {}
        """What the facilitator has begun in a form, by the move it is for."""
        self.desk = Port(table, FACILITATOR, None, work.of(FACILITATOR))
        taken_up(self.desk, last_answer(self.desk.view()), known=work.knows(FACILITATOR))

    def ask_for_a_word(self, then: Callable[[], None]) -> None:
        """Ask which word is to open the menu from now on, and then go on."""

        def answered(word: str | None) -> None:
            self._lock.put(word or "")
            self.there = False
            then()

        self.there = True
        self._app.show(SetWord(), answered)

    def come(self) -> None:
        """Open the menu, once the word was given if it has one."""
        self.there = True
        if self._lock.shut:
            self._app.show(AskWord(self._lock), self._let_in)
        else:
            self._open()

    def _let_in(self, word: str | None) -> None:
        if word:
            self._open()
        else:
            self.there = False

    def _open(self) -> None:
        from tabletop.screens.facilitator.menu import FacilitatorMenu

        view = self._table.view(FACILITATOR)
        self._app.show(
            FacilitatorMenu(
                view,
                self._table.left_on_table,
                self._table.why_not,
                self._begun,
                self.desk,
                self._lock,
            ),
            self._chosen,
        )

    def _chosen(self, action: AnyAction | None) -> None:
        self.there = False
        if action is not None:
            self._made(action)
        else:
            self._left()
