"""What has happened in this round, told in sentences."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tabletop.screens.dialog import Box
from tabletop.screens.safe import line, plain


class Story(ModalScreen[None]):
    """The sentences, newest last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,l", "close", "Back", key_display="Esc")
    ]
    DEFAULT_CSS = """
    Story { align: center middle; }
    Story Box { width: 96; max-width: 98%; max-height: 96%; }
    Story Static { height: auto; }
    """

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__()
        self._sentences = sentences

    def compose(self) -> ComposeResult:
        with Box() as box:
            box.can_focus = True
            yield Static("What has happened in this round", classes="title")
            for sentence in self._sentences:
                yield Static(plain(f"· {line(sentence)}"))
            if not self._sentences:
                yield Static(plain("Nothing yet.", "$muted"))

    def on_mount(self) -> None:
        box = self.query_one(Box)
        box.focus()
        box.scroll_end(animate=False)

    def action_close(self) -> None:
        self.dismiss(None)
