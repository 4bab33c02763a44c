"""The decisions at a moment of a past game: in place of a grid where nothing is negotiated."""

from __future__ import annotations

from textual import events
from textual.containers import VerticalScroll
from textual.widgets import Static

from tabletop.exercise.model import Has
from tabletop.play.seen import View
from tabletop.screens.pages.decisions_block import decisions_block

OF_OFFERS = (
    "**○** an offer, **●** an agreement, **✓** an act performed or a gesture, **✗** a breach"
)
_OF_DECISIONS = "**◆** a decision"
LEDGER = " **F2** opens the ledger of the numbers you look at."


def help_for(text: str, has: Has) -> str:
    """Return a replay's help for what the exercise has; `text` is about one with offers alone."""
    there = [OF_OFFERS] if has.offers else []
    there += [_OF_DECISIONS] if has.decisions else []
    told = text.replace(OF_OFFERS, ", ".join(there))
    return told if has.points or has.climate else told.replace(LEDGER, "")


class DecidedPanel(VerticalScroll):
    """Scrolls; with the class `-beside` it takes only a few lines below a grid."""

    DEFAULT_CSS = """
    DecidedPanel { height: 1fr; padding: 0 1; }
    DecidedPanel.-beside { height: auto; max-height: 8; }
    DecidedPanel Static { height: auto; }
    """

    def __init__(self, view: View, *, beside: bool) -> None:
        self._shown = Static()
        super().__init__(self._shown)
        self._view = view
        self.set_class(beside, "-beside")

    def on_resize(self, event: events.Resize) -> None:
        self.put(self._view)

    def put(self, view: View) -> None:
        """Show the decisions as they stand in this view."""
        self._view = view
        block = decisions_block(view, max(20, self.size.width - 4))
        if self._shown.content != block:
            self._shown.update(block)

    def go(self, by: int) -> None:
        """Scroll up or down."""
        self.scroll_relative(y=by, animate=False)
