"""Somebody who looks on: what is public at a table, and nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabletop.play.seen import View
from tabletop.screens.port import Port
from tabletop.screens.safe import line
from tabletop.screens.seat_table import SeatTable
from tabletop.screens.solo import Tell

if TYPE_CHECKING:
    from tabletop.screens.app import TabletopApp


class Onlooker:
    """The guide of a place without a part in the game."""

    has_menu = False

    def __init__(self, app: TabletopApp, port: Port, tell: Tell) -> None:
        self._app = app
        self._port = port
        self._tell = tell

    def begin(self) -> None:
        self._app.push_screen(SeatTable(self._port))
        self._tell(title=line(self._port.view().title), turn=False)

    def stage_view(self) -> View | None:
        return self._port.view()

    def open_facilitator(self) -> None:
        """An onlooker has no such menu."""

    def close(self) -> None:
        """The table belongs to whoever runs the guide."""

    def tick(self) -> None:
        """The clock went on."""
        tick = getattr(self._app.screen, "tick", None)
        if tick is not None:
            tick(self._port.remaining())

    def changed(self) -> None:
        """Something has happened at the table."""
        follow = getattr(self._app.screen, "follow", None)
        if follow is not None:
            follow(self._port.view())
