"""The first screen: the available exercises, and unfinished games."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.journal.store import TranscriptRef
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.theme import BROAD
from tabletop.text.safe import one_line, width


@dataclass(frozen=True)
class Listed:
    """An exercise or a game as the start screen lists it; `about` is called when it is selected."""

    what: Path | TranscriptRef
    """An exercise's file, or a game."""
    title: str
    note: str
    about: Callable[[], tuple[Content, ...]]
    """One or two texts, one below the other, or side by side where there is room."""
    way: Literal["new", "practise", "resume", "replay"] = "new"
    """What opening it does."""


_UNFINISHED = "Unfinished games"
_LEAST, _AROUND = 36, 3
"""The least cells of the list; its options' padding and its scroll bar."""


class Start(Screen[Listed | None]):
    """Dismisses with what was chosen, or None to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "replay", "Look at it again", key_display="R"),
        Binding("q", "leave", "Leave", key_display="Q"),
    ]
    HELP = (
        "Choose an exercise to play at this keyboard, *Practise alone* to play against stand-ins, "
        "a game to go on with, or one to replay. "
        "The arrow keys or the mouse choose, **Enter** opens, **R** replays a game, even one "
        "that is not finished."
    )
    DEFAULT_CSS = """
    Start #name { text-style: bold; color: $primary; height: 2; padding: 1 3 0 3; }
    Start #motto { color: $muted; height: 2; padding: 0 3 1 3; }
    Start Horizontal { padding: 0 2 1 2; }
    Start #lists { height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    Start #about { width: 1fr; padding: 0 2; background: $surface; }
    Start #about Static { height: auto; padding: 1 0 0 0; max-width: 90; }
    Start.-broad #about { layout: horizontal; }
    Start.-broad #about Static { width: 1fr; margin: 0 4 0 0; }
    """

    def __init__(
        self,
        exercises: tuple[Listed, ...],
        games: tuple[Listed, ...],
        finished: tuple[Listed, ...] = (),
    ) -> None:
        super().__init__()
        self._exercises = exercises
        self._games = {_UNFINISHED: games, "Finished games, to look at again": finished}
        self._listed = (*exercises, *games, *finished)

    def compose(self) -> ComposeResult:
        yield Static("T A B L E T O P", id="name")
        yield Static(f"{self._motto()}   ↑↓ choose, Enter opens.", id="motto", markup=False)
        with Horizontal():
            yield OptionList(*self._options(), id="lists")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(classes="text")
                yield Static(classes="text")
        yield KeyBar()

    def _motto(self) -> str:
        # With ten exercises above them, games to go on with are below the fold of a small window.
        unfinished = len(self._games[_UNFINISHED])
        if not unfinished:
            return "The table is set. Who sits down?"
        return f"{unfinished} unfinished {'game' if unfinished == 1 else 'games'} further down."

    def _options(self) -> list[Option | None]:
        options: list[Option | None] = [_heading("Exercises")]
        if not self._exercises:
            options.append(_heading("none found here"))
        options += [_option(one, number) for number, one in enumerate(self._exercises)]
        first = len(self._exercises)
        for heading, games in self._games.items():
            if games:
                options += [Option("", disabled=True), _heading(heading)]
                options += [_option(one, first + number) for number, one in enumerate(games)]
                first += len(games)
        return options

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.focus()
        if self._listed:
            menu.highlighted = 1

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            about = self._listed[int(event.option_id)].about
            self.refresh_bindings()
            # The details are read from the disk: after this paint, not before it.
            self.call_after_refresh(lambda: self._tell(about()))

    def _tell(self, texts: tuple[Content, ...]) -> None:
        for place, static in enumerate(self.query(".text").results(Static)):
            static.display = place < len(texts)
            static.update(texts[place] if place < len(texts) else "")

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= BROAD, "-broad")
        # As wide as its longest line, up to half of the page: a longer one is cut, and stands in
        # full beside it.
        longest = max(
            (width(text) for one in self._listed for text in (one.title, one.note)), default=0
        )
        self.query_one("#lists").styles.width = min(
            max(_LEAST, longest + _AROUND), event.size.width // 2
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(self._listed[int(event.option_id)])

    @property
    def _highlighted(self) -> Listed | None:
        highlighted = self.query_one(OptionList).highlighted_option
        return self._listed[int(highlighted.id)] if highlighted and highlighted.id else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "replay":
            one = self._highlighted if self.is_mounted else None
            return one is not None and one.way in ("resume", "replay")
        return True

    def action_replay(self) -> None:
        one = self._highlighted
        if one is not None and isinstance(one.what, TranscriptRef):
            self.dismiss(replace(one, way="replay"))

    def action_leave(self) -> None:
        self.dismiss(None)


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "bold $muted"), disabled=True)


def _option(one: Listed, number: int) -> Option:
    prompt = Content.assemble(plain(one_line(one.title)), "\n", plain(one_line(one.note), "$muted"))
    return Option(prompt, id=str(number))
