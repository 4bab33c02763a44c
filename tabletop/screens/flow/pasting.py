"""Handle pastes: fit them into the focused line, or say that there is none."""

from __future__ import annotations

from time import monotonic

from textual import events
from textual.app import App
from textual.widgets import Input

_JUST_SAID = 0.5
"""Seconds within which the pieces of one paste come."""


class Pasting(App[int]):
    """The part of the app that handles pastes."""

    _said_too_long = 0.0

    def tell_if_nowhere(self, paste: events.Paste) -> None:
        """Say that a paste is lost where nothing can be written; more at once than a person types
        is a paste.
        """
        # Imported for a paste only: `play` must appear at once, and its first page has no area.
        from textual.widgets import TextArea

        takes = isinstance(self.focused, Input | TextArea) or hasattr(self.screen, "on_paste")
        if paste.text.strip() and not takes:
            self.notify(
                "That text went nowhere: open what you want to write in first.", severity="warning"
            )

    def fit(self, paste: events.Paste, field: Input) -> None:
        """Make one line of a paste, no longer than the field has room for."""
        # The field would keep the first line and drop the others, and of too long a one all.
        paste.text = " ".join(paste.text.splitlines())
        if not field.max_length:
            return
        room = max(0, field.max_length - len(field.value) + len(field.selected_text))
        if len(paste.text) > room:
            paste.text = paste.text[:room]
            now = monotonic()
            if now - self._said_too_long > _JUST_SAID:
                # Once for a paste that comes in several pieces.
                self.notify(
                    f"The line holds {field.max_length:,} characters: the end of what you pasted "
                    "was left out.",
                    severity="warning",
                )
            self._said_too_long = now
