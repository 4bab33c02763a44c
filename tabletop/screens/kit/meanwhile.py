"""What has begun at the table while somebody reads a page: a line on it that stays until it is
closed.

The page itself stays, for somebody is in the middle of it; but the new phase's clock runs, and a
notice that disappears by itself is missed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.screen import Screen

from tabletop.play.seen import View
from tabletop.screens.kit.drawn import Drawn, DrawnLine
from tabletop.screens.kit.masthead import HURRY, Masthead, clock_text, paused_text
from tabletop.text.safe import width

_BEGUN = {
    "situation": ("ROUND {round} HAS BEGUN", "read the situation"),
    "caucus": ("THE CAUCUS HAS BEGUN", "take part"),
    "negotiation": ("THE NEGOTIATION HAS BEGUN", "take part"),
    "decision": ("THE DECISION HAS BEGUN", ""),
    "ruling": ("THE REFEREE HAS RULED", "read the ruling"),
    "ended": ("THE EXERCISE HAS ENDED", "read how"),
    "debrief": ("THE DEBRIEF IS OPEN", "take part"),
}
"""By stage: what has begun, and what closing the page is for; see below for the decision."""


def decision_is_for(view: View) -> str:
    """Say what the decision phase is for, by what the exercise has."""
    has = view.has
    answer = ["sign" if has.signatures else "vote"] if has.offers else []
    decide = ["decide"] if has.acts or has.decisions else []
    return " and ".join([*answer, *decide]) or "take part"


class Meanwhile(Drawn):
    """One line across the page: in place of the second line of its head if it has one, or of the
    title, where that has a line to itself.
    """

    DEFAULT_CSS = """
    Meanwhile {
        dock: top; height: 1; background: $primary; color: $background; text-style: bold;
    }
    Meanwhile.-below-head { offset: 0 1; }
    .-slim > Meanwhile.-below-head { offset: 0 0; }
    """
    # The page decides where its head is.
    SCOPED_CSS: ClassVar[bool] = False

    def __init__(self, view: View, remaining: int | None) -> None:
        super().__init__()
        self._view = view
        self._remaining = remaining

    def show(self, view: View, remaining: int | None) -> None:
        """Update the clock, or what else has begun since."""
        self._view, self._remaining = view, remaining
        self.redraw()

    def draw(self, y: int) -> DrawnLine:
        what, purpose = _BEGUN.get(self._view.stage, ("THE TABLE HAS MOVED ON", "take part"))
        purpose = purpose or decision_is_for(self._view)
        number = self._view.round.number if self._view.round else 0
        begun = what.format(round=number)
        for said in (
            f"▶ {begun}{self._clock()}. Close this page to {purpose}.",
            f"▶ {begun}{self._clock()}. Close this page.",
            f"▶ {begun}{self._clock()}",
        ):
            if width(said) <= self.room:
                break
        return ((said, "bold"), ("", "bold"))

    def _clock(self) -> str:
        if self._view.clock.paused is not None:
            return f", {paused_text(self._remaining)}"
        if self._remaining is None:
            return ""
        left = clock_text(self._remaining)
        return f", ONLY {left} LEFT" if self._remaining <= HURRY else f", {left} left"


def tell_meanwhile(pages: Iterable[Screen[Any]], view: View, remaining: int | None) -> None:
    """Show on each of these pages what has begun since it was opened."""
    for page in pages:
        there = page.query(Meanwhile)
        if there:
            there.first().show(view, remaining)
            continue
        line = Meanwhile(view, remaining)
        line.set_class(bool(page.query(Masthead)), "-below-head")
        page.mount(line)


def keep_telling(pages: Iterable[Screen[Any]], view: View, remaining: int | None) -> None:
    """Update the time on those lines."""
    for page in pages:
        for one in page.query(Meanwhile):
            one.show(view, remaining)
