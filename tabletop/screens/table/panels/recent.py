"""What has happened in this round, newest last: beside the table, or below its grid, where there is
room.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events

from tabletop.play.events import SeatJoined, SeatLeft
from tabletop.play.seen import View
from tabletop.screens.kit.drawn import Drawn, DrawnLine
from tabletop.text.safe import wrap

_MOST_OFFERS = 3
_HEAD: list[DrawnLine] = [(), (), ()]
_FOOT = 3
"""The page's head and foot overlap what is docked beside them."""


class Recent(Drawn):
    """As many of the newest sentences as fit; `L` shows all of them."""

    DEFAULT_CSS = """
    Recent {
        dock: right; width: 60; height: 1fr; display: none; background: $surface;
        color: $foreground;
    }
    Recent.-below { dock: none; width: 1fr; background: $background; }
    .-broad > Recent { display: block; }
    .-broad > Recent.-aside, .-broad > Recent.-below { display: none; }
    .-high > Recent.-below, .-broad.-high > Recent.-below.-aside { display: block; }
    .-broad.-high > Recent.-below { display: none; }
    """
    # The page decides whether there is room.
    SCOPED_CSS: ClassVar[bool] = False
    MARGIN = 2

    def __init__(self, view: View, *, comings: bool = True, below: bool = False) -> None:
        super().__init__()
        self._head = [()] if below else _HEAD
        self._foot = 0 if below else _FOOT
        self.set_class(below, "-below")
        self._comings = comings
        self._told = self._of(view)
        self._lines: list[DrawnLine] = []
        self._make_way(view)

    def put(self, view: View) -> None:
        """Show these sentences."""
        self._make_way(view)
        told = self._of(view)
        if self._told != told:
            self._told = told
            self._lay_out()
            self.redraw()

    def _of(self, view: View) -> tuple[str, ...]:
        if self._comings:
            return view.story
        told = zip(view.events, view.story, strict=True)
        return tuple(said for one, said in told if not isinstance(one, SeatJoined | SeatLeft))

    def _make_way(self, view: View) -> None:
        """Give way to many offers, whose content is seen nowhere else at once."""
        self.set_class(len(view.open_offers) > _MOST_OFFERS, "-aside")

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()
        self.redraw_all()

    def _lay_out(self) -> None:
        cells = self.size.width - 2 * self.MARGIN - 2
        room = self.size.height - len(self._head) - 2 - self._foot
        found: list[DrawnLine] = []
        for sentence in reversed(self._told):
            if len(found) >= room or cells < 2:
                break
            first, *rest = wrap(sentence, cells)
            found[:0] = [[("· ", "$muted"), (first, "")], *([("  " + one, "")] for one in rest)]
        told = found[-room:] if found else [[("Nothing yet.", "$muted")]]
        title: DrawnLine = [("This round", "bold $accent"), ("  L tells all", "$muted")]
        self._lines = [*self._head, title, (), *told]

    def draw(self, y: int) -> DrawnLine:
        return self._lines[y] if y < len(self._lines) else ()
