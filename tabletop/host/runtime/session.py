"""A session: one place's app running in the host's loop, whoever is connected to it.

The app outlives its connections. What it paints while nobody reads is dropped, and each new client
gets the whole screen again, so that a client costs a bounded amount of memory however slow it is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from functools import partial
from time import monotonic
from typing import Any

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from tabletop.host.admission.dropped import Dropped
from tabletop.host.admission.lobby import Connection, Place
from tabletop.host.admission.metering import Meter
from tabletop.host.runtime.driver import SeatDriver, clamped
from tabletop.host.runtime.faults import place_of
from tabletop.host.runtime.hosted import HandlerExited, Hosted
from tabletop.host.terminal.sequences import EPILOGUE, PROLOGUE
from tabletop.text.pasting import Pasted, Pieces

log = logging.getLogger("tabletop.host")

MOST_WAITING = 262_144
"""The most bytes that wait for a client; beyond that some are dropped, and it gets a whole screen
instead.
"""

_BETWEEN_SIZES = 0.1
"""The fewest seconds between two resizes of one screen."""
_LEAVES = (b"\x11", b"\x1b[113;5u")
"""Ctrl+Q, as terminals send it."""

FAILED = "Something failed on this screen. The host has noted it; nothing at the table is lost."
LEFT = "You have left your seat. It is kept for you; come back when you like."


Take = Callable[[Callable[[], None], int], None]
"""Runs something that input of a given size asks for, now or later."""


def _at_once(do: Callable[[], None], _size: int) -> None:
    do()


class Session:
    """`make` creates the app once it is needed; `name` is what the log calls it."""

    def __init__(self, make: Callable[[], Hosted], name: str) -> None:
        self.name = name
        self.ended = asyncio.Event()
        self.dropped = Dropped()
        """What was dropped of the input of whoever sits here."""
        self.on_ended: Callable[[Session], None] | None = None
        self.on_go: Callable[[Place], None] | None = None
        """Called when the app sends its viewer to another place."""
        self._make = make
        self._app: Hosted | None = None
        self._context = Context()
        self._pieces = Pieces(ANSI_SEQUENCES_KEYS)
        self.meter = Meter()
        """The loop time used for whoever sits here."""
        self._context.run(self.meter.begin)
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._goodbye: tuple[str, bool] | None = None
        """What a client is told once it ends or has ended, and whether to reconnect."""
        self._connection: Connection | None = None
        self._pump: asyncio.Task[None] | None = None
        self._waiting: list[bytes] = []
        self._size_waiting = 0
        self._wake = asyncio.Event()
        self._missed = False
        self._greeted = False
        """Whether the client is sent what is painted; not before it has got the current screen."""
        self._wanted: tuple[int, int] | None = None
        self._resizing: asyncio.TimerHandle | None = None
        self._notice: dict[str, Any] = {"field": 0}
        self._told: dict[str, Any] = {}

    @property
    def app(self) -> Hosted:
        """The running app. Raises `RuntimeError` before `start`."""
        if self._app is None:
            raise RuntimeError(f"{self.name} has not been started")
        return self._app

    @property
    def connected(self) -> bool:
        return self._connection is not None

    @property
    def started(self) -> bool:
        return self._task is not None

    async def start(self, size: tuple[int, int] = (80, 24)) -> None:
        """Run the app, with no client yet; returns once it is ready, or has ended.

        May be called twice.
        """
        if self._task is None and self._goodbye is None:
            loop = asyncio.get_running_loop()
            self._task = loop.create_task(self._run(size), name=self.name, context=self._context)
        await self._ready.wait()

    async def standing(self) -> None:
        """Wait, a second at most, until the running app has mounted its first pages."""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                while not (self.ended.is_set() or self.app.stands):  # noqa: ASYNC110 - no event says it
                    await asyncio.sleep(0.01)

    async def _run(self, size: tuple[int, int]) -> None:
        try:
            app = self._app = self._make()
            app.output = self._painted
            app.going = self._go
            app.telling = lambda title, turn: self.tell(title=title, turn=turn)
            app.looking = lambda dark: self.tell(dark=dark)
            app.writing = lambda field, digits: self.tell(field=field, digits=digits)
            app.offering = lambda fields: self.tell(fields=fields)
            # In the very same context, or what `call` does would not find the app.
            running = asyncio.get_running_loop().create_task(
                app.run_async(size=clamped(*size)), context=self._context
            )
            ready = asyncio.ensure_future(app.ready.wait())
            both: tuple[asyncio.Future[Any], ...] = (running, ready)
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            self._ready.set()
            await running
            if app.fault:
                log.error("%s failed: %s", self.name, app.fault)
            self._over(bool(app.fault))
        except Exception as fault:  # noqa: BLE001 - one seat's fault must not reach the others
            log.error("%s failed: %s", self.name, place_of(fault))
            self._over(True)
        finally:
            self._end()

    def _end(self) -> None:
        self._ready.set()
        self.ended.set()
        self.dropped.tell(self.name)
        if self.on_ended is not None:
            self.on_ended(self)

    def _over(self, failed: bool) -> None:
        self._goodbye = self._goodbye or (FAILED if failed else LEFT, True)
        connection, self._connection = self._connection, None
        if connection is not None:
            self._hang_up(connection, FAILED if failed else LEFT, again=failed)

    def attach(self, connection: Connection, size: tuple[int, int]) -> None:
        """Let a client see and type. The previous client is told, and disconnected.

        A client that comes as its screen ends, or has failed to start, is told why.
        """
        if self._goodbye is not None:
            # After a moment: it has to be inside before it can be disconnected.
            self._hang_up(connection, *self._goodbye)
            return
        before = self._connection
        if before is not None:
            self._hang_up(before, "This seat has been opened somewhere else.")
        self._connection = connection
        self._pieces = Pieces(ANSI_SEQUENCES_KEYS)
        self._wanted = None
        self._waiting.clear()
        self._size_waiting = 0
        self._missed = False
        self._greeted = False
        self._told = {}
        self._pump = asyncio.create_task(self._send_on(connection), context=Context())
        self._output(PROLOGUE)
        self.call(lambda: self._welcome(size, in_terminal=connection.in_terminal))

    def _welcome(self, size: tuple[int, int], *, in_terminal: bool) -> None:
        driver = self._driver()
        if driver is None:
            return
        driver.forget_input()
        self.app.cover_below(clamped(*size) if in_terminal else None)
        if clamped(*size) != driver._size:
            driver.resize(*size)
        # What happened while nobody looked is processed first: no client sees outdated content.
        self.app.changed()
        self.app.call_later(self._greet)

    def _greet(self) -> None:
        """Send the whole screen, and then whatever is painted."""
        self._greeted = True
        if not self.app.current_theme.dark:
            self.tell(dark=False)
        self.app.paint_all()

    def serves(self, connection: Connection) -> bool:
        """Return whether this is the client that sees and types now."""
        return connection is self._connection

    def _go(self, place: Place) -> None:
        if self.on_go is not None and self.connected:
            self.on_go(place)

    def detach(self, connection: Connection) -> None:
        """Note that this client is gone; the app stays as it is."""
        if connection is self._connection:
            self._connection = None
            self._waiting.clear()
            self._size_waiting = 0
            if self._pump is not None:
                self._pump.cancel()
                self._pump = None

    def feed(self, data: bytes, take: Take = _at_once) -> None:
        """Take keys, mouse input and pastes from the client, in arbitrary chunks.

        `take` gets them one by one, each with its length: a key may open a page, and what comes at
        once need not be handled at once.
        """
        came = monotonic()
        for piece in self._pieces.sort(data):
            if isinstance(piece, Pasted):
                take(partial(self.call, partial(self._paste, piece)), len(piece.data))
                continue
            for one in piece.each():
                if one not in _LEAVES or len(one) == len(data):
                    take(partial(self.call, partial(self._type, one, came)), len(one))

    def _type(self, data: bytes, came: float) -> None:
        driver = self._driver()
        if driver is not None:
            driver.type(data, came)

    def _paste(self, paste: Pasted) -> None:
        driver = self._driver()
        if driver is not None:
            driver.paste(paste)

    def resize(self, width: int, height: int) -> None:
        """Resize the client's terminal (in cells).

        A resize costs as much as a new page: of many at once only the first and the last are
        applied.
        """
        self._wanted = (width, height)
        if self._resizing is None:
            self._resize_on()

    def _resize_on(self) -> None:
        self._resizing = None
        if self._wanted is not None:
            size, self._wanted = self._wanted, None
            self.call(lambda: self.resize_now(*size))
            self._resizing = asyncio.get_running_loop().call_later(
                _BETWEEN_SIZES, self._resize_on, context=Context()
            )

    def resize_now(self, width: int, height: int) -> None:
        """Do the same, from within the app's context. An unchanged size repaints the screen:
        something else was painted over it.
        """
        driver = self._driver()
        if driver is None:
            return
        if clamped(width, height) == driver._size:
            self.app.paint_all()
        else:
            driver.resize(width, height)

    def tick(self) -> None:
        """Update the clock that this screen shows."""
        self.call(self.app.tick)

    def call(self, what: Callable[[], object]) -> None:
        """Call something soon, in the app's own context."""
        if not self.ended.is_set():
            asyncio.get_running_loop().call_soon(self._do, what, context=self._context)

    def call_now(self, what: Callable[[], object]) -> None:
        """Call something at once, in the running app's own context."""
        self._context.run(self._do, what)

    def _do(self, what: Callable[[], object]) -> None:
        if self._app is None or not self._app._running:
            return
        try:
            what()
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - as in _run
            self._app._handle_exception(fault if isinstance(fault, Exception) else HandlerExited())

    def tell(self, **notice: Any) -> None:
        """Send something beside the screen, if it is new to the client."""
        self._notice.update(notice)
        self._wake.set()

    async def close(self, reason: str, *, again: bool = False) -> None:
        """End the app, and tell its viewer why; with `again` they may reconnect.

        One that has not been started never will be.
        """
        self._goodbye = self._goodbye or (reason, again)
        connection, self._connection = self._connection, None
        if self._pump is not None:
            self._pump.cancel()
        if connection is not None:
            await _farewell(connection, reason, again)
        if self._task is None and not self.ended.is_set():
            self._end()
        # An app that is only starting receives nothing yet.
        await self._ready.wait()
        if self._app is not None and not self.ended.is_set():
            self.call(self._app.exit)
            await self.ended.wait()
        self._context = Context()

    # Output

    def _driver(self) -> SeatDriver | None:
        driver = self._app._driver if self._app is not None else None
        return driver if isinstance(driver, SeatDriver) else None

    def _painted(self, data: str) -> None:
        if self._greeted:
            self._output(data)

    def _output(self, data: str) -> None:
        if self._connection is None or self._missed:
            return
        encoded = data.encode("utf-8", "replace")
        if self._size_waiting + len(encoded) > MOST_WAITING:
            self._waiting.clear()
            self._size_waiting = 0
            self._missed = True
        else:
            self._waiting.append(encoded)
            self._size_waiting += len(encoded)
        self._wake.set()

    async def _send_on(self, connection: Connection) -> None:
        """Send what waits, as fast as the client takes it."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                if self._waiting:
                    data = b"".join(self._waiting)
                    self._waiting.clear()
                    self._size_waiting = 0
                    await connection.send(data)
                if self._missed:
                    self._missed = False
                    self._output(PROLOGUE)
                    self.call(self.app.paint_all)
                if self._told != self._notice:
                    self._told = dict(self._notice)
                    await connection.tell(self._told)
        except (ConnectionError, OSError):
            self.detach(connection)

    def _hang_up(self, connection: Connection, reason: str, again: bool = False) -> None:
        if self._pump is not None:
            self._pump.cancel()
        task = asyncio.get_running_loop().create_task(_farewell(connection, reason, again))
        _FAREWELLS.add(task)
        task.add_done_callback(_FAREWELLS.discard)


_FAREWELLS: set[asyncio.Task[None]] = set()


async def _farewell(connection: Connection, reason: str, again: bool = False) -> None:
    """Restore the terminal and hang up; a client that does not read is not waited for."""
    try:
        async with asyncio.timeout(2):
            await connection.send(EPILOGUE.encode())
    except (TimeoutError, ConnectionError, OSError):
        pass
    try:
        async with asyncio.timeout(2):
            await connection.close(reason, again)
    except (TimeoutError, ConnectionError, OSError):
        return
