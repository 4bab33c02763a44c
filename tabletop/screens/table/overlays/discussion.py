"""The questions of a round: a delegation discusses them and keeps its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from tabletop.play.actions import Respond
from tabletop.play.seen import View
from tabletop.play.seen.seen_plan import QuestionSeen
from tabletop.screens.kit.carrying_out import is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.hotwash import Hotwash, HotwashQuestion
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.masthead import Masthead
from tabletop.seat.port import Port
from tabletop.seat.words.discussion import asked_now, when_asked
from tabletop.text.safe import one_line, told_why

_WORDS = "respond:"
"""Before a question's id, in what a port keeps of words that have not been given."""


class Discussion(Screen[None]):
    """Every answer is kept as it is given, and can be changed until its question's time is over."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc", priority=True),
    ]
    HELP = (
        "Discuss each question with your own people and write down your answer: leaving a field, "
        "**Ctrl+S** or **PgDn** keeps it, and you can change it until its time is over. **PgDn** "
        "and **PgUp** turn to the other questions, **Esc** goes back. Whoever heads your "
        "delegation answers for it. Below are earlier questions, and others' answers once they are "
        "shown."
    )
    DEFAULT_CSS = """
    Discussion Hotwash { height: auto; max-height: 70%; }
    Discussion #earlier { height: 1fr; padding: 1 3; }
    Discussion #earlier Static { height: auto; max-width: 100; margin: 0 0 1 0; }
    """

    def __init__(self, port: Port) -> None:
        super().__init__()
        self._port = port
        self.shown: View = port.view()

    def compose(self) -> ComposeResult:
        view = self.shown
        mine = view.delegation
        whose = one_line(view.party(mine).name) if mine is not None else "Questions"
        yield Masthead(view, f"{whose} · questions to discuss", self._port.remaining())
        open_now = asked_now(view)
        if view.role == "head" and open_now:
            yield Hotwash(tuple(self._field(one) for one in open_now), self._answer)
        rest = [one for one in view.discussion if one not in open_now or view.role != "head"]
        with VerticalScroll(id="earlier"):
            yield from self._earlier(rest, open_now)
        yield KeyBar()

    def _field(self, one: QuestionSeen) -> HotwashQuestion:
        mine = self.shown.delegation or ""
        begun = self._port.words.get(_WORDS + one.id)
        given = {mine: one.answers[mine]} if mine in one.answers else {}
        return HotwashQuestion(
            one.id, one.text, one.kind, {mine: "Your answer"}, given, {mine: begun} if begun else {}
        )

    def _earlier(
        self, rest: Iterable[QuestionSeen], open_now: tuple[QuestionSeen, ...]
    ) -> Iterable[Static]:
        told = [Static(question_block(self.shown, one)) for one in rest]
        if not told and not open_now:
            told = [Static(Content.styled("Nothing is asked now.", "$muted"))]
        return told

    def on_mount(self) -> None:
        for hotwash in self.query(Hotwash):
            hotwash.focus_field()
            return
        self.query_one("#earlier").focus()

    async def _answer(self, _: str, question: str, value: str | int) -> str | None:
        refusal = await self._port.submit(
            Respond(by=self._port.seat, question=question, value=value)
        )
        if refusal is not None and not is_up(self):
            self.app.notify(told_why(refusal), severity="warning", markup=False)
        if refusal is None and self._port.words.get(_WORDS + question, "").strip() == value:
            self._port.words.pop(_WORDS + question, None)
        return refusal

    @on(TextArea.Changed)
    def _keep(self, event: TextArea.Changed) -> None:
        """Keep what is being typed, until it has been given."""
        for hotwash in self.query(Hotwash):
            question = hotwash.question_of(event.text_area)
            text = event.text_area.text
            given = question.answers.get(self.shown.delegation or "", "")
            if text.strip() and text.strip() != given:
                self._port.words[_WORDS + question.id] = text
            else:
                self._port.words.pop(_WORDS + question.id, None)

    def refresh_view(self) -> None:
        """Follow the clock; what is being written stays."""
        self.tick()

    def tick(self) -> None:
        """Update the clock."""
        self.query_one(Masthead).tick(self._port.remaining())

    def action_back(self) -> None:
        for hotwash in self.query(Hotwash):
            hotwash.keep_what_is_typed()
        self.dismiss(None)


def question_block(view: View, one: QuestionSeen) -> Content:
    """Return a question and the answers to it that may be read."""
    names = {party.id: one_line(party.name) for party in view.delegations}
    lines = [
        Content.assemble(plain(one_line(one.text), "bold"), (f"   {when_asked(one)}", "$muted"))
    ]
    lines += [
        Content.assemble((f"   {names.get(who, who)}: ", "$secondary"), plain(told_value(value)))
        for who, value in one.answers.items()
    ]
    if not one.answers:
        lines.append(Content.styled("   no answer yet" if one.open else "   no answer", "$muted"))
    return Content("\n").join(lines)


def told_value(value: str | int) -> str:
    """Return an answer as it is shown on one line."""
    return f"{value} of 5" if isinstance(value, int) else one_line(value)
