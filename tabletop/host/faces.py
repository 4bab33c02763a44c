"""Which screen belongs to which place: the one spot where places become apps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from textual.app import SystemCommand
from textual.screen import Screen

from tabletop.host.hosted import Hosted
from tabletop.host.hosted_table import HostedTable
from tabletop.host.lobby import OVERVIEW, PROJECTOR, Place
from tabletop.play.state import FACILITATOR
from tabletop.screens.app import Guide, TabletopApp
from tabletop.screens.console.desk import Board, Desk
from tabletop.screens.console.guides import (
    AllTablesGuide,
    HallProjectorGuide,
    ProjectorGuide,
    TableDeskGuide,
    WatchGuide,
)
from tabletop.screens.port import Port
from tabletop.screens.solo import Solo


class LiveGuide(Guide, Protocol):
    """A guide whose table changes by others' doing."""

    def changed(self) -> None:
        """Something has happened; repaint what it touches, nothing else."""


class Face(Hosted, TabletopApp):
    """The program as a place's screen. Its guide may be given after it has started."""

    def __init__(self) -> None:
        super().__init__()
        self._live: LiveGuide | None = None

    def lead(self, guide: LiveGuide) -> None:
        """Give it its guide, once."""
        self._live = guide
        self.led_by(guide)
        if self.ready.is_set():
            # After its size is known, so that the first page is laid out once.
            self.call_later(guide.begin)

    def keep_time(self) -> None:
        """The hall ticks: a timer in every app would wake the process for nothing."""

    def go(self, place: Place) -> None:
        """Send whoever looks at this screen to another place."""
        self.going(place)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Nothing that would write on the host's disk."""
        for one in super().get_system_commands(screen):
            if one.callback != self.deliver_screenshot:
                yield one

    def action_look(self) -> None:
        super().action_look()
        self.looking(self.current_theme.dark)

    def changed(self) -> None:
        """Something has happened at its table."""
        if self._live is not None:
            self._live.changed()

    def tick(self) -> None:
        """A second has passed on its table's clock."""
        if self._live is not None:
            self._live.tick()


def blank() -> Face:
    """A screen for a place that is not known yet."""
    return Face()


def lead(
    tables: Mapping[str, HostedTable],
    desk_of: Callable[[Face], Desk],
    place: Place,
    where: str,
    face: Face,
) -> None:
    """Make a screen this place's. `tables` are those of this process; `where` names its own."""
    face.where = where if place.seat != FACILITATOR else ""
    face.lead(_guide(tables, desk_of, place, face))


def _guide(
    tables: Mapping[str, HostedTable],
    desk_of: Callable[[Face], Desk],
    place: Place,
    face: Face,
) -> LiveGuide:
    if place == OVERVIEW:
        return AllTablesGuide(face, desk_of(face), face.tell)
    if place == Place("", PROJECTOR):
        return _over_all(tables, desk_of(face), face)
    hosted = tables[place.table]
    if place.seat == FACILITATOR:
        port = Port(hosted.table, FACILITATOR)
        desk = desk_of(face)
        return TableDeskGuide(face, desk, place.table, port, hosted.left_on_table, face.tell)
    if place.seat == PROJECTOR:
        return _projector(hosted, desk_of(face), face)
    port = hosted.port(place.seat)
    if hosted.table.state.seats[place.seat].delegation is None:
        return WatchGuide(face, port, face.tell)
    return Solo(face, hosted.table, port, hosted.left_on_table, face.tell)


def _over_all(tables: Mapping[str, HostedTable], board: Board, face: Face) -> LiveGuide:
    """Over a single table a room sees more of it."""
    if len(board.tables()) == 1 and len(tables) == 1:
        return _projector(next(iter(tables.values())), board, face)
    return HallProjectorGuide(face, board, face.tell)


def _projector(hosted: HostedTable, board: Board, face: Face) -> LiveGuide:
    public = Port(hosted.table, "")
    left = hosted.left_on_table
    return ProjectorGuide(face, public, board.address, board.join_code, left, face.tell)
