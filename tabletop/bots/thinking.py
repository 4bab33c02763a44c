"""A process in which the stand-ins of many tables think, so that nobody's key waits for them.

It follows each table by its events, one JSON line each on its standard input, and writes the moves
that come due on its standard output: it decides nothing, submits nothing and opens no file.

    {"table": "1", "source": "...", "rules": 3}           a table that it follows from now on
    {"table": "1", "events": [{"kind": ...}, ...]}        what has happened there
    {"table": "1", "move": {"do": "offer", ...}, ...}     back: a move to be made there, and the
                                                          `stage` and `round` it is meant for
    {"table": "1", "dealt_with": true}                    it was made or refused: think on

Of each table at most one move is on its way. Whoever thought on meanwhile would not know of it, and
say that it is ready twice: the second time in the next phase, before it has looked at anything
there.

Run by `python -m`, with the name of a pace; it ends when its input does.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import IO, Any

from tabletop.bots.crew import PACES, Crew, Pace
from tabletop.exercise.loading import read_exercise
from tabletop.past import clock_now
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent
from tabletop.play.history.records import read_event
from tabletop.play.state import initial
from tabletop.table import Table

NICE = 10
"""How far the seats' own processes go first."""
_LONGEST_PAUSE = 3600.0


class Followed(Table):
    """A table elsewhere, as far as its events have come here."""

    def __init__(self, source: str, rules: int) -> None:
        state = initial(read_exercise(source), rules)
        super().__init__(None, state, [], clock_now)

    def happened(self, events: Sequence[AnyEvent]) -> None:
        """Go on to what has happened there."""
        for event in events:
            self._state = apply(self._state, event)
            self._events.append(event)


class Thinking:
    """The crews of all followed tables; `take` is what comes, `next` what goes."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._tables: dict[str, Followed] = {}
        self._crews: dict[str, Crew] = {}
        self._on_its_way: set[str] = set()
        """The tables that have been told a move and have not dealt with it yet."""

    def take(self, told: Mapping[str, Any]) -> None:
        """Take notice of what a line says."""
        id = told["table"]
        if "source" in told:
            self._tables[id] = table = Followed(told["source"], told["rules"])
            self._crews[id] = Crew(table, self._pace)
        if "dealt_with" in told:
            self._on_its_way.discard(id)
        self._tables[id].happened([read_event(one) for one in told.get("events", ())])

    def due(self, now: float) -> float | None:
        """Return when somebody moves next."""
        return min(self._waiting(now).values(), default=None)

    def next(self, now: float) -> dict[str, Any] | None:
        """Return what is to be told now, of whoever is due first; None where they pass."""
        waiting = self._waiting(now)
        if not waiting:
            return None
        id = min(waiting, key=lambda one: waiting[one])
        move, state = self._crews[id].next(now), self._tables[id].state
        if move is None:
            return None
        self._on_its_way.add(id)
        meant_for = {"stage": state.stage, "round": state.round}
        return {"table": id, "move": move.model_dump(mode="json"), **meant_for}

    def _waiting(self, now: float) -> dict[str, float]:
        """Return by table when somebody moves next there."""
        return {
            id: due
            for id, one in self._crews.items()
            if id not in self._on_its_way and (due := one.due(now)) is not None
        }


def serve(lines: IO[str], out: IO[str], pace: Pace) -> None:
    """Follow tables and tell moves until there is nothing more to read."""
    heard: Queue[str] = Queue()
    Thread(target=_listen, args=(lines, heard), daemon=True).start()
    thinking = Thinking(pace)
    while True:
        now = monotonic()
        due = thinking.due(now)
        wait = _LONGEST_PAUSE if due is None else max(0.0, due - now)
        try:
            line = heard.get(timeout=wait) if wait else heard.get_nowait()
        except Empty:
            told = thinking.next(monotonic())
            if told is not None:
                out.write(json.dumps(told) + "\n")
                out.flush()
            continue
        if not line:
            return
        thinking.take(json.loads(line))


def _listen(lines: IO[str], heard: Queue[str]) -> None:
    for line in lines:
        heard.put(line)
    heard.put("")


def _main() -> None:
    logging.basicConfig(level=logging.ERROR)
    with suppress(OSError, AttributeError):
        os.nice(NICE)
    # Whatever is printed by mistake is no move.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin, out, PACES[sys.argv[1]])


if __name__ == "__main__":
    _main()
