"""Which screen belongs to which place: the one spot where places become apps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tabletop.host.hosted import Hosted
from tabletop.host.lobby import PROJECTOR, Place
from tabletop.play.state import FACILITATOR
from tabletop.screens.app import Guide, TabletopApp
from tabletop.screens.solo import Solo

if TYPE_CHECKING:
    from tabletop.host.hall import Hall


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
            guide.begin()

    def keep_time(self) -> None:
        """The hall ticks: a timer in every app would wake the process for nothing."""

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


def lead(hall: Hall, place: Place, face: Face) -> None:
    """Make a screen this place's."""
    table = hall.tables[place.table or next(iter(hall.tables))].table
    # The facilitator's and the projector's own pages take the place of this one.
    seat = {PROJECTOR: None, FACILITATOR: FACILITATOR}.get(place.seat, place.seat)
    face.lead(Solo(face, table, seat))
