"""A personal link, to be shown to its person and to nobody else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tabletop.screens.console.wall.joining import QrCode
from tabletop.screens.kit.content import plain
from tabletop.text.safe import one_line


class PersonalLink(Screen[None]):
    """Somebody's personal link, to be shown to them and to nobody else."""

    HELP = (
        "This link, or the QR code, opens this one seat, without the join code, and opens it once: "
        "whoever opens it first has the seat; a second use lets nobody in and is reported to you. "
        "Send it to its person, or let them scan it. It is shown only now; when it is lost, **R** "
        "in *Seats* makes a new one and ends this one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "close", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    PersonalLink { align: center middle; background: $background; }
    PersonalLink VerticalScroll { width: 76; height: auto; max-height: 100%; }
    PersonalLink Static { height: auto; }
    PersonalLink QrCode { width: auto; }
    """

    def __init__(self, name: str, link: str) -> None:
        super().__init__()
        self._whose = name
        self._link = link

    def compose(self) -> ComposeResult:
        # The link comes first: with the code below it, 24 lines are just enough.
        with VerticalScroll():
            whose = (f"The way in for {one_line(self._whose)} alone", "bold $primary")
            yield Static(Content.assemble(whose, ("   Esc goes back", "$muted")))
            yield Static(plain(self._link))
            yield QrCode(self._link)

    def action_close(self) -> None:
        self.dismiss(None)
