"""The hotwash: the exercise's questions, one at a time, answered by each delegation
they are for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static, TextArea

from tabletop.play.seen import View
from tabletop.screens.kit.carrying_out import carry_out
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.text.safe import cut, one_line, told_why

RATINGS = ("-", "1", "2", "3", "4", "5")
Submit = Callable[[str, str, "str | int"], Awaitable["str | None"]]
"""(delegation, question, value) -> None when it is saved, else why not."""


@dataclass(frozen=True)
class HotwashQuestion:
    """One question, whom it is for, and what each has answered so far."""

    id: str
    text: str
    kind: str
    asked: Mapping[str, str]
    """Delegation -> its name."""
    answers: Mapping[str, str | int]
    begun: Mapping[str, str] = field(default_factory=dict)
    """Delegation -> words that it has typed and not given."""


def questions_of(views: Mapping[str, View]) -> tuple[HotwashQuestion, ...]:
    """Return all questions in the exercise's order, from each delegation's own view."""
    texts: dict[str, tuple[str, str]] = {}
    asked: dict[str, dict[str, str]] = {}
    answers: dict[str, dict[str, str | int]] = {}
    for delegation, view in views.items():
        for id, text, kind in view.questions:
            texts[id] = (text, kind)
            asked.setdefault(id, {})[delegation] = view.party(delegation).name
            if id in view.answers:
                answers.setdefault(id, {})[delegation] = view.answers[id]
    return tuple(
        HotwashQuestion(id, *text_kind, asked[id], answers.get(id, {}))
        for id, text_kind in texts.items()
    )


class Answers(Vertical):
    """One question with a field for each delegation it is for."""

    def __init__(self, question: HotwashQuestion) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        yield Static(plain(one_line(self.question.text)), classes="question")
        for delegation, name in self.question.asked.items():
            given = self.question.answers.get(delegation)
            if self.question.kind == "rating":
                at = RATINGS.index(str(given)) if str(given) in RATINGS else 0
                yield Cycler(name, RATINGS, at, id=f"answer-{delegation}")
            else:
                with Horizontal():
                    yield Static(plain(cut(name, 20)), classes="asked")
                    yield TextArea(
                        self.question.begun.get(delegation) or str(given or ""),
                        placeholder="your answer, as long as you like",
                        id=f"answer-{delegation}",
                    )


class Hotwash(VerticalScroll, can_focus=False):
    """All questions, one shown at a time; every answer is saved as it is given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("enter", "save", show=False),
        # Before a text's own, which would scroll by them.
        Binding("pagedown,ctrl+n", "next_question(1)", "Next", key_display="PgDn", priority=True),
        Binding("pageup,ctrl+b", "next_question(-1)", "Before", key_display="PgUp", priority=True),
    ]
    DEFAULT_CSS = """
    Hotwash { padding: 1 3; }
    Hotwash .count { color: $muted; height: 1; margin: 0 0 1 0; }
    Hotwash .question { text-style: bold; height: auto; margin: 0 0 1 0; max-width: 100; }
    Hotwash .asked { height: 1; width: 22; color: $secondary; }
    Hotwash Answers { height: auto; }
    Hotwash Horizontal { height: auto; margin: 0 0 1 0; max-width: 110; }
    Hotwash TextArea {
        width: 1fr; height: auto; min-height: 3; max-height: 10; border: none; padding: 0 1;
        background: $panel;
    }
    Hotwash TextArea:focus { border: none; background: $block-cursor-blurred-background; }
    Hotwash Cycler { max-width: 60; }
    Hotwash #said { height: auto; color: $success; margin: 1 0 0 0; }
    Hotwash #said.-refused { color: $error; }
    """

    def __init__(self, questions: tuple[HotwashQuestion, ...], submit: Submit) -> None:
        super().__init__(id="questions")
        self._questions = questions
        self._submit = submit
        self._at = 0

    def compose(self) -> ComposeResult:
        if not self._questions:
            yield Static("This exercise asks no questions. Talk about what surprised you.")
            return
        yield Static(id="count", classes="count")
        for question in self._questions:
            yield Answers(question)
        yield Static(id="said")

    def on_mount(self) -> None:
        self._show(0, focus=False)

    def _show(self, at: int, *, focus: bool = True) -> None:
        self._at = at
        for number, answers in enumerate(self.query(Answers)):
            answers.display = number == at
        if self._questions:
            self.query_one("#count", Static).update(self._count())
            self.query_one("#said", Static).update("")
            if focus:
                self.focus_field()

    def _count(self) -> str:
        return f"Question {self._at + 1} of {len(self._questions)}"

    def focus_field(self) -> None:
        """Put the cursor into the first field of the question shown."""
        for number, answers in enumerate(self.query(Answers)):
            if number == self._at:
                answers.query("TextArea, Cycler").first().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys to other questions only where there are any."""
        return len(self._questions) > 1 if action == "next_question" else True

    def action_next_question(self, step: int) -> None:
        if self._questions:
            self._show((self._at + step) % len(self._questions))

    def action_save(self) -> None:
        """Save this answer and go on to the next one."""
        field = self.screen.focused
        if isinstance(field, TextArea):
            self._save_text(field)
        self.screen.focus_next("Hotwash TextArea, Hotwash Cycler")

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        # A paste, or a phone's keyboard, may have put the cursor outside a small screen; and an
        # answer grows only with the next layout.
        self.call_after_refresh(self._show_cursor, event.text_area)

    def _show_cursor(self, field: TextArea) -> None:
        if field.has_focus:
            row = field.cursor_screen_offset.y - self.content_region.y + int(self.scroll_y)
            self.scroll_to_region(Region(0, row, 1, 1), animate=False, immediate=True)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        # Moving on means the answer is complete.
        if isinstance(event.widget, TextArea):
            self._save_text(event.widget)

    def _save_text(self, field: TextArea) -> None:
        """Save a new answer, whichever question it belongs to."""
        question = self._place_of(field)
        text = field.text.strip()
        delegation = (field.id or "").removeprefix("answer-")
        if text and text != self._questions[question].answers.get(delegation):
            self._save(field.id or "", text, question)

    def _place_of(self, field: TextArea) -> int:
        return next(
            n for n, one in enumerate(self.query(Answers)) if one in field.ancestors_with_self
        )

    def question_of(self, field: TextArea) -> HotwashQuestion:
        """Return the question that a field answers."""
        return self._questions[self._place_of(field)]

    def keep_what_is_typed(self) -> None:
        """Save the answer in the field with the cursor, as leaving it would."""
        field = self.screen.focused
        if isinstance(field, TextArea) and self in field.ancestors_with_self:
            self._save_text(field)

    def on_cycler_changed(self, message: Cycler.Changed) -> None:
        if message.cycler.value != "-":
            self._save(message.cycler.id or "", int(message.cycler.value), self._at)

    def _save(self, field: str, value: str | int, number: int) -> None:
        carry_out(self, self._saved(field.removeprefix("answer-"), value, number))

    async def _saved(self, delegation: str, value: str | int, number: int) -> None:
        question = self._questions[number]
        refusal = await self._submit(delegation, question.id, value)
        if not self.is_attached:
            return
        said = self.query_one("#said", Static)
        said.set_class(refusal is not None, "-refused")
        if refusal is not None:
            said.update(plain(told_why(refusal)))
            return
        # Another delegation's answer to it may have been saved meanwhile.
        question = self._questions[number]
        kept = {**question.answers, delegation: value}
        now = replace(question, answers=kept)
        self._questions = tuple(now if q is question else q for q in self._questions)
        name = one_line(question.asked[delegation])
        # At the head of the page: what stands below the answers a small terminal does not show.
        told = (self._count(), " · ", plain(name, "$success"), (": saved", "$success"))
        self.query_one("#count", Static).update(Content.assemble(*told))
        said.update("")
