"""Taking a decision: what is asked, the options, and why, for the record."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.actions import Decide
from tabletop.play.seen.decisions_seen import AnswerSeen
from tabletop.screens.kit.carrying_out import hand_in
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.doing import Doing
from tabletop.screens.kit.page import Reading
from tabletop.screens.table.forms.compose import points_of
from tabletop.seat.asked import phase_of, too_late
from tabletop.seat.port import Port
from tabletop.seat.words.deciding import told_terms
from tabletop.seat.words.roles import decision_worth
from tabletop.text.safe import one_line, wrap

_ABOUT = 58
"""Cells for what an option means."""


class DecideForm(Doing[bool], ModalScreen[bool]):
    """Dismisses with True once the decision is taken."""

    HELP = (
        "Choose with **↑ ↓** and **Enter**, or click; then say why, which is told with the "
        "decision and kept for the record, and press **Enter** again. **Esc** goes back and "
        "decides nothing."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]
    DEFAULT_CSS = """
    DecideForm { align: center middle; }
    DecideForm Box { width: 80; max-width: 98%; max-height: 96%; padding: 1 2; }
    DecideForm Static { height: auto; }
    DecideForm Reading { margin: 0 0 1 0; }
    DecideForm .text { color: $secondary; margin: 0 0 1 0; }
    DecideForm OptionList { height: auto; max-height: 16; margin: 0 0 1 0; }
    DecideForm.-slim OptionList { max-height: 28; }
    DecideForm Input { margin: 0 0 1 0; }
    DecideForm #why { color: $error; }
    """

    def __init__(self, port: Port, decision: str) -> None:
        super().__init__()
        self._port = port
        view = port.view()
        self._asked = phase_of(view)
        self._decision = next(one for one in view.decisions if one.id == decision)
        self._chosen = self._decision.option or ""

    def compose(self) -> ComposeResult:
        one = self._decision
        with Box():
            yield Static(plain(one_line(one.name)), classes="title")
            if one.text.strip():
                yield Reading(one.text)
            told = [told_terms(one), *decision_worth(self._port.view(), one)]
            yield Static(plain("\n".join(told)), classes="text")
            options = OptionList(
                *(Option(self._told(option), id=option.id) for option in one.options)
            )
            options.highlighted = next(
                (at for at, option in enumerate(one.options) if option.id == self._chosen), None
            )
            yield options
            kept = self._port.words.get(self._key, one.why)
            yield Input(kept, placeholder="why (optional)", max_length=500, id="text")
            yield Static("", id="why")
            with Horizontal():
                yield self.doing("Change it" if one.option is not None else "Decide")
                yield Button("Back (Esc)", compact=True, id="back")

    @property
    def _key(self) -> str:
        return f"decide {self._decision.id}"

    def _told(self, option: AnswerSeen) -> Content:
        mine = self._decision.delegation
        room = min(_ABOUT, int(self.app.size.width * 0.98) - 17)
        points = (points_of(option.points.get(mine, 0.0)), "  ") if self._pointed else ()
        indent = " " * (10 if points else 2)
        about = "".join(f"\n{indent}{part}" for part in wrap(option.summary, max(10, room)))
        return Content.assemble(
            *points,
            ("▸ " if option.id == self._chosen else "  ", "bold $accent"),
            (f"\n{indent}".join(wrap(one_line(option.name), max(10, room))), "bold"),
            (about if option.summary else "", "$muted"),
        )

    @property
    def _pointed(self) -> bool:
        """Whether any option is worth something to the delegation that decides."""
        return any(one.points.get(self._decision.delegation) for one in self._decision.options)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    @on(Input.Changed, "#text")
    def _keep(self, event: Input.Changed) -> None:
        if event.value:
            self._port.words[self._key] = event.value
        else:
            self._port.words.pop(self._key, None)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self._chosen = event.option.id or ""
        options = self.query_one(OptionList)
        for option in self._decision.options:
            options.replace_option_prompt(option.id, self._told(option))
        self.query_one("#why", Static).update("")
        self.query_one(Input).focus()

    async def action_done(self) -> None:
        late = too_late(self._asked, phase_of(self._port.view()))
        if late is not None:
            self.query_one("#why", Static).update(plain(late))
        elif not self._chosen:
            self.query_one("#why", Static).update("Choose first: ↑ and ↓, then Enter.")
            self.query_one(OptionList).focus()
        else:
            hand_in(
                self,
                self._port,
                Decide(
                    by=self._port.seat,
                    decision=self._decision.id,
                    option=self._chosen,
                    text=self.query_one(Input).value.strip(),
                ),
            )

    def action_back(self) -> None:
        self.dismiss(False)
