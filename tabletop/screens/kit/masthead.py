"""The head of every screen: exercise, round, date, phase, clock and tension.

Two lines, or three on a narrow screen. Only public information appears here. A tick of the clock
repaints these lines and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import App
from textual.screen import Screen

from tabletop.play.actions import Standstill
from tabletop.play.seen import View
from tabletop.screens.kit.drawn import Drawn, DrawnLine
from tabletop.text.lists import dotted
from tabletop.text.safe import cut, one_line, width

STAGES = {"lobby": "briefing", "ended": "the end", "debrief": "debrief"}
_BARS = (10, 4)
"""Width of the tension bar; narrower where the screen's owner needs the room."""
_STACKED = 3
"""From this many lines on the title has a line of its own."""
HURRY = 60_000
"""Milliseconds left below which the clock is highlighted."""


_STANDS: dict[Standstill | None, str] = {
    "interrupted": "paused until the facilitator goes on",
    "asleep": "the computer slept: paused until the facilitator goes on",
    "empty": "paused until all heads are back",
}
_STANDS_BRIEFLY = "paused until the facilitator goes on"


def standing(view: View) -> str:
    """Say what a clock that stands by itself waits for; empty for any other."""
    told = _STANDS.get(view.clock.why, "")
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def clock_text(milliseconds: int) -> str:
    """Format minutes and seconds; the last second is shown as 00:01 until it is over."""
    seconds = max(0, -(-milliseconds // 1000))
    return f"{seconds // 60:02}:{seconds % 60:02}"


def paused_text(remaining: int | None) -> str:
    """Return what replaces a stopped clock: "paused", and the time left if there is any."""
    return "paused" if remaining is None else f"paused {clock_text(remaining)}"


def meter(value: float, cells: int, top: float = 100.0) -> tuple[str, str]:
    """Return a bar of `cells` cells in two pieces: the filled one and the rest."""
    filled = round(max(0.0, min(1.0, value / top)) * cells) if top else 0
    return "━" * filled, "─" * (cells - filled)


def where(app: App[Any]) -> tuple[str, ...]:
    """Return which table an app is a screen of, when there are several."""
    found = getattr(app, "where", "")
    return (found,) if found else ()


def tension_text(tension: float, crisis_at: float, cells: int) -> list[tuple[str, str]]:
    """Return tension as a word, a bar and a number; close to the crisis level also in words."""
    full, rest = meter(tension, cells)
    colour = "$error" if tension >= crisis_at else "$accent"
    return [
        ("tension ", "$muted"),
        (full, colour),
        (rest, "$faint"),
        (f" {tension:.0f}", "bold"),
        (" crisis" if tension >= crisis_at else "", "bold $error"),
    ]


class Masthead(Drawn):
    """`whose` says whose screen this is: a delegation's, or the whole room's; `aside` follows it.

    On three lines, what does not fit beside `whose` replaces the title: whose screen it is, is
    never cut off.
    """

    DEFAULT_CSS = """
    Masthead { dock: top; height: 2; background: $surface; color: $foreground; }
    """

    def __init__(
        self, view: View, whose: str, remaining: int | None = None, aside: str = ""
    ) -> None:
        super().__init__()
        self._view = view
        self._whose = whose
        self._aside = aside
        self._remaining = remaining
        self._over = False

    def show(self, view: View, whose: str | None = None, aside: str | None = None) -> None:
        """Take a newer view; repaint only if something shown here has changed."""
        self._view = view
        self._whose = self._whose if whose is None else whose
        self._aside = self._aside if aside is None else aside
        self.redraw()

    def say(self, whose: str) -> None:
        """Set whose screen this is."""
        self._whose = whose
        self.redraw()

    def tick(self, remaining: int | None) -> None:
        """Show a number of milliseconds left on the phase's clock, None when it has none."""
        if remaining != self._remaining:
            self._remaining = remaining
            self.redraw(0, 1)

    def leave_time(self) -> None:
        """Show no clock from now on: what is shown here is a phase that is over."""
        self._over = True
        self.redraw(0, 1)

    def draw(self, y: int) -> DrawnLine:
        if self.size.height == _STACKED:
            return (self._title, self._when, self._tension)[y]()
        return self._tension() if y else self._head()

    def _title(self) -> DrawnLine:
        beside = self._beside()
        whole = " · ".join((*where(self.app), self._whose, *beside))
        if beside and width(whole) > self._left_of(self._gauge(whole)):
            first = beside[0] if width(beside[0]) <= self.room else _STANDS_BRIEFLY
            return (
                [(cut(first, self.room), "$accent")]
                if self._stands()
                else [(cut(beside[0], self.room), "$secondary")]
            )
        return [(cut(self._view.title, self.room), "bold")]

    def _when(self) -> DrawnLine:
        stage = STAGES.get(self._view.stage, self._view.stage)
        clock, hurry = self._clock()
        right = f"{stage} {clock}".rstrip()
        middle = cut(self._round(self.room - width(right) - 1), self.room - width(right) - 1)
        return [
            (middle, "$secondary"),
            (" " * max(1, self.room - width(middle) - width(right)), ""),
            (stage, "bold $primary"),
            (f" {clock}" if clock else "", "bold $error" if hurry else "bold"),
        ]

    def _head(self) -> DrawnLine:
        cells, view = self.room, self._view
        stage = STAGES.get(view.stage, view.stage)
        clock, hurry = self._clock()
        right = f"{stage} {clock}".rstrip()
        middle = self._round(cells - width(view.title) - width(right) - 4)
        title = cut(view.title, max(10, cells - width(middle) - width(right) - 4))
        gap = max(2, cells - width(title) - width(middle) - width(right))
        return [
            (title, "bold"),
            (" " * (gap // 2), ""),
            (middle, "$secondary"),
            (" " * (gap - gap // 2), ""),
            (stage, "bold $primary"),
            (f" {clock}" if clock else "", "bold $error" if hurry else "bold"),
        ]

    def _stands(self) -> str | None:
        return _STANDS.get(self._view.clock.why) if not self._over else None

    def _beside(self) -> tuple[str, ...]:
        """Return what follows whose screen it is, most urgent first."""
        return tuple(filter(None, (self._stands(), self._aside)))

    def _gauge(self, whose: str) -> list[tuple[str, str]]:
        """Return the tension, with the longest bar that leaves enough room before it.

        Empty without a climate.
        """
        if not self._view.has.climate:
            return []
        for cells in _BARS:
            gauge = tension_text(self._view.tension, self._view.crisis_at, cells)
            if width(whose) <= self._left_of(gauge):
                break
        return gauge

    def _left_of(self, gauge: list[tuple[str, str]]) -> int:
        return self.room - sum(width(text) for text, _ in gauge) - 2

    def _tension(self) -> DrawnLine:
        mine = " · ".join((*where(self.app), self._whose))
        whose = " · ".join((mine, *self._beside()))
        gauge = self._gauge(whose)
        if self.size.height == _STACKED and width(whose) > self._left_of(gauge):
            whose, gauge = mine, self._gauge(mine)
        elif width(whose) > self._left_of(gauge) and self._aside and self._stands():
            # The line above says that the clock is paused, and the page what it waits for.
            whose = f"{mine} · {self._aside}"
            gauge = self._gauge(whose)
        whose = cut(whose, self._left_of(gauge))
        taken = sum(width(text) for text, _ in gauge)
        space = " " * max(1, self.room - width(whose) - taken)
        return [(whose, "$secondary"), (space, ""), *gauge]

    def _round(self, cells: int) -> str:
        """Return the round and its date, shortened if that lets the title fit."""
        view = self._view
        if view.round is None or view.stage in ("ended", "debrief"):
            return ""
        number, count, date = view.round.number, view.round.count, one_line(view.round.date)
        told = (
            dotted(f"round {number} of {count}", date),
            dotted(f"round {number}/{count}", date),
            f"round {number} of {count}",
            f"round {number}/{count}",
        )
        return next((one for one in told if width(one) <= cells), told[-1])

    def _clock(self) -> tuple[str, bool]:
        """Return the clock as text, and whether time is short; outside the rounds there is none.

        A held ruling is shown in its place, since no clock ends it.
        """
        if self._over or self._view.stage in STAGES:
            return "", False
        if self._view.clock.paused is not None:
            return paused_text(self._remaining), False
        if self._view.held:
            return "held", False
        if self._remaining is None:
            return "", False
        return clock_text(self._remaining), self._remaining <= HURRY


def tell_clock(pages: Iterable[Screen[Any]], remaining: int | None) -> None:
    """Show a number of milliseconds left (None: no clock) at the head of every page
    that has one.
    """
    for page in pages:
        for head in page.query(Masthead):
            head.tick(remaining)
