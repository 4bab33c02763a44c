"""Measure and prioritise the work that one event loop does for each client.

The seconds that the loop works for a client are counted, including everything started on its
behalf. And while a key is being handled, other clients' work waits: a key takes a few thousandths
of a second, and would otherwise be interleaved with somebody's page, which takes a tenth. Several
pages at once are made in pieces, a few in each iteration of the loop, which looks only between two
iterations for keys that have come.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop, events
from collections import deque
from collections.abc import Callable
from contextvars import Context, ContextVar
from time import thread_time

from tabletop.host.admission.loop_time import LOOP_TIME
from tabletop.host.admission.rate_limit import Now, RateLimit

_BURST, _SHARE = 1.0, 0.05
"""Seconds of the loop that a client may use at once, and in each second that the loop has had after
that; a page takes a twentieth of a second."""
_LITTLE = 0.1
"""The part of its burst that a client uses before it counts among those who use a lot: who turns a
page now and then never does."""
_AHEAD = 32
"""Waiting keys of one client from which on it counts as a heavy user, whatever they cost: nobody
types a whole second ahead.
"""
_LONGEST_HELD = 0.05
"""Seconds after which work for somebody waits for no more keys of others."""
_AT_A_TIME = 0.01
"""Seconds that the loop works on pages before it looks for keys that have come."""
_A_PIECE = 0.004
"""Seconds after which work on a page stops where it can, so that a key need not wait for more."""

_run = events.Handle._run


class Meter:
    """The seconds that the loop has worked for one client, or one of its lines."""

    def __init__(
        self,
        burst: float = _BURST,
        share: float = _SHARE,
        now: Now = LOOP_TIME.now,
        *,
        gives_way: bool = True,
        times: Callable[[], float] = lambda: 1.0,
    ) -> None:
        """Work for which `gives_way` is set waits while somebody else's key is handled. Reading
        from a connection does not: the loop would be notified of it again and again. `times` is how
        often a second counts.
        """
        self.gives_way = gives_way
        self.used = 0.0
        self.waiting: deque[tuple[Callable[[], None], int]] = deque()
        self.bytes_waiting = 0
        self.a_lot = False
        """Has it used a lot? Until nothing of it waits and little is used again."""
        self.held = 0
        """Pieces of its work that wait: for somebody else's key, or for a look at what has come."""
        self.held_since: float | None = None
        """Since when its work has waited for keys of others; None if it does not wait."""
        self._burst = burst
        self._times = times
        self._allowance = RateLimit(burst + 1, share, now)
        """In seconds; above one, which is where an allowance says that nothing is left."""

    def spent(self, seconds: float) -> None:
        """Count them."""
        self.used += seconds
        self._allowance.spend(seconds * self._times())

    def wait(self) -> float:
        """Seconds until it may use more; 0 while it may."""
        return self._allowance.wait()

    @property
    def part(self) -> float:
        """The part of its burst that it has used and not got back: above 1 it owes."""
        return 1 - (self._allowance.left - 1) / self._burst

    @property
    def weight(self) -> float:
        """Return its weight, 0 to 1: what it has used, or 1 if more waits than anybody types."""
        return 1.0 if len(self.waiting) > _AHEAD else max(0.0, min(1.0, self.part))

    def sort(self, *, begins: bool) -> None:
        """Does it use a lot? `begins` when nothing of it has waited."""
        self.a_lot = (
            self.part > _LITTLE or len(self.waiting) > _AHEAD or (self.a_lot and not begins)
        )

    def begin(self) -> None:
        """Count from now on what runs in this context, and in what is begun here."""
        _METER.set(self)


