"""Open offers side by side with what stands and the draft, and what each is worth."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tabletop.play.seen import View
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.panels.ledger import Ledger
from tabletop.screens.table.panels.offer_line import OfferLine
from tabletop.screens.table.panels.worth import WorthBar
from tabletop.seat.packages.grid import NOW, Column
from tabletop.seat.packages.worth import NamedWorth

_WHY = ", **F2** shows why each is worth what it is."


class Compare(Screen[str | None]):
    """Dismisses with the selected offer."""

    HELP = (
        "Every column is a package; **•** marks what differs from how things stand. **← →** picks "
        f"an offer, **Enter** goes back with it{_WHY}"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Choose this one", key_display="Enter"),
        Binding("left", "pick(-1)", "Offer", key_display="← →"),
        Binding("right", "pick(1)", "", show=False),
        Binding("up", "go(-1)", "", show=False),
        Binding("down", "go(1)", "", show=False),
        Binding("f2", "why", "Why?", key_display="F2"),
        Binding("escape,v", "close", "Back", key_display="Esc"),
    ]

    def __init__(
        self,
        view: View,
        columns: tuple[Column, ...],
        worths: tuple[NamedWorth, ...],
        picked: str,
        remaining: int | None,
    ) -> None:
        super().__init__()
        self._view = view
        said = self.HELP
        if not view.has.points:
            said = said.replace(_WHY, ".")
        if view.has.whole:
            said = said.replace("how things stand", "what was agreed")
        self.help_here = said
        self._columns = columns
        self._worths = worths
        self._picked = picked
        self._remaining = remaining

    def compose(self) -> ComposeResult:
        yield Masthead(self._view, "Offers side by side", self._remaining)
        yield Grid(self._view, self._columns)
        yield OfferLine()
        if self._view.has.points:
            yield WorthBar(self._worths)
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "why" or self._view.has.points

    def on_mount(self) -> None:
        grid = self.query_one(Grid)
        grid.picked = self._picked
        grid.focus()
        self._tell(self._picked)

    def _tell(self, picked: str) -> None:
        offer = next((one for one in self._view.open_offers if one.id == picked), None)
        self.query_one(OfferLine).tell(self._view, offer)

    def follow(self, view: View) -> None:
        """Update the head when the table has moved on; what is being compared stays."""
        self.query_one(Masthead).show(view)

    def on_grid_picked(self, event: Grid.Picked) -> None:
        self.query_one(Grid).picked = event.column
        self._tell(event.column)

    def action_pick(self, by: int) -> None:
        offers = [one.id for one in self._columns if one.id != NOW]
        grid = self.query_one(Grid)
        place = offers.index(grid.picked) if grid.picked in offers else 0
        grid.picked = offers[(place + by) % len(offers)]
        self._tell(grid.picked)

    def action_go(self, by: int) -> None:
        self.query_one(Grid).go(by)

    def action_why(self) -> None:
        self.app.push_screen(Ledger(self._worths, self._view.names, self._view.has))

    def action_take(self) -> None:
        self.dismiss(self.query_one(Grid).picked)

    def action_close(self) -> None:
        self.dismiss(None)
