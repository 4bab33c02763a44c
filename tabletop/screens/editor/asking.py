"""What the editor asks for over its page: words on a line, a text, and one of a few ways on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.hung import Hung
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.page import Reading

LONGEST_LINE = 4_000


class AskWords(ModalScreen[str | None]):
    """A line to type, already filled in. Dismisses with it, or with None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    AskWords { align: center middle; }
    AskWords .note { height: auto; color: $muted; margin: 0 0 1 0; }
    """

    def __init__(self, title: str, note: str = "", value: str = "") -> None:
        super().__init__()
        self._title, self._note, self._value = title, note, value

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(plain(self._title), classes="title")
            if self._note:
                yield Hung(plain(self._note), classes="note")
            yield Input(self._value, max_length=LONGEST_LINE, compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_back(self) -> None:
        self.dismiss(None)


class Pick(ModalScreen[str | None]):
    """A few ways on, of which one is chosen. Dismisses with its id, or with None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    Pick { align: center middle; }
    Pick .note { height: auto; margin: 0 0 1 0; }
    Pick OptionList { height: auto; border: none; background: $surface; padding: 0; }
    """

    def __init__(self, title: str, note: str, ways: Mapping[str, str]) -> None:
        super().__init__()
        self._title, self._note, self._ways = title, note, ways

    def compose(self) -> ComposeResult:
        with Box():
            yield Static(plain(self._title), classes="title")
            yield Hung(plain(self._note), classes="note")
            yield OptionList(*(Option(plain(one), id=id) for id, one in self._ways.items()))
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def action_back(self) -> None:
        self.dismiss(None)


class TextPage(Screen[str | None]):
    """A text of several lines in Markdown. Dismisses with it, or None where nothing changed."""

    HELP = (
        "Write in Markdown: `**bold**`, `*italic*`, `- ` for a list, an empty line between "
        "paragraphs. **F5** shows it as players will read it. **Ctrl+S** takes it over into the "
        "exercise, **Esc** goes back without."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "Take it over", priority=True),
        Binding("f5", "preview", "Preview", key_display="F5", priority=True),
        Binding("escape", "back", "Back", key_display="Esc", priority=True),
    ]
    DEFAULT_CSS = """
    TextPage #title { text-style: bold; color: $primary; height: 2; padding: 1 3 0 3; }
    TextPage TextArea {
        height: 1fr; margin: 1 2; border: none; padding: 0 1; background: $panel;
    }
    TextPage TextArea:focus { border: none; }
    TextPage VerticalScroll { height: 1fr; margin: 1 2; padding: 0 1; display: none; }
    TextPage.-read VerticalScroll { display: block; }
    TextPage.-read TextArea { display: none; }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text
        self._asked = False

    def compose(self) -> ComposeResult:
        yield Static(plain(self._title), id="title")
        yield TextArea(self._text, soft_wrap=True, tab_behavior="focus")
        with VerticalScroll():
            yield Reading(self._text)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    @property
    def _typed(self) -> str:
        return self.query_one(TextArea).text

    def action_done(self) -> None:
        self.dismiss(self._typed if self._typed != self._text else None)

    async def action_preview(self) -> None:
        await self.query_one(Reading).put(self._typed)
        self.toggle_class("-read")
        area, read = self.query_one(TextArea), self.query_one(VerticalScroll)
        (read if self.has_class("-read") else area).focus()

    def action_back(self) -> None:
        if self._typed != self._text and not self._asked:
            self._asked = True
            self.notify("Esc again goes back without what you changed; Ctrl+S takes it over.")
        else:
            self.dismiss(None)
