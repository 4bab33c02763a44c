"""Before the first round: who is at the table, and that it begins when the facilitator says so."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tabletop.play.seen import View
from tabletop.screens.masthead import Masthead
from tabletop.screens.page import Page
from tabletop.screens.safe import line


class Waiting(Page[bool]):
    """Shows who has come so far."""

    HELP = "The exercise begins when the facilitator opens it."
    DEFAULT_CSS = """
    Waiting #room { padding: 1 2; align: center top; }
    Waiting #inner { width: 100%; max-width: 96; height: auto; }
    """

    def __init__(self, view: View) -> None:
        party = view.party(view.delegation) if view.delegation else None
        super().__init__(view, line(party.name) if party else "")

    def body(self) -> Iterable[Widget]:
        with VerticalScroll(id="room"), Vertical(id="inner"):
            yield Static(self._people(), id="people")

    def show(self, view: View) -> None:
        """Somebody has come or gone."""
        self.shown = view
        self.query_one(Masthead).show(view)
        self.query_one("#people", Static).update(self._people())

    def _people(self) -> Content:
        rows = [
            Content.assemble((line(one.name), "bold"), "  ", (line(one.person), "$secondary"))
            for one in self.shown.delegations
        ]
        return Content("\n").join(rows)
