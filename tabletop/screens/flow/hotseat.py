"""One keyboard for the whole table: show the page that each step of the flow asks for.

It is the only part of the screens that holds the table itself. Between two turns it shows a
hand-over page, and it records in the transcript who came to the keyboard and who left it, so that a
game resumes exactly where it was left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from tabletop.errors import StorageFailed
from tabletop.journal.store import TranscriptRef
from tabletop.play.actions import Advance, Answer, AnyAction, Join, Leave, OpenDebrief, Ready
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.screens.facilitator.lock import Lock
from tabletop.screens.flow import room_words, standstill
from tabletop.screens.flow.at_this_keyboard import AtThisKeyboard
from tabletop.screens.flow.submitting import Submitting
from tabletop.screens.flow.turn_pages import Reading, nothing_read, read_first
from tabletop.screens.kit.masthead import tell_clock
from tabletop.screens.kit.speakers_line import tell_speakers
from tabletop.screens.pages.handover import MOVED_ON, Chair, HandOver
from tabletop.screens.pages.minute import minute_card
from tabletop.screens.pages.ruling import NEXT, OwnRuling, Ruling, deeds
from tabletop.screens.pages.situation import (
    Card,
    Cards,
    agreement_card,
    card_of,
    decided_cards,
    ending_card,
    headline,
)
from tabletop.seat import flow
from tabletop.seat.port import Port
from tabletop.seat.talks import taken_up
from tabletop.seat.unfinished import UnfinishedWork
from tabletop.seat.words.undone import taken_back

if TYPE_CHECKING:
    from tabletop.screens.flow.app import TabletopApp
    from tabletop.table import Table

R = TypeVar("R")


class HotSeat:
    """The guide of a shared keyboard; unfinished work is kept beside the `transcript`.

    The room reads `note` before anything else. The facilitator's menu is behind the `lock`; with
    `ask_word` its word is asked for at the beginning.
    """

    def __init__(
        self,
        app: TabletopApp,
        table: Table,
        transcript: TranscriptRef | None = None,
        note: str = "",
        lock: Lock | None = None,
        *,
        ask_word: bool = False,
    ) -> None:
        self._app = app
        self._table = table
        self._saved_in = transcript.where if transcript is not None else "memory"
        self._note = note
        self._ask_word = ask_word
        self._submitting = Submitting(app, table)
        heads = [one for one in table.state.seats.values() if one.role == "head"]
        # Where nobody else plays, as after a rehearsal, people play what stand-ins played.
        people = [one for one in heads if one.stand_in is None] or heads
        self._heads = {one.delegation: one.id for one in people if one.delegation is not None}
        seats = {seat: delegation for delegation, seat in self._heads.items()}
        self._memory = flow.remembered(table.events, seats, self._room(), self._views())
        self._work = UnfinishedWork(table, transcript, app.warn)
        self._ports = {
            delegation: Port(table, seat, self._submitting.not_saved, self._work.of(seat))
            for delegation, seat in self._heads.items()
        }
        for delegation, port in self._ports.items():
            seen = taken_up(
                port,
                self._memory.seen.get(delegation, 0),
                known=self._work.knows(port.seat),
            )
            self._memory = self._memory.given_back(delegation, seen)
        self._facilitator = AtThisKeyboard(
            app,
            table,
            self._work,
            lock or Lock(),
            self._facilitated,
            self._facilitator_left,
        )
        self._place = self._where()
        self._revealed: tuple[str, int] | None = None
        """The ruling that the room has seen whole."""
        app.farewell = room_words.go_on_with(table.exercise.id, self._saved_in)

    # The app's interface to the guide

    has_menu = True

    def begin(self) -> None:
        """Ask for the word of a resumed game before anything else, which was written nowhere.

        The card of a stopped clock says to press F10: the menu must be locked by then.
        """
        if self._ask_word:
            self._facilitator.ask_for_a_word(self._before_going_on)
        else:
            self._before_going_on()

    def _before_going_on(self) -> None:
        if cards := standstill.before_going_on(self._room(), self._note, self._remaining()):
            self._show(Cards(self._room(), cards), lambda _: self._go())
        else:
            self._go()

    def stage_view(self) -> View | None:
        return self._room()

    def close(self) -> None:
        standstill.let_stand(self._table)
        self._keep_begun()
        self._table.close()

    def tick(self) -> None:
        """Save unfinished work, advance the clock, and go on when the phase's time is up."""
        self._keep_begun()
        tell_speakers(self._app.screen_stack)
        if self._facilitator.there or self._submitting.asking:
            standstill.beat(self._table)
            return
        before = self._table.state
        ran = before.clock.seconds > 0 and before.clock.paused is None
        # Compare with what is on the screen: the table may have moved on with the last move.
        ended, _ = self._place
        try:
            self._table.tick()
        except StorageFailed as failure:
            self._submitting.ask(failure.told, self.tick, lambda: None)
            return
        if self._where() != self._place:
            self._interrupt(standstill.time_is_up_card(ended))
            return
        left = self._remaining()
        if ran and self._table.state.clock.why == "asleep":
            self._interrupt(standstill.standstill_card(self._room(), left))
        elif self._table.state.delivered != before.delivered:
            self._after_facilitator()
        else:
            tell_clock(self._app.screen_stack, left)

    def open_facilitator(self) -> None:
        if self._facilitator.there or self._submitting.asking:
            self._app.warn("Finish here first: Esc goes back.")
        else:
            self._facilitator.come()

    def _keep_begun(self) -> None:
        self._work.keep((*self._ports.values(), self._facilitator.desk))

    # The steps

    def _go(self) -> None:
        """Show the page of the next step."""
        self._place = self._where()
        room, views = self._room(), self._views()
        step = flow.next_step(room, views, self._memory)
        match step.kind:
            case "minute":
                self._introduce(room)
            case "brief" | "news" | "turn":
                self._hand_over(room, views, step)
            case "situation":
                self._tell(room, views)
            case "open" | "advance":
                self._do([Advance(by=FACILITATOR)], self._go)
            case "ruling":
                self._rule(room, revealed=self._revealed == self._where())
            case "ending":
                self._end(room)
            case "debrief":
                self._debrief(room, views)

    def _introduce(self, room: View) -> None:
        """Tell the room, before any brief, what the game is about."""

        def read(_: object) -> None:
            self._memory = replace(self._memory, introduced=True)
            self._go()

        self._show(Cards(room, (minute_card(room),)), read)

    def _hand_over(self, room: View, views: Mapping[str, View], step: flow.Step) -> None:
        """Ask, between turns, that only the next person looks; nothing secret is shown."""
        chairs = tuple(
            Chair(party, flow.something_waits(views[party.id], self._memory))
            for party in room.delegations
            if party.id in views
        )
        page = HandOver(
            room,
            chairs,
            step.delegation or "",
            flow.may_come(room, views, step, self._memory),
            happened=(
                *room_words.for_the_facilitator(self._facilitator.desk),
                *room_words.lately(room),
            ),
            remaining=self._remaining(),
            desk=self._facilitator.desk,
        )
        self._show(page, lambda one: self._go() if one == MOVED_ON else self._take(step, one))

    def _take(self, step: flow.Step, delegation: str) -> None:
        """Give a delegation the keyboard: first what it has not read yet, then its own page."""
        view = self._view(delegation)
        self._memory = self._memory.taken(delegation)
        pages = read_first(view, step, self._memory, self._remaining)
        if step.kind != "brief":
            pages.append((lambda: self._own_page(delegation), nothing_read))
        present = view.party(delegation).present
        arrived = [] if present else [Join(by=self._heads[delegation])]
        self._do(arrived, lambda: self._turn_pages(step, delegation, pages, None))

    def _own_page(self, delegation: str) -> Screen[Any]:
        from tabletop.screens.flow.tables import at_one_keyboard

        return at_one_keyboard(self._ports[delegation])

    def _turn_pages(
        self,
        step: flow.Step,
        delegation: str,
        pages: Sequence[Reading],
        result: Any,
    ) -> None:
        """Show the pages of a turn one after another; the last one's result ends the turn.

        What a page tells is remembered once it is closed: the facilitator or the clock may end the
        turn before it was read.
        """
        last = len(pages) == 1 and step.kind == "news"
        if not pages or last:
            self._turn_over(step, delegation, "ready" if last else result)
            return
        (first, having_read), *rest = pages

        def read(given: Any) -> None:
            self._memory = having_read(self._memory)
            self._turn_pages(step, delegation, rest, given)

        self._show(first(), read)

    def _turn_over(self, step: flow.Step, delegation: str, result: Any) -> None:
        # What was said to one delegation is not for the next.
        self._app.clear_notifications()
        actions: list[AnyAction] = []
        waited_for = delegation in self._room().waiting_for
        if step.kind == "brief":
            self._memory = self._memory.having_briefed(delegation)
        elif result == "ready" and self._where() == self._place and waited_for:
            actions.append(Ready(by=self._heads[delegation]))
        self._do([*actions, *self._leaving(delegation)], self._go)

    def _leaving(self, delegation: str) -> list[AnyAction]:
        self._memory = self._memory.given_back(delegation, self._table.state.seq)
        seat = self._heads[delegation]
        return [Leave(by=seat)] if self._table.state.seats[seat].present else []

    def _tell(self, room: View, views: Mapping[str, View]) -> None:
        """Show the room the round's situation, and what happened since."""
        number = room.round.number if room.round else 0
        fresh = room.stage == "situation" and self._memory.told != number
        injects = flow.unseen(room, None, self._memory)
        agreed = flow.signed(room, self._memory)
        decided = flow.decided(room, self._memory)
        cards = (
            *decided_cards(decided, room),
            *([headline(room)] if fresh else []),
            *(agreement_card(one, room) for one in agreed),
            *(card_of(one, room) for one in injects),
        )

        def read(_: object) -> None:
            told = self._memory.showing(None, injects).showing(None, agreed)
            self._memory = replace(flow.having_told(told, decided), told=number)
            acknowledged = [
                Ready(by=self._heads[one])
                for one in room.waiting_for
                if room.stage == "situation" and one in views and not flow.private_news(views[one])
            ]
            self._do(acknowledged, self._go)

        if cards:
            self._show(Cards(room, cards, remaining=self._remaining()), read)
        else:
            read(None)

    def _rule(self, room: View, *, revealed: bool = False) -> None:
        page = Ruling(room, deeds(room), revealed=revealed, remaining=self._remaining())
        self._show(page, self._ruled)

    def _ruled(self, choice: str) -> None:
        room, views = self._room(), self._views()
        self._revealed = self._where()
        if choice == NEXT:
            waiting = [one for one in room.waiting_for if one in self._heads]
            self._do([Ready(by=self._heads[one]) for one in waiting], self._go)
            return
        if not flow.ruling_due(views[choice], replace(self._memory, ruling_read={})):
            self._rule(room, revealed=True)
            return
        chairs = tuple(Chair(party) for party in room.delegations if party.id in views)
        page = HandOver(room, chairs, choice, frozenset(views), remaining=self._remaining())
        self._show(page, self._read_ruling)

    def _read_ruling(self, delegation: str) -> None:
        view = self._view(delegation)
        self._memory = self._memory.taken(delegation)

        def read(_: object) -> None:
            ruled = view.scores[delegation].round
            self._memory = self._memory.with_ruling_read(delegation, ruled)
            self._rule(self._room(), revealed=True)

        self._show(OwnRuling(view, self._remaining()), read)

    def _end(self, room: View) -> None:
        page = Cards(room, (ending_card(room),))
        self._show(page, lambda _: self._do([OpenDebrief(by=FACILITATOR)], self._go))

    def _debrief(self, room: View, views: Mapping[str, View]) -> None:
        from tabletop.screens.kit.hotwash import questions_of
        from tabletop.screens.pages.debrief import Debrief

        async def answer(delegation: str, question: str, value: str | int) -> str | None:
            action = Answer(by=self._heads[delegation], question=question, value=value)
            return await self._ports[delegation].submit(action)

        page = Debrief(
            room,
            questions_of(views),
            answer,
            room_words.afterwards(self._saved_in, len(room.delegations)),
            self._table.left_on_table,
        )
        self._app.farewell = f"The whole game is kept in {self._saved_in}."
        self._show(page, lambda _: self._app.exit(0))

    # Requests to the table

    def _room(self) -> View:
        return self._table.view(None)

    def _view(self, delegation: str) -> View:
        return self._table.view(self._heads[delegation])

    def _views(self) -> dict[str, View]:
        return {delegation: self._view(delegation) for delegation in self._heads}

    def _where(self) -> tuple[str, int]:
        return self._table.state.stage, self._table.state.round

    def _remaining(self) -> int | None:
        return next(iter(self._ports.values())).remaining() if self._ports else None

    # Doing, showing, and when something goes wrong

    def _show(self, page: Screen[R], then: Callable[[R], None]) -> None:
        def dismissed(result: R | None) -> None:
            if result is not None:
                then(result)

        self._app.show(page, dismissed)

    def _do(self, actions: Sequence[AnyAction], then: Callable[[], None]) -> None:
        self._submitting.do(actions, then, self._go)

    def _facilitated(self, action: AnyAction) -> None:
        before = self._table.state.seq
        self._do([action], self._after_facilitator)
        if (said := taken_back(self._in_sight(), before)) is not None:
            self._app.notify(said, markup=False)

    def _in_sight(self) -> View:
        """Return the view of whoever has the keyboard; between turns the room's."""
        seats = self._table.state.seats
        here = next((one for one, seat in self._heads.items() if seats[seat].present), None)
        return self._room() if here is None else self._view(here)

    def _facilitator_left(self) -> None:
        """Show what the speakers' list has brought, which has a page of its own."""
        if self._where() != self._place:
            self._interrupt(None)
        else:
            self._app.refresh_page()

    def _after_facilitator(self) -> None:
        """Stay on a delegation's own page when only its numbers changed."""
        if self._where() != self._place or not self._app.refresh_page():
            self._interrupt(None)

    def _interrupt(self, card: Card | None) -> None:
        """Leave the current page, and say why if there is something to say."""
        self._app.clear()
        self._app.clear_notifications()
        leaving: list[AnyAction] = []
        over = flow.went_on(self._place, self._where())
        for delegation, seat in self._heads.items():
            if self._table.state.seats[seat].present:
                leaving += self._leaving(delegation)
                self._memory = self._memory if over else self._memory.broken_off(delegation)
        if card is None:
            self._do(leaving, self._go)
            return
        page = Cards(self._room(), (card,))
        self._do(leaving, lambda: self._show(page, lambda _: self._go()))
