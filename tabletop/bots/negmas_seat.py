"""A NegMAS negotiator at a seat: it decides what to offer and what to sign, in its own process.

    StandIn(port, "linear", seed, strategy=Negmas("BoulwareTBNegotiator"))

NegMAS (Mohammad, Nakadai and Greenwald, "NegMAS: a platform for automated negotiations", 2021) is
under the AGPL, so nothing of it is loaded here: `negmas_there` is run by a Python in which it is
installed, and the two exchange lines of JSON. Votes, decisions and promises, which NegMAS does not
have, are answered as our own stand-ins do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import Any, NoReturn
from weakref import finalize

import numpy as np

from tabletop.bots.layout import Layout, Rows
from tabletop.bots.negotiator import Negotiator, reason_for
from tabletop.bots.packages import Candidate
from tabletop.bots.strategy import OFFERS, Intent, Look, Stopped, Why
from tabletop.play import actions as a
from tabletop.play.seen import OfferSeen

MOST_PACKAGES = 50_000
"""NegMAS looks at every outcome, so a table has at most so many."""
SECONDS = 20.0
"""How long an answer may take; the first sorts all packages."""
_LONGEST = 10_000
"""The most characters of an answer."""
_NEVER = -1e9
"""What is not to be had is worth, to NegMAS."""
_THERE = Path(__file__).with_name("negmas_there.py")


class Negmas(Negotiator):
    """A NegMAS negotiator by its class's name, as `python` (a command; this one by default) has it.

    It takes two of NegMAS's steps in a round. A package is worth to it what it was when it first
    negotiated; what has become worse than nothing since it neither offers nor signs. `options` are
    given to its class as text.
    """

    def __init__(
        self,
        negotiator: str,
        python: Sequence[str] = (sys.executable,),
        options: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        super().__init__()
        how = [f"{name}={value}" for name, value in (options or {}).items()]
        self._command = [*python, str(_THERE), negotiator, *how]
        self._seconds = seconds
        self._layout: Layout | None = None
        self._steps = 0
        self._asks = float("inf")
        """What its last own offer was worth: it agrees to as much."""
        self._next: Sequence[int] | None = None
        """What it would offer now; None once it has agreed, or has no steps left."""

    def demand(self, look: Look, span: float) -> float:
        """Return 1: what it insists on is NegMAS's to say."""
        return 1.0

    def close(self) -> None:
        """End its process."""
        if self._layout is not None:
            self._ends()

    def _thought(self, look: Look) -> Iterator[Intent]:
        asked = [*self._votes(look), *self._decisions(look), *self._honoured(look)]
        if asked:
            yield from asked
        elif look.view.stage == "negotiation" and look.view.has.offers:
            self._hear(look)
            yield from self._signatures(look)
            yield from self._offers(look)
        elif look.view.stage == "decision":
            yield from self._signatures(look)

    def _acceptable(self, look: Look, offer: OfferSeen) -> bool:
        worth = self._worth(look, offer)
        fine = worth is None or worth.acceptable
        return fine and self._value(look, offer) >= self._asks

    def _hear(self, look: Look) -> None:
        """Let it answer the best offer of others, as often as is its turn in this round."""
        now = look.view.round.number if look.view.round is not None else 1
        if self._layout is None:
            self._begin(look)
        theirs = [
            one
            for one in look.view.open_offers
            if one.delegation != look.me and one.why_not_sign is None
        ]
        best = max(theirs, key=lambda one: self._value(look, one), default=None)
        assert self._layout is not None
        row = self._layout.row(best.package) if best is not None else self._worst
        # Turns of earlier rounds in which nobody asked it have passed as well.
        turns = min(OFFERS * now, max(OFFERS * (now - 1), self._steps) + 1)
        while self._next is not None and self._steps < turns:
            self._steps += 1
            self._say({"offer": [int(place) for place in row]})
            self._answered(look, self._heard(), best)

    def _answered(self, look: Look, said: Mapping[str, Any], to: OfferSeen | None) -> None:
        if said.get("accept") is True and to is not None:
            self._asks = self._value(look, to)
        self._next = self._checked(said["offer"]) if said.get("offer") is not None else None
        if self._next is not None:
            self._asks = min(self._asks, self._value_of(self._next))

    def _offers(self, look: Look) -> Iterator[Intent]:
        if self._next is None or "offer" in look.view.cannot or self._layout is None:
            return
        package = self._layout.package(self._next)
        if any(one.package == package for one in look.view.open_offers):
            return
        worth = look.worth(package)
        if worth is not None and not worth.acceptable:
            return
        found = Candidate(package, self._value_of(self._next), 0.0)
        intent = look.offer(found, reason_for(look, found) if look.view.stands else Why("offer"))
        assert isinstance(intent.move, a.TableOffer)
        if look.made < OFFERS and look.allows(intent.move):
            yield intent

    # The other process.

    def _begin(self, look: Look) -> None:
        """Tell it what every package is worth."""
        layout = Layout.of(look.view)
        sizes = [len(ids) for ids in layout.ids]
        if int(np.prod(sizes, dtype=np.float64)) > MOST_PACKAGES:
            raise Stopped(f"a NegMAS negotiator looks at {MOST_PACKAGES:,} packages at most")
        rows = np.indices(sizes).reshape(len(sizes), -1).T
        places = {one: rows[:, column] for column, one in enumerate(layout.choices)}
        for absent in ("form", "order"):
            places.setdefault(absent, np.zeros(len(rows), dtype=np.int64))
        found = look._port.estimate(places)  # noqa: SLF001 (the rest of one module)
        assert found is not None
        worth, could = found
        if not look.view.has.points:
            worth = np.array([look.packages.worth(layout.package(row)) for row in rows.tolist()])
        worth = np.where(could, worth, _NEVER)
        self._worths: dict[tuple[int, ...], float] = dict(
            zip(map(tuple, rows.tolist()), worth.tolist(), strict=True)
        )
        self._worst: Rows = rows[int(np.where(could, worth, np.inf).argmin())]
        try:
            self._process = Popen(  # noqa: S603 (the command that whoever seats it gave)
                self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True, encoding="utf-8"
            )
        except OSError as fault:
            raise Stopped(f"its Python can't be run ({fault.strerror or fault})") from None
        self._ends = finalize(self, _ended, self._process)
        self._layout = layout
        self._lines: Queue[str] = Queue()
        Thread(target=_read, args=(self._process, self._lines), daemon=True).start()
        rounds = look.view.round.count if look.view.round is not None else 1
        told = {"sizes": sizes, "values": worth.tolist(), "reserved": look.packages.least}
        self._say({**told, "steps": OFFERS * rounds})
        self._answered(look, self._heard(), None)

    def _say(self, what: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()
        except OSError:
            self._stop("its process ended, as where NegMAS is not installed in its Python")

    def _heard(self) -> Mapping[str, Any]:
        try:
            line = self._lines.get(timeout=self._seconds)
        except Empty:
            self._stop("it took too long")
        if not line:
            self._stop("its process ended, as where NegMAS is not installed in its Python")
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            self._stop("what it said is no answer")
        return said

    def _checked(self, offer: object) -> Sequence[int]:
        """Return an outcome that this table has."""
        row = tuple(offer) if isinstance(offer, list) else ()
        if not all(type(one) is int for one in row) or row not in self._worths:
            self._stop("it offered what this table does not have")
        return row

    def _value_of(self, row: Sequence[int]) -> float:
        return self._worths[tuple(row)]

    def _stop(self, why: str) -> NoReturn:
        self._ends()
        raise Stopped(why)


def _read(process: Popen[str], lines: Queue[str]) -> None:
    """Be the thread that waits for answers."""
    assert process.stdout is not None
    with suppress(OSError, ValueError):
        while line := process.stdout.readline(_LONGEST):
            lines.put(line)
    lines.put("")


def _ended(process: Popen[str]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
