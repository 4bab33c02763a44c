"""The current event in words, and the playback state."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tabletop.screens.kit.masthead import STAGES
from tabletop.screens.replay.course import EVERYTHING, Course
from tabletop.text.safe import cut, width, wrap


class EventTold(Widget):
    """The current position, and its event in a sentence."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    EventTold { height: 3; padding: 0 1; background: $surface; color: $foreground; }
    EventTold.-tall { height: 5; }
    """

    def __init__(self, course: Course) -> None:
        super().__init__()
        self._course = course
        self._here = 0
        self._eyes = EVERYTHING
        self._hidden = ""
        self._note = ""

    def put(self, here: int, eyes: str, hidden: str, note: str) -> None:
        """Tell an event from a perspective, or (`hidden`) why not; `note` goes on the right."""
        self._here, self._eyes, self._hidden, self._note = here, eyes, hidden, note
        self.refresh()

    def render(self) -> RenderResult:
        course, cells = self._course, max(20, self.size.width)
        place = f"{self._here} of {course.last}"
        if self._here:
            event, moment = course.table.events[self._here - 1], course.moments[self._here - 1]
            stage = STAGES.get(moment.stage, moment.stage)
            where = f"round {moment.round}, {stage}" if moment.round else stage
            place += f" · {event.at[11:19]}Z · {where}"
            first, last = course.table.together(self._here)
            if last > first:
                place += f" · {self._here - first + 1} of {last - first + 1} at once"
        note = cut(self._note, max(0, cells - width(place) - 1))
        gap = " " * max(1, cells - width(place) - width(note))
        head = Content.assemble((place, "$secondary"), gap, (note, "bold $accent"))
        if self._hidden:
            return Content("\n").join([head, Content.styled(self._hidden, "italic $muted")])
        said = course.sentence(self._here, self._eyes) if self._here else "Before the first event."
        lines, room = wrap(said, cells), max(1, self.size.height - 1)
        if len(lines) > room:
            lines = [*lines[: room - 1], cut(" ".join(lines[room - 1 :]), cells)]
        return Content("\n").join([head, *(Content(one) for one in lines)])
