"""Several people at one keyboard, and stand-ins for the other delegations.

They move between two turns, as others did whose turn it was; the hand-over page tells what they
said and did in public.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tabletop.bots.crew import AT_ONCE, Crew
from tabletop.errors import NotAllowed, StorageFailed
from tabletop.screens.flow.hotseat import HotSeat

_MOST = 200
"""The looks that stand-ins take between two turns, at most."""


class BesideStandIns(HotSeat):
    """The guide of a shared keyboard at a table where stand-ins play too."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._crew = Crew(self._table, AT_ONCE)

    def _go(self) -> None:
        try:
            self._let_them_move()
        except StorageFailed as failure:
            self._submitting.ask(failure.told, self._go, super()._go)
            return
        super()._go()

    def _let_them_move(self) -> None:
        """Let stand-ins do all that they would do now. Raises `StorageFailed`."""
        for _ in range(_MOST):
            if self._crew.due(0.0) is None:
                return
            move = self._crew.next(0.0)
            if move is not None:
                with suppress(NotAllowed):
                    self._table.submit(move)
