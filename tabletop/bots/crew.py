"""The stand-ins of one table with people at it: who moves next, and when.

It knows no clock and submits nothing: whoever runs a table tells it the time and makes the moves
that it returns, so that a game of an hour is tested in a second.

    while (due := crew.due(now)) is not None and due <= now:
        move = crew.next(now)
        if move is not None:
            ...submit it; what the rules refuse is thought about again

Which seats are theirs stands in the transcript (`Seat.stand_in`), and so does the seed of their
chance: a table that is resumed, or a seat that is handed over, needs nothing else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tabletop.bots.game import QuietPort, chairing, may_act, news_since
from tabletop.bots.stand_in import StandIn
from tabletop.bots.strategy import Intent
from tabletop.bots.talk import owes_words
from tabletop.exercise.model import PHASES
from tabletop.exercise.parts import Temperament
from tabletop.past import clock_now
from tabletop.play.actions import AnyAction, CastVote, Perform, WriteNote
from tabletop.play.events import AnyEvent, SeatAssigned
from tabletop.play.history import History
from tabletop.play.parts.votes import ABSTAIN, NO
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.state import FACILITATOR, State
from tabletop.seat.port import Port
from tabletop.seat.words.due import undecided
from tabletop.table import Table

Make = Callable[[Port, Temperament, int], StandIn]
"""Makes the stand-in of a seat from its port, its temperament and the table's seed."""


def _talking(port: Port, temperament: Temperament, seed: int) -> StandIn:
    """Return a stand-in for a table with people, with whom it talks."""
    return StandIn(port, temperament, seed, talks=True)


@dataclass(frozen=True)
class Pace:
    """How long stand-ins take, in seconds; from and to, between which the seed draws."""

    answers: tuple[float, float]
    """To answer something new, or to begin in a new phase."""
    goes_on: tuple[float, float]
    """For the next of several moves that were thought of together, and to say that it is ready."""
    apart: float
    """Between any two moves of theirs at a table."""


HUMAN = Pace((2.5, 7.0), (1.5, 4.0), 0.8)
"""That of people who know what they want."""
BRISK = Pace((0.6, 1.6), (0.4, 1.0), 0.3)
"""For whoever practises alone and would rather not wait."""
AT_ONCE = Pace((0.0, 0.0), (0.0, 0.0), 0.0)
PACES = {"human": HUMAN, "brisk": BRISK, "at-once": AT_ONCE}

_THINKING = ("negotiation", "decision")
"""The phases in which people are waited for: what they do last is answered before the end."""


@dataclass
class _Chair:
    """One seat of a stand-in, in the current phase."""

    stand_in: StandIn
    phase: tuple[str, int] | None = None
    asked: int | None = None
    """The number of the last event when it last looked in this phase."""
    wakes: float | None = None
    """When it moves next."""
    goes_on: bool = False
    """Whether it has thought of another move already."""
    was_ready: int | None = None
    """The number of the last event when it last tried to say that it is ready."""


