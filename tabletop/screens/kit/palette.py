"""The command palette."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.widgets import LoadingIndicator


class Palette(CommandPalette):
    """Textual's own, which would draw its hidden indicator sixteen times a second."""

    def on_mount(self) -> None:
        self.query_one(LoadingIndicator).auto_refresh = None
