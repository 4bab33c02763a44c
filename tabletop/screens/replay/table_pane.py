"""The table at a moment of a past game: its grid, its decisions, and what it was worth."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Vertical

from tabletop.play.seen import OfferSeen, View
from tabletop.screens.kit.one_line import OneLine
from tabletop.screens.kit.speakers_line import pieces
from tabletop.screens.replay.decided import DecidedPanel
from tabletop.screens.replay.standing import StandingPanel
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.panels.offer_line import OfferLine
from tabletop.screens.table.panels.worth import WorthBar
from tabletop.seat.packages.grid import Column
from tabletop.seat.packages.worth import NamedWorth
from tabletop.seat.words.suspended import out_of_force


class TablePane(Vertical):
    """What of these there is depends on the exercise."""

    DEFAULT_CSS = """
    TablePane { width: 1fr; }
    TablePane #floor { background: $surface; }
    """

    def __init__(self, view: View, columns: Sequence[Column], offer: OfferSeen | None) -> None:
        has = view.has
        grid = (Grid(view, tuple(columns)),) if has.offers else ()
        line = (OfferLine(),) if has.offers else ()
        floor = (OneLine(id="floor"),) if has.speakers else ()
        decided = (DecidedPanel(view, beside=has.offers),) if has.decisions else ()
        below = (*line, *decided, StandingPanel(view, offer), WorthBar(()))
        super().__init__(*floor, *grid, *below, id="table")
        self._main: Grid | DecidedPanel = (*grid, *decided)[0]

    def put(
        self,
        view: View,
        columns: tuple[Column, ...],
        offer: OfferSeen | None,
        worths: tuple[NamedWorth, ...],
    ) -> None:
        """Show this view, with an offer picked in the grid."""
        for floor in self.query("#floor").results(OneLine):
            # No clock: nobody speaks while a past moment is looked at.
            floor.put(*pieces(view, None))
        for grid in self.query(Grid):
            grid.put(view, columns, offer.id if offer is not None else "")
            for line in self.query(OfferLine):
                # Offers come and go at each step: their line stays where the grid would be empty.
                line.tell(view, offer, stays=grid.spare + line.display > 0)
        for decided in self.query(DecidedPanel):
            decided.put(view)
        standing, bar = self.query_one(StandingPanel), self.query_one(WorthBar)
        standing.display = (view.delegation is None and view.has.points) or bool(out_of_force(view))
        bar.display = view.delegation is not None and view.has.points
        standing.put(view, offer)
        bar.put(worths)

    @property
    def main(self) -> Grid | DecidedPanel:
        """What takes the keys."""
        return self._main
