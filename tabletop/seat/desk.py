"""What the facilitator's screens hold instead of a hall: all tables at a glance, and the moves.

Everything that may one day happen in another process is async.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tabletop.exercise.model import Exercise
from tabletop.play.actions import AnyAction, Role
from tabletop.play.state import Stage
from tabletop.seat.lapsing import Lapse


@dataclass(frozen=True)
class PersonGlance:
    """Somebody with a seat at a table; `name` is empty while nobody has it.

    `away` is the seconds since the last connection, or since the seat was given to them; None while
    there is one. Somebody who has not `come` yet may still have their personal link before them.
    """

    seat: str
    name: str
    delegation: str | None
    role: Role
    away: float | None
    come: bool = True
    also: tuple[str, ...] = ()
    """Other seats that the same person has at this table."""

    @property
    def connected(self) -> bool:
        return self.away is None


@dataclass(frozen=True)
class ReplyGlance:
    """An answer to a question of the debrief."""

    question: str
    delegation: str | None
    value: str | int


@dataclass(frozen=True)
class DebriefGlance:
    """What a table brings to a debrief of the whole hall; at this point nothing is secret."""

    shown: str
    """The step of `play.reveal.steps` that this table's room is shown; empty for none."""
    ending: str
    """The title of its ending."""
    values: Mapping[str, float]
    """By delegation, what it has as last ruled."""
    surplus: Mapping[str, float]
    """By delegation, as last ruled: value less walk-away."""
    replies: tuple[ReplyGlance, ...]


@dataclass(frozen=True)
class TableGlance:
    """One table in a line. `round` is 0 before the first; `people` in the order of seating."""

    id: str
    stage: Stage
    round: int
    rounds: int
    title: str
    """Of the round."""
    date: str
    remaining: int | None
    """Milliseconds left on the phase's clock, None when it has none."""
    paused: bool
    holding: bool
    """Its rulings stay until the facilitator goes on."""
    stands: str
    """Why its clock stands, when no facilitator has paused it; else empty."""
    missed: int
    """The seconds that the computer slept, when that is why."""
    waiting_for: tuple[str, ...]
    """Delegations that are not ready."""
    open_offers: int
    best: tuple[str, float] | None
    """The open offer whose least satisfied delegation has the greatest surplus, and that surplus.

    The surpluses are those of all delegations of the exercise.
    """
    agreements: int
    tension: float | None
    """0..100; None where there is no climate."""
    crisis: bool
    people: tuple[PersonGlance, ...]
    ended: bool
    """The exercise is over at this table, whether or not its debrief is open."""
    last_move: str
    """What undo would take back, in a sentence; empty when there is nothing to take back."""
    undoable: int | None
    """The seq of that move's first event."""
    lapsing: tuple[Lapse, ...]
    """What would become a broken promise if the phase ended now."""
    levels: Mapping[str, float]
    """Now, of everything that can be adjusted, by the name that `Adjust` has for it."""
    trouble: str
    """Why the table is not as it should be (its transcript can't be written); empty when it is."""
    debrief: DebriefGlance | None
    """None until the debrief is open."""
    injects_left: tuple[str, ...] = ()
    suspended: bool = False
    """Has a breach suspended acts of the agreement in force?"""
    """The ids of the exercise's injects that it has not had."""

    @property
    def held(self) -> bool:
        """Is it in a ruling that stays until the facilitator goes on?"""
        return self.holding and self.stage == "ruling"


@dataclass(frozen=True)
class Reported:
    """How far the writing of report and grades is, and what it has written by now.

    `amiss` are sentences on what was left out; `fault` says why nothing more comes.
    """

    running: bool = False
    done: int = 0
    of: int = 0
    what: str = ""
    written: tuple[str, ...] = ()
    amiss: tuple[str, ...] = ()
    fault: str = ""


class Reports(Protocol):
    """Writes report and grades of all tables that have begun, beside everything else."""

    @property
    def folder(self) -> str:
        """Where to."""

    def write(self) -> None:
        """Begin, unless it is being done."""

    def now(self) -> Reported: ...


class Board(Protocol):
    """All tables of a hall, to look at."""

    @property
    def title(self) -> str:
        """The exercise's."""

    @property
    def exercise(self) -> Exercise:
        """What is played at every table."""

    @property
    def join_code(self) -> str: ...

    @property
    def address(self) -> str:
        """Where people go with the code: a URL."""

    def tables(self) -> tuple[TableGlance, ...]:
        """Every table as it is now, always in the same order; at least one."""

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        """Be told the id of a table that changed. Returns how to unsubscribe."""


class Desk(Board, Protocol):
    """The same for whoever facilitates, with everything they can do."""

    @property
    def reports(self) -> Reports | None:
        """None where this screen can't have any written."""

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]:
        """The same move at each of these tables; the refusals, a sentence by table."""

    async def seat(self, table: str, name: str, *, delegation: str | None, role: Role) -> str:
        """Make a seat for somebody; returns their personal join link. Raises `NotAllowed`."""

    async def move(
        self, table: str, seat: str, *, to_table: str, delegation: str | None, role: Role
    ) -> None:
        """Give the same person another place; their screen follows. Raises `NotAllowed`."""

    async def seat_too(self, table: str, seat: str, delegation: str) -> None:
        """Let the same person head one more delegation, which nobody heads. Raises `NotAllowed`."""

    async def replace(self, table: str, seat: str, name: str) -> str:
        """Give the seat to somebody else; returns their personal link. Raises `NotAllowed`."""

    async def remove(self, table: str, seat: str) -> None:
        """Show somebody out; the seat stays, empty, to be taken over. Raises `NotAllowed`."""

    def go(self, table: str) -> None:
        """Take this screen to a table's desk, or ("") back to all tables."""
