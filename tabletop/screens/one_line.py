"""A line of text that is often another: it repaints itself and lays nothing out."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget


class OneLine(Widget):
    """Shows a content on one line, cut at its end."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OneLine { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, content: Content, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = content

    def put(self, content: Content) -> None:
        """Show another one."""
        if not content.is_same(self._content):
            self._content = content
            self.refresh()

    def render(self) -> RenderResult:
        return self._content
