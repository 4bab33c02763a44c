"""A stranger's strategy in a process of its own: it may raise, loop or fill memory, and the table
goes on.

What comes back from it is JSON of limited length, read like a file of moves, so that nothing of it
is carried out here. It is no cage: the process may read files and talk to networks as its user may.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any, NoReturn, cast, get_args

import numpy as np

from tabletop.bots.packages import Search
from tabletop.bots.strategy import Intent, Look, Stopped, Strategy, Why, WhyCode
from tabletop.play.actions import read_action
from tabletop.play.seen import View
from tabletop.seat.port import Port

SECONDS = 2.0
"""The time that a strategy has for a move, by default."""
MEGABYTES = 1_024
"""The memory that its process may have, by default, where the system can limit that."""
_STARTS = 60.0
"""Seconds in which its process must have begun."""
_LONGEST = 1_000_000
"""The most bytes of what it may say at once."""


class Apart:
    """A strategy that decides in a process of its own. `make` makes it there, so it must be
    something that another process can import.
    """

    def __init__(
        self,
        make: Callable[[], Strategy],
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> None:
        self._seconds = seconds
        context = get_context("spawn")
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_decides, args=(there, make, megabytes), daemon=True)
        self._process.start()
        there.close()
        self._begun = False

    def act(self, look: Look) -> Intent | None:
        """Return what the strategy decides. Raises `Stopped` when it takes too long or its process
        has ended, and `ValueError` for what is no move.
        """
        if not self._begun:
            self._hear(monotonic() + _STARTS)
            self._begun = True
        end = monotonic() + self._seconds
        self._tell((look.view, look.chance.getrandbits(64)))
        while True:
            said = self._hear(end)
            if "ask" not in said:
                break
            self._tell(_answer(look, str(said["ask"]), said.get("with")))
        if said.get("raised"):
            raise RuntimeError("it raised an exception")
        return None if said.get("move") is None else _intent(said["move"], said.get("why"))

    def close(self) -> None:
        """End its process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _tell(self, what: object) -> None:
        try:
            self._pipe.send(what)
        except OSError:
            self._stop("its process ended")

    def _hear(self, end: float) -> dict[str, Any]:
        try:
            if not self._pipe.poll(max(0.0, end - monotonic())):
                self._stop("it took too long")
            said = json.loads(self._pipe.recv_bytes(_LONGEST))
        except (EOFError, OSError):
            self._stop("its process ended, or said too much")
        if not isinstance(said, dict):
            raise ValueError("what it said is no move")
        return said

    def _stop(self, why: str) -> NoReturn:
        with suppress(OSError):
            self.close()
        raise Stopped(why)


def _answer(look: Look, name: str, given: Any) -> object:
    """Answer what a strategy asks while it decides: what a person at its seat could look up."""
    port = look._port  # noqa: SLF001 (the rest of one module, for another process)
    match name:
        case "why_not":
            return port.why_not(read_action(given))
        case "appraise":
            return port.appraise(given)
        case "worth_after":
            return port.worth_after(read_action(given))
        case "asked":
            return port.asked(given)
        case "needs":
            return port.needs(given)
        case "estimate":
            return port.estimate({one: np.array(places) for one, places in given.items()})
    raise ValueError("it asked for what is not to be had")


def _intent(move: Any, why: Any) -> Intent:
    """Read what a strategy decided. Raises `ValueError` and `FaultyMove`."""
    if not isinstance(move, dict):
        raise ValueError("what it said is no move")
    code = why.get("code") if isinstance(why, dict) else None
    known = cast("WhyCode", code if code in get_args(WhyCode) else "offer")
    return Intent(read_action(move), Why(known))


class _Elsewhere:
    """In the strategy's process: its seat's port, which asks the other process."""

    def __init__(self, pipe: Connection, view: View) -> None:
        self.seat = view.seat
        self._pipe = pipe
        self._view = view

    def view(self) -> View:
        return self._view

    def why_not(self, action: Any) -> object:
        return self._ask("why_not", action.model_dump(mode="json"))

    def worth_after(self, action: Any) -> object:
        return self._ask("worth_after", action.model_dump(mode="json"))

    def appraise(self, package: Mapping[str, str]) -> object:
        return self._ask("appraise", dict(package))

    def asked(self, package: Mapping[str, str]) -> object:
        return self._ask("asked", dict(package))

    def needs(self, package: Mapping[str, str]) -> object:
        return self._ask("needs", dict(package))

    def estimate(self, places: Mapping[str, Any]) -> object:
        return self._ask("estimate", {one: some.tolist() for one, some in places.items()})

    def _ask(self, name: str, given: object) -> object:
        _say(self._pipe, {"ask": name, "with": given})
        return self._pipe.recv()


def _decides(pipe: Connection, make: Callable[[], Strategy], megabytes: int) -> None:
    """Be the process of a strategy."""
    with suppress(ImportError):  # Windows has no such limits.
        import resource

        most = megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    strategy, search = make(), None
    _say(pipe, {})
    while True:
        view, seed = pipe.recv()
        port = cast("Port", _Elsewhere(pipe, view))
        search = search or Search(port)
        try:
            found = strategy.act(Look(str(seed), port, search.packages))
            said = None if found is None else found.move.model_dump(mode="json")
        except Exception:  # noqa: BLE001 (a strategy may be anybody's)
            _say(pipe, {"raised": True})
        else:
            _say(pipe, {"move": said, "why": {"code": found.why.code} if found else None})


def _say(pipe: Connection, what: object) -> None:
    pipe.send_bytes(json.dumps(what).encode())
