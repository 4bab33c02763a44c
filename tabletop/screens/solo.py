"""One seat on its own device: shows the page that its table's stage asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabletop.play.seen import View
from tabletop.screens.waiting import Waiting

if TYPE_CHECKING:
    from tabletop.screens.app import TabletopApp
    from tabletop.table import Table


class Solo:
    """The guide of one seat; None is the public. The hall says when something has `changed`."""

    has_menu = False

    def __init__(self, app: TabletopApp, table: Table, seat: str | None) -> None:
        self._app = app
        self._table = table
        self._seat = seat

    def begin(self) -> None:
        self._app.show(Waiting(self._view()), lambda _: None)

    def stage_view(self) -> View | None:
        return self._view()

    def open_facilitator(self) -> None:
        """A seat has no such menu."""

    def tick(self) -> None:
        """Nothing runs here."""

    def changed(self) -> None:
        """Something has happened at the table."""
        page = self._app.screen_stack[self._app.BASE]
        if isinstance(page, Waiting):
            page.show(self._view())

    def close(self) -> None:
        """The table is the hall's."""

    def _view(self) -> View:
        return self._table.view(self._seat)