class GoesFirst:
    """Whose key the loop is handling, and what of others' work waits for its end."""

    def __init__(self) -> None:
        self.key: Meter | None = None
        self._loop: AbstractEventLoop | None = None
        self._held: deque[tuple[events.Handle, Meter]] = deque()
        self._parked: dict[Meter, list[events.Handle]] = {}
        """What waits of those whose pages wait until fewer are under way."""
        self._pages = 0.0
        """Seconds that this iteration has worked on pages so far."""
        self._overdue = False
        """Does something wait that has waited long enough, for a look at what has come?"""
        self.piece_begun = float("inf")
        """When the piece that runs now began, in the thread's processor time."""

    def begin(self, meter: Meter, loop: AbstractEventLoop) -> None:
        """From here on nothing is done for anybody else."""
        self._works_in(loop)
        # What its own earlier keys have left to do comes before this one.
        self._let_go()
        self.key = meter

    def end(self) -> None:
        """The key has been handled; what has waited goes on, in order."""
        self.key = None
        self._let_go()

    def park(self, meter: Meter) -> None:
        """Do nothing for this one until `go_on`."""
        self._parked.setdefault(meter, [])

    def parks(self, meter: Meter) -> bool:
        return meter in self._parked

    def go_on(self, meter: Meter) -> None:
        """Do what has waited of a parked one, in order, and what follows."""
        parked = self._parked.pop(meter, [])
        meter.held -= len(parked)
        if self._loop is not None:
            ready: deque[events.Handle] = self._loop._ready  # type: ignore[attr-defined]
            ready.extendleft(reversed(parked))

    def waits_for(self, meter: Meter, loop: AbstractEventLoop) -> bool:
        """Return whether this waits for somebody else's key."""
        return self.key is not None and self.key is not meter and loop is self._loop

    def holds(self, handle: events.Handle, meter: Meter) -> bool:
        """Return whether this must wait; it will then be run later."""
        loop = handle._loop  # type: ignore[attr-defined]
        if not meter.gives_way or meter is self.key or loop is not self._loop:
            return False
        if meter in self._parked:
            self._parked[meter].append(handle)
            meter.held += 1
            return True
        waits = overdue = False
        if self.key is not None:
            now = LOOP_TIME.now()
            if meter.held_since is None:
                meter.held_since = now
            overdue = now - meter.held_since > _LONGEST_HELD
            waits = not overdue
        # What is overdue comes after what of its own has been held before it, and a few at a time.
        if not waits and not (overdue and meter.held) and self._pages < _AT_A_TIME:
            return False
        self._held.append((handle, meter))
        meter.held += 1
        if overdue and self._pages < _AT_A_TIME:
            self._let_go()
        self._overdue |= overdue
        return True

    def has_worked_long(self) -> bool:
        """Return whether the piece that runs now should end where it can."""
        return thread_time() - self.piece_begun > _A_PIECE

    def worked(self, handle: events.Handle, seconds: float) -> None:
        """Count a piece of a page, until keys have been looked for."""
        self._works_in(handle._loop)  # type: ignore[attr-defined]
        if not self._pages and self._loop is not None:
            self._loop.call_soon(self._looked, context=Context())
        self._pages += seconds

    def _looked(self) -> None:
        self._pages = 0.0
        if self.key is None or self._overdue:
            self._overdue = False
            self._let_go()

    def _works_in(self, loop: AbstractEventLoop) -> None:
        if self._loop is not loop:
            # What an earlier loop left behind is nobody's any more, its key included.
            self._loop, self.key, self._pages = loop, None, 0.0
            self._held.clear()
            self._parked.clear()

    def _let_go(self) -> None:
        if self._loop is not None:
            # Before anything the loop has got to hold since: nothing is overtaken by its own.
            ready: deque[events.Handle] = self._loop._ready  # type: ignore[attr-defined]
            while self._held:
                handle, meter = self._held.pop()
                meter.held = 0
                ready.appendleft(handle)


_METER: ContextVar[Meter] = ContextVar("meter")
FIRST = GoesFirst()
"""One per process, as is its loop."""


def _run_measured(self: events.Handle) -> None:
    meter = self._context.get(_METER)  # type: ignore[attr-defined]
    if meter is None:
        FIRST.piece_begun = float("inf")
        _run(self)
        return
    if FIRST.holds(self, meter):
        return
    meter.held_since = None
    begun = FIRST.piece_begun = thread_time()
    _run(self)
    seconds = thread_time() - begun
    meter.spent(seconds)
    if meter.gives_way and meter is not FIRST.key:
        FIRST.worked(self, seconds)


def measure_the_loop() -> None:
    """From here on what the loops of this process do is counted for whom they do it."""
    events.Handle._run = _run_measured  # type: ignore[method-assign]
