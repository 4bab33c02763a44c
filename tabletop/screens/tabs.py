"""The sections of a page: a number key or a click opens one, the present ones are marked."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.widgets import Static

from tabletop.screens.safe import line, width

EDGE = 3


class Tabs(Static):
    """`titles` by the section's name, in order; pressing their numbers is the page's business."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Tabs { height: 2; padding: 1 3 0 3; }
    """

    def __init__(self, titles: Mapping[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._titles = {section: line(title) for section, title in titles.items()}

    def show(self, *present: str) -> None:
        """Mark the sections that are open."""
        pieces: list[tuple[str, str]] = []
        for number, (section, title) in enumerate(self._titles.items(), 1):
            here = section in present
            pieces.append((f"{number} ", "bold $accent"))
            pieces.append((title, "bold $primary underline" if here else "$muted"))
            pieces.append(("   ", ""))
        self.update(Content.assemble(*pieces))

    async def on_click(self, event: events.Click) -> None:
        at = EDGE
        for number, title in enumerate(self._titles.values(), 1):
            end = at + 2 + width(title)
            if at <= event.x < end:
                # What the key does, and not the key: a focused field would take it for its own.
                bound = self.screen.active_bindings[str(number)]
                await self.app.run_action(bound.binding.action, bound.node)
                return
            at = end + 3
