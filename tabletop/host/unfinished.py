"""What people at a table have begun and not handed in, kept beside its transcript.

A transcript holds what was done. A draft, and words that were not sent, are nobody else's business
and in no transcript; but they are somebody's work, and a host that is killed should not cost it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tabletop.journal.disk import private
from tabletop.screens.port import Unfinished

log = logging.getLogger("tabletop.host")


_TO = 5_000
"""Milliseconds of a table's time that a kill may cost or give."""


@dataclass(frozen=True)
class _Kept:
    game: str = ""
    """The moment it was begun: a fresh game of the same file's name has nothing of it."""
    seats: Mapping[str, tuple[str, Unfinished]] = field(default_factory=dict)
    """By seat, with the name of its person."""
    elapsed: int = 0
    """The table's own time up to which its clock had run, to some seconds, in milliseconds."""


_KEPT = TypeAdapter(_Kept)


class UnfinishedWork:
    """One table's, by seat, in the file `path`, which only its owner may read."""

    def __init__(self, path: Path, game: str) -> None:
        self._path = path
        self._game = game
        self._failed = False
        self._kept = self._read()

    @property
    def elapsed(self) -> int:
        """The table's own time when the last process ended, to some seconds; 0 without a clock."""
        return self._kept.elapsed

    def of(self, seat: str, person: str) -> Unfinished:
        """What a person was at in a seat when the last process ended."""
        name, begun = self._kept.seats.get(seat, ("", Unfinished()))
        return begun if name == person else Unfinished()

    def keep(self, seats: Mapping[str, tuple[str, Unfinished]], elapsed: int = 0) -> None:
        """Keep what these are at now, beside what is known of others; nothing is written twice.

        `elapsed` is the table's own time, 0 where no clock runs.
        """
        kept = _Kept(self._game, {**self._kept.seats, **seats}, elapsed - elapsed % _TO)
        if kept == self._kept:
            return
        fresh = self._path.with_suffix(".new")
        try:
            with open(fresh, "wb", opener=private) as file:
                file.write(_KEPT.dump_json(kept))
            fresh.replace(self._path)
            self._kept, self._failed = kept, False
        except OSError as fault:
            if not self._failed:
                log.warning(
                    "%s can't be written (%s): drafts are not kept", self._path, fault.strerror
                )
            self._failed = True

    def _read(self) -> _Kept:
        try:
            kept = _KEPT.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return _Kept(self._game)
        except (OSError, ValidationError):
            log.warning("%s can't be read: drafts begin anew", self._path)
            return _Kept(self._game)
        return kept if kept.game == self._game else _Kept(self._game)
