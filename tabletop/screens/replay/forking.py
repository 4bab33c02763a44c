"""What if: where to keep a new table with the same past, and whether to play it at once."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tabletop.errors import TabletopError
from tabletop.games import new_fork
from tabletop.journal.places import located
from tabletop.journal.store import TranscriptRef
from tabletop.past import ReadTable
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.doing import Doing
from tabletop.text.safe import one_line

Made = tuple[TranscriptRef, Literal["play", "keep"]]


class WhatIf(Doing[Made | None], ModalScreen[Made | None]):
    """Dismisses with the new transcript once it is written; None if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    HELP = (
        "A new transcript begins with the same events and then goes its own way. Events of "
        "one move stay together. The game you are looking at is not changed."
    )
    DEFAULT_CSS = """
    WhatIf { align: center middle; }
    WhatIf Box { width: 76; }
    WhatIf .text { height: auto; margin: 0 0 1 0; }
    WhatIf #fault { height: auto; color: $error; }
    """

    def __init__(self, table: ReadTable, seq: int) -> None:
        super().__init__()
        self._table = table
        self._seq = seq
        _, self._last = table.together(max(1, seq))

    def compose(self) -> ComposeResult:
        together = (
            f"Events of one move stay together, so it keeps events 1 to {self._last}."
            if self._last != self._seq
            else f"It keeps events 1 to {self._last}."
        )
        with Box():
            yield Static(f"What if, after event {self._last}?", classes="title")
            yield Static(
                plain(
                    f"A new table with the same past, continued from here. {together} It is kept in"
                ),
                classes="text",
            )
            yield Input(new_fork(self._table.transcript.name, self._last).where)
            yield Static(id="fault")
            with Horizontal():
                yield self.doing("Play it now")
                yield Button("Keep it for later", compact=True, id="keep")
                yield Button("Back (Esc)", compact=True, id="back")

    def on_mount(self) -> None:
        self.query_one("#done").focus()

    @property
    def line(self) -> None:
        """Return None: what is typed beside the path is not meant to change it."""

    async def action_done(self) -> None:
        self.action_make("play")

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            event.stop()
            self.action_make("keep")
        else:
            await super().on_button_pressed(event)

    def action_make(self, then: Literal["play", "keep"]) -> None:
        try:
            ref = located(self.query_one(Input).value.strip())
            self._table.fork(self._seq, ref)
        except TabletopError as fault:
            self.query_one("#fault", Static).update(plain(one_line(fault.sentence)))
        else:
            self.dismiss((ref, then))

    def action_back(self) -> None:
        self.dismiss(None)
