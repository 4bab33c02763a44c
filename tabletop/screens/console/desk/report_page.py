"""Report and grades, written from the console: what is written, where to, and the progress."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tabletop.screens.kit.content import plain
from tabletop.screens.kit.dialog import Box
from tabletop.screens.kit.keybar import KeyBar
from tabletop.seat.desk import Reported, Reports
from tabletop.text.safe import one_line

WHAT = (
    "For each table that has begun: its after-action report as a web page, as Markdown and as "
    "CSV. For several tables also the comparison of the class: a page with every outcome, and "
    "class-seats.csv with the grades. Unfinished games are reported as far as they have come."
)
_BAR = 40
_MOST_AMISS = 4


class ReportPage(Screen[None]):
    """Keeps being written when this page is left; it can be opened again."""

    HELP = (
        "**Enter** writes everything into the folder that is named here, on the computer on which "
        "the host runs; an earlier report there is overwritten. It runs in the background: "
        "nobody waits for it, and you can go on meanwhile. The files hold names and grades, so "
        "only you can read them.\n\n"
        "Tables have commas between columns and a point in numbers. Where your spreadsheet has "
        "decimal commas, open them by *Data*, *From Text/CSV*, and choose a comma between columns "
        "and *English* as the language of the numbers."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write them", key_display="Enter"),
        Binding("escape,g,q", "close", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    ReportPage { align: center middle; }
    ReportPage Box { width: 84; }
    ReportPage Box Static { height: auto; margin: 0 0 1 0; }
    ReportPage #where { color: $accent; text-style: bold; }
    """

    def __init__(self, reports: Reports) -> None:
        super().__init__()
        self._reports = reports

    def compose(self) -> ComposeResult:
        with Box():
            yield Static("Report and grades", classes="title")
            yield Static(plain(WHAT))
            yield Static("They are written on the host's computer into", classes="note")
            yield Static(plain(one_line(self._reports.folder)), id="where")
            yield Static(id="state")
        yield KeyBar()

    def on_mount(self) -> None:
        self._tell()
        self.set_interval(0.25, self._tell)

    def _tell(self) -> None:
        self.query_one("#state", Static).update(told_report(self._reports.now()))
        self.query_one(KeyBar).follow()

    def called(self, binding: Binding) -> str:
        """Return the key bar's label for a binding."""
        if binding.action == "write" and self._reports.now().written:
            return "Write them again"
        return binding.description

    def action_write(self) -> None:
        self._reports.write()
        self._tell()

    def action_close(self) -> None:
        self.dismiss(None)


def told_report(now: Reported) -> Content:
    """Say how far it is, or what came of it."""
    if now.running:
        filled = round(_BAR * now.done / now.of) if now.of else 0
        return Content.assemble(
            ("█" * filled, "$primary"),
            ("─" * (_BAR - filled), "$faint"),
            (f"  {now.done} of {now.of}", "bold"),
            (f"\n{one_line(now.what) or 'beginning'} … the game goes on meanwhile.", "$muted"),
        )
    if now.fault:
        return plain(one_line(now.fault), "$error")
    if not now.written:
        return plain("Enter writes them.", "$muted")
    amiss = [f"\n{one_line(one)}" for one in now.amiss[:_MOST_AMISS]]
    return Content.assemble(
        (f"Done: {in_short(now)}.", "bold $success"), ("".join(amiss), "$error")
    )


def in_short(now: Reported) -> str:
    """Say how many files there are, and which one to open first."""
    names = [PurePath(one).name for one in now.written]
    pages = [one for one in names if one.endswith(".html")]
    # The comparison is written last.
    first = pages[-1] if pages else names[-1]
    return f"{len(names)} files; start with {one_line(first)}"
