"""What the facilitator's screens hold instead of a hall: all tables at a glance, and the moves.

Everything that may one day run in another process is async. This room is for whoever runs an
exercise; nothing that a delegation has imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import AnyAction, Role
from tabletop.play.state import Stage
from tabletop.seat.desk.lapsing import Lapse


@dataclass(frozen=True)
class PersonGlance:
    """Somebody with a seat at a table; `name` is empty while nobody has it.

    `away` is the seconds since the last connection, or since the seat was given to them; None while
    they are connected. Somebody who has not `come` yet may not have opened their personal link.
    """

    seat: str
    name: str
    delegation: str | None
    role: Role
    away: float | None
    come: bool = True
    also: tuple[str, ...] = ()
    """Other seats that the same person has at this table."""
    holds: tuple[str, ...] = ()
    """The ids of the roles of their delegation that they have."""
    stand_in: Temperament | None = None
    """How a stand-in plays there, if one does; the `name` is then whose seat it stays."""

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
    """What a table contributes to a debrief of the whole hall; at this point nothing is secret."""

    shown: str
    """The step of `play.queries.reveal.steps` shown to this table's room; empty for none."""
    ending: str
    """The title of its ending."""
    values: Mapping[str, float]
    """By delegation, its value by the latest ruling."""
    surplus: Mapping[str, float]
    """By delegation, value less walk-away by the latest ruling."""
    replies: tuple[ReplyGlance, ...]


@dataclass(frozen=True)
class TableGlance:
    """One table on one line. `round` is 0 before the first; `people` are in the order
    of seating.
    """

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
    """Its rulings wait for the facilitator."""
    stands: str
    """Why its clock is stopped, when no facilitator has paused it; else empty."""
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
    """Whether the exercise is over at this table, even if its debrief is not open."""
    last_move: str
    """What undo would take back, in a sentence; empty when there is nothing to take back."""
    undoable: int | None
    """The seq of that move's first event."""
    lapsing: tuple[Lapse, ...]
    """What would become a breach if the phase ended now."""
    levels: Mapping[str, float]
    """Current values of everything that can be adjusted, by its name in `Adjust`."""
    trouble: str
    """What is wrong with the table (its transcript can't be written); empty when nothing is."""
    debrief: DebriefGlance | None
    """None until the debrief is open."""
    injects_left: tuple[str, ...] = ()
    """The ids of the exercise's injects that it has not had yet."""
    injects_due: tuple[str, ...] = ()
    """The ids of those that the facilitator is to deliver now."""
    negotiated: bool = True
    """Whether anything is negotiated here, so that there are offers and agreements."""
    decided: tuple[int, int] | None = None
    """How many of the decisions asked so far have been taken; None where there are none to take."""
    answered: tuple[int, int] | None = None
    """How many answers to the questions that this round has asked there are, and could be; None
    where rounds ask none.
    """
    undecided: str = ""
    """Who has not taken which open decision, in a sentence; empty for none."""
    suspended: bool = False
    """Whether a breach has suspended acts, or left no agreement in force."""
    goes_with: str = ""
    """What else that move brought about and would go with it, in a sentence; empty for nothing."""
    warnings: tuple[str, ...] = ()
    """What the facilitator should know for a while, one sentence each, and can put aside."""

    @property
    def held(self) -> bool:
        """Whether it is in a ruling that waits for the facilitator."""
        return self.holding and self.stage == "ruling"


@dataclass(frozen=True)
class Reported:
    """Progress of report and grades, and what has been written so far.

    `amiss` are sentences on what was left out; `fault` says why writing stopped.
    """

    running: bool = False
    done: int = 0
    of: int = 0
    what: str = ""
    written: tuple[str, ...] = ()
    amiss: tuple[str, ...] = ()
    fault: str = ""


class Reports(Protocol):
    """Writes report and grades of all tables that have begun, in the background."""

    @property
    def folder(self) -> str:
        """The folder it writes to."""

    def write(self) -> None:
        """Start, unless it is running."""

    def now(self) -> Reported: ...


class Board(Protocol):
    """All tables of a hall, read-only."""

    @property
    def title(self) -> str:
        """The exercise's."""

    @property
    def exercise(self) -> Exercise:
        """The exercise played at every table."""

    @property
    def join_code(self) -> str: ...

    @property
    def address(self) -> str:
        """The URL where people join with the code."""

    def tables(self) -> tuple[TableGlance, ...]:
        """Return every table as it is now, always in the same order; at least one."""

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the id of a table that changed. Returns a function that unsubscribes."""


class Desk(Board, Protocol):
    """The same for the facilitator, with all their moves."""

    @property
    def reports(self) -> Reports | None:
        """The report writer; None where this screen can't have any reports written."""

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]:
        """Make the same move at each of these tables; return the refusals, a sentence by table."""

    async def seat(self, table: str, name: str, *, delegation: str | None, role: Role) -> str:
        """Create a seat for somebody; return their personal join link. Raises `NotAllowed`."""

    async def move(
        self, table: str, seat: str, *, to_table: str, delegation: str | None, role: Role
    ) -> None:
        """Give the same person another place; their screen follows. Raises `NotAllowed`."""

    async def seat_too(self, table: str, seat: str, delegation: str) -> None:
        """Let the same person head one more delegation that has no head. Raises `NotAllowed`."""

    async def replace(self, table: str, seat: str, name: str) -> str:
        """Give the seat to somebody else; return their personal link. Raises `NotAllowed`."""

    async def remove(self, table: str, seat: str) -> None:
        """Remove somebody; the seat stays, empty, to be taken over. Raises `NotAllowed`."""

    def go(self, table: str) -> None:
        """Take this screen to a table's desk, or ("") back to all tables."""
