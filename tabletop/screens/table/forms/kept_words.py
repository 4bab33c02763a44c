"""A form whose words stay its seat's until the move it is for has been made."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.screen import ModalScreen
from textual.widgets import Input

from tabletop.screens.kit.carrying_out import is_up
from tabletop.screens.kit.doing import Doing
from tabletop.seat.port import Port


class KeepsWords(Doing[bool], ModalScreen[bool]):
    """Begins with the words that were left in it last; its port forgets them with the move."""

    MOVE: ClassVar[str] = ""
    """The move that its words go with, as `Action.do` names it."""
    _port: Port

    @property
    def kept_as(self) -> str:
        """The name by which the port keeps its words."""
        return self.MOVE

    def words(self, placeholder: str) -> Input:
        """Return the field for its words."""
        text = self._port.words.get(self.kept_as, "")
        self.restored = bool(text.strip())
        # Selected, they would be overwritten by the next letter.
        return Input(
            text, placeholder=placeholder, max_length=4000, select_on_focus=False, id="text"
        )

    @on(Input.Changed, "#text")
    def _keep(self, event: Input.Changed) -> None:
        if not is_up(self):
            # The move has been made meanwhile.
            return
        if event.value:
            self._port.words[self.kept_as] = event.value
        else:
            self._port.words.pop(self.kept_as, None)