class Crew:
    """Give it the table and call `due` and `next` with the time, in seconds from any beginning.

    `pace` may be changed at any time.
    """

    def __init__(
        self, table: Table, pace: Pace = HUMAN, *, chairs: bool = False, make: Make = _talking
    ) -> None:
        """`chairs` where nobody facilitates: then votes are closed, motions put and the floor given
        as they would be by a facilitator.
        """
        self.pace = pace
        self._table = table
        self._chairs = chairs
        self._make = make
        self._seats: dict[str, _Chair] = {}
        self._free = 0.0
        """When the next of them may move."""
        self._chair_wakes: float | None = None
        self._chaired: int | None = None
        self._notes: deque[AnyAction] = deque()

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """Who plays here now."""
        return tuple(one.stand_in for one in self._seats.values())

    def due(self, now: float) -> float | None:
        """Return when `next` should be called, which may be now; None while nothing is to be done
        before something else happens at the table.
        """
        self._follow(now)
        if self._notes:
            return now
        times = [one.wakes for one in self._seats.values() if one.wakes is not None]
        if self._chair_wakes is not None:
            times.append(self._chair_wakes)
        return max(min(times), self._free) if times else None

    def next(self, now: float) -> AnyAction | None:
        """Return the move that is to be made now; None where somebody has looked and passed, or
        nobody is due. Takes at most one look at the table, some 10 to 60 ms.
        """
        due = self.due(now)
        if due is None or due > now:
            return None
        move = self._notes.popleft() if self._notes else self._moved(now)
        if move is not None and move.by != FACILITATOR:
            self._free = now + self.pace.apart
        return move

    def hurry(self, now: float) -> None:
        """Let whoever is thinking move at once, each in turn."""
        self._follow(now)
        for one in self._seats.values():
            one.wakes = None if one.wakes is None else min(one.wakes, now)
        self._free = min(self._free, now)

    # Who is there, and when they wake.

    def _follow(self, now: float) -> None:
        """Take notice of what has happened at the table."""
        state = self._table.state
        held = {
            id: one.stand_in
            for id, one in state.seats.items()
            if one.stand_in is not None and one.role == "head" and one.delegation is not None
        }
        for id in [*self._seats]:
            if self._seats[id].stand_in.temperament != held.get(id):
                del self._seats[id]
        for id, temperament in held.items():
            if id not in self._seats:
                self._seats[id] = self._taken(id, temperament)
        for one in self._seats.values():
            self._wake(one, state, now)
        if self._chairs:
            self._wake_chair(state, now)

    def _taken(self, id: str, temperament: Temperament) -> _Chair:
        """Return a stand-in at its seat, which knows what it knew if it has played there before."""
        table = self._table
        port = QuietPort(table, id)
        chair = _Chair(self._make(port, temperament, table.state.seed))
        made = _moves_of(table.events, id)
        intent: Intent | None = None
        if made:
            history = History(table.exercise, table.events, table.state.rules)
            for event in made:
                state = history.at(event.seq - 1)
                port.turn_to(Table(None, state, [], clock_now))
                intent = chair.stand_in.next()
            port.turn_to(table)
            chair.phase = (table.state.stage, table.state.round)
            opened = [one.seq for one in table.events if one.kind == "phase.opened"]
            if made[-1].seq > max(opened, default=0):
                chair.asked = made[-1].seq - 1
                chair.goes_on = intent is not None
        return chair

    def _wake(self, one: _Chair, state: State, now: float) -> None:
        phase = (state.stage, state.round)
        if one.phase != phase:
            one.phase, one.asked, one.wakes = phase, None, None
            one.goes_on, one.was_ready = False, None
        if state.stage not in (*PHASES, "debrief") or state.clock.paused is not None:
            # While time stands, for a discussion or because all have left, they wait too.
            one.wakes = None
            return
        if one.wakes is None and (self._thinks(one, state) or self._readies(one, state)):
            one.wakes = now + self._drawn(one, self.pace.answers)

    def _thinks(self, one: _Chair, state: State) -> bool:
        """Return whether there is anything to think about."""
        seat = one.stand_in.port.seat
        if one.goes_on:
            return True
        if owes_words(state, seat):
            return one.asked is None or state.seq > one.asked
        if not may_act(state, state.seats[seat].delegation or ""):
            return False
        return one.asked is None or news_since(self._table, seat, one.asked)

    def _readies(self, one: _Chair, state: State) -> bool:
        """Return whether it is time to say that it is ready: where something is negotiated, once
        all people are, so that nothing of theirs stays unanswered.
        """
        waiting = waiting_for(state)
        heads = {place.delegation: place for place in state.seats.values() if place.role == "head"}
        mine = state.seats[one.stand_in.port.seat].delegation
        if mine not in waiting or one.was_ready == state.seq:
            return False
        if state.stage not in _THINKING:
            return True
        return all(heads[other].stand_in is not None for other in waiting)

    def _drawn(self, one: _Chair, between: tuple[float, float]) -> float:
        state = self._table.state
        seeded = f"{state.seed}/{one.stand_in.port.seat}/{state.seq}/pace"
        return Random(seeded).uniform(*between)  # noqa: S311 (nothing to guess)

    def _wake_chair(self, state: State, now: float) -> None:
        """Whoever facilitates waits until the stand-ins have nothing more to do."""
        moves = state.seq != self._chaired and bool(chairing(state))
        busy = any(one.wakes is not None for one in self._seats.values())
        if not moves or busy:
            self._chair_wakes = None
        elif self._chair_wakes is None:
            self._chair_wakes = now + self.pace.goes_on[0]

    # What they do.

    def _moved(self, now: float) -> AnyAction | None:
        state = self._table.state
        awake = [one for one in self._seats.values() if one.wakes is not None]
        first = min(awake, key=lambda one: one.wakes or 0.0, default=None)
        if first is None or (first.wakes or 0.0) > now:
            self._chair_wakes, self._chaired = None, state.seq
            return next(iter(chairing(state)), None)
        first.wakes = None
        if self._thinks(first, state):
            move = self._looked(first)
            if move is not None:
                first.wakes = now + self._drawn(first, self.pace.goes_on)
                return move
        return self._finished(first, state, now)

    def _looked(self, one: _Chair) -> AnyAction | None:
        """Let a stand-in look at the table; return its move, None for a pass."""
        stand_in, faults = one.stand_in, one.stand_in.faults
        one.asked = self._table.state.seq
        intent = stand_in.next()
        # It is asked until it passes: then it has also said what it had to say.
        one.goes_on = intent is not None
        if stand_in.faults > faults:
            self._notes.append(WriteNote(by=FACILITATOR, text=stand_in.trouble))
        return intent.move if intent is not None else None

    def _finished(self, one: _Chair, state: State, now: float) -> AnyAction | None:
        """Return what a stand-in that passes still owes the table, or that it is ready."""
        owed = _owed(one.stand_in)
        if owed is not None:
            one.wakes = now + self._drawn(one, self.pace.goes_on)
            return owed
        if not self._readies(one, state):
            return None
        one.was_ready = state.seq
        return one.stand_in.ready()


def _moves_of(events: Sequence[AnyEvent], seat: str) -> list[AnyEvent]:
    """Return the events with which the stand-in that has a seat now began its moves there."""
    found: list[AnyEvent] = []
    for event in events:
        if isinstance(event, SeatAssigned) and event.seat == seat:
            found = []
        elif event.by == seat and event.cause is None and event.kind != "seat.ready":
            found.append(event)
    return found


def _owed(stand_in: StandIn) -> AnyAction | None:
    """Return what is asked of a seat that its strategy has left undone: nobody waits for a strategy
    that was stopped. It keeps its word, and abstains.
    """
    view = stand_in.port.view()
    for act in undecided(view) if view.stage == "decision" else ():
        return Perform(by=view.seat, agreement=act.agreement, issue=act.issue)
    for vote in view.open_votes:
        for choice in (ABSTAIN, NO, *vote.choices) if vote.asks else ():
            cast = CastVote(by=view.seat, vote=vote.id, choice=choice)
            if stand_in.port.why_not(cast) is None:
                return cast
    return None
