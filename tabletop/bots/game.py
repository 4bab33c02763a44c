"""A whole game of stand-ins at one table, with a facilitator who moves it on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from random import Random

from tabletop.bots.stand_in import StandIn
from tabletop.errors import NotAllowed
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import (
    Advance,
    AnyAction,
    Assign,
    CallRoll,
    CallSpeaker,
    CloseVote,
    PutMotion,
    WriteNote,
)
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR, State
from tabletop.play.view import view_as_needed
from tabletop.seat.port import Port
from tabletop.table import Table

MOST_LAPS = 40
"""How often everybody is asked in one phase; all have passed long before."""
_ASKED = ("caucus", "negotiation", "decision")
"""The phases in which stand-ins have something to do."""


class QuietPort(Port):
    """The port of a stand-in where nobody looks on: its views leave this round's story out, which
    tells it nothing new, and are made as far as it looks at them.
    """

    def view(self) -> View:
        """Return what the seat may know now; made once for each state of the table."""
        state = self._table.state
        if self._view is None or self._view[0] is not state:
            self._view = (state, view_as_needed(state, self.seat))
        return self._view[1]

    def turn_to(self, table: Table) -> None:
        """Look at another moment of the same game."""
        self._table, self._view = table, None


def seat_all(
    table: Table, temperaments: Mapping[str, Temperament], seed: int = 0
) -> tuple[StandIn, ...]:
    """Seat a stand-in for each delegation, and return them."""
    for one, temperament in temperaments.items():
        table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, stand_in=temperament))
    return tuple(StandIn(QuietPort(table, one), how, seed) for one, how in temperaments.items())


def play_out(
    table: Table,
    stand_ins: Iterable[StandIn],
    seed: int = 0,
    first: Iterable[AnyAction] = (),
    wait: Callable[[int], None] | None = None,
) -> None:
    """Play a table to its end. Raises `StorageFailed` where a transcript can't be written.

    Every move goes through `Table.submit`; where a stand-in had to be stopped the facilitator
    writes a note. `first` are moves of the facilitator's as the first round opens, which raise
    `NotAllowed` where they are refused. `wait` lets the seconds of a phase pass, by which planned
    injects come.
    """
    everybody = list(stand_ins)
    asked: dict[str, int] = {}
    chance = Random(f"{table.exercise.id}/{seed}/order")  # noqa: S311 (nothing to guess)
    table.submit(Advance(by=FACILITATOR))
    for move in first:
        table.submit(move)
    while not _over(table.state):
        if table.state.stage in _ASKED:
            chance.shuffle(everybody)
            if table.state.stage != "decision":
                asked.clear()
            _phase(table, everybody, asked)
        if wait is not None and table.exercise.has.planned and _news_came(table, wait):
            _phase(table, everybody, {})
        if not _over(table.state):
            table.submit(Advance(by=FACILITATOR))


def _news_came(table: Table, wait: Callable[[int], None]) -> bool:
    """Let the time of a phase pass; return whether an inject came that asks for something."""
    state = table.state
    for phase, seconds in table.exercise.rounds[state.round - 1].phases.items():
        if phase == state.stage:
            wait(seconds)
    table.deliver_planned()
    return table.state.seq > state.seq and table.state.stage in _ASKED


def _over(state: State) -> bool:
    return state.stage in ("ended", "debrief")


def _phase(table: Table, everybody: list[StandIn], asked: dict[str, int]) -> None:
    """Ask everybody in turn until all pass, or the phase is over. `asked` are the events after
    which each looked last in this round; who has decided by then on all offers is not asked again
    as the decision phase opens, unless there is more to decide.
    """
    opened = (table.state.round, table.state.stage)
    for one in everybody:
        if not one.decides_at_once or _must_answer(table.state, one.port.seat):
            asked.pop(one.port.seat, None)
    for _ in range(MOST_LAPS):
        before = table.state.seq
        for one in everybody:
            last = asked.get(one.port.seat)
            asks = may_act(table.state, one.port.seat)
            if asks and (last is None or news_since(table, one.port.seat, last)):
                _ask(table, one)
                asked[one.port.seat] = table.state.seq
                if (table.state.round, table.state.stage) != opened:
                    return
        for move in chairing(table.state)[:1]:
            with suppress(NotAllowed):
                table.submit(move)
        if table.state.seq == before or (table.state.round, table.state.stage) != opened:
            return


_NO_NEWS = (
    "phase.opened",
    "offer.rejected",
    "offer.signed",
    "statement.made",
    "message.sent",
    "note.written",
)
"""What leaves everything to be done as it was."""


def news_since(table: Table, seat: str, since: int) -> bool:
    """Return whether others have done anything since that a stand-in might act on."""
    return any(event.by != seat and event.kind not in _NO_NEWS for event in table.events[since:])


def may_act(state: State, delegation: str) -> bool:
    """Return whether a delegation can have anything to do in this phase."""
    if state.stage == "negotiation" or _must_answer(state, delegation):
        return True
    return state.stage == "decision" and bool(state.offers)


def _must_answer(state: State, delegation: str) -> bool:
    """Return whether a delegation is asked for something, apart from offers."""
    if state.votes:
        return True
    if any(one.open and one.delegation == delegation for one in state.decisions.values()):
        return True
    return state.stage == "decision" and any(delegation in due.performers for due in state.due)


def _ask(table: Table, one: StandIn) -> None:
    """Let a stand-in make the moves that it thinks of in one look at the table."""
    faults = one.faults
    intent = one.next(table.submit)
    while intent is not None and intent.more:
        intent = one.next(table.submit)
    if one.faults > faults:
        table.submit(WriteNote(by=FACILITATOR, text=one.trouble))


def chairing(state: State) -> list[AnyAction]:
    """Return what a facilitator does when all have said what they have to say: call the roll, close
    votes, put motions, give the floor.
    """
    moves: list[AnyAction] = []
    for vote in state.votes.values():
        if vote.ballot == "roll-call" and vote.turn is None and vote.waiting:
            moves.append(CallRoll(by=FACILITATOR, vote=vote.id))
        elif not vote.waiting:
            moves.append(CloseVote(by=FACILITATOR, vote=vote.id))
    if not state.votes:
        moves += [PutMotion(by=FACILITATOR, motion=one) for one in state.speakers.motions]
    if state.speakers.hands and state.speakers.speaker is None:
        moves.append(CallSpeaker(by=FACILITATOR))
    return moves
