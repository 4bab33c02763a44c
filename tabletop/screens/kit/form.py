"""A form on a page of its own: title and buttons stay in view, however short the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Static, TextArea

from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.doing import Doing
from tabletop.screens.kit.keybar import KeyBar

R = TypeVar("R")

DIGITS = "-digits"
"""The class of a field into which only digits are typed: a phone shows those alone."""

Begun = dict[str, str]
"""What was begun in a form and not submitted, by field; empty when nothing was."""


class FormPage(Doing[R | None], Generic[R]):
    """Fields and a button. Dismisses with what was done, or None; nothing below shows through.

    `action_done` does what was filled in and calls `finish`, or `refuse`. `whose` says where it
    will be done, such as "table 3". `begun` is filled in at first; going back keeps in it what was
    typed, and it is emptied once that is done.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        # Before the sheet's own: one that is longer than the screen would scroll.
        Binding("down", "next_field", show=False, priority=True),
        Binding("up", "field_before", show=False, priority=True),
    ]
    # Textual's own annotation of this attribute reads as an instance's.
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [  # type: ignore[misc]
        (0, "-short"),
        (34, "-tall"),
    ]
    TITLE_TEXT = ""
    DONE = "Do it"
    HELP = (
        "Fill in and press **Enter**, or **Ctrl+S** from a text of several lines; **Tab** or **↓** "
        "goes on to the next field. **Esc** goes back, and what you have typed is there when you "
        "come again."
    )
    DEFAULT_CSS = """
    FormPage { align: center middle; }
    FormPage Box { width: 76; }
    FormPage.-short Box { padding: 0 3; max-height: 100%; }
    FormPage .title { dock: top; }
    FormPage .foot { dock: bottom; height: auto; }
    FormPage .foot Horizontal { margin: 1 0 0 0; }
    FormPage .label { height: 1; color: $secondary; margin: 1 0 0 0; }
    FormPage .note { height: auto; color: $muted; }
    FormPage #fault { height: auto; color: $error; }
    FormPage TextArea {
        height: 4; margin: 1 0; border: none; padding: 0 1; background: $panel;
    }
    FormPage TextArea:focus { border: none; background: $block-cursor-blurred-background; }
    FormPage Input.short { width: 16; }
    FormPage.-short .label { margin: 0; }
    FormPage.-slim .foot Horizontal { layout: vertical; }
    """

    def __init__(self, whose: str = "", begun: Begun | None = None) -> None:
        super().__init__()
        self._whose = whose
        self._begun: Begun = begun if begun is not None else {}

    def compose(self) -> ComposeResult:
        with Box():
            title = f"{self.TITLE_TEXT}, {self._whose}" if self._whose else self.TITLE_TEXT
            yield Static(plain(title), classes="title")
            for one in self.fields():
                self._fill_in(one)
                yield one
            with Vertical(classes="foot"):
                yield Static(id="fault")
                with Horizontal():
                    yield self.doing(self.DONE)
                    yield Button("Back (Esc)", compact=True, id="back")
        yield KeyBar()

    def fields(self) -> Iterable[Widget]:
        """Yield the fields to fill in, each with an id. Raises `NotImplementedError` unless
        overridden.
        """
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("next_field", "field_before"):
            # A multi-line text has uses of its own for these keys.
            return isinstance(self.focused, Input | Cycler | Button)
        return True

    def action_next_field(self) -> None:
        self.focus_next()

    def action_field_before(self) -> None:
        self.focus_previous()

    def finish(self, result: R | None) -> None:
        """Close the form as done: nothing of it is kept."""
        self._begun.clear()
        self.dismiss(result)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; what was typed stays."""
        self.query_one("#fault", Static).update(plain(sentence))

    def action_back(self) -> None:
        self._keep()
        self.dismiss(None)

    def _fill_in(self, field: Widget) -> None:
        kept = self._begun.get(field.id or "")
        if kept is None:
            return
        if isinstance(field, Input):
            field.value = kept
        elif isinstance(field, TextArea):
            field.text = kept
            field.move_cursor(field.document.end)
        elif isinstance(field, Cycler) and kept in field.values:
            field.offer(field.values, field.values.index(kept))

    def _keep(self) -> None:
        """Keep what was typed, with the choices beside it; choices alone are not worth keeping."""
        typed = {one.id or "": one.value for one in self.query(Input)}
        typed |= {one.id or "": one.text for one in self.query(TextArea)}
        chosen = {one.id or "": one.value for one in self.query(Cycler)}
        self._begun.clear()
        if any(text.strip() for text in typed.values()):
            self._begun.update(typed | chosen)
