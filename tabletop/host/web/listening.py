"""Listening sockets that close connections which send no request, and limit their number."""

from __future__ import annotations

import asyncio
from asyncio import sslproto
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from socket import SO_SNDBUF, SOL_SOCKET, socket
from ssl import SSLContext
from typing import Any

from aiohttp import web

from tabletop.host.admission.crowd import Crowd
from tabletop.host.admission.doorman import TurnedAway
from tabletop.host.admission.metering import Meter
from tabletop.host.admission.rate_limit import neighbourhood
from tabletop.host.web.callers import Caller
from tabletop.host.web.plainly import ALERT, HANDSHAKE, first_byte, lead_to_https
from tabletop.host.web.public import Proxies

IDLE = 20.0
"""Seconds that a connection may be open without a request."""
HANDSHAKE_SECONDS = 5.0
"""Seconds that a TLS handshake, or its end, may take."""
LINGER = 2.0
"""Seconds that the rest of a request may take once it has been answered."""
_SEND_BUFFER = 131_072
"""The kernel's buffer for a client that does not read."""
_READ_AT_ONCE = 8_192
"""Bytes read from a connection at once; as small frames they are a thousand. For an encrypted
connection the library reserves as many, from before its handshake; with its own 256 KiB all
connections together would take 500 MB.
"""
_BURST, _SHARE = 0.2, 0.05
"""Seconds of the loop that a connection may use at once, and per second after that."""
_FLOODING = 2
"""Connections that use up their share from which on all divide what so many may use."""
_LONGEST_REST = 5.0
_FULL_WAIT = 5.0
"""Seconds after which an address with too many connections may try again."""
_NO_MORE = 1.0
"""Seconds until the next try when the system accepts no more connections."""

_TOO_MANY = "Too many lines are open from your network; close some windows and try again."
_NO_REQUEST = "The host did not understand this request."
_NO_TLS = (
    "asked for https, but this host has no certificate: people must type http://, and a proxy in "
    "front of it must use http too"
)

Note = Callable[[str, str], None]
"""Logs, now and then, that an address did something."""


class _Line(web.RequestHandler):
    """One TCP connection that may send requests; `gone` is called when it can't any more."""

    __slots__ = (
        "_all_resting",
        "_begun",
        "_gone",
        "_note",
        "_resting",
        "_used",
        "made",
        "proxied",
        "whose",
    )

    def __init__(
        self,
        server: web.Server,
        gone: Callable[[], None],
        note: Callable[[str], None],
        used: Meter,
        resting: set[_Line],
        whose: str,
        proxied: bool,
        **how: Any,
    ) -> None:
        super().__init__(server, **how)
        self.whose = whose
        """The address that it counts for."""
        self.proxied = proxied
        """Whether it comes from a proxy that is trusted to say whose it is."""
        self._used = used
        self._all_resting = resting
        """All lines that are not read just now."""
        self._resting = False
        self._begun = False
        self._gone = gone
        self._note = note
        self.made = False
        """Whether it has got as far as requests."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.made = True
        if hasattr(transport, "max_size"):
            transport.max_size = _READ_AT_ONCE
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if not self._begun and data[:1] == bytes((HANDSHAKE,)) and self.transport is not None:
            self._note(_NO_TLS)
            self.transport.write(ALERT)
            self.transport.close()
            return
        self._begun = True
        super().data_received(data)
        wait = self._used.wait()
        if wait and not self._resting:
            # Nothing is lost: what is sent meanwhile waits on the client's side.
            self._resting = True
            self._all_resting.add(self)
            self._pause_transport_reading()
            self._loop.call_later(min(wait, _LONGEST_REST), self._rested)

    def _rested(self) -> None:
        self._resting = False
        self._all_resting.discard(self)
        if not self._reading_paused and not self._buffer_paused:
            self._resume_transport_reading()

    def _resume_transport_reading(self) -> None:
        if not self._resting:
            super()._resume_transport_reading()

    def connection_lost(self, exc: BaseException | None) -> None:
        super().connection_lost(exc)
        self._gone()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer in our own words: the library's quote what came, or say what to install here."""
        return super().handle_error(request, status, exc, _NO_REQUEST if status < 500 else message)

    def log_exception(self, *args: Any, **about: Any) -> None:
        """Log an invalid request in one line; the library would log each in many."""
        fault = about.get("exc_info")
        self._note(f"sent an invalid request: {type(fault).__name__}")


