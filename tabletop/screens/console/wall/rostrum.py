"""Who speaks, on the wall: the name, the time and who is next, to be read from across a room."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tabletop.screens.console.wall.large import drawable, large
from tabletop.screens.kit.masthead import clock_text
from tabletop.screens.kit.speakers_line import HURRY
from tabletop.seat.port import Port
from tabletop.seat.words.motions import told_motion
from tabletop.seat.words.speakers import left_of, speaks_now, told_next
from tabletop.text.safe import cut, one_line, width

_ROOM = 40
"""Cells that the time takes beside the name."""

_MOST_MOTIONS = 3


class Rostrum(Vertical):
    """Hidden while nobody speaks or wants to. `port` is the public's."""

    DEFAULT_CSS = """
    Rostrum { height: auto; margin: 0 0 1 0; }
    Rostrum Horizontal { height: auto; }
    Rostrum #who { width: 1fr; height: auto; color: $primary; text-style: bold; }
    Rostrum #time { width: auto; height: auto; text-style: bold; text-align: right; }
    Rostrum #time.-hurry { color: $error; }
    Rostrum #next { height: auto; color: $secondary; }
    Rostrum #motions { height: auto; color: $accent; text-style: bold; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(id="who")
            yield Static(id="time")
        yield Static(id="next")
        yield Static(id="motions")

    def tell(self, cells: int) -> None:
        """Show the list as it is now, in lines of `cells`."""
        view = self._port.view()
        listed = speaks_now(view)
        self.display = listed is not None and (
            listed.speaker is not None or bool(listed.hands or listed.motions) or listed.closed
        )
        if listed is None:
            return
        name = ""
        if listed.speaker is not None:
            name = one_line(view.party(listed.speaker.delegation).name)
        big = large(name.upper())
        fits = drawable(name.upper()) and width(big[0]) + _ROOM <= cells
        self._put("who", "\n".join(big) if fits else cut(name, cells))
        person = one_line(listed.person) if listed.speaker is not None else ""
        told = [f"{person} speaks" if person and person != name else "speaks"] if name else []
        hands = told_next(view, listed)
        told += [f"next: {hands}"] if hands else []
        told += ["the speakers' list is closed"] if listed.closed else []
        self._put("next", " · ".join(told))
        # One that is voted on has the scene below.
        moved = [one for one in listed.motions if one.status == "moved"][:_MOST_MOTIONS]
        self._put("motions", "\n".join(cut(told_motion(view, one), cells) for one in moved))
        self.tick()

    def tick(self) -> None:
        """Show the speaker's time."""
        listed = speaks_now(self._port.view())
        speaker, spent = listed and listed.speaker, self._port.spoken()
        if not speaker or spent is None:
            self._put("time", "")
            return
        left = left_of(speaker, spent)
        shown = spent if left is None else 1000 * abs(left)
        sign = "-" if left is not None and left < 0 else ""
        word = "stopped" if speaker.stopped else "over time" if sign else ""
        time = self.query_one("#time", Static)
        time.set_class(left is not None and left <= HURRY, "-hurry")
        self._put("time", "\n".join((*large(f"{sign}{clock_text(shown)}"), *([word] * bool(word)))))

    def _put(self, id: str, text: str) -> None:
        block, content = self.query_one(f"#{id}", Static), Content(text)
        block.display = bool(text)
        if block.content != content:
            block.update(content)
