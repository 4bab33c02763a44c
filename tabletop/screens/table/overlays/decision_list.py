"""Decisions listed for a delegation: what it is asked, what others are, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.seen import View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.screens.kit.dialog import Box
from tabletop.screens.table.forms.decide_form import DecideForm
from tabletop.seat.port import Port
from tabletop.seat.words.deciding import asked_of, told_state
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line, wrap

_MOST_CELLS = 240
"""The most of what is asked, in cells; the form has all of it."""


class DecisionList(OptionList):
    """One card per decision; posts `OptionSelected` with its id."""

    DEFAULT_CSS = """
    DecisionList { height: 1fr; padding: 0 1; }
    """

    def __init__(self, view: View, some: Sequence[DecisionSeen], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view
        self._some = tuple(some)
        self._cells = 0

    def put(self, view: View, some: Sequence[DecisionSeen]) -> None:
        """Show these decisions. The cursor stays on the same one, unless one's own delegation is
        asked anew: then it goes to that.
        """
        known = {one.id for one in self._some}
        if any(
            one.id not in known for one in some if one.open and one.delegation == view.delegation
        ):
            self.highlighted = None
        if self._some != tuple(some) or self._view.delegations != view.delegations:
            self._view, self._some = view, tuple(some)
            self._lay_out()

    @property
    def here(self) -> str | None:
        """The decision under the cursor."""
        if self.highlighted is None:
            return None
        return self.get_option_at_index(self.highlighted).id

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._cells:
            self._cells = event.size.width
            self._lay_out()

    def _lay_out(self) -> None:
        here = self.here
        self.clear_options()
        cells = max(20, (self._cells or self.app.size.width) - 6)
        self.add_options(Option(_card(self._view, one, cells), id=one.id) for one in self._some)
        ids = [one.id for one in self._some]
        if ids:
            self.highlighted = ids.index(here) if here in ids else 0


def _card(view: View, one: DecisionSeen, cells: int) -> Content:
    mine = one.delegation == view.delegation
    whose = "you" if mine else one_line(view.party(one.delegation).name)
    taken = one.option is not None and not one.open
    asks = f"decided by {whose}" if taken else f"for {whose} to decide"
    asks += ", in secret" if one.secret and one.open else ""
    colour = "$error" if one.option is None else "$accent" if one.open else "$success"
    sign = "? " if one.open else "◆ "
    lines = [
        Content.assemble(
            (sign, f"bold {colour}"), (one_line(one.name), "bold"), (f"  {asks}", "$muted")
        )
    ]
    asked = wrap(flowing(one.text), cells - 2) if one.text.strip() and one.open else []
    most = max(3, _MOST_CELLS // cells)
    if len(asked) > most:
        asked = [*asked[: most - 1], f"{asked[most - 1]} …"]
    lines += [Content.styled(f"  {part}", "$secondary") for part in asked]
    lines += [Content.styled(f"  {part}", colour) for part in wrap(told_state(one), cells - 2)]
    if one.why:
        quoted = wrap(f"“{one_line(one.why)}”", cells - 2)
        lines += [Content.styled(f"  {part}", "$muted") for part in quoted]
    return Content("\n").join([*lines, Content("")])


class DecisionsAsked(ModalScreen[None]):
    """What one's delegation is asked to decide, where other things are on the page too."""

    HELP = (
        "**↑ ↓** choose a decision, **Enter** opens it. What is not final can be changed until "
        "the phase ends."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Done", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    DecisionsAsked { align: center middle; }
    DecisionsAsked Box { width: 84; max-width: 98%; max-height: 96%; padding: 1 2; }
    DecisionsAsked DecisionList { height: auto; max-height: 24; }
    DecisionsAsked .foot { color: $muted; height: 1; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port

    def compose(self) -> ComposeResult:
        view = self._port.view()
        with Box():
            yield Static("What you are asked to decide", classes="title")
            yield DecisionList(view, asked_of(view))
            yield Static("Enter opens a decision · Esc goes back", classes="foot")

    def on_mount(self) -> None:
        self.query_one(DecisionList).focus()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None and self._asked(event.option.id):
            self.app.push_screen(DecideForm(self._port, event.option.id), self._again)

    def _asked(self, id: str) -> bool:
        return any(one.id == id for one in asked_of(self._port.view()))

    def _again(self, _: object) -> None:
        view = self._port.view()
        asked = asked_of(view)
        self.query_one(DecisionList).put(view, asked)
        if not asked:
            self.dismiss(None)

    def action_close(self) -> None:
        self.dismiss(None)
