"""A hall's web door in this process, and clients that connect through it."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tabletop.host.tables.folder import open_hall, table_ids
from tabletop.host.tables.hall import Hall
from tabletop.host.web import DoorAddress, WebDoor
from tests.effort import out_of_sight
from tests.host.far import Drawn
from tests.screens.rivers import SOURCE


@dataclass
class Door:
    """A hall with its web door, and a program outside that keeps no cookies."""

    hall: Hall
    web: WebDoor
    url: str
    outside: aiohttp.ClientSession
    closed: bool = False

    async def close(self) -> None:
        """Shut the host down as its command does; may be called twice."""
        if not self.closed:
            self.closed = True
            self.web.leave()
            await self.hall.close("The host has closed the hall.")
            await self.web.close()

    async def ask(self, path: str, **words: Any) -> tuple[int, dict[str, Any]]:
        """Post to the API; return the status and the answer."""
        async with self.outside.post(self.url + path, json=words) as reply:
            return reply.status, await reply.json()

    async def seat(self, **words: Any) -> str:
        """Join with the code; return the token."""
        status, said = await self.ask("/api/join", code=self.hall.join_code, **words)
        assert status == 200, said
        return str(said["token"])

    @asynccontextmanager
    async def sit(
        self, token: str, size: tuple[int, int] = (80, 24), **how: Any
    ) -> AsyncIterator[Client]:
        """Open a program's socket with a token."""
        query = {"columns": str(size[0]), "rows": str(size[1])}
        headers = {"Authorization": f"Bearer {token}"}
        async with self.outside.ws_connect(
            self.url + "/api/socket", headers=headers, params=query, **how
        ) as connected:
            client = Client(connected, size)
            try:
                yield client
            finally:
                client.reading.cancel()


@asynccontextmanager
async def door_in(
    folder: Path,
    tables: int = 1,
    *,
    source: str = SOURCE,
    port: int = 0,
    standing: DoorAddress | None = None,
    clocks: bool = False,
) -> AsyncIterator[Door]:
    """Open a hall with a web door on a free port of this machine, or as `standing` says."""
    hall = open_hall(source, folder, table_ids(tables), clocks=clocks)
    with out_of_sight():
        await hall.start()
        bound = socket.create_server(("127.0.0.1", port))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        told = url if standing is None or standing.public is None else str(standing.public)
        hall.opened_at(told)
        door = WebDoor(hall, told, standing)
        await door.start([bound])
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as outside:
            opened = Door(hall, door, url, outside)
            try:
                yield opened
            finally:
                await opened.close()


class Client:
    """A socket and what it received: painted bytes, messages, and how it was closed."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, size: tuple[int, int]) -> None:
        self.socket = socket
        self.painted = bytearray()
        self.said: list[dict[str, Any]] = []
        self._drawn = Drawn(size)
        self.reading = asyncio.create_task(self._read())

    @property
    def text(self) -> str:
        """The screen as a terminal shows it."""
        return self._drawn.text(self.painted)

    @property
    def farewell(self) -> dict[str, Any]:
        """The host's last message, empty before."""
        return next((one for one in self.said if "closed" in one), {})

    @property
    def ended(self) -> bool:
        return self.reading.done()

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.painted += message.data
            elif message.type is aiohttp.WSMsgType.TEXT:
                self.said.append(json.loads(message.data))


async def form(browser: aiohttp.ClientSession, door: Door, **fields: str) -> tuple[int, str, str]:
    """Send the landing page's form; return the status, the page and the path it leads to."""
    async with browser.post(
        door.url + "/join",
        data={"code": door.hall.join_code, **fields},
        headers={"Origin": door.url},
        allow_redirects=False,
    ) as reply:
        path, _, _ = reply.headers.get("Location", "").partition("#")
        return reply.status, await reply.text(), path


def browser() -> aiohttp.ClientSession:
    """Return a session that keeps cookies and has visited the start page."""
    jar = aiohttp.CookieJar(unsafe=True)
    return aiohttp.ClientSession(cookie_jar=jar, cookies={"tabletop": "yes"})
