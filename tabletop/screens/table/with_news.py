"""What a delegation's page on a device of its own says of the others, who move meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

from tabletop.play.actions import Ready
from tabletop.play.events import AnyEvent
from tabletop.play.seen import View
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.drawn import Piece
from tabletop.screens.kit.one_line import OneLine
from tabletop.seat.talks import new_messages
from tabletop.seat.words.away import told_meanwhile
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, stopped, told_why

if TYPE_CHECKING:
    from tabletop.screens.table.table_pages import TablePages as _Pages
else:
    # Textual takes the styles of a first base alone: what is mixed in must be no widget itself.
    _Pages = object

_NOTICED = 10.0
"""Seconds for which an announcement stays, unless a key is pressed before."""
NEWS_STYLE = """
{0} #news {{ color: $secondary; background: $background; }}
{0} #news.-opened {{ background: $primary; color: $background; text-style: bold; }}
"""


class WithNews(_Pages):
    """For a page of a delegation with a line `#news`: what others did, who is waited for."""

    PART = "{chief} tables and signs for you all. Draft, share drafts (H), write (M)."
    """What a member is told to do."""
    DECIDING_PART = "{chief} signs and decides for you all: write what you think (M)."
    """The same in a decision phase, in which nobody drafts."""
    _opened = ""
    _opened_timer: Timer | None = None

    def on_screen_resume(self) -> None:
        if self._view is not self._port.view():
            self.refresh_view()

    def announce(self, what: str) -> None:
        """Announce something that everybody should notice."""
        self._opened = what
        if self._opened_timer is not None:
            self._opened_timer.stop()
        self._opened_timer = self.set_timer(_NOTICED, self._noticed)
        # By the page itself: it may not have mounted its widgets yet.
        self.call_later(self._tell_news)

    def _noticed(self) -> None:
        if self._opened:
            self._opened = ""
            self._tell_news()

    def on_key(self, event: events.Key) -> None:
        self._noticed()

    def on_click(self, event: events.Click) -> None:
        """Open what the line tells of: new messages, or else all that has happened."""
        if event.widget is None or event.widget.id != "news":
            return
        if new_messages(self._view, self._port):
            self.action_messages()
        else:
            self.action_story()

    def _tell_news(self) -> None:
        news = self.query_one("#news", OneLine)
        news.set_class(bool(self._opened), "-opened")
        news.put(*self._news())

    def _news(self) -> tuple[Piece, ...]:
        """Return an announcement, or unread messages and what others did last."""
        if self._opened:
            return ((f"▶ {one_line(self._opened)}", ""),)
        view = self._view
        unread = len(new_messages(view, self._port))
        away = told_meanwhile(self._port.meanwhile())
        said = away or next((told for told in self._stories(view)), "")
        count = f"{unread} new message{'s' if unread > 1 else ''} (M)" if unread else ""
        between = "  ·  " if count and said else ""
        return (count, "bold $accent"), (between, "$muted"), (one_line(said), "")

    @staticmethod
    def _stories(view: View) -> list[str]:
        told = list(zip(view.events, view.story, strict=True))
        return [said for one, said in reversed(told) if _by_others(one, view)]

    def _hint(self) -> str:
        view = self._view
        mine = view.delegation
        if view.stage == "ended":
            return "The exercise has ended. The facilitator opens the debrief."
        waiting = listed([one_line(view.party(one).name) for one in view.waiting_for])
        if view.held and not waiting:
            return "The facilitator holds the ruling for discussion, and will go on afterwards."
        if mine is not None and mine not in view.waiting_for and waiting:
            who = "You are" if view.role == "head" else f"{one_line(view.party(mine).name)} is"
            return stopped(f"{who} ready. Waiting for {waiting}")
        if view.role == "head" or mine is None:
            return super()._hint()
        chief = one_line(view.party(mine).person) or "Your head"
        if view.stage in ("situation", "ruling"):
            return f"Waiting for {waiting} to read on."
        signs = view.has.signatures
        part = self.DECIDING_PART if view.stage == "decision" else self.PART
        if not signs:
            part = part.replace("tables and signs", "tables and votes")
            part = part.replace("signs and decides", "votes and decides")
        return part.format(chief=chief)

    def _say_ready(self) -> None:
        carry_out(self, self._submit_ready())

    async def _submit_ready(self) -> None:
        refusal = await self._port.submit(Ready(by=self._port.seat))
        if refusal is not None:
            self.app.notify(told_why(refusal), severity="warning", markup=False)
        if is_up(self):
            self.refresh_view()


def _by_others(event: AnyEvent, view: View) -> bool:
    """Return whether somebody else did this, and it is worth a line."""
    return event.by != view.seat and event.kind not in _NO_NEWS


_NO_NEWS = frozenset(
    ("seat.joined", "seat.left", "phase.opened", "round.opened", "round.closed", "seat.ready")
)
