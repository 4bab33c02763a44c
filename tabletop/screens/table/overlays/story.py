"""What has happened, in this round and in all before it, told in sentences."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.hung import Hung
from tabletop.screens.kit.theme import BROAD
from tabletop.text.safe import one_line

_MOST = 2_000
"""How many sentences are shown; of a longer game the newest."""


class Story(ModalScreen[None]):
    """The sentences, newest last; it opens at the newest, and older ones are reached
    by scrolling.
    """

    HELP = "What you may know of what happened. **↑** and **PgUp** go back to earlier rounds."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,l", "close", "Back", key_display="Esc")
    ]
    DEFAULT_CSS = """
    Story { align: center middle; }
    Story Box { width: 96; max-width: 98%; max-height: 96%; }
    Story.-broad Box { width: 140; }
    Story Static { height: auto; }
    Story .round { text-style: bold; color: $accent; margin: 1 0 0 0; }
    """

    def __init__(self, told: tuple[tuple[int, str], ...]) -> None:
        """Each sentence with its round, 0 for before the first."""
        super().__init__()
        self._told = told[-_MOST:]

    def compose(self) -> ComposeResult:
        with Box() as box:
            box.can_focus = True
            yield Static("What has happened", classes="title")
            for number, sentences in groupby(self._told, key=itemgetter(0)):
                yield Static(f"Round {number}" if number else "Before", classes="round")
                lines = Content("\n").join(plain(f"· {one_line(one)}") for _, one in sentences)
                yield Hung(lines)
            if not self._told:
                yield Static(plain("Nothing yet.", "$muted"))

    def on_mount(self) -> None:
        box = self.query_one(Box)
        box.focus()
        box.scroll_end(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= BROAD, "-broad")

    def action_close(self) -> None:
        self.dismiss(None)
