"""What somebody who practises alone may do beside playing: a small menu over any page."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box

Choice = Literal["hurry", "undo", "end", "leave"]
_KEYS: dict[str, Choice] = {"o": "hurry", "u": "undo", "e": "end", "l": "leave"}


class PracticeMenu(ModalScreen[Choice | None]):
    """Dismisses with what to do, or None. `why_not` says of each choice why it can't be done now,
    if it can't.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10,ctrl+f", "back", "Back to the game", key_display="Esc"),
        *[Binding(key, f"choose('{what}')", what, show=False) for key, what in _KEYS.items()],
    ]
    HELP = (
        "You play alone against stand-ins, and what a facilitator does elsewhere happens by "
        "itself. While this menu is open nobody moves. A move of yours can be taken back until "
        "somebody else has moved. **F6** lets the others act at once, without this menu."
    )
    DEFAULT_CSS = """
    PracticeMenu { align: center middle; }
    PracticeMenu OptionList { height: auto; }
    PracticeMenu .foot { color: $muted; height: auto; margin: 1 0 0 0; }
    """

    def __init__(self, saved_in: str, why_not: dict[Choice, str | None]) -> None:
        super().__init__()
        self._saved_in = saved_in
        self._why_not = why_not

    def compose(self) -> ComposeResult:
        says: dict[Choice, str] = {
            "hurry": "Let the others act now, without thinking about it",
            "undo": "Take back your last move",
            "end": "End the exercise now, and open the debrief",
            "leave": "Leave, and go on another time",
        }
        with Box():
            yield Static("You are practising alone", classes="title")
            yield OptionList(
                *[
                    Option(
                        Content.assemble((f" {key.upper()}  ", "bold $accent"), (says[what], "")),
                        id=what,
                        disabled=self._why_not.get(what) is not None,
                    )
                    for key, what in _KEYS.items()
                ]
            )
            yield Static(plain(f"Saved after every move in {self._saved_in}"), classes="foot")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose(event.option_id or "")

    def action_choose(self, what: str) -> None:
        for known in _KEYS.values():
            if known == what:
                refusal = self._why_not.get(known)
                if refusal is None:
                    self.dismiss(known)
                else:
                    self.notify(refusal, severity="warning", markup=False)

    def action_back(self) -> None:
        self.dismiss(None)
