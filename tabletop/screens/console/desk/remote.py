"""The facilitator's remote control for the debrief: what the room is shown, step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.play.actions import Reveal
from tabletop.play.queries.reveal import ANSWERS, steps, told_step
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.forms import Attempt
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.keybar import KeyBar
from tabletop.seat.desk import Desk, TableGlance
from tabletop.text.safe import cut, one_line, told_why, width


class Remote(Screen[None]):
    """All steps; the one shown to the room is marked. Stays open until it is left."""

    HELP = (
        "The projector shows what you choose here. **Enter** shows the step under the cursor, "
        "**→** the next one, **←** the previous one, **0** nothing. Answers are counted as they "
        "come "
        "in; the room sees them only when you show them."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the list's own binding, which would scroll sideways.
        Binding("right,space", "step(1)", "Next", key_display="→", priority=True),
        Binding("left", "step(-1)", "Before", key_display="←", priority=True),
        Binding("0", "nothing", "Show nothing"),
        Binding("escape,v", "close", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    Remote { align: center middle; }
    Remote Box { width: 84; }
    Remote OptionList { height: auto; max-height: 16; }
    Remote #now { height: auto; color: $secondary; margin: 0 0 1 0; }
    Remote #fault { height: auto; color: $error; margin: 1 0 0 0; }
    """

    def __init__(
        self,
        desk: Desk,
        tables: Sequence[str],
        attempt: Callable[[Sequence[str]], Attempt],
        where: str,
    ) -> None:
        """For these tables, all of them in their debrief."""
        super().__init__()
        self._desk = desk
        self._tables = tuple(tables)
        self._attempt = attempt
        self._where = where
        self._steps = steps(desk.exercise)

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(plain(f"What the room is shown, {self._where}"), classes="title")
            yield Static(id="now")
            yield OptionList(*(Option(self._told(one), id=one) for one in self._steps))
            yield Static(id="fault")
        yield KeyBar()

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.focus()
        shown = self._shown()
        options.highlighted = self._steps.index(shown) if shown in self._steps else 0
        self._say(shown)

    def refresh_view(self) -> None:
        """Update the answer counts; the cursor stays."""
        options = self.query_one(OptionList)
        for one in self._steps:
            options.replace_option_prompt(one, self._told(one))
        self._say(self._shown())

    def _glances(self) -> list[TableGlance]:
        return [one for one in self._desk.tables() if one.id in self._tables]

    def _shown(self) -> str:
        """The step that all these tables are shown; empty when they differ or show nothing."""
        found = {one.debrief.shown if one.debrief else "" for one in self._glances()}
        return found.pop() if len(found) == 1 else ""

    def _told(self, step: str) -> Content:
        shown = step == self._shown()
        count = ""
        if step.startswith(f"{ANSWERS}:"):
            question = step.partition(":")[2]
            given = sum(
                reply.question == question
                for one in self._glances()
                if one.debrief is not None
                for reply in one.debrief.replies
            )
            count = f"  {given} so far"
        return Content.assemble(
            ("▶ " if shown else "  ", "bold $accent"),
            (cut(told_step(self._desk.exercise, step), 60 - width(count)), "bold" if shown else ""),
            (count, "$muted"),
        )

    def _say(self, shown: str) -> None:
        told = one_line(told_step(self._desk.exercise, shown))
        self.query_one("#now", Static).update(plain(f"The room is shown {told}."))

    def _show(self, step: str) -> None:
        carry_out(self, self._shown_step(step))

    async def _shown_step(self, step: str) -> None:
        refusal = await self._attempt(self._tables)(Reveal(by=FACILITATOR, what=step))
        if is_up(self):
            self.query_one("#fault", Static).update(plain(told_why(refusal) if refusal else ""))
            self.refresh_view()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._show(event.option_id or "")

    def action_step(self, by: int) -> None:
        shown = self._shown()
        at = self._steps.index(shown) + by if shown in self._steps else 0
        at = max(0, min(len(self._steps) - 1, at))
        self.query_one(OptionList).highlighted = at
        if self._steps[at] != shown:
            self._show(self._steps[at])

    def action_nothing(self) -> None:
        if any(one.debrief and one.debrief.shown for one in self._glances()):
            self._show("")

    def action_close(self) -> None:
        self.dismiss(None)
