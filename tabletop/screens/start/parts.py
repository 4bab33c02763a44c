"""What to practise: every delegation of every exercise found, in one list."""

from __future__ import annotations

from collections.abc import Iterator
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

from tabletop.errors import TabletopError
from tabletop.exercise.library import find_exercises
from tabletop.exercise.loading import load_exercise
from tabletop.exercise.model import Exercise
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.keybar import KeyBar
from tabletop.text.prose import flowing
from tabletop.text.safe import one_line


@dataclass(frozen=True)
class PracticePart:
    """A delegation of an exercise in a file."""

    file: Path
    exercise: Exercise
    delegation: str


def parts() -> tuple[PracticePart, ...]:
    """Return what can be practised here; an exercise that has faults can't."""
    return tuple(_parts())


def _parts() -> Iterator[PracticePart]:
    for one in find_exercises():
        if not one.readable:
            continue
        try:
            exercise = load_exercise(one.path)
        except TabletopError:
            continue
        yield from (PracticePart(one.path, exercise, party.id) for party in exercise.delegations)


class PartsPage(Screen[PracticePart | None]):
    """Dismisses with the part that was chosen, or None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
    ]
    HELP = (
        "Choose whom you play; stand-ins play the others, each by the temperament that stands "
        "beside its name. **Enter** begins. The game is saved after every move: leave it at any "
        "time, and resume it from the start screen."
    )
    DEFAULT_CSS = """
    PartsPage #name { text-style: bold; color: $primary; height: 2; padding: 1 3 0 3; }
    PartsPage #motto { color: $muted; height: 2; padding: 0 3 1 3; }
    PartsPage Horizontal { padding: 0 2 1 2; }
    PartsPage #lists { width: 1fr; height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    PartsPage #about { width: 1fr; padding: 0 2; background: $surface; }
    PartsPage #about Static { height: auto; padding: 1 0 0 0; max-width: 90; }
    """

    def __init__(self, parts: tuple[PracticePart, ...]) -> None:
        super().__init__()
        self._parts = parts

    def compose(self) -> ComposeResult:
        yield Static("P R A C T I S E   A L O N E", id="name")
        yield Static("Whom do you play?   ↑↓ choose, Enter begins.", id="motto")
        with Horizontal():
            yield OptionList(*self._options(), id="lists")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="text")
        yield KeyBar()

    def _options(self) -> Iterator[Option]:
        if not self._parts:
            yield Option("No exercise was found here", disabled=True)
        before: Path | None = None
        for number, part in enumerate(self._parts):
            if part.file != before:
                title = one_line(part.exercise.title)
                yield Option(Content.styled(title, "bold $muted"), disabled=True)
                before = part.file
            party = part.exercise.delegation_by_id[part.delegation]
            yield Option(plain(f"  {one_line(party.name)}"), id=str(number))

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.focus()
        if self._parts:
            listed.highlighted = 1

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            self.query_one("#text", Static).update(_about(self._parts[int(event.option_id)]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(self._parts[int(event.option_id)])

    def action_back(self) -> None:
        self.dismiss(None)


def _about(part: PracticePart) -> Content:
    """Describe what would be played, and against whom."""
    exercise = part.exercise
    mine = exercise.delegation_by_id[part.delegation]
    others = [
        f"· {one_line(one.name)} ({one.temperament})"
        for one in exercise.delegations
        if one.id != part.delegation
    ]
    return Content("\n\n").join(
        [
            plain(f"{one_line(mine.name)}", "bold $primary"),
            plain(one_line(exercise.title)),
            Content("\n").join(
                [Content.styled("Against stand-ins", "bold"), *(plain(one) for one in others)]
            ),
            plain(flowing(exercise.summary)),
        ]
    )
