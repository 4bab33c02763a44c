"""The whole table at a glance, for the facilitator's eyes: values, trust and open offers."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tabletop.play.seen import View
from tabletop.screens.kit.hung import Hung
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.screens.kit.page import turn_page
from tabletop.screens.kit.possible import AskLeft, LeftOnTableText
from tabletop.screens.pages.decisions_block import decisions_block
from tabletop.screens.pages.plan_block import discussion_block, plan_block
from tabletop.screens.pages.role_results import roles_told
from tabletop.screens.pages.whole_table import (
    notes_block,
    offers_block,
    standing_block,
    trust_block,
    values_block,
)

_EVERYTHING = "values against walk-aways, what stands and what became of it, trust"


class Overview(Screen[None]):
    """Read-only; Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,o", "close", "Back", key_display="Esc"),
        Binding("space", "scroll_on", "Scroll", show=False),
    ]
    HELP = f"Everything at once: {_EVERYTHING}, open offers and your notes."
    DEFAULT_CSS = """
    Overview VerticalScroll { padding: 1 3; }
    Overview .heading { text-style: bold; color: $primary; }
    Overview Static, Overview LeftOnTableText { height: auto; margin: 0 0 1 0; max-width: 116; }
    """

    def __init__(self, view: View, left: AskLeft, played: int = 0) -> None:
        super().__init__()
        self.shown = view
        told = ["values against walk-aways"] if view.has.points else []
        told += ["what is asked and decided"] if view.has.decisions else []
        told += ["what stands and what became of it"] if view.has.offers else []
        told += ["trust"] if view.has.climate else []
        self.help_here = (self.HELP or "").replace(_EVERYTHING, ", ".join(told))
        if not view.has.offers:
            self.help_here = f"Everything at once: {', '.join(told)} and your notes."
        self._left = left
        self._played = played

    def compose(self) -> ComposeResult:
        yield Masthead(self.shown, "The facilitator: not for players' eyes")
        cells = min(110, self.app.size.width - 8)
        with VerticalScroll():
            yield Static(values_block(self.shown, cells))
            if self.shown.has.roles:
                yield Static(roles_told(self.shown, cells))
            if self.shown.has.decisions:
                yield Static(decisions_block(self.shown, cells))
            if self.shown.has.offers:
                yield Hung(standing_block(self.shown))
            if self.shown.has.climate:
                yield Static(trust_block(self.shown, cells))
            if self.shown.has.offers:
                yield Hung(offers_block(self.shown))
            for offer in self.shown.open_offers if self.shown.has.points else ():
                ask = partial(self._left, offer.package)
                yield LeftOnTableText(f"What {offer.id} leaves on the table", ask)
            if self.shown.has.planned:
                yield Static(plan_block(self.shown, self._played, cells))
            if self.shown.has.discussion:
                yield Static(discussion_block(self.shown, cells))
            if self.shown.notes:
                yield Static("Notes", classes="heading")
                yield Static(notes_block(self.shown, cells))
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_scroll_on(self) -> None:
        turn_page(self.query_one(VerticalScroll), 1)

    def action_close(self) -> None:
        self.dismiss()
