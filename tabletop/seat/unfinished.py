"""What people at a table have begun and not submitted, kept beside its transcript.

A transcript holds what was done. A draft and unsent words are private and in no transcript; but
they are somebody's work, and ending the program should not lose it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.journal.store import TranscriptRef
from tabletop.play.events import (
    GestureMade,
    MessageSent,
    OfferRejected,
    OfferTabled,
    StatementMade,
)
from tabletop.seat.port import Port, Unfinished
from tabletop.table import Table

_TO = 5_000
"""The most milliseconds of a table's time that a kill may lose or gain."""


@dataclass(frozen=True)
class _Kept:
    game: str = ""
    """When the game began: a new game with the same file name has none of it."""
    seats: Mapping[str, tuple[str, Unfinished]] = field(default_factory=dict)
    """By seat, with the name of its person."""
    elapsed: int = 0
    """The table's own time up to which its clock had run, give or take some seconds, in
    milliseconds.
    """
    seq: int = field(default=0, compare=False)
    """The last event when this was written: what a seat has done since is no longer unfinished."""


_KEPT = TypeAdapter(_Kept)


class UnfinishedWork:
    """One table's unfinished work, by seat, kept beside its `transcript` for its people; nowhere
    without one.

    `warn` is told why nothing can be kept.
    """

    def __init__(
        self, table: Table, transcript: TranscriptRef | None, warn: Callable[[str], None]
    ) -> None:
        self._table = table
        self._ref = transcript
        self._game = table.events[0].at
        self._warn = warn
        self._failed = False
        self._kept = self._read()

    @property
    def elapsed(self) -> int:
        """The table's own time when the last process ended, give or take some seconds; 0 without a
        clock.
        """
        return self._kept.elapsed

    def knows(self, seat: str) -> bool:
        """Return whether it was kept how far the person who has a seat has read."""
        name, _ = self._kept.seats.get(seat, ("", None))
        return bool(name) and name == self._person(seat)

    def of(self, seat: str) -> Unfinished:
        """Return the unfinished work of the person who has a seat, from when the last process
        ended.

        What was done before it ended is left out: it would be offered again as if it had not been.
        """
        name, begun = self._kept.seats.get(seat, ("", Unfinished()))
        if name != self._person(seat):
            return Unfinished()
        unsent, moves, reply_to = dict(begun.unsent), begun.moves, begun.reply_to
        last: dict[str, str] = {}
        words, given = dict(begun.words), dict[str, str]()
        for event in self._table.events:
            if event.by != seat:
                continue
            since = event.seq > self._kept.seq
            if isinstance(event, MessageSent):
                talk = _conversation(event)
                last[talk] = event.text
                if since:
                    unsent.pop(talk, None)
            elif isinstance(event, OfferTabled | OfferRejected | StatementMade | GestureMade):
                move = _kept_as(event)
                given[move] = event.text
                if since:
                    words.pop(move, None)
                if since and isinstance(event, OfferTabled):
                    moves, reply_to = {}, None
        again = {talk: text for talk, text in unsent.items() if text.strip() != last.get(talk)}
        words = {move: text for move, text in words.items() if text.strip() != given.get(move)}
        return replace(begun, unsent=again, words=words, moves=moves, reply_to=reply_to)

    def _person(self, seat: str) -> str:
        found = self._table.state.seats.get(seat)
        return found.name if found is not None else ""

    def keep(self, ports: Iterable[Port]) -> None:
        """Save what these have begun, beside what is known of others; unchanged content is not
        written again.
        """
        seats = {one.seat: (self._person(one.seat), one.unfinished()) for one in ports}
        state = self._table.state
        # Planned injects count the time of phases without a clock, too.
        counted = state.clock.seconds or state.exercise.has.planned
        elapsed = self._table.elapsed if counted else 0
        seq = state.seq
        kept = _Kept(self._game, {**self._kept.seats, **seats}, elapsed - elapsed % _TO, seq)
        if kept == self._kept or self._ref is None:
            return
        try:
            self._ref.store.keep_aside(self._ref.name, _KEPT.dump_json(kept))
            self._kept, self._failed = kept, False
        except StorageFailed as fault:
            if not self._failed:
                self._warn(f"{fault.sentence}: drafts are not kept")
            self._failed = True

    def _read(self) -> _Kept:
        if self._ref is None:
            return _Kept(self._game)
        try:
            content = self._ref.store.aside(self._ref.name)
            if content is None:
                return _Kept(self._game)
            kept = _KEPT.validate_json(content)
        except (UnreadableInput, ValidationError):
            self._warn(f"the drafts kept beside {self._ref.where} can't be read; drafts start over")
            return _Kept(self._game)
        return kept if kept.game == self._game else _Kept(self._game)


def _kept_as(event: OfferTabled | OfferRejected | StatementMade | GestureMade) -> str:
    """Return what words begun for the move that made this were kept as."""
    if isinstance(event, OfferRejected):
        return f"reject {event.offer}"
    return event.kind.partition(".")[0]


def _conversation(sent: MessageSent) -> str:
    """Return the conversation that its sender wrote a message in, as the sender's
    screen calls it.
    """
    return sent.to if isinstance(sent.to, str) else "+".join(sorted({*sent.to} - {sent.delegation}))
