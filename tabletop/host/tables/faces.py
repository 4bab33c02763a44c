"""Which screen belongs to which place: the one spot where places become apps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Protocol

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from tabletop.host.admission.lobby import OVERVIEW, PROJECTOR, Place
from tabletop.host.runtime.hosted import Hosted
from tabletop.host.tables.hosted_table import HostedTable
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.guides import (
    AllTablesGuide,
    HallProjectorGuide,
    ProjectorGuide,
    TableDeskGuide,
    WatchGuide,
)
from tabletop.screens.flow.app import Guide, TabletopApp
from tabletop.screens.flow.solo import Solo
from tabletop.screens.kit.carrying_out import MakesMove
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.theme import INK, PAPER
from tabletop.screens.kit.too_small import TooSmall
from tabletop.seat.desk import Board, Desk
from tabletop.seat.port import Port
from tabletop.text.safe import one_line


class LiveGuide(Guide, Protocol):
    """A guide whose table changes through others' moves."""

    def changed(self) -> None:
        """Repaint what an event affects, nothing else."""


@dataclass(frozen=True)
class OtherSeat:
    """Another seat of the same person, and whether its delegation is waited for."""

    place: Place
    name: str
    awaited: bool


class LeaveQuestion(Ask):
    """Asks whether to leave a hosted screen: its connection ends, but nothing at the table does."""

    def __init__(self, *, leads: bool) -> None:
        where = "the console" if leads else "the table"
        kept = (
            "The tables and their clocks go on without you."
            if leads
            else "The game and its clock go on; your place is kept."
        )
        super().__init__(
            f"Leave {where}?", f"{kept} The same link brings you back.", "Leave", "Stay"
        )


class Face(Hosted, TabletopApp):
    """The app as a place's screen. Its guide may be given after it has started."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "other_seat", "Your other seat", key_display="F9"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.leads = False
        """Whether this is a facilitator's screen."""
        self._live: LiveGuide | None = None
        self._others: Callable[[], Sequence[OtherSeat]] = tuple
        self._told: set[Place] = set()
        self._carrying: set[asyncio.Task[None]] = set()

    def one_of(self, others: Callable[[], Sequence[OtherSeat]]) -> None:
        """Set how to learn of this person's other seats."""
        self._others = others
        self._told = {one.place for one in others() if one.awaited}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "other_seat":
            return bool(self._others())
        return super().check_action(action, parameters)

    def action_other_seat(self) -> None:
        """Go to the next of this person's seats."""
        others = self._others()
        if others:
            self.go(others[0].place)

    def _tell_of_others(self) -> None:
        """Say once that another seat of this person is now waited for."""
        awaited = {one.place: one.name for one in self._others() if one.awaited}
        for place in awaited.keys() - self._told:
            self.notify(
                f"{one_line(awaited[place])}, which is also yours, is waited for: F9 goes there."
            )
        self._told = set(awaited)

    async def action_quit(self) -> None:
        """Ask first, unless the window is too small for a question. A held key does not answer."""
        if self.cover is not None and self.cover.up:
            self.exit()
        elif not isinstance(self.screen, LeaveQuestion):
            self.push_screen(LeaveQuestion(leads=self.leads), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.exit()

    def lead(self, guide: LiveGuide) -> None:
        """Give it its guide, once."""
        self._live = guide
        self.led_by(guide)
        if self.ready.is_set():
            # After its size is known, so that the first page is laid out only once.
            self.call_later(guide.begin)

    def keep_time(self) -> None:
        """Start no timer: the hall ticks, and one timer per app would wake the
        process for nothing.
        """

    def carry_out(self, doing: MakesMove) -> None:
        """Others go on, and so does this screen: a disk may be slow.

        It outlives the page, and the screen too: what somebody did just before the end is done.
        """
        carrying = asyncio.get_running_loop().create_task(self._carry(doing))
        # The loop itself does not keep a task alive.
        self._carrying.add(carrying)
        carrying.add_done_callback(self._carrying.discard)

    async def _carry(self, doing: MakesMove) -> None:
        try:
            await doing
        except Exception as fault:  # noqa: BLE001 - as anything that fails in a page
            if self.is_running:
                self.fail(fault)

    def cover_below(self, size: tuple[int, int] | None) -> None:
        self.cover = None
        if size is not None:
            self.cover = TooSmall()
            self.cover.measure(Size(*size))

    def go(self, place: Place) -> None:
        """Send whoever looks at this screen to another place."""
        self.going(place)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the palette's entries, without those that would write to the host's disk."""
        for one in super().get_system_commands(screen):
            if one.callback != self.deliver_screenshot:
                yield one

    def action_look(self) -> None:
        super().action_look()
        self.looking(self.current_theme.dark)

    def look_as(self, port: Port) -> None:
        """Use the look that the person chose last, even across a restart of the host."""

        def keep(theme: str) -> None:
            port.look = theme

        if port.look in (INK.name, PAPER.name) and port.look != self.theme:
            self.action_look()
        self.looked = keep

    def changed(self) -> None:
        """Handle an event at its table."""
        self._tell_of_others()
        if self._live is not None:
            self._live.changed()

    def tick(self) -> None:
        """Handle a tick of its table's clock."""
        if self._live is not None:
            self._live.tick()


def blank() -> Face:
    """Return a screen for a place that is not known yet."""
    return Face()


def lead(
    tables: Mapping[str, HostedTable],
    desk_of: Callable[[Face], Desk],
    place: Place,
    where: str,
    face: Face,
) -> None:
    """Make a screen this place's. `tables` are those of this process; `where` names its own."""
    face.leads = place.seat == FACILITATOR
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
        port = Port(hosted.table, FACILITATOR, do=hosted.do)
        desk = desk_of(face)
        return TableDeskGuide(face, desk, place.table, port, hosted.left_on_table, face.tell)
    if place.seat == PROJECTOR:
        return _projector(hosted, desk_of(face), face)
    face.one_of(partial(_other_seats, hosted, place))
    port = hosted.port(place.seat)
    face.look_as(port)
    if hosted.table.state.seats[place.seat].delegation is None:
        return WatchGuide(face, port, face.tell)
    return Solo(
        face, hosted.table, port, hosted.left_on_table, face.tell, hosted.told_game, hosted.do
    )


def _other_seats(hosted: HostedTable, place: Place) -> tuple[OtherSeat, ...]:
    """Return the person's other seats, beginning with the one after this."""
    state = hosted.table.state
    theirs = state.together(place.seat)
    at = theirs.index(place.seat)
    parties = state.exercise.delegation_by_id
    waited = waiting_for(state) if len(theirs) > 1 else ()
    return tuple(
        OtherSeat(Place(place.table, one), parties[party].name, party in waited)
        for one in (*theirs[at + 1 :], *theirs[:at])
        if (party := state.seats[one].delegation) is not None
    )


def _over_all(tables: Mapping[str, HostedTable], board: Board, face: Face) -> LiveGuide:
    """Return a guide over all tables, or over a single one, of which a room sees more."""
    if len(board.tables()) == 1 and len(tables) == 1:
        return _projector(next(iter(tables.values())), board, face)
    return HallProjectorGuide(face, board, face.tell)


def _projector(hosted: HostedTable, board: Board, face: Face) -> LiveGuide:
    public = Port(hosted.table, "")
    left, possible = hosted.left_on_table, hosted.table.possible
    return ProjectorGuide(face, public, board.address, board.join_code, left, possible, face.tell)
