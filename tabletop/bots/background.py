"""Rehearsals that a process of its own plays while something else goes on; kept in memory only.

Run by `python -m`: a line of what to rehearse on its standard input, a line for each game on its
standard output. It ends when nobody reads them any more.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from time import monotonic

from pydantic import TypeAdapter, ValidationError

from tabletop.bots.rehearsal import Rehearsing, rehearse_one
from tabletop.bots.rehearsed import Rehearsed

GAMES = 40
"""Enough for a comparison in tenths, and done before a person has played one game."""
_SECONDS = 1_200.0
"""After which no further game is begun, however large the exercise."""
_MEGABYTES = 2_048
_KINDNESS = 15
"""How far the process stands back behind what a person waits for."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Order:
    what: Rehearsing
    games: int


_ORDER = TypeAdapter(_Order)
_GAME = TypeAdapter(Rehearsed)


class Background:
    """Plays games of an exercise, from the first on, and hands them over when asked."""

    def __init__(self, what: Rehearsing, games: int = GAMES) -> None:
        self.wanted = games
        self.going_on = True
        """Whether more of them may come."""
        self._done: list[Rehearsed] = []
        self._process: Popen[bytes] | None = None
        command = [sys.executable, "-m", __name__]
        try:
            # Not by `multiprocessing`: that wants a terminal's own streams, which a screen has.
            self._process = Popen(  # noqa: S603 (this interpreter and this module)
                command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
        except OSError as fault:
            log.warning("no rehearsals: %s", fault)
            self.going_on = False
            return
        self._reader = Thread(target=self._read, args=(self._process, what), daemon=True)
        self._reader.start()

    def games(self) -> tuple[Rehearsed, ...]:
        """Return those that are done by now; waits for none."""
        return tuple(self._done)

    def close(self) -> None:
        """End its process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._reader.join()

    def _read(self, process: Popen[bytes], what: Rehearsing) -> None:
        """Be the thread that waits for games."""
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError, ValidationError), process.stdin, process.stdout:
            process.stdin.write(_ORDER.dump_json(_Order(what, self.wanted)) + b"\n")
            process.stdin.close()
            for line in process.stdout:
                self._done.append(_GAME.validate_json(line))
        self.going_on = False


def _plays() -> None:
    """Be that process. Whatever goes wrong ends it: nobody waits for it."""
    with suppress(AttributeError, OSError):  # Windows has none of it.
        os.nice(_KINDNESS)
    with suppress(ImportError, OSError, ValueError):
        import resource

        most = _MEGABYTES * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    order = _ORDER.validate_json(sys.stdin.buffer.readline())
    end = monotonic() + _SECONDS
    for number in range(1, order.games + 1):
        if monotonic() > end:
            break
        sys.stdout.buffer.write(_GAME.dump_json(rehearse_one(order.what, number)) + b"\n")
        sys.stdout.flush()


if __name__ == "__main__":
    with suppress(Exception, KeyboardInterrupt):
        _plays()
