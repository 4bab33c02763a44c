"""The small questions of a replay: which event, which words, which filter, where to keep a fork."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tabletop.play.kinds.declared import Group
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.dialog import Box
from tabletop.screens.replay.course import GROUPS, Filter

_ALL = "all"


class AskLine(ModalScreen[str | None]):
    """One line of text. Dismisses with what was typed, or None if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    AskLine { align: center middle; }
    AskLine .text { height: auto; margin: 1 0 0 0; color: $muted; }
    """

    def __init__(self, title: str, value: str, text: str, *, numbers: bool = False) -> None:
        super().__init__()
        self._title, self._value, self._text = title, value, text
        self._numbers = numbers

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(plain(self._title), classes="title")
            yield Input(self._value, type="integer" if self._numbers else "text")
            yield Static(plain(self._text), classes="text")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_back(self) -> None:
        self.dismiss(None)


class AskFilter(ModalScreen[Filter | None]):
    """Whose events, and of what kind, to stop at. `delegations` are pairs of id and name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take it", key_display="Enter", priority=True),
        Binding("up", "app.focus_previous", "", show=False),
        Binding("down", "app.focus_next", "", show=False),
        Binding("delete", "all", "Everything", key_display="Del"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    AskFilter { align: center middle; }
    AskFilter Horizontal { margin: 1 0 0 0; }
    """

    def __init__(
        self,
        delegations: tuple[tuple[str, str], ...],
        only: Filter,
        groups: tuple[Group, ...] = GROUPS,
    ) -> None:
        super().__init__()
        self._ids = ("", *(id for id, _ in delegations))
        self._names = (_ALL, *(name for _, name in delegations))
        self._only = only
        self._groups = groups

    def compose(self) -> ComposeResult:
        kinds = (_ALL, *self._groups)
        with Box():
            yield Static("Stop only at these events", classes="title")
            yield Cycler("Delegation", self._names, self._ids.index(self._only.delegation))
            yield Cycler("Kind", kinds, kinds.index(self._only.kind or _ALL))
            with Horizontal():
                yield Button("Apply (Enter)", variant="primary", compact=True, id="take")
                yield Button("Everything (Del)", compact=True, id="all")

    def on_mount(self) -> None:
        self.query(Cycler).first().focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "all":
            self.action_all()
        else:
            self.action_take()

    def action_take(self) -> None:
        if getattr(self.focused, "id", None) == "all":
            self.action_all()
            return
        whose, kind = self.query(Cycler)
        self.dismiss(Filter(self._ids[whose.at], kind.value if kind.at else ""))

    def action_all(self) -> None:
        self.dismiss(Filter())

    def action_back(self) -> None:
        self.dismiss(None)
