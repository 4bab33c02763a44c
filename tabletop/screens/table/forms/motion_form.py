"""A motion: what is moved, and the minutes or the words that go with it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Input, Static

from tabletop.play.actions import MoveMotion
from tabletop.play.rules.motion_rules import MOST_MINUTES, MOST_WORDS
from tabletop.screens.kit.carrying_out import hand_in
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.doing import Doing
from tabletop.seat.port import Port
from tabletop.seat.words.motions import NAMES
from tabletop.text.lists import listed

_NEEDS = {
    "longer-phase": "a longer phase needs the minutes",
    "other": "a motion in your own words needs the words",
}


class MotionForm(Doing[bool]):
    """Dismisses with True once it is moved."""

    HELP = (
        "**← →** choose what you move. The facilitator rules whether it is in order and puts it to "
        "the vote{needs}. **Enter** moves it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]
    DEFAULT_CSS = """
    MotionForm { align: center middle; background: $background 60%; }
    MotionForm Box { width: 76; max-width: 98%; max-height: 96%; padding: 1 2; }
    MotionForm Static { height: auto; }
    MotionForm .label { color: $secondary; }
    MotionForm Input, MotionForm Cycler { margin: 0 0 1 0; }
    MotionForm #why { color: $error; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        speakers = port.view().speakers
        self._kinds = speakers.can_move if speakers is not None else ()
        needs = [_NEEDS[one] for one in self._kinds if one in _NEEDS]
        self.help_here = self.HELP.format(needs=f"; {listed(needs)}" if needs else "")

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("I move", classes="title")
            yield Cycler("What", tuple(NAMES[one] for one in self._kinds), id="what")
            yield Static(f"Minutes more, 1 to {MOST_MINUTES}", classes="label", id="of-minutes")
            yield Input(placeholder="minutes", type="integer", max_length=2, id="minutes")
            yield Input(placeholder="your words (optional)", max_length=MOST_WORDS, id="words")
            yield Static("", id="why")
            with Horizontal():
                yield self.doing("Move it")
                yield Button("Back (Esc)", compact=True, id="back")

    def on_mount(self) -> None:
        self.query_one("#what").focus()
        self._tell()

    def on_cycler_changed(self) -> None:
        self._tell()

    def _tell(self) -> None:
        longer = self._what == "longer-phase"
        self.query_one("#of-minutes").display = longer
        self.query_one("#minutes").display = longer
        words = self.query_one("#words", Input)
        words.placeholder = "what you move" if self._what == "other" else "your words (optional)"

    @property
    def _what(self) -> str:
        return self._kinds[self.query_one("#what", Cycler).at]

    async def action_done(self) -> None:
        minutes = self.query_one("#minutes", Input).value
        longer = self._what == "longer-phase"
        text = self.query_one("#words", Input).value.strip()
        if longer and not minutes.isdigit():
            self._refuse(f"Type how many minutes more, 1 to {MOST_MINUTES}.")
        elif self._what == "other" and not text:
            self._refuse("Write what you move.")
        else:
            hand_in(
                self,
                self._port,
                MoveMotion(
                    by=self._port.seat,
                    what=self._kinds[self.query_one("#what", Cycler).at],
                    minutes=int(minutes) if longer else None,
                    text=text,
                ),
            )

    def _refuse(self, sentence: str) -> None:
        self.query_one("#why", Static).update(plain(sentence))

    def action_back(self) -> None:
        self.dismiss(False)
