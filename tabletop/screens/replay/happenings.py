"""What happened, one line per event; only visible lines are drawn, however long the game was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tabletop.screens.replay.course import EVERYTHING, MARKS, Course
from tabletop.screens.replay.timeline import COLOURS, Timeline
from tabletop.text.safe import cut


class Happenings(Widget, can_focus=True):
    """The stops around a position, which stays in the middle. Posts `Timeline.Sought`
    on a click.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Happenings { height: 1fr; padding: 0 1; background: $background; color: $foreground; }
    """

    def __init__(self, course: Course, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._course = course
        self._here = 0
        self._eyes = EVERYTHING
        self._stops: Sequence[int] = ()
        self._hits: frozenset[int] = frozenset()

    def put(self, here: int, eyes: str, stops: Sequence[int], hits: Sequence[int]) -> None:
        """Show the stops, at the last one that is not after `here`, from a perspective."""
        self._here, self._eyes, self._stops, self._hits = here, eyes, stops, frozenset(hits)
        self.refresh()

    @property
    def _first(self) -> int:
        """Return which stop is on the first line."""
        place = bisect_right(self._stops, self._here) - 1
        rows = max(1, self.size.height)
        return max(0, min(place - rows // 2, len(self._stops) - rows))

    def render(self) -> RenderResult:
        if not self._stops:
            return Content.styled("No event matches the filter.", "$muted")
        shown = self._stops[self._first : self._first + max(1, self.size.height)]
        present = self._stops[max(0, bisect_right(self._stops, self._here) - 1)]
        return Content("\n").join(self._line(seq, seq == present) for seq in shown)

    def _line(self, seq: int, here: bool) -> Content:
        moment = self._course.moments[seq - 1]
        mark = moment.mark
        opens = moment.kind == "round.opened"
        later = seq > self._here
        style = "$muted" if moment.faint or later else "bold $primary" if opens else ""
        number = f"{seq:>{len(str(self._course.last))}} "
        text = cut(self._course.sentence(seq, self._eyes), self.size.width - len(number) - 5)
        return Content.assemble(
            ("▸" if here else " ", "bold $accent"),
            ("•" if seq in self._hits else " ", "bold $accent"),
            (number, "bold $accent" if here else "$muted"),
            (f"{MARKS[mark] if mark else ' '} ", COLOURS[mark] if mark else ""),
            (text, "bold" if here else style),
        )

    def on_click(self, event: events.Click) -> None:
        row = self._first + event.y
        if row < len(self._stops):
            self.post_message(Timeline.Sought(self._stops[row]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(-3)

    def _scroll(self, by: int) -> None:
        if self._stops:
            place = bisect_right(self._stops, self._here) - 1 + by
            self.post_message(
                Timeline.Sought(self._stops[min(max(0, place), len(self._stops) - 1)])
            )
