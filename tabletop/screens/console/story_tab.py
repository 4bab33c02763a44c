"""The story of a table for its desk and for those who watch: every round of it."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from textual.content import Content

from tabletop.play.seen import View
from tabletop.seat.port import Port
from tabletop.text.safe import one_line

_MOST = 2_000
"""How many sentences of earlier rounds are shown; of a longer game the newest."""


class WholeStory:
    """Everything that a port may know, oldest first.

    The earlier rounds are told again only when a round opens: that takes time proportional to the
    game's length, and the desk repaints at every move.
    """

    def __init__(self, port: Port) -> None:
        self._port = port
        self._round = -1
        self._before: list[Content] = []

    def block(self, view: View) -> Content:
        """Return the earlier rounds, and this one as `view` has it."""
        number = view.round.number if view.round is not None else 0
        if number != self._round:
            self._round = number
            told = [one for one in self._port.retold() if one[0] < number][-_MOST:]
            self._before = [
                part
                for earlier, group in groupby(told, key=itemgetter(0))
                for part in _told(earlier, [said for _, said in group])
            ]
        return Content("\n").join([*self._before, *_told(number, list(view.story))])


def _told(number: int, sentences: list[str]) -> list[Content]:
    title = f"Round {number}" if number else "Before the first round"
    lines = [Content.assemble(("· ", "$muted"), one_line(one)) for one in sentences]
    nothing = Content.styled("· nothing yet", "$muted")
    return [Content.styled(title, "bold $accent"), *(lines or [nothing]), Content("")]
