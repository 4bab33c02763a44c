"""One seat on its own device: what it reads first, and the table it then sits at.

The table's page stays below everything else. What a seat has to read (its brief, the situation,
news, a ruling, the ending) comes on top of it, one page after another, and only when no form is
open: somebody in the middle of a sentence is told, and can finish it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import Screen
from textual.widget import Widget

from tabletop.exercise.model import PHASES
from tabletop.play.actions import Answer, Ready
from tabletop.play.seen import View
from tabletop.screens.flow.room_words import with_roles_swapped
from tabletop.screens.flow.submitting import Submitting
from tabletop.screens.kit.hotwash import questions_of
from tabletop.screens.kit.masthead import tell_clock
from tabletop.screens.kit.meanwhile import keep_telling, tell_meanwhile
from tabletop.screens.kit.page import own
from tabletop.screens.kit.possible import AskLeft
from tabletop.screens.kit.speakers_line import tell_speakers
from tabletop.screens.pages.debrief import Debrief
from tabletop.screens.pages.minute import minute_card
from tabletop.screens.pages.ruling import OwnRuling, Ruling, deeds
from tabletop.screens.pages.situation import (
    Card,
    Cards,
    agreement_card,
    card_of,
    decided_cards,
    ending_card,
    headline,
)
from tabletop.screens.pages.waiting import Waiting
from tabletop.screens.table.deciding_table import DecidingSeat
from tabletop.screens.table.overlays.briefing import Briefing
from tabletop.screens.table.seat_table import SeatTable
from tabletop.screens.table.with_news import WithNews
from tabletop.seat.asked import Phase, phase_of
from tabletop.seat.port import Do, Port
from tabletop.seat.unread import (
    News,
    Read,
    Unread,
    having_read,
    new_roles,
    next_unread,
    remembered,
    round_of,
    waited_for,
)
from tabletop.seat.words.undone import taken_back
from tabletop.text.lists import listed
from tabletop.text.safe import one_line, stopped

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp
    from tabletop.table import Table

OPENS = {
    "situation": "A new round begins: read what has happened.",
    "caucus": "The caucus opens: prepare within your delegation.",
    "negotiation": "The negotiation opens: table offers, answer those of others.",
    "decision": "The decision opens: sign or reject, perform or breach.",
    "ruling": "The referee has ruled.",
    "ended": "The exercise has ended.",
    "debrief": "The debrief is open: all cards are on the table.",
}


def opens(view: View) -> str:
    """Say what a phase is for as it opens, for what the exercise has."""
    has, stage = view.has, view.stage
    if stage == "decision" and not has.signatures:
        due = ", perform or breach" if has.acts else ""
        decide = ", and decide what you are asked for" if has.decisions else ""
        return f"The decision opens: vote on what is open{due}{decide}."
    if has.offers and (has.acts or stage != "decision"):
        return OPENS.get(stage, "")
    match stage:
        case "negotiation":
            return "Everybody talks to everybody."
        case "decision" if not has.offers:
            return "The decision opens: take what you are asked for."
        case "decision":
            decide = ", and decide what you are asked for" if has.decisions else ""
            return f"The decision opens: sign or reject what is open{decide}."
        case _:
            return OPENS.get(stage, "")


class Tell(Protocol):
    """Says something beside the screen: the window's title, and whether it is one's turn."""

    def __call__(self, *, title: str, turn: bool) -> None: ...


class Solo:
    """The guide of a seat in a delegation. Its owner says when something has `changed`.

    `left` says at the end what all could have had.
    """

    has_menu = False

    def __init__(
        self,
        app: TabletopApp,
        table: Table,
        port: Port,
        left: AskLeft,
        tell: Tell,
        told_game: set[tuple[str, str]],
        do: Do | None = None,
    ) -> None:
        """`told_game` are the (seat, person) pairs that have been introduced to the game.

        `do` is how moves get to the table.
        """
        self._app = app
        self._port = port
        self._left = left
        self._tell = tell
        self._submitting = Submitting(app, table, do)
        port.unsaved = self._submitting.not_saved
        app.phase = port.phase
        view = port.view()
        self._seen = view.seq
        self._clock = view.clock
        self._place = phase_of(view)
        self._delegation = view.delegation
        self._memory = remembered(table.events, view)
        self._base: Screen[Any] | None = None
        self._reading = False
        self._page_opened: tuple[Screen[Any] | None, Phase | None] = (None, None)
        """The last page to be read, and the phase in which it was put on top."""
        self._told_game = told_game
        together = table.state.together(port.seat)
        self._person = {(one, table.state.seats[one].name) for one in (port.seat, *together)}
        self._greeted = view.role != "member"
        """Whether a member has been told that somebody else signs."""

    @property
    def _introduced(self) -> bool:
        """Return whether this person has been introduced to the game, here or at another seat."""
        return not self._told_game.isdisjoint(self._person)

    # The app's interface to the guide

    def begin(self) -> None:
        self._app.screen_change_signal.subscribe(self._app, lambda _: self._turned())
        self._settle()
        self._say_whose_turn(self._port.view())

    def _turned(self) -> None:
        """Update the clock of a newly shown page at once, not at the next visible second."""
        self._settle()
        self._app.screen.call_later(self.tick)

    def stage_view(self) -> View | None:
        return self._port.view()

    def open_facilitator(self) -> None:
        """Do nothing: a seat has no such menu."""

    def close(self) -> None:
        """Tell the port to forget this screen; the table belongs to the guide's owner."""
        if self._port.unsaved == self._submitting.not_saved:
            self._port.unsaved = None

    def tick(self) -> None:
        """Repaint the clock on the page, and on those below a form."""
        tell_clock(self._app.screen_stack, self._port.remaining())
        tell_speakers(self._app.screen_stack)
        keep_telling(self._app.screen_stack, self._port.view(), self._port.remaining())

    def changed(self) -> None:
        """Show on the current page what has happened at the table."""
        view = self._port.view()
        if view.seq == self._seen:
            return
        undone, self._seen = taken_back(view, self._seen), view.seq
        moved, self._place = self._place != phase_of(view), phase_of(view)
        if view.delegation != self._delegation:
            self._begin_anew(view)
        follow = getattr(self._app.screen, "follow", None)
        if follow is not None:
            # By the page itself: it may not have mounted its widgets yet.
            self._app.screen.call_later(follow, view)
        if view.clock != self._clock:
            # Also when there is no clock from now on, and so no tick to say so; but after the page
            # has followed, or the old phase would briefly have the new one's clock.
            self._clock = view.clock
            self._app.screen.call_later(self.tick)
        if moved:
            self._app.forget_said()
            self._announce(view)
        self._settle()
        if undone is not None:
            self._app.notify(undone, markup=False)
        self._say_whose_turn(view)

    def _begin_anew(self, view: View) -> None:
        """Start over: the seat now belongs to another delegation, with another brief and draft."""
        self._delegation = view.delegation
        self._memory = Read()
        self._port.begin_anew()
        self._app.clear()
        self._base, self._reading = None, False

    def _announce(self, view: View) -> None:
        """Announce a change of phase where it will be noticed."""
        if isinstance(self._base, WithNews):
            self._base.announce(opens(view))
        if self._base is not None and self._base in self._app.screen_stack:
            above = self._app.screen_stack.index(self._base) + 1
            # What is read about this phase may have come up first, as the form above it closed.
            read = self._read_now(view)
            pages = [one for one in self._app.screen_stack[above:] if one is not read]
            # By the page itself: it may not have mounted its widgets yet.
            self._app.screen.call_later(tell_meanwhile, pages, view, self._port.remaining())

    def _read_now(self, view: View) -> Screen[Any] | None:
        """Return the page to be read that was opened in this phase."""
        page, phase = self._page_opened
        return page if phase == phase_of(view) else None

    # Which page to show

    def _open(self, page: Screen[Any], view: View, then: Callable[[object], None]) -> None:
        """Put a page to be read on top."""
        self._reading = True
        self._page_opened = page, phase_of(view)
        self._app.show(page, then)

    def _settle(self) -> None:
        """Put the right page below and what is to be read on top, unless a form is open."""
        uncovered = self._base is None or self._app.screen is self._base
        if self._reading or not uncovered or not self._app.is_running:
            return
        view = self._port.view()
        self._lay(view)
        what = next_unread(view, self._memory)
        if what == "brief" and not (self._introduced and self._greeted):
            self._greet(view)
        elif what is not None:
            self._read(what, view)

    def _greet(self, view: View) -> None:
        """Introduce a latecomer to the game, and a member to their role."""

        def read(_: object) -> None:
            self._reading = False
            self._settle()

        cards = ((minute_card(view),) if not self._introduced else ()) + (
            (_part(view),) if not self._greeted else ()
        )
        self._told_game |= self._person
        self._greeted = True
        self._open(Cards(view, cards, own(view), self._port.remaining()), view, read)

    def _lay(self, view: View) -> None:
        """Make sure that the page below is the one for the table's stage."""
        kinds: dict[str, type[Screen[Any]]] = {"lobby": Waiting, "debrief": Debrief}
        table = SeatTable if view.has.offers else DecidingSeat
        kind = kinds.get(view.stage, table)
        if self._base is not None:
            if isinstance(self._base, kind):
                return
            self._app.pop_screen()
        if kind is Waiting:
            self._greeted = True
            self._base = Waiting(self._port, self._brief)
        elif kind is Debrief:
            self._base = self._debrief(view)
        else:
            self._base = table(self._port)
        self._app.push_screen(self._base, self._leave)

    def _leave(self, sure: object) -> None:
        if sure:
            self._app.exit(0)

    def _brief(self) -> None:
        """Show the brief while the others join; this first reading may be interrupted."""
        view = self._port.view()
        if not self._introduced:
            self._told_game |= self._person
            page = Cards(view, (minute_card(view),), own(view))
            self._app.show(page, lambda _: self._brief())
            return
        self._memory = having_read(self._memory, "brief", view)
        self._app.push_screen(Briefing(view))

    def _read(self, what: Unread, view: View) -> None:
        """Show what is to be read; a head of delegation has then acknowledged it."""

        def read_it() -> None:
            self._reading = False
            self._settle()

        def done(_: object) -> None:
            self._memory = having_read(self._memory, what, view)
            now = self._port.view()
            acknowledged = (
                waited_for(now) and phase_of(now) == phase_of(view) and self._whole(what, now)
            )
            if acknowledged:
                self._submitting.send(Ready(by=self._port.seat), read_it)
            else:
                read_it()

        self._open(self._page(what, view), view, done)

    def _whole(self, what: Unread, now: View) -> bool:
        """Return whether that was everything to read in a phase for reading."""
        mine = now.delegation or ""
        if now.stage == "ruling":
            read = not now.has.points or self._memory.ruling_read.get(mine) == round_of(now)
            return what in ("ruling", "own-ruling") and read
        return now.stage == "situation" and isinstance(what, News) and what.fresh

    def _page(self, what: Unread, view: View) -> Screen[Any]:
        left = self._port.remaining()
        match what:
            case "brief":
                return Briefing(view, first=True, remaining=left)
            case "role":
                new = new_roles(view, self._memory)
                return Briefing(view, first=True, remaining=left, only=new)
            case "ruling":
                return Ruling(view, deeds(view), alone=True, remaining=left)
            case "own-ruling":
                return OwnRuling(view, left)
            case News():
                whose = one_line(view.party(view.delegation or "").name)
                return Cards(view, _cards(what, view), whose, left)

    def _debrief(self, view: View) -> Debrief:
        async def answer(_: str, question: str, value: str | int) -> str | None:
            return await self._port.submit(
                Answer(by=self._port.seat, question=question, value=value)
            )

        mine = view.delegation or ""
        whose = one_line(view.party(mine).name)
        asked = questions_of({mine: view})
        return Debrief(
            view, asked, answer, self._after(), self._left, whose=whose, beside=self._beside()
        )

    def _after(self) -> tuple[str, ...]:
        """Say what to do once the debrief is over."""
        return (
            "The facilitator keeps the whole game in one file and can play it back from any "
            "moment.",
            "",
            with_roles_swapped(len(self._port.view().delegations)),
        )

    def _beside(self) -> tuple[Widget, ...]:
        """Return what the debrief shows beside the outcome."""
        return ()

    def _say_whose_turn(self, view: View) -> None:
        """Say in the window's title whose turn it is."""
        where = {"lobby": "briefing", "ended": "the end"}.get(view.stage, view.stage)
        if view.round is not None and view.stage in PHASES:
            where = f"round {view.round.number}, {view.stage}"
        if self._app.where:
            mine = one_line(view.party(view.delegation or "").name)
            where = f"{self._app.where} · {mine} · {where}"
        turn = waited_for(view)
        names = [one_line(view.party(one).tag) for one in view.waiting_for]
        if turn:
            where = f"● Your turn · {where}"
        elif names:
            where = f"{listed(names)} to move · {where}"
        self._tell(title=f"{where} · {one_line(view.title)}", turn=turn)


def _part(view: View) -> Card:
    """Return what a member does in its delegation."""
    party = view.party(view.delegation or "")
    chief = one_line(party.person) or "Its head"
    acts = "tables and signs" if view.has.signatures else "tables and votes"
    text = (
        f"{chief} heads it, and {acts} for you all. You draft, share your drafts (H), "
        "and write to your own people and to others (M). Your brief comes next."
    )
    if view.own_roles:
        names = listed([one_line(one.name) for one in view.own_roles])
        text += f" You are its {names}; what is said to you in that role only you read."
    return Card("YOUR PART", stopped(f"You are a member of {one_line(party.name)}"), text)


def _cards(news: News, view: View) -> tuple[Card, ...]:
    cards = [*decided_cards(news.decided, view)]
    cards += [headline(view)] if news.fresh else []
    cards += [agreement_card(one, view) for one in news.agreed]
    cards += [card_of(one, view) for one in (*news.public, *news.private)]
    if news.ending:
        cards.append(ending_card(view))
    return tuple(cards)
