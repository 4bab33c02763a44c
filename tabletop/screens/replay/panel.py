"""Scores and climate over time: a line for each figure, and a plot of the selected one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual_plot import AxisFormatter, HiResMode, PlotWidget

from tabletop.referee.ledger import tenth
from tabletop.screens.kit.content import plain
from tabletop.screens.pages.outcome import sparkline
from tabletop.screens.replay.figures import Figure
from tabletop.text.safe import pad

_SPARKS = 10
_DASHES = 16


class FigureList(Widget, can_focus=True):
    """Figures as they were at a moment, and the course of each up to then."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FigureList { padding: 0 1; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.figures: tuple[Figure, ...] = ()
        self.cursor = 0
        self._seq = 0

    @property
    def chosen(self) -> Figure | None:
        return self.figures[self.cursor] if self.figures else None

    def put(self, figures: tuple[Figure, ...], seq: int) -> None:
        """Show the figures after an event; the cursor stays on its figure."""
        here = self.chosen
        self.figures, self._seq = figures, seq
        ids = [one.id for one in figures]
        self.cursor = ids.index(here.id) if here is not None and here.id in ids else 0
        self.refresh()

    def go(self, by: int) -> None:
        self.cursor = min(max(0, self.cursor + by), max(0, len(self.figures) - 1))
        self.refresh()

    @property
    def _first(self) -> int:
        return max(
            0, min(self.cursor - self.size.height // 2, len(self.figures) - self.size.height)
        )

    def render(self) -> RenderResult:
        rows = range(self._first, min(len(self.figures), self._first + max(1, self.size.height)))
        return Content("\n").join(self._line(row) for row in rows)

    def _line(self, row: int) -> Content:
        figure, here = self.figures[row], row == self.cursor
        value = figure.at(self._seq)
        name = pad(figure.name, max(8, self.size.width - 10 - _SPARKS))
        number = f"{tenth(value):7.1f}" if value is not None else f"{'-':>7}"
        below = value is not None and figure.mark is not None and value < figure.mark
        scored = figure.id.startswith("score:")
        sign = "↓" if scored and below else " "
        course = figure.course(self._seq)[-_SPARKS:]
        return Content.assemble(
            ("▸" if here else " ", "bold $accent"),
            (name, "bold" if here else ""),
            (number, "$error" if scored and below else "bold"),
            (sign, "$error"),
            (" " + sparkline(course), "$primary" if scored else "$accent"),
        )

    def on_click(self, event: events.Click) -> None:
        self.cursor = min(self._first + event.y, max(0, len(self.figures) - 1))
        self.focus()
        self.go(0)
        self.post_message(FigurePanel.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.go(1)
        self.post_message(FigurePanel.Chosen())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.go(-1)
        self.post_message(FigurePanel.Chosen())


class _Rounds(AxisFormatter):
    """Labels an axis of event numbers with the rounds that opened there."""

    def __init__(self, openings: Sequence[int]) -> None:
        self._openings = {float(seq): str(n) for n, seq in enumerate(openings, 1)}

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        return list(self._openings)

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        return [self._openings[one] for one in ticks]


class FigurePanel(Vertical):
    """The list, and under it the selected figure plotted over the rounds."""

    DEFAULT_CSS = """
    FigurePanel { width: 1fr; height: 1fr; background: $background; layout: horizontal; }
    FigurePanel FigureList { width: 40; height: 1fr; }
    FigurePanel.-aside { width: 46; layout: vertical; }
    FigurePanel.-aside FigureList { width: 1fr; }
    FigurePanel #about { height: 1; padding: 0 1; text-style: bold; color: $accent; }
    FigurePanel #picture { height: 12; }
    FigurePanel PlotWidget { height: 1fr; background: $background; }
    FigurePanel PlotWidget > .plot--axis { color: $muted; }
    FigurePanel PlotWidget > .plot--tick { color: $muted; }
    FigurePanel PlotWidget > .plot--label { color: $muted; }
    """

    class Chosen(Message):
        """A figure was selected with the mouse."""

    def __init__(self, last: int, rounds: Sequence[int], *, id: str | None = None) -> None:
        """For a game with a number of events, whose rounds opened with these."""
        super().__init__(id=id)
        self._last = last
        self._rounds = rounds
        self._seq = 0

    def compose(self) -> ComposeResult:
        yield FigureList()
        with Vertical(id="picture"):
            yield Static(id="about")
            plot = PlotWidget(allow_pan_and_zoom=False)
            plot.can_focus = False
            yield plot

    def on_mount(self) -> None:
        plot = self.query_one(PlotWidget)
        plot.margin_top = 0
        plot.set_x_formatter(_Rounds(self._rounds))
        # What is drawn keeps the colours it was drawn in.
        self.app.theme_changed_signal.subscribe(self, lambda _: self.draw())

    @property
    def chosen(self) -> Figure | None:
        return self.query_one(FigureList).chosen

    def put(self, figures: tuple[Figure, ...], seq: int) -> None:
        """Show the figures after an event."""
        self._seq = seq
        self.query_one(FigureList).put(figures, seq)
        self.draw()

    def go(self, by: int) -> None:
        self.query_one(FigureList).go(by)
        self.draw()

    def on_figure_panel_chosen(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Plot the selected figure's course."""
        figure, plot = self.chosen, self.query_one(PlotWidget)
        plot.clear()
        if figure is None or not plot.display:
            return
        # One line, whatever it says: a layout of the page would take as long as all its painting.
        self.query_one("#about", Static).update(plain(figure.about), layout=False)
        across, up = _steps(figure, self._seq)
        low, high = _span(figure)
        plot.set_xlimits(0, max(1, self._last))
        plot.set_ylimits(low, high)
        plot.set_yticks([low, (low + high) / 2, high])
        if figure.mark is not None:
            dashes = [self._last * n / _DASHES for n in range(_DASHES)]
            marks = [figure.mark] * _DASHES
            plot.scatter(dashes, marks, marker="╌", marker_style=self._colour("accent"))
        if across:
            mode = HiResMode.BRAILLE
            plot.plot(across, up, line_style=self._colour("primary"), hires_mode=mode)
        plot.add_v_line(self._seq, line_style=self._colour("muted"))

    def _colour(self, name: str) -> str:
        return self.app.theme_variables[name]


def _span(figure: Figure) -> tuple[float, float]:
    """Return the lowest and the highest level to plot; climate runs from 0 to 100."""
    if not figure.id.startswith("score:"):
        return 0.0, 100.0
    levels = [0.0, *(one.value for one in figure.changes), *filter(None, [figure.mark])]
    return 10.0 * (min(levels) // 10), 10.0 * (max(levels) // 10 + 1)


def _steps(figure: Figure, seq: int) -> tuple[list[float], list[float]]:
    """Return the course as a step line."""
    across: list[float] = []
    up: list[float] = []
    level = figure.opening
    if level is not None:
        across, up = [0.0], [level]
    for change in figure.upto(seq):
        if level is not None:
            across.append(change.seq)
            up.append(level)
        level = change.value
        across.append(change.seq)
        up.append(level)
    if level is not None:
        across.append(seq)
        up.append(level)
    return across, up
