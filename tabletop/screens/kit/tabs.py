"""The sections of a page: a number key or a click opens one; the open ones are marked."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tabletop.text.safe import one_line, width

EDGE = 3


class Tabs(Static):
    """`titles` by the section's name, in order; number keys are handled by the page.

    A click posts `Chosen` and presses no key: a focused field would take it as input.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Tabs { height: 2; padding: 1 3 0 3; }
    Tabs.-stacked { height: auto; }
    """

    class Chosen(Message):
        def __init__(self, section: str) -> None:
            super().__init__()
            self.section = section

    def __init__(self, titles: Mapping[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._titles = {section: one_line(title) for section, title in titles.items()}
        self._present: tuple[str, ...] = ()

    @property
    def _stacked(self) -> bool:
        """Return whether each section has a line of its own, on a narrow screen."""
        whole = sum(width(title) + 5 for title in self._titles.values()) - 3
        return whole > self.app.size.width - 2 * EDGE

    def on_resize(self, event: events.Resize) -> None:
        self.show(*self._present)

    def show(self, *present: str) -> None:
        """Mark the sections that are open."""
        self._present = present
        stacked = self._stacked
        self.set_class(stacked, "-stacked")
        pieces: list[tuple[str, str]] = []
        for number, (section, title) in enumerate(self._titles.items(), 1):
            here = section in present
            pieces.append((f"{number} ", "bold $accent"))
            pieces.append((title, "bold $primary underline" if here else "$muted"))
            pieces.append(("\n" if stacked else "   ", ""))
        self.update(Content.assemble(*(pieces[:-1] if stacked else pieces)))

    def on_click(self, event: events.Click) -> None:
        if self._stacked:
            sections = list(self._titles)
            if 0 < event.y <= len(sections):
                self.post_message(self.Chosen(sections[event.y - 1]))
            return
        at = EDGE
        for section, title in self._titles.items():
            end = at + 2 + width(title)
            if at <= event.x < end:
                self.post_message(self.Chosen(section))
            at = end + 3
