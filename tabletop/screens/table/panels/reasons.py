"""Below the grid, in a tall window: why the selected package is worth what it is."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.content import Content
from textual.widgets import Static

from tabletop.play.seen import Worth
from tabletop.referee.wording import Names
from tabletop.screens.kit.content import plain
from tabletop.screens.table.panels.ledger import ledger_lines
from tabletop.seat.packages.worth import NamedWorth


class Reasons(Static):
    """The ledger of one package, as many lines as fit; F2 shows all of it."""

    DEFAULT_CSS = """
    Reasons {
        height: 1fr; display: none; padding: 1 1 0 1; background: $background; text-wrap: nowrap;
        overflow: hidden;
    }
    .-high > Reasons { display: block; }
    .-high > Reasons.-aside { display: none; }
    """
    # The page decides whether there is room.
    SCOPED_CSS: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[str, Worth, Names] | None = None
        self._shown: tuple[str, Worth, int] | None = None

    def put(self, told: NamedWorth | None, names: Names) -> None:
        """Explain a package's value; `name` is the package's."""
        self._told = None if told is None else (*told, names)
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        self._tell()

    def _tell(self) -> None:
        if not self.display or self._told is None or not self.size.width:
            return
        name, worth, names = self._told
        shown = name, worth, self.size.width
        if shown == self._shown:
            return
        self._shown = shown
        title = Content.assemble(plain(f"{name}: why it is worth that"), ("  F2", "$muted"))
        lines = Content("\n").join([title.stylize("bold $accent", 0, len(name) + 22), Content("")])
        told = Content("\n").join([lines, ledger_lines(worth, names, self.size.width)])
        self.update(told, layout=False)
