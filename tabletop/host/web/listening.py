"""Listening on sockets: who sends no request, or opens lines without end, gets none."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from socket import SO_SNDBUF, SOL_SOCKET, socket
from ssl import SSLContext
from typing import Any

from aiohttp import web

from tabletop.host.allowance import neighbourhood

MOST_LINES = 2_000
"""TCP connections at once; a browser has up to six for a moment, then one."""
MOST_FROM_ONE = 1_200
"""From one address: a whole class may share it."""
IDLE = 20.0
"""Seconds that a connection may be open without a request."""
LINGER = 2.0
"""Seconds that the rest of a request may take once it has been answered."""
_SEND_BUFFER = 131_072
"""What the system keeps for a client that does not read."""
_BACKLOG = 512


class Crowd:
    """Counts the lines that are open, in all and by address."""

    def __init__(self, most: int = MOST_LINES, most_from_one: int = MOST_FROM_ONE) -> None:
        self._most = most
        self._most_from_one = most_from_one
        self._lines: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._lines.total()

    def came(self, address: str) -> bool:
        """One more, if there is room for it."""
        if self._lines[address] >= self._most_from_one or len(self) >= self._most:
            return False
        self._lines[address] += 1
        return True

    def went(self, address: str) -> None:
        self._lines[address] -= 1
        if self._lines[address] <= 0:
            del self._lines[address]


class _Line(web.RequestHandler):
    """One TCP connection; refused at once when there are too many."""

    __slots__ = ("_address", "_crowd")

    def __init__(self, server: web.Server, crowd: Crowd, **settings: Any) -> None:
        super().__init__(server, **settings)
        self._crowd = crowd
        self._address: str | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = transport.get_extra_info("peername")
        address = neighbourhood(peer[0] if isinstance(peer, tuple) else None)
        if self._crowd.came(address):
            self._address = address
            super().connection_made(transport)
        elif isinstance(transport, asyncio.Transport):
            transport.abort()

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._address is not None:
            self._crowd.went(self._address)
            self._address = None
            super().connection_lost(exc)


class Listening:
    """An application on sockets that are bound already."""

    def __init__(self, app: web.Application, crowd: Crowd | None = None) -> None:
        self.crowd = crowd or Crowd()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        self._servers: list[asyncio.Server] = []

    async def start(self, sockets: Sequence[socket], tls: SSLContext | None = None) -> None:
        """Take connections from now on."""
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        server = self._runner.server
        assert server is not None

        def line() -> _Line:
            return _Line(
                server,
                self.crowd,
                loop=loop,
                access_log=None,
                keepalive_timeout=IDLE,
                lingering_time=LINGER,
            )

        for one in sockets:
            # What a listening socket has, its connections get.
            one.setsockopt(SOL_SOCKET, SO_SNDBUF, _SEND_BUFFER)
            self._servers.append(
                await loop.create_server(line, sock=one, ssl=tls, backlog=_BACKLOG)
            )

    def refuse(self) -> None:
        """Take no new connections; those that are open stay."""
        for server in self._servers:
            server.close()

    async def close(self) -> None:
        """End all connections."""
        self.refuse()
        await self._runner.cleanup()
