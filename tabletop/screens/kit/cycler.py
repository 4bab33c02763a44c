"""A one-line choice: left, right, space or a click goes to the next value; up and down move on.

A value of one character, such as a rating, is chosen by typing it.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tabletop.text.safe import cut, pad, width


class Cycler(Widget, can_focus=True):
    """Posts `Changed` when another value is chosen by hand."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", "Change", key_display="←→"),
        Binding("left", "turn(-1)", "Change", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    Cycler { height: 1; padding: 0 1; }
    Cycler:focus { background: $block-cursor-blurred-background; }
    Cycler:hover { background: $panel; }
    """

    class Changed(Message):
        def __init__(self, cycler: Cycler) -> None:
            super().__init__()
            self.cycler = cycler

        @property
        def control(self) -> Cycler:
            return self.cycler

    def __init__(
        self, label: str, values: tuple[str, ...], at: int = 0, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self.values = values
        self.at = at
        self.labels = 20

    @property
    def value(self) -> str:
        return self.values[self.at] if self.values else ""

    def offer(self, values: tuple[str, ...], at: int) -> None:
        """Replace the values, without a message."""
        self.values = values
        self.at = at
        self.refresh()

    def action_turn(self, step: int) -> None:
        if len(self.values) > 1 and step % len(self.values):
            self.at = (self.at + step) % len(self.values)
            self.refresh()
            self.post_message(self.Changed(self))

    def on_key(self, event: events.Key) -> None:
        """Choose the value whose character was typed: a rating is typed as a digit."""
        if event.character in self.values and event.is_printable:
            event.stop()
            self.action_turn(self.values.index(event.character or "") - self.at)

    def on_click(self, event: events.Click) -> None:
        self.focus()
        self.action_turn(1)

    def render(self) -> RenderResult:
        room = self.size.width - 5
        # A value that is too wide beside the column of labels begins right after its own.
        labels = max(self.labels, width(self._label) + 1)
        if width(self.value) > room - labels:
            labels = min(labels, width(self._label) + 2)
        value = cut(self.value, room - labels) or "-"
        arrows = "bold $accent" if len(self.values) > 1 else "$faint"
        return Content.assemble(
            (pad(self._label, labels), ""),
            ("‹ ", arrows),
            (value, "bold"),
            (" ›", arrows),
        )
