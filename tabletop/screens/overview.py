"""The whole table at a glance, for the facilitator's eyes: values, trust and open offers."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tabletop.play.seen import OfferSeen, View
from tabletop.screens.keybar import KeyBar
from tabletop.screens.masthead import Masthead
from tabletop.screens.possible import AskLeft, LeftOnTable
from tabletop.screens.safe import line, pad, plain


class Overview(Screen[None]):
    """Read-only; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,o", "close", "Back", key_display="Esc"),
    ]
    HELP = "Everything at once: values against walk-aways, trust, open offers and their surplus."
    DEFAULT_CSS = """
    Overview VerticalScroll { padding: 1 3; }
    Overview Static, Overview LeftOnTable { height: auto; margin: 0 0 1 0; max-width: 116; }
    """

    def __init__(self, view: View, left: AskLeft) -> None:
        super().__init__()
        self.shown = view
        self._left = left

    def compose(self) -> ComposeResult:
        yield Masthead(self.shown, "The facilitator: not for players' eyes")
        with VerticalScroll():
            yield Static(self._values())
            yield Static(self._trust())
            yield Static(id="offers")
            for offer in self.shown.open_offers:
                ask = partial(self._left, offer.package)
                yield LeftOnTable(f"What {offer.id} leaves on the table", ask)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        cells = min(116, event.size.width - 8)
        self.query_one("#offers", Static).update(self._offers(cells))

    def _values(self) -> Content:
        head = pad("", 24) + f"{'worth now':>10}{'walk-away':>11}{'surplus':>9}   "
        lines = [Content.styled(head, "bold $muted")]
        for party in self.shown.delegations:
            worth = self.shown.worth_now.get(party.id)
            if worth is None:
                continue
            colour = "$success" if worth.acceptable else "$error"
            state = "ready" if party.ready else "waited for"
            lines.append(
                Content.assemble(
                    (pad(party.name, 24), "bold"),
                    (f"{worth.value:10.1f}{worth.walk_away:11.1f}", ""),
                    (f"{worth.surplus:+9.1f}", colour),
                    (f"   {state}", "$muted"),
                )
            )
        return Content("\n").join(lines)

    def _trust(self) -> Content:
        view = self.shown
        head = pad("trust of … in", 24) + "".join(f"{line(d.tag):>9}" for d in view.delegations)
        lines = [Content.styled(head, "bold $muted")]
        for party in view.delegations:
            row = "".join(
                f"{view.trust[party.id, other.id]:9.0f}"
                if (party.id, other.id) in view.trust
                else f"{'·':>9}"
                for other in view.delegations
            )
            lines.append(Content.assemble((pad(party.name, 24), "bold"), (row, "")))
        return Content("\n").join(lines)

    def _offers(self, cells: int) -> Content:
        if not self.shown.open_offers:
            return Content.styled("No offer is open.", "$muted")
        blocks = [self._offer(one, cells) for one in self.shown.open_offers]
        return Content("\n\n").join(blocks)

    def _offer(self, offer: OfferSeen, cells: int) -> Content:
        view = self.shown
        missing = [line(view.party(one).tag) for one in offer.needed if one not in offer.signed]
        head = Content.assemble(
            (offer.id, "bold $primary"),
            (f" from {line(view.party(offer.delegation).name)}", "bold"),
            (f"   waits for {', '.join(missing)}" if missing else "", "$muted"),
        )
        moved = [
            f"{line(choice.name)}: {line(choice.option(offer.package[choice.id]).name)}"
            for choice in view.choices
            if choice.id in offer.moves
        ]
        surplus: list[tuple[str, str]] = []
        for one, worth in offer.worth.items():
            colour = "$success" if worth.acceptable else "$error"
            surplus.append((f"{line(view.party(one).tag)} {worth.surplus:+.1f}   ", colour))
        sums = Content.assemble(("surplus  ", "$muted"), *surplus)
        return Content("\n").join([head, plain("; ".join(moved)), sums])

    def action_close(self) -> None:
        self.dismiss()