class Listening:
    """An application on sockets that are bound already; `address` is what people are told.

    A line counts for the address that it comes from; one that comes from one of the `proxies` for
    whoever's request it carried last, once that is known.
    """

    def __init__(
        self,
        app: web.Application,
        note: Note,
        address: str,
        crowd: Crowd | None = None,
        proxies: Proxies | None = None,
    ) -> None:
        self._address = address
        self._proxies = proxies or Proxies()
        self.crowd = crowd or Crowd()
        self._note = note
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        self._sockets: list[socket] = []
        self._tls: SSLContext | None = None
        self._resting: set[_Line] = set()
        self._opening: set[asyncio.Task[None]] = set()
        self._open: defaultdict[str, dict[_Line, asyncio.Task[None]]] = defaultdict(dict)
        """The connections of each address, oldest first, with what opens them."""

    async def start(self, sockets: Sequence[socket], tls: SSLContext | None = None) -> None:
        """Accept connections from now on."""
        await self._runner.setup()
        sslproto.SSLProtocol.max_size = _READ_AT_ONCE
        self._tls = tls
        self._sockets = list(sockets)
        for one in sockets:
            one.setblocking(False)
            # Connections inherit the options of the listening socket.
            one.setsockopt(SOL_SOCKET, SO_SNDBUF, _SEND_BUFFER)
            self._listen(one)

    def _listen(self, on: socket) -> None:
        if on in self._sockets:
            asyncio.get_running_loop().add_reader(on, self._accept, on)

    def _accept(self, on: socket) -> None:
        """Accept a connection: counted before anything is spent on it, TLS above all."""
        try:
            line, peer = on.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        except OSError as fault:
            loop = asyncio.get_running_loop()
            self._note("the system", f"accepts no more connections: {fault.strerror}")
            loop.remove_reader(on)
            loop.call_later(_NO_MORE, self._listen, on)
            return
        address = neighbourhood(peer[0])
        proxied = self._proxies.believe(peer[0])
        if proxied:
            # What it opens before any request is its own, not a client's.
            address = f"the proxy {address}"
        self._make_room(self.crowd.full_for(address))
        if not self.crowd.came(address):
            line.close()
            return
        line.setblocking(False)
        opening = asyncio.get_running_loop().create_task(self._open_line(line, address, proxied))
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)

    def _make_room(self, full: Sequence[str]) -> None:
        """Close an unseated connection: the oldest of the first of these addresses that has one.

        Otherwise somebody who only holds connections open would keep out everybody who comes after
        them.
        """
        for one in full:
            for line, opening in self._open.get(one, {}).items():
                if not line._upgraded:
                    self._note(
                        one, "has too many connections open; the oldest without a seat is closed"
                    )
                    self._gone(line)
                    if line.transport is not None:
                        line.transport.abort()
                    else:
                        opening.cancel()
                    return

    def came_by(self, request: web.Request, who: Caller) -> None:
        """Note a request: from now on a proxy's connection counts for whoever sent it.

        Raises `TurnedAway` if they have too many connections and somebody sits at each.
        """
        line = request.protocol
        if not (isinstance(line, _Line) and line.proxied and who.passed_on):
            return
        now = who.address
        # It is gone already if room was made meanwhile.
        opening = self._open.get(line.whose, {}).get(line)
        if opening is None or now == line.whose:
            return
        if self.crowd.has_most(now):
            self._make_room((now,))
        if not self.crowd.moved(line.whose, now):
            raise TurnedAway(503, _TOO_MANY, _FULL_WAIT)
        self._forget(line)
        line.whose = now
        self._open[now][line] = opening

    def _forget(self, line: _Line) -> bool:
        """Remove a connection from its address's list. Return whether it was there."""
        lines = self._open.get(line.whose, {})
        known = lines.pop(line, None) is not None
        if not lines:
            self._open.pop(line.whose, None)
        return known

    def _gone(self, line: _Line) -> None:
        """Stop counting a connection, however often it ends."""
        if self._forget(line):
            self.crowd.went(line.whose)

    def _crowded(self) -> float:
        """Return by what each line's share is divided: many that flood share what two have."""
        return max(1.0, len(self._resting) / _FLOODING)

    async def _open_line(self, line: socket, address: str, proxied: bool) -> None:
        server = self._runner.server
        assert server is not None
        loop = asyncio.get_running_loop()
        used = Meter(_BURST, _SHARE, gives_way=False, times=self._crowded)
        used.begin()
        handler = _Line(
            server,
            lambda: self._gone(handler),
            partial(self._note, address),
            used,
            self._resting,
            address,
            proxied,
            loop=loop,
            access_log=None,
            keepalive_timeout=IDLE,
            lingering_time=LINGER,
        )
        opening = asyncio.current_task()
        assert opening is not None
        self._open[address][handler] = opening
        patience = HANDSHAKE_SECONDS if self._tls else None
        try:
            with suppress(OSError):
                if self._tls is not None and not await self._greets(line):
                    return
                await loop.connect_accepted_socket(
                    lambda: handler,
                    line,
                    ssl=self._tls,
                    ssl_handshake_timeout=patience,
                    ssl_shutdown_timeout=patience,
                )
        finally:
            if not handler.made:
                line.close()
                self._gone(handler)

    async def _greets(self, line: socket) -> bool:
        """Return whether a client begins with TLS. A plain request is redirected to where it meant
        to go.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(HANDSHAKE_SECONDS):
                first = await first_byte(line)
                if first is not None and chr(first).isascii() and chr(first).isalpha():
                    await lead_to_https(line, self._address)
                    return False
                return first is not None
        return False

    def refuse(self) -> None:
        """Take no new connections; open ones stay."""
        for one in self._sockets:
            asyncio.get_running_loop().remove_reader(one)
            one.close()
        self._sockets = []

    async def close(self) -> None:
        """End all connections."""
        self.refuse()
        for one in tuple(self._opening):
            one.cancel()
        await asyncio.gather(*self._opening, return_exceptions=True)
        await self._runner.cleanup()
