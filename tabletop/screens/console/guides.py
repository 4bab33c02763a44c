"""Guides for those who do not bargain: they choose the page, and the hall says when to repaint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tabletop.play.seen import View
from tabletop.screens.console.desk.all_tables import AllTables
from tabletop.screens.console.desk.table_desk import TableDesk
from tabletop.screens.console.wall.projector import HallProjector, Projector
from tabletop.screens.console.watching import Evaluator, Observer
from tabletop.screens.kit.masthead import STAGES, where
from tabletop.text.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from tabletop.screens.flow.app import TabletopApp
    from tabletop.screens.flow.solo import Tell
    from tabletop.screens.kit.possible import AskLeft, AskPossible
    from tabletop.seat.desk import Board, Desk
    from tabletop.seat.port import Port


def quiet(*, title: str, turn: bool) -> None:
    """Do nothing, where nothing can be told beside the screen."""


class OnePage:
    """The guide of an app whose first page stays; other pages come and go above it."""

    has_menu = False

    def __init__(self, app: TabletopApp, tell: Tell = quiet) -> None:
        self._app = app
        self._tell = tell

    def page(self) -> Screen[Any]:
        """Return the page that stays. Raises `NotImplementedError` unless overridden."""
        raise NotImplementedError

    def title(self) -> str:
        """Return the window's title. Raises `NotImplementedError` unless overridden."""
        raise NotImplementedError

    def begin(self) -> None:
        self._app.show(self.page(), lambda _: None)
        self._tell(title=self.title(), turn=False)

    def stage_view(self) -> View | None:
        return None

    def open_facilitator(self) -> None:
        """Do nothing: there is no menu besides the page's own keys."""

    def changed(self) -> None:
        """Repaint every page that shows what has changed."""
        for page in self._app.screen_stack[self._app.BASE :]:
            refresh = getattr(page, "refresh_view", None)
            if refresh is not None and page.is_mounted:
                refresh()
        self._tell(title=self.title(), turn=False)

    def tick(self) -> None:
        """Repaint what shows the clock."""
        for page in self._app.screen_stack[self._app.BASE :]:
            tick = getattr(page, "tick", None)
            if tick is not None and page.is_mounted:
                tick()

    def close(self) -> None:
        """Close nothing: the tables belong to the hall."""


class OverAll(OnePage):
    """The guide of a page over all tables; their owner says which one changed."""

    def __init__(self, app: TabletopApp, board: Board, tell: Tell = quiet) -> None:
        super().__init__(app, tell)
        self._board = board
        self._leave: Callable[[], None] | None = None

    def title(self) -> str:
        count = len(self._board.tables())
        return f"{count} table{'s' if count != 1 else ''} · {one_line(self._board.title)}"

    def begin(self) -> None:
        super().begin()
        self._leave = self._board.subscribe(self._told)

    def _told(self, table: str) -> None:
        self._app.call_later(self.changed)

    def close(self) -> None:
        if self._leave is not None:
            self._leave()


class AllTablesGuide(OverAll):
    """For the facilitator over all tables."""

    def __init__(self, app: TabletopApp, desk: Desk, tell: Tell = quiet) -> None:
        super().__init__(app, desk, tell)
        self._desk = desk

    def page(self) -> Screen[Any]:
        return AllTables(self._desk)


class HallProjectorGuide(OverAll):
    """For a projector that shows all tables."""

    def page(self) -> Screen[Any]:
        return HallProjector(self._board)


class AtTable(OnePage):
    """The guide of a page at one table, with its seat's port."""

    def __init__(self, app: TabletopApp, port: Port, tell: Tell = quiet) -> None:
        super().__init__(app, tell)
        self._port = port

    def title(self) -> str:
        return " · ".join((*where(self._app), one_line(self._port.view().title)))

    def stage_view(self) -> View | None:
        return self._port.view()


class TableDeskGuide(AtTable):
    """For the facilitator at one table."""

    def __init__(
        self,
        app: TabletopApp,
        desk: Desk,
        table: str,
        port: Port,
        left: AskLeft,
        tell: Tell = quiet,
    ) -> None:
        super().__init__(app, port, tell)
        self._desk = desk
        self._table = table
        self._left = left

    def page(self) -> Screen[Any]:
        return TableDesk(self._desk, self._table, self._port, self._left)

    def title(self) -> str:
        view = self._port.view()
        return f"Table {self._table}, {STAGES.get(view.stage, view.stage)} · {one_line(view.title)}"


class ProjectorGuide(AtTable):
    """For a projector that shows one table; `port` is the public's."""

    def __init__(
        self,
        app: TabletopApp,
        port: Port,
        address: str,
        code: str,
        left: AskLeft,
        possible: AskPossible,
        tell: Tell = quiet,
    ) -> None:
        super().__init__(app, port, tell)
        self._possible = possible
        self._address = address
        self._code = code
        self._left = left

    def page(self) -> Screen[Any]:
        return Projector(self._port, self._address, self._code, self._left, self._possible)


class WatchGuide(AtTable):
    """For a seat without a delegation: an evaluator's or an observer's."""

    def __init__(self, app: TabletopApp, port: Port, tell: Tell = quiet) -> None:
        super().__init__(app, port, tell)
        self._role = port.view().role

    def page(self) -> Screen[Any]:
        return Evaluator(self._port) if self._role == "evaluator" else Observer(self._port)

    def changed(self) -> None:
        role = self._port.view().role
        if role != self._role:
            # The facilitator has given this person another role.
            self._role = role
            self._app.clear()
            self.begin()
        else:
            super().changed()
