"""The table of a seat on its own device: others move while one looks at it.

Beside the grid it says what others have just done, who is waited for once one is ready, and shows
the drafts shared within the delegation.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tabletop.play.actions import SendMessage
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.one_line import OneLine
from tabletop.screens.kit.speakers_line import speakers_line
from tabletop.screens.table.drafting import IN_PHASES, NO_DRAFTS, OVER
from tabletop.screens.table.panels.grid import Grid
from tabletop.screens.table.panels.offer_line import OfferLine
from tabletop.screens.table.panels.reasons import Reasons
from tabletop.screens.table.panels.recent import Recent
from tabletop.screens.table.panels.role_lines import RoleLines
from tabletop.screens.table.panels.worth import Detail, WorthBar
from tabletop.screens.table.table_screen import TableScreen
from tabletop.screens.table.table_words import head_of, help_of
from tabletop.screens.table.with_news import NEWS_STYLE, WithNews
from tabletop.seat.deeds import DEEDS
from tabletop.seat.packages.grid import DRAFT, Column, columns_of
from tabletop.seat.packages.sharing import Shared, shared, written
from tabletop.seat.packages.worth import NamedWorth, own, worths_of
from tabletop.seat.port import Port
from tabletop.seat.talks import colleagues
from tabletop.seat.unread import waited_for
from tabletop.seat.words.roles import RoleColumns
from tabletop.text.safe import one_line, told_why

_FOR_HEADS = ("ready", "table", "decide")


class SeatTable(WithNews, TableScreen):
    """Never dismisses: the guide removes it when the game is over."""

    ON_FOOT: ClassVar[tuple[str, ...]] = (*TableScreen.ON_FOOT, "share")
    COMINGS = True
    DEFAULT_CSS = NEWS_STYLE.format("SeatTable")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "share", "Share draft", key_display="H"),
    ]

    def __init__(self, port: Port) -> None:
        super().__init__(port)
        self._shared = shared(self._view)

    def _help(self) -> str:
        mine = [one for one in DEEDS if one.action != "hand_on"]
        if self._view.stage in ("decision", *OVER):
            return help_of(mine, self._view.has, drafting=False)
        return help_of(mine, self._view.has) + (
            "\n- **H** share your draft with your own people; theirs appear beside the offers, "
            "and **C** takes one as your draft"
        )

    def compose(self) -> ComposeResult:
        yield Recent(self._view, comings=self.COMINGS)
        yield head_of(self._view, self._port.remaining(), self._trusted())
        yield OneLine((one_line(self._hint()), ""), id="hint")
        yield OneLine(*self._news(), id="news")
        yield from speakers_line(self._port)
        yield Grid(self._view, self._columns(), id="grid")
        if self._view.has.points:
            yield Reasons()
        yield Recent(self._view, comings=self.COMINGS, below=True)
        yield OfferLine(id="offer")
        yield Detail()
        if self._view.has.points:
            yield WorthBar(self._worths())
        yield RoleLines(self._role_rows())
        yield KeyBar(lines=2)

    def refresh_view(self) -> None:
        self._shared = shared(self._port.view())
        super().refresh_view()
        self.query_one("#news", OneLine).put(*self._news())

    # Drafts of one's own people

    def _columns(self) -> tuple[Column, ...]:
        return columns_of(self._view, self._drafted_package(), self._shared)

    def _pickable(self) -> list[str]:
        return [*super()._pickable(), *(one.id for one in self._shared)]

    def _passed(self) -> Shared | None:
        return next((one for one in self._shared if one.id == self._picked), None)

    def _worths(self) -> tuple[NamedWorth, ...]:
        passed = self._passed()
        if passed is None:
            return super()._worths()
        worth = own(self._view, self._port.appraise(passed.package))
        if worth is None:
            return ()
        theirs = NamedWorth(f"by {passed.person}", worth)
        return worths_of(self._view, (), self._drafted(), theirs)

    def _roles_picked(self) -> RoleColumns:
        passed = self._passed()
        if passed is None:
            return super()._roles_picked()
        return [(f"by {passed.person}", self._port.role_worth(passed.package))]

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "hand_on":
            return False
        drafting = self._view.stage in IN_PHASES
        if action == "share":
            return drafting and self._draft.changed and colleagues(self._view)
        if action == "counter" and self._passed() is not None:
            return drafting
        if action in _FOR_HEADS and self._view.role != "head":
            return False
        if action == "ready" and not waited_for(self._view):
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str | None:
        passed = action == "counter" and self._passed() is not None
        if (action == "share" or passed) and self._view.stage not in IN_PHASES:
            return NO_DRAFTS
        if action == "share" and not self.check_action(action, ()):
            if colleagues(self._view):
                return "Change something in your draft first, and then share it."
            return "Nobody else sits in your delegation: there is nobody to share a draft with."
        if action in _FOR_HEADS and self._view.role != "head":
            return "That is for whoever heads your delegation."
        if action == "ready" and not waited_for(self._view):
            return "Nobody is waiting for you now."
        if action == "hand_on" or passed:
            return None
        return super().why_not(action)

    def action_counter(self) -> None:
        passed = self._passed()
        if passed is None:
            super().action_counter()
            return
        back = " Z brings back what you had drafted." if self._draft.changed else ""
        self._draft.take(passed.package, self._draft.reply_to)
        self._picked = DRAFT
        self._paint()
        self.notify(f"{passed.person}'s draft is yours now.{back}", markup=False)

    def action_share(self) -> None:
        carry_out(self, self._share())

    async def _share(self) -> None:
        text = written(self._draft.package, self._view.standing)
        refusal = await self._port.submit(SendMessage(by=self._port.seat, to="caucus", text=text))
        said = told_why(refusal) if refusal else "Your own people have your draft."
        self.app.notify(said, markup=False)
        if is_up(self):
            self.refresh_view()
