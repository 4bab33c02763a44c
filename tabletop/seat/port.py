"""A seat's only way to the table: what a screen holds instead of the table itself.

A screen asks its port for the view, for what may be done and for a draft's worth, and hands it
actions. It can reach no other seat's view and no state.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.parts import Temperament
from tabletop.play.actions import (
    AnyAction,
    Decide,
    MakeGesture,
    MakeStatement,
    RejectOffer,
    TableOffer,
)
from tabletop.play.events import AnyEvent
from tabletop.play.parts.needs import Needs
from tabletop.play.seen import ActSeen, View, Worth
from tabletop.play.seen.role_seen import RoleWorth
from tabletop.play.view.appraise import estimate
from tabletop.seat.meanwhile import done_meanwhile
from tabletop.seat.packages.draft import Draft

if TYPE_CHECKING:
    from tabletop.referee.outcomes.drawn import Places
    from tabletop.referee.outcomes.grid import Floats, Mask
    from tabletop.table import Table

Do = Callable[[AnyAction], Awaitable[object]]
"""Makes a move; done once it is durable. Raises `NotAllowed` and `StorageFailed`."""


def at_once(table: Table) -> Do:
    """Return how moves are made where nobody has to go on meanwhile: by waiting for the disk."""

    async def do(action: AnyAction) -> object:
        return table.submit(action)

    return do


def words_kept_as(action: AnyAction) -> str:
    """Return the name by which words begun for a move are kept: what it does, and to which offer or
    decision where that is chosen beforehand.
    """
    match action:
        case RejectOffer():
            return f"reject {action.offer}"
        case Decide():
            return f"decide {action.decision}"
        case _:
            return action.do


TurnResult = Literal["pass", "ready"]
"""How a turn at the keyboard ends: it passes to the next, or the delegation said it is ready."""


@dataclass(frozen=True)
class Unfinished:
    """What a seat has begun and not submitted, and how far it has read; all of it is private."""

    moves: Mapping[str, str] = field(default_factory=dict)
    """The draft's options that differ from how things stand, by choice."""
    reply_to: str | None = None
    """The offer that the draft answers."""
    unsent: Mapping[str, str] = field(default_factory=dict)
    """Unsent words, by conversation."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words begun for a move, by what `words_kept_as` calls it."""
    read: int = 0
    """The seq up to which the seat has read all its messages."""
    heard: Mapping[str, int] = field(default_factory=dict)
    """By conversation, the seq up to which it has been read beyond that."""
    look: str = ""
    """The theme that its person chose; empty for the default."""


NOTHING = Unfinished()


