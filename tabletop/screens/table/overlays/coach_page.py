"""What a coach advises, for as long as one reads it, with a key that begins it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tabletop.bots.coach import Advice, advise, said_already
from tabletop.play import actions as a
from tabletop.play.seen import View
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.hung import Hung
from tabletop.seat.port import Port
from tabletop.text.safe import one_line, told_why

_THINKING = "Your coach is thinking…"
_RECORDED = "At this table only your delegation and the facilitator read this; the report tells it."


@cache
def _one_at_a_time() -> ThreadPoolExecutor:
    """Return the thread in which coaches think: one, so that a hall of questions leaves others
    their half of the processor.
    """
    return ThreadPoolExecutor(1, thread_name_prefix="coach")


def begun_by(advice: Advice) -> str:
    """Return the label of what begins the advice; empty where nothing is to be done."""
    match advice.move:
        case a.TableOffer():
            return "Put it into my draft"
        case a.SignOffer():
            return f"Sign {advice.move.offer} ..."
        case a.PutToVote():
            return f"Put {advice.move.offer} to the vote ..."
        case a.CastVote():
            return "Vote ..."
        case a.Decide() | a.Perform() | a.Breach():
            return "Decide ..."
    return ""


def told(view: View, advice: Advice) -> Content:
    """Return the advice in words, and what an offer would settle."""
    parts = [plain(advice.words)]
    package = advice.package
    rows = [
        f"• {one_line(one.name)}: {one_line(one.option(package[one.id]).name)}"
        for one in view.choices
        if one.id in package
    ]
    if rows:
        parts.append(plain("\n".join(rows), "bold"))
    parts.append(Content.styled(_RECORDED, "$muted"))
    return Content("\n\n").join(parts)


class CoachPage(ModalScreen[Advice | None]):
    """Asks the coach when it opens. Dismisses with the advice to be begun, None for none."""

    HELP = (
        "Your coach says what a stand-in would do next at your seat, and why. It knows what you "
        "know, and nothing of the others' briefs. **Enter** begins it: an offer goes into your "
        "draft, where you can change it; whatever binds you is asked again. **Esc** goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("a", "back", "", show=False),
    ]
    DEFAULT_CSS = """
    CoachPage { align: center middle; }
    CoachPage Box { width: 76; max-width: 98%; max-height: 96%; padding: 1 2; }
    CoachPage #advice { height: auto; margin: 0 0 1 0; }
    CoachPage #begin { display: none; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self._advice: Advice | None = None

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("Your coach", classes="title")
            yield Hung(plain(_THINKING), id="advice")
            with Horizontal():
                yield Button("", variant="primary", compact=True, id="begin")
                yield Button("Back (Esc)", compact=True, id="back")

    def on_mount(self) -> None:
        self.query_one("#back").focus()
        self.run_worker(self._ask(), exclusive=True)

    async def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        advice = await loop.run_in_executor(_one_at_a_time(), advise, self._port.still())
        if not is_up(self):
            return
        if said_already(self._port.view(), advice):
            self._show(advice)
        else:
            carry_out(self, self._record(advice))

    async def _record(self, advice: Advice) -> None:
        """Show what was advised, once the transcript tells it."""
        refusal = await self._port.submit(advice.asked)
        if not is_up(self):
            return
        if refusal is None:
            self._show(advice)
        else:
            self.query_one("#advice", Hung).update(plain(told_why(refusal)))

    def _show(self, advice: Advice) -> None:
        view = self._port.view()
        self.query_one("#advice", Hung).update(told(view, advice))
        label = begun_by(advice)
        if label:
            self._advice = advice
            begin = self.query_one("#begin", Button)
            begin.label = f"{label} (Enter)"
            begin.display = True
            begin.focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(self._advice if event.button.id == "begin" else None)

    def action_back(self) -> None:
        self.dismiss(None)
