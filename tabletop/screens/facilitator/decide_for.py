"""The facilitator decides for a delegation that does not, with a reason for the record."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input, Static

from tabletop.play.actions import AnyAction, Decide
from tabletop.play.seen import View
from tabletop.play.seen.decisions_seen import DecisionSeen
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.forms import ActionForm, Attempt
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.form import Begun
from tabletop.seat.words.deciding import open_now
from tabletop.text.safe import one_line


class DecideFor(ActionForm):
    """One of the open decisions, an option of it, and why the facilitator decides."""

    TITLE_TEXT = "Decide for a delegation"
    DONE = "Decide"

    def __init__(
        self, view: View, attempt: Attempt, whose: str = "", begun: Begun | None = None
    ) -> None:
        super().__init__(attempt, whose, begun)
        self._asked = open_now(view)
        self._names = {one.id: one_line(one.name) for one in view.delegations}

    def fields(self) -> Iterable[Widget]:
        asked = tuple(f"{self._names[one.delegation]}: {one_line(one.name)}" for one in self._asked)
        yield Cycler("What", asked, id="what")
        yield Cycler("Is decided", self._options(self._asked[0]), id="option")
        yield Static("Why you decide for them, for the record", classes="label")
        yield Input(max_length=500, id="reason")

    @staticmethod
    def _options(one: DecisionSeen) -> tuple[str, ...]:
        return tuple(one_line(option.name) for option in one.options)

    def on_cycler_changed(self, event: Cycler.Changed) -> None:
        if event.cycler.id == "what":
            self.query_one("#option", Cycler).offer(self._options(self._chosen()), 0)

    def _chosen(self) -> DecisionSeen:
        return self._asked[self.query_one("#what", Cycler).at]

    def action(self) -> AnyAction | str:
        one, reason = self._chosen(), self.query_one("#reason", Input).value
        if not reason.strip():
            return "Say why you decide for them: it goes into the transcript."
        option = one.options[self.query_one("#option", Cycler).at]
        return Decide(by=FACILITATOR, decision=one.id, option=option.id, text=reason.strip())
