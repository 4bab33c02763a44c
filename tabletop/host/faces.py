"""Which screen belongs to which place: the one spot where places become apps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from tabletop.host.hosted import Hosted
from tabletop.host.hosted_table import HostedTable
from tabletop.host.lobby import PROJECTOR, Place
from tabletop.play.state import FACILITATOR
from tabletop.screens.app import Guide, TabletopApp
from tabletop.screens.console.desk import Desk
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
            guide.begin()

    def keep_time(self) -> None:
        """The hall ticks: a timer in every app would wake the process for nothing."""

    def go(self, place: Place) -> None:
        """Send whoever looks at this screen to another place."""
        self.going(place)

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
    desk_of: Callable[[Face], Desk],  # noqa: ARG001 - for the facilitator's own pages
    place: Place,
    face: Face,
) -> None:
    """Make a screen this place's. `tables` are those of this process."""
    hosted = tables.get(place.table) or next(iter(tables.values()), None)
    # The facilitator's and the projector's own pages take the place of this one.
    if hosted is not None:
        seat = {PROJECTOR: None, FACILITATOR: FACILITATOR}.get(place.seat, place.seat)
        face.lead(Solo(face, hosted.table, seat))