class Port:
    """One seat at one table, or ("") the public. `unsaved` is called with what was not stored."""

    def __init__(
        self,
        table: Table,
        seat: str,
        unsaved: Callable[[AnyAction, str], None] | None = None,
        begun: Unfinished = NOTHING,
        do: Do | None = None,
    ) -> None:
        """`begun` is the seat's unfinished work from its last port, whose process has ended.

        `do` makes the moves; by default the program stands still until each is on the disk.
        """
        self.seat = seat
        self.unsaved = unsaved
        self.read = begun.read
        self.heard: dict[str, int] = dict(begun.heard)
        self.unsent: dict[str, str] = dict(begun.unsent)
        self.words: dict[str, str] = dict(begun.words)
        self.look = begun.look
        self._table = table
        self._do = do or at_once(table)
        self._being_saved: list[AnyAction] = []
        self._begun = begun
        self._draft: Draft | None = None
        self._view: tuple[object, View] | None = None

    def view(self) -> View:
        """Return what the seat may know now; computed once for each state of the table."""
        state = self._table.state
        if self._view is None or self._view[0] is not state:
            self._view = (state, self._table.view(self.seat or None))
        return self._view[1]

    def still(self, do: Do | None = None) -> Port:
        """Return a port of the same seat at the table as it is now, which does not go on: for
        whoever looks something up in another thread. It makes no moves; `do` refuses them where
        somebody could try.
        """
        from tabletop.journal.memory import MemoryJournal
        from tabletop.past import clock_now
        from tabletop.table import Table

        now = self._table.state
        there = Table(MemoryJournal(), now, list(self._table.events), clock_now)
        stays = Port(there, self.seat, do=do)
        stays._view = (now, self.view())
        return stays

    def stand_in(self) -> Temperament:
        """Return how a stand-in bargains for its delegation."""
        return self._table.exercise.delegation_by_id[self.view().delegation or ""].temperament

    def retold(self, *, comings: bool = True) -> tuple[tuple[int, str], ...]:
        """Return the whole game so far as the seat may know it: each round and sentence.

        Without `comings`, people coming and leaving are omitted.
        """
        return self._table.retold(self.seat or None, comings=comings)

    def meanwhile(self) -> tuple[AnyEvent, ...]:
        """Return what a stand-in did at this seat while its person was away, until they make a move
        themselves.
        """
        return done_meanwhile(self._table.events, self.seat)

    def read_up_to(self, talk: str) -> int:
        """Return the seq up to which a conversation has been read."""
        return max(self.read, self.heard.get(talk, 0))

    def draft(self, standing: Mapping[str, str]) -> Draft:
        """Return the seat's current draft, which follows how things stand now."""
        if self._draft is None:
            options = {one.id: one.ids for one in self.view().choices}
            begun = {
                choice: option
                for choice, option in self._begun.moves.items()
                if option in options.get(choice, ())
            }
            self._draft = Draft(standing, begun, self._begun.reply_to)
        self._draft.follow(standing)
        return self._draft

    def unfinished(self) -> Unfinished:
        """Return the seat's unfinished work, for a port that will replace this one."""
        if self._draft is None:
            moves, reply_to = self._begun.moves, self._begun.reply_to
        else:
            moves, reply_to = self._draft.moves, self._draft.reply_to
        return Unfinished(
            moves,
            reply_to,
            dict(self.unsent),
            dict(self.words),
            self.read,
            dict(self.heard),
            self.look,
        )

    def begin_anew(self) -> None:
        """Start over: the seat now belongs to another delegation, and what was begun for the first
        is void.
        """
        self.unsent.clear()
        self.words.clear()
        self.heard.clear()
        self._begun, self._draft = NOTHING, None

    async def submit(self, action: AnyAction) -> str | None:
        """Do it. Return None when it is done and durable, else one sentence on why it is not.

        A key pressed twice while the disk is slow makes one move.
        """
        if action in self._being_saved:
            return "This is being saved."
        self._being_saved.append(action)
        try:
            await self._do(action)
        except NotAllowed as refusal:
            return refusal.sentence
        except StorageFailed as failure:
            if self.unsaved is not None:
                self.unsaved(action, failure.told)
            return failure.told
        finally:
            self._being_saved.remove(action)
        if isinstance(action, TableOffer | MakeStatement | MakeGesture | RejectOffer | Decide):
            self._forget(words_kept_as(action), action.text)
        return None

    def _forget(self, move: str, text: str) -> None:
        """Forget words that have been given; others may have been begun while they were saved."""
        if self.words.get(move, "").strip() == text.strip():
            self.words.pop(move, None)

    def why_not(self, action: AnyAction) -> str | None:
        """Return the sentence `submit` would refuse the action with, None when it is allowed."""
        return self._table.why_not(action)

    def appraise(self, package: Mapping[str, str]) -> Mapping[str, Worth]:
        """Return what a draft would be worth, to those this seat may know of (its own
        delegation).
        """
        return self._table.appraise(self.seat or None, package)

    def estimate(self, places: Places) -> tuple[Floats, Mask] | None:
        """Return what many drafts are worth to this seat's delegation, and which it could table and
        sign; None for seats without one. `places` are options' places by choice, a draft a column.
        """
        mine = self.view().delegation
        return estimate(self._table.state, mine, places) if mine is not None else None

    def worth_after(self, action: AnyAction) -> Mapping[str, Worth]:
        """Return what will stand is worth once an action has been made, to whom `appraise` does.

        Raises `NotAllowed` where that is refused.
        """
        return self._table.worth_after(self.seat or None, action)

    def role_worth(self, package: Mapping[str, str]) -> tuple[RoleWorth, ...]:
        """Return what a draft would be worth to this seat's person in each of their roles."""
        return self._table.role_worth(self.seat or None, package)

    def asked(self, package: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return (parties, needed): whom a draft would ask to agree if this seat tabled it, and who
        of them is indispensable.
        """
        return self._table.asked(package, self.view().delegation)

    def needs(self, package: Mapping[str, str]) -> Needs | None:
        """Return what a draft would have and need if this seat tabled it; None for seats without a
        delegation.
        """
        mine = self.view().delegation
        return self._table.needs(package, mine) if mine is not None else None

    def falling_due(self, package: Mapping[str, str]) -> tuple[ActSeen, ...]:
        """Return the acts that a draft would make due, and when, if it were agreed in
        this round.
        """
        return self._table.falling_due(package)

    def obstacles(self, package: Mapping[str, str]) -> tuple[str, ...]:
        """Return why a draft could not be tabled as it is; empty when it could."""
        return self._table.obstacles(package)

    def phase(self) -> tuple[str, int]:
        """Return the table's current phase and round; cheap enough to ask at every key press."""
        return self._table.state.stage, self._table.state.round

    def seq(self) -> int:
        """Return the number of the table's last event; as cheap."""
        return self._table.state.seq

    def played(self) -> int:
        """Return the table's playing time now, in milliseconds, by which injects are planned."""
        return self._table.state.played(self._table.elapsed)

    def spoken(self) -> int | None:
        """Return the milliseconds for which whoever has the floor has spoken; None for nobody, and
        at a table without clocks.
        """
        state = self._table.state
        speaker = state.speakers.speaker
        return speaker.spent(self._table.elapsed) if speaker and state.clocks else None

    def remaining(self) -> int | None:
        """Return the milliseconds left on the phase's clock now, None when it has none."""
        return self._table.remaining()
