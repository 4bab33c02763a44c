"""The whole game on three lines: its rounds, its marks, and the current position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tabletop.play.kinds.declared import Mark
from tabletop.screens.replay.course import MARKS, Course, weightiest
from tabletop.text.safe import cut, one_line, width

COLOURS: Mapping[Mark, str] = {
    "breach": "bold $error",
    "agreement": "bold $success",
    "performed": "$success",
    "decision": "bold $primary",
    "inject": "bold $accent",
    "offer": "$primary",
}
"""The colour that goes with a mark's sign."""
_EDGE = 1


class Timeline(Widget):
    """Posts `Sought` when a place on it is clicked or dragged to."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Timeline { height: 3; padding: 0 1; background: $background; color: $foreground; }
    """

    class Sought(Message):
        """Somebody wants to go to an event."""

        def __init__(self, seq: int) -> None:
            super().__init__()
            self.seq = seq

    def __init__(self, course: Course) -> None:
        super().__init__()
        self._course = course
        self._here = 0
        self._stops: Sequence[int] = ()
        self._hits: Sequence[int] = ()
        self._dragging = False
        self._marked: tuple[Sequence[int], int, Content] | None = None
        """The marks of these stops in a number of cells, kept for as long as the stops stay."""

    def put(self, here: int, stops: Sequence[int], hits: Sequence[int]) -> None:
        """Show a position, with the marks of these stops and the matches of a search."""
        self._here, self._stops, self._hits = here, stops, hits
        self.refresh()

    def render(self) -> RenderResult:
        cells = max(1, self.size.width)
        cell = partial(_cell, last=self._course.last, cells=cells)
        return Content("\n").join(
            [self._rounds(cells), self._marks(cells), self._progress(cells, cell(self._here))]
        )

    def _rounds(self, cells: int) -> Content:
        """Return each round's number, and its date where there is room."""
        course = self._course
        starts = [_cell(seq, course.last, cells) for seq in course.rounds]
        pieces: list[tuple[str, str]] = []
        at = 0
        here = course.moments[self._here - 1].round if self._here else 0
        for number, start in enumerate(starts, 1):
            end = starts[number] if number < len(starts) else cells
            date = one_line(course.table.exercise.rounds[number - 1].date)
            whole = f"{number} {date}".rstrip()
            text = whole if width(whole) < end - start else cut(str(number), end - start)
            pieces.append((" " * (start - at), ""))
            pieces.append((text, "bold $primary" if number == here else "$muted"))
            at = start + width(text)
        return Content.assemble(*pieces, (" " * max(0, cells - at), ""))

    def _marks(self, cells: int) -> Content:
        kept = self._marked
        if kept is None or kept[0] is not self._stops or kept[1] != cells:
            self._marked = kept = (self._stops, cells, self._marks_of_stops(cells))
        return kept[2]

    def _marks_of_stops(self, cells: int) -> Content:
        found: dict[int, list[Mark | None]] = {}
        for seq in self._stops:
            mark = self._course.moments[seq - 1].mark
            if mark is not None:
                found.setdefault(_cell(seq, self._course.last, cells), []).append(mark)
        rounds = {_cell(seq, self._course.last, cells) for seq in self._course.rounds}
        pieces: list[tuple[str, str]] = []
        for at in range(cells):
            mark = weightiest(found.get(at, ()))
            if mark is not None:
                pieces.append((MARKS[mark], COLOURS[mark]))
            else:
                pieces.append(("│", "$secondary") if at in rounds else ("─", "$faint"))
        return Content.assemble(*pieces)

    def _progress(self, cells: int, here: int) -> Content:
        hits = {_cell(seq, self._course.last, cells) for seq in self._hits}
        pieces: list[tuple[str, str]] = []
        for at in range(cells):
            if at == here:
                pieces.append(("▲", "bold $accent"))
            elif at in hits:
                pieces.append(("•", "bold $accent"))
            else:
                pieces.append(("━", "$primary") if at < here else (" ", ""))
        return Content.assemble(*pieces)

    def _seek(self, x: int) -> None:
        """Go to what a cell shows: its mark's event, else the first stop in it or before it."""
        cells, last = max(1, self.size.width), self._course.last
        at = min(max(0, x), cells - 1)
        inside = [seq for seq in self._stops if _cell(seq, last, cells) == at]
        mark = weightiest([self._course.moments[seq - 1].mark for seq in inside])
        marked = [seq for seq in inside if self._course.moments[seq - 1].mark == mark]
        if marked:
            self.post_message(self.Sought(marked[0]))
        elif cells > 1:
            self.post_message(self.Sought(max(1, round(at * (last - 1) / (cells - 1)) + 1)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragging = True
        self.capture_mouse()
        self._seek(event.x - _EDGE)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging:
            self._seek(event.x - _EDGE)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._dragging = False
        self.release_mouse()


def _cell(seq: int, last: int, cells: int) -> int:
    """Return an event's cell among a number of cells."""
    return (max(seq, 1) - 1) * (cells - 1) // max(1, last - 1)
