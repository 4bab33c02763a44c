"""How a figure got its value: everything that ever moved it, or its latest ruling."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tabletop.referee.ledger import tenth, tenths
from tabletop.referee.wording import Names
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.pages.outcome import hanging
from tabletop.screens.replay.course import Course
from tabletop.screens.replay.figures import Figure
from tabletop.screens.table.panels.ledger import WHOSE


class FigureLedger(ModalScreen[None]):
    """The lines sum to the printed number exactly; Esc, Enter or F2 closes them."""

    HELP = "Every line says what moved the number, by how much, and in which event."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f2,q", "close", "Close", key_display="Esc")
    ]
    DEFAULT_CSS = """
    FigureLedger { align: center middle; }
    FigureLedger Box { width: 100; max-width: 98%; max-height: 96%; padding: 1 2; }
    FigureLedger Static { height: auto; }
    FigureLedger .whose { color: $muted; margin: 1 0 0 0; }
    """

    def __init__(self, figure: Figure, seq: int, course: Course, names: Names) -> None:
        super().__init__()
        self._figure, self._seq, self._course, self._names = figure, seq, course, names

    def compose(self) -> ComposeResult:
        cells = min(100, int(self.app.size.width * 0.98)) - 7
        with Box() as box:
            box.can_focus = True
            yield Static(plain(f"{self._figure.about}, after event {self._seq}"), classes="title")
            yield Static(self._lines(cells))
            if self._figure.id.startswith("score:"):
                yield Static(plain(WHOSE), classes="whose")

    def on_mount(self) -> None:
        self.query_one(Box).focus()

    def _lines(self, cells: int) -> Content:
        figure, changes = self._figure, self._figure.upto(self._seq)
        if figure.id.startswith("score:"):
            if not changes:
                return Content.styled("It has not been ruled on yet.", "$muted")
            told = [(value, why.told(self._names)) for value, why in changes[-1].lines]
            place = f"ruled on in event {changes[-1].seq}"
        else:
            told = [(figure.opening or 0.0, "at the beginning")]
            told += [
                (
                    value,
                    f"{why.told(self._names)} (event {one.seq}, round "
                    f"{self._course.moments[one.seq - 1].round})",
                )
                for one in changes
                for value, why in one.lines
            ]
            place = "in all"
        shown, total = tenths([value for value, _ in told])
        lines = [
            hanging(
                f"{value:+8.1f}  ",
                "$success" if value > 0 else "$error" if value < 0 else "",
                because,
                cells,
            )
            for value, (_, because) in zip(shown, told, strict=True)
        ]
        lines.append(Content.assemble((f"{total:8.1f}  ", "bold"), (place, "$muted")))
        if figure.mark is not None:
            what = "its walk-away" if figure.id.startswith("score:") else "from here on a crisis"
            lines.append(Content.assemble((f"{tenth(figure.mark):8.1f}  {what}", "$accent")))
        return Content("\n").join(lines)

    def action_close(self) -> None:
        self.dismiss(None)
