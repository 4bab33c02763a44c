"""The facilitator's list of what can be done about votes, at one keyboard and in the console."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.actions import AnyAction
from tabletop.play.seen import View
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Ask, Box
from tabletop.seat.words.chairing import chaired
from tabletop.text.safe import wrap

NOTHING = "No offer is open that could be put to the vote, and no vote is open."


class VotesForm(ModalScreen[AnyAction | None]):
    """Dismisses with the move to make, or None."""

    HELP = (
        "**Enter** does what the line says. A vote goes on until it is closed, here or by the end "
        "of the phase; whoever has not voted by then counts as not voting. Nobody sees how anybody "
        "votes before that, unless the roll is called."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    VotesForm { align: center middle; }
    VotesForm Box { width: 76; }
    VotesForm OptionList { height: auto; max-height: 14; }
    VotesForm .foot { color: $muted; height: 1; margin: 1 0 0 0; }
    """

    def __init__(self, view: View) -> None:
        super().__init__()
        self._lines = chaired(view)

    def compose(self) -> ComposeResult:
        with Box() as box:
            yield Static("Votes", classes="title")
            if self._lines:
                yield OptionList(
                    *(
                        Option(plain("\n".join(wrap(one.says, 64))), id=str(number))
                        for number, one in enumerate(self._lines)
                    )
                )
                yield Static("Enter does it. Esc goes back.", classes="foot")
            else:
                box.can_focus = True
                yield Static(plain(f"{NOTHING} Esc goes back."))

    def on_mount(self) -> None:
        self.query_one(OptionList if self._lines else Box).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        line = self._lines[int(event.option_id or 0)]
        if not line.asks:
            self.dismiss(line.action)
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss(line.action)

        self.app.push_screen(Ask("Close the vote?", line.asks, "Close it", "Not yet"), answered)

    def action_back(self) -> None:
        self.dismiss(None)
