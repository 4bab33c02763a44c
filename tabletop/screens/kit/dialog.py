"""Small questions over a page: a yes or no, and what storage refused."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tabletop.play.queries.naming import minutes
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.hung import Hung
from tabletop.screens.kit.theme import SLIM

_APART = 3
"""Cells between two buttons, and for the key's name that a focused one may have."""


class Box(VerticalScroll, can_focus=False):
    """The box of a question: in the middle of the page, as small as possible."""

    # Wherever nothing in it has another use for the key.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,pagedown", "page_down", "Scroll", show=False),
        Binding("pageup", "page_up", "Scroll back", show=False),
    ]

    DEFAULT_CSS = """
    Box {
        width: 66; max-width: 94%; height: auto; max-height: 90%; padding: 1 3;
        background: $surface; border-left: outer $primary;
    }
    Box .title { text-style: bold; color: $primary; height: auto; margin: 0 0 1 0; }
    Box Horizontal { height: auto; }
    Box Button { margin: 0 2 0 0; }
    Box Horizontal.-stacked { layout: vertical; }
    Box Horizontal.-stacked Button { margin: 0 0 1 0; }
    """

    def on_resize(self) -> None:
        if self.app.size.width < SLIM:
            # Once the buttons have been laid out.
            self.call_after_refresh(self._stack)

    def _stack(self) -> None:
        """Put buttons below each other where a narrow screen would cut the last one."""
        for row in self.query(Horizontal):
            buttons = [one for one in row.children if isinstance(one, Button)]
            if len(buttons) == len(row.children):
                cells = sum(one.outer_size.width + _APART for one in buttons) - _APART
                row.set_class(cells > row.size.width, "-stacked")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn no page where everything is in sight."""
        return action not in ("page_up", "page_down") or self.max_scroll_y > 0


class Ask(ModalScreen[bool]):
    """A title, a text and two answers, each with its key.

    Enter means yes, but no for a `final` question: what can't be undone must be confirmed
    deliberately. When `covering`, nothing of the page below shows through.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No", key_display="Esc"),
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("left", "app.focus_previous", "", show=False),
        Binding("right", "app.focus_next", "", show=False),
    ]
    DEFAULT_CSS = """
    Ask { align: center middle; }
    Ask.-covering { background: $background; }
    Ask .text { height: auto; margin: 0 0 1 0; }
    Ask.-flat Box { width: 94; max-height: 100%; padding: 0 3; }
    Ask.-flat .title { dock: top; }
    """

    def __init__(
        self,
        title: str,
        text: str,
        yes: str = "Yes",
        no: str = "No",
        *,
        covering: bool = False,
        final: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._yes = yes
        self._no = no
        self._final = final
        self.set_class(covering, "-covering")

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(plain(self._title), classes="title")
            yield Hung(plain(self._text), classes="text")
            with Horizontal():
                yield self._answer("yes", self._yes, "Y", by_enter=not self._final)
                yield self._answer("no", self._no, "Esc", by_enter=self._final)

    @staticmethod
    def _answer(id: str, text: str, key: str, *, by_enter: bool) -> Button:
        label = f"{text} ({'Enter' if by_enter else key})"
        return Button(label, variant="primary" if by_enter else "default", compact=True, id=id)

    def on_descendant_focus(self) -> None:
        """Let Enter press the focused button, and say so on it."""
        answers = {"yes": (self._yes, "Y"), "no": (self._no, "Esc")}
        for button in self.query(Button):
            text, key = answers[button.id or "no"]
            here = button is self.focused
            button.label = f"{text} ({'Enter' if here else key})"
            button.variant = "primary" if here else "default"

    def on_mount(self) -> None:
        self.query_one("#no" if self._final else "#yes").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)


class AfterSleep(ModalScreen[bool | None]):
    """The computer slept for a number of seconds: dismisses with whether they count, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "answer(False)", "Go on where it stopped"),
        Binding("c", "answer(True)", "Count it"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    AfterSleep { align: center middle; }
    AfterSleep.-covering { background: $background; }
    AfterSleep .text { height: auto; margin: 0 0 1 0; }
    """

    def __init__(self, missed: int, *, covering: bool = False) -> None:
        super().__init__()
        self._missed = minutes(missed)
        self.set_class(covering, "-covering")

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(f"The computer slept for {self._missed}", classes="title")
            yield Static(
                "The clock has been stopped since then. It can go on from there, or count the "
                "time that has passed and go on with that much less.",
                classes="text",
            )
            with Horizontal():
                yield Button("Go on where it stopped (G)", variant="primary", compact=True, id="go")
                yield Button("Count it (C)", compact=True, id="count")
                yield Button("Back (Esc)", compact=True, id="back")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss({"go": False, "count": True}.get(event.button.id or ""))

    def action_answer(self, counts: bool) -> None:
        self.dismiss(counts)

    def action_back(self) -> None:
        self.dismiss(None)


class Unsaved(ModalScreen[bool]):
    """A move is not on disk and so has not happened. Dismisses with True to try again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "again", "Try again", key_display="R"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    Unsaved { align: center middle; }
    Unsaved Box { border-left: outer $error; }
    Unsaved .title { color: $error; }
    Unsaved .text { height: auto; margin: 0 0 1 0; }
    """

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("Your move could not be saved", classes="title")
            yield Static(plain(self._sentence), classes="text")
            yield Static(
                "Trying again makes the same move, and nothing is lost. Or go back; then it has "
                "not happened.",
                classes="text",
            )
            with Horizontal():
                yield Button("Try again (R)", variant="primary", compact=True, id="again")
                yield Button("Back (Esc)", compact=True, id="back")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "again")

    def action_again(self) -> None:
        self.dismiss(True)

    def action_back(self) -> None:
        self.dismiss(False)
