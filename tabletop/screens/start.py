"""The first screen: the exercises that are here, and games that were not finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.screens.keybar import KeyBar
from tabletop.screens.safe import line, plain


@dataclass(frozen=True)
class Listed:
    """An exercise or a game as the start screen lists it; `about` is told when it is looked at."""

    path: Path
    title: str
    note: str
    about: Callable[[], Content]
    resume: bool = False


class Start(Screen[Listed | None]):
    """Dismisses with what was chosen, or None to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", "Leave", key_display="q"),
    ]
    HELP = (
        "Choose an exercise to play at this keyboard, or a game to go on with. The arrow keys or "
        "the mouse choose, **Enter** opens."
    )
    DEFAULT_CSS = """
    Start #name { text-style: bold; color: $primary; height: 2; padding: 1 3 0 3; }
    Start #motto { color: $muted; height: 2; padding: 0 3 1 3; }
    Start Horizontal { padding: 0 2 1 2; }
    Start #lists { width: 36; height: 1fr; }
    Start.-wide #lists { width: 48; }
    Start #about { width: 1fr; padding: 0 2; background: $surface; }
    Start #about Static { height: auto; padding: 1 0; max-width: 90; }
    """

    def __init__(self, exercises: tuple[Listed, ...], games: tuple[Listed, ...]) -> None:
        super().__init__()
        self._exercises = exercises
        self._games = games
        self._listed = (*exercises, *games)

    def compose(self) -> ComposeResult:
        yield Static("T A B L E T O P", id="name")
        yield Static("The table is set. Who sits down?   ↑↓ choose, Enter opens.", id="motto")
        with Horizontal():
            yield OptionList(*self._options(), id="lists")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="text")
        yield KeyBar()

    def _options(self) -> list[Option | None]:
        options: list[Option | None] = [_heading("Exercises")]
        if not self._exercises:
            options.append(_heading("none found here"))
        options += [_option(one, number) for number, one in enumerate(self._exercises)]
        if self._games:
            options += [Option("", disabled=True), _heading("Unfinished games")]
            first = len(self._exercises)
            options += [_option(one, first + number) for number, one in enumerate(self._games)]
        return options

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.focus()
        if self._listed:
            menu.highlighted = 1

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            about = self._listed[int(event.option_id)].about
            # What is told is read from the disk: after this paint, not before it.
            self.call_after_refresh(lambda: self.query_one("#text", Static).update(about()))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(self._listed[int(event.option_id)])

    def action_leave(self) -> None:
        self.dismiss(None)


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "bold $muted"), disabled=True)


def _option(one: Listed, number: int) -> Option:
    prompt = Content.assemble(plain(line(one.title)), "\n", plain(line(one.note), "$muted"))
    return Option(prompt, id=str(number))
