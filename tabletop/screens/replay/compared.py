"""Two games of one exercise side by side: where they diverge, and how each ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.journal.store import TranscriptRef
from tabletop.journal.summary import GameSummary
from tabletop.past import ReadTable
from tabletop.play.history.beside import Difference, beside, shared
from tabletop.play.seen import View
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.page import Page
from tabletop.screens.pages.outcome import hanging
from tabletop.screens.replay.course import Course
from tabletop.text.safe import one_line, pad, width, wrap

_ABOUT = 20


class Beside(Page[int | None]):
    """Dismisses with the event where they diverge, to be shown, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "part", "Where they diverge", key_display="Enter"),
        Binding("space", "scroll_on", "Scroll", key_display="Space"),
        Binding("escape,q", "back", "Back", key_display="Esc"),
    ]
    HELP = (
        "How two games of one exercise end, side by side: **≠** marks what differs. **Enter** goes "
        "to the last event that both have."
    )
    DEFAULT_CSS = """
    Beside VerticalScroll { padding: 1 3; height: 1fr; }
    Beside Static { height: auto; max-width: 116; }
    """

    def __init__(self, view: View, here: ReadTable, there: ReadTable) -> None:
        super().__init__(view, "Two games side by side")
        self._tables = (here, there)
        self._names = tuple(one_line(one.transcript.name) for one in self._tables)
        self._common = shared(here.events, there.events)
        ends = [one.state_at(len(one.events)) for one in self._tables]
        self._rows = beside(ends[0], ends[1])

    def body(self) -> Iterable[Widget]:
        with VerticalScroll():
            yield Static()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        cells = min(112, event.size.width - 8)
        self.query_one(Static).update(
            Content("\n\n").join([self._parting(cells), self._table(cells)])
        )

    def _parting(self, cells: int) -> Content:
        common = self._common
        whole = all(common == len(one.events) for one in self._tables)
        if whole:
            return Content.styled(f"Both have the same {common} events.", "bold")
        head = (
            f"Both begin with the same {common} events."
            if common
            else "They have no event in common."
        )
        lines = [Content.styled(head, "bold")]
        for name, table in zip(self._names, self._tables, strict=True):
            ends = common == len(table.events)
            said = "it ends there" if ends else Course(table).sentence(common + 1)
            lines.append(hanging(f"{name}: ", "$primary", said, cells))
        return Content("\n").join(lines)

    def _table(self, cells: int) -> Content:
        each = (cells - _ABOUT - 2) // 2
        head = " " * (_ABOUT + 2) + "".join(pad(name, each) for name in self._names)
        lines = [Content.styled(head, "bold $primary")]
        section = ""
        for row in self._rows:
            if row.section != section:
                section = row.section
                lines += [Content(""), Content.styled(section, "bold $accent")]
            lines += _row(row, each)
        return Content("\n").join(lines)

    def action_part(self) -> None:
        self.dismiss(self._common)

    def action_scroll_on(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down()

    def action_back(self) -> None:
        self.dismiss(None)


def _row(row: Difference, each: int) -> list[Content]:
    left, right = (wrap(one, each - 2) for one in (row.left, row.right))
    found = []
    for number in range(max(len(left), len(right))):
        cells = [side[number] if number < len(side) else "" for side in (left, right)]
        first = number == 0
        found.append(
            Content.assemble(
                ("≠ " if first and row.differs else "  ", "bold $accent"),
                (pad(row.about if first else "", _ABOUT), "$secondary"),
                *((pad(one, each), "bold" if row.differs else "$muted") for one in cells),
            )
        )
    return found


class WhichGame(ModalScreen[TranscriptRef | None]):
    """Choose the game to compare with, out of those found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    WhichGame { align: center middle; }
    WhichGame OptionList { height: auto; max-height: 16; }
    """

    def __init__(self, games: tuple[GameSummary, ...]) -> None:
        super().__init__()
        self._games = games

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("Which game to compare with?", classes="title")
            yield OptionList(*(self._option(n, one) for n, one in enumerate(self._games)))

    def _option(self, number: int, game: GameSummary) -> Option:
        name = one_line(game.where)
        gap = "  " if width(name) < 40 else "\n  "
        return Option(
            Content.assemble(plain(name), gap, (f"{game.day} UTC · {game.told}", "$muted")),
            id=str(number),
        )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._games[int(event.option_id or 0)].ref)

    def action_back(self) -> None:
        self.dismiss(None)
