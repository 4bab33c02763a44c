"""The guide of a preview: the pages of play one after another, with keys that turn them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, assert_never

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tabletop.play.seen import View
from tabletop.screens.kit.page import own
from tabletop.screens.pages.situation import Cards
from tabletop.screens.preview.pages import AnyPage, BriefPage, CardPage, TablePage
from tabletop.screens.table.deciding_table import DecidingSeat
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.screens.table.seat_table import SeatTable

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp

_TOLD = "F4 turns to the next page, F3 back. Try a draft: nothing is kept."
_KEYS: list[BindingType] = [
    Binding("f4", "turn(1)", "Next page", key_display="F4"),
    Binding("f3", "turn(-1)", "Page before", key_display="F3"),
    Binding("escape", "turn(0)", "Leave", key_display="Esc"),
]


class _Turned:
    """A page with the keys of a preview; `turn` goes so many pages on, and leaves with 0."""

    turn: Callable[[int], None]

    def action_turn(self, by: int) -> None:
        self.turn(by)


class PreviewCards(_Turned, Cards):
    BINDINGS: ClassVar[list[BindingType]] = _KEYS


class PreviewBrief(_Turned, Briefing):
    BINDINGS: ClassVar[list[BindingType]] = _KEYS


class PreviewTable(_Turned, SeatTable):
    BINDINGS: ClassVar[list[BindingType]] = _KEYS


class PreviewDeciding(_Turned, DecidingSeat):
    BINDINGS: ClassVar[list[BindingType]] = _KEYS


class Previewing:
    """Shows the pages, from the first."""

    has_menu = False

    def __init__(self, app: TabletopApp, pages: Sequence[AnyPage]) -> None:
        self._app = app
        self._pages = pages
        self._at = 0

    def begin(self) -> None:
        self._show()
        self._app.notify(_TOLD, timeout=12, markup=False)

    def open_facilitator(self) -> None:
        """Do nothing: nobody leads a preview."""

    def tick(self) -> None:
        """Do nothing: no clock runs here."""

    def stage_view(self) -> View | None:
        page = self._pages[self._at]
        return page.port.view() if isinstance(page, TablePage) else page.view

    def close(self) -> None:
        """Do nothing: there is nothing to keep."""

    def _turn(self, by: int) -> None:
        if by == 0:
            self._app.exit(0)
        elif not 0 <= self._at + by < len(self._pages):
            self._say("That was the last page; Esc leaves." if by > 0 else "This is the first.")
        else:
            self._at += by
            self._app.clear()
            self._show()

    def _show(self) -> None:
        self._app.where = f"preview {self._at + 1} of {len(self._pages)}"
        self._app.show(self._screen(self._pages[self._at]), self._read)

    def _read(self, read: object) -> None:
        """Go on after a page that was read to its end; the last one stays."""
        if not read:
            return
        if self._at + 1 == len(self._pages):
            self._show()
        self._turn(1)

    def _say(self, sentence: str) -> None:
        self._app.notify(sentence, timeout=8, markup=False)

    def _screen(self, page: AnyPage) -> Screen[Any]:
        screen: PreviewCards | PreviewBrief | PreviewTable | PreviewDeciding
        match page:
            case CardPage():
                whose = own(page.view) if page.view.delegation else "The whole room"
                whose = "The facilitator" if page.view.facilitating else whose
                screen = PreviewCards(page.view, page.cards, whose)
            case BriefPage():
                screen = PreviewBrief(page.view)
            case TablePage():
                offers = page.port.view().has.offers
                screen = (PreviewTable if offers else PreviewDeciding)(page.port)
            case _:
                assert_never(page)
        screen.turn = self._turn
        return screen
