"""A client's socket: terminal bytes both ways; a hostile client harms only itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WebSocketError, WSCloseCode, WSMessage, WSMsgType, web

from tabletop.errors import NotAllowed
from tabletop.host.admission.input_limit import InputLimit
from tabletop.host.admission.lobby import Attachment, Lobby, Place
from tabletop.host.admission.partings import ELSEWHERE, FREED, GIVEN_BACK, GONE
from tabletop.host.admission.rate_limit import RateLimit
from tabletop.host.terminal.sequences import EPILOGUE
from tabletop.host.web.taken import Taken

LARGEST = 65_536
"""The largest frame in bytes."""
HEARTBEAT = 3.2
"""Seconds of silence after which a client is pinged; without an answer within half of that it is
gone. An open page pings by itself before, so that most are never pinged.
"""
MOST_CELLS = 10_000
"""Columns or rows that a client may claim; far less is laid out."""
_LONGEST_MESSAGE = 200
_FRAMES_AT_ONCE, _FRAMES_EACH_SECOND = 300, 100
"""The most messages at once, whatever is in them; a protocol message counts as `_MESSAGE`."""
_MESSAGE = 5
_PROTOCOL = "tabletop"
_END = EPILOGUE.encode()


SEAT_LOST = (ELSEWHERE, FREED, GIVEN_BACK, GONE)
"""Why somebody is disconnected for good: they can't come back to that seat."""


class Misbehaved(Exception):
    """The client sent what none of ours sends; the text says what, in a sentence.

    With `again` it may have been a mistake, and the client may reconnect by itself.
    """

    def __init__(self, what: str, *, again: bool = False) -> None:
        super().__init__(what)
        self.again = again


class SocketConnection:
    """A `Connection` over an open WebSocket."""

    def __init__(self, socket: web.WebSocketResponse, *, browser: bool) -> None:
        self.leaving = False
        """Whether the host is going down: then clients may reconnect by themselves."""
        self._socket = socket
        self._browser = browser
        self.in_terminal = not browser
        self._parted = False

    async def send(self, data: bytes) -> None:
        if self._browser and data == _END:
            # A browser has no other screen to go back to: the last one stays, behind the reason.
            return
        await self._socket.send_bytes(data)

    async def tell(self, notice: Mapping[str, Any]) -> None:
        await self._say({"tell": dict(notice)})

    async def answer(self, beat: int, taken: Taken | None = None) -> None:
        """Show a client that its connection is alive, and how much of its input has been taken."""
        await self._say({"beat": beat} if taken is None else {"beat": beat, "typed": taken.count})

    async def recall(self, taken: Taken) -> None:
        """Tell a page that has (re)connected how much of its input was taken before."""
        await self._say({"typed": taken.count, "known": taken.known})

    async def close(self, reason: str, again: bool = False) -> None:
        code = WSCloseCode.GOING_AWAY if self.leaving else WSCloseCode.OK
        await self.part(reason, again or self.leaving, code)

    async def part(self, reason: str, again: bool, code: int) -> None:
        """Say why, once, and close with a protocol code."""
        if not self._parted:
            self._parted = True
            try:
                async with asyncio.timeout(2):
                    lost = {"lost": True} if reason in SEAT_LOST else {}
                    await self._say({"closed": reason, "again": again, **lost})
            except (TimeoutError, ConnectionError):
                pass
        await self._socket.close(code=code)

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._socket.send_str(json.dumps(message, ensure_ascii=False))


class _Socket(web.WebSocketResponse):
    """A WebSocket that a host which was held up itself does not take for lost."""

    def _pong_not_received(self) -> None:
        # Timers that have become due meanwhile run after what has come is read, but before the
        # library counts it.
        if not self._need_heartbeat_reset:
            super()._pong_not_received()


def new_socket() -> web.WebSocketResponse:
    """Return a new WebSocket: small frames, a heartbeat, and no compression."""
    return _Socket(
        heartbeat=HEARTBEAT,
        max_msg_size=LARGEST,
        compress=False,
        # Pings are answered here: the library answers all that have come in one go, uncounted.
        autoping=False,
        timeout=2.0,
        protocols=(_PROTOCOL,),
    )


def speaks_ours(protocols: str | None) -> bool:
    """Return whether a client names our protocol, or none.

    Otherwise the library would log the names verbatim each time: a stranger's text of any length,
    or a secret beside it.
    """
    return protocols is None or _PROTOCOL in (one.strip() for one in protocols.split(","))


def size_asked(query: Mapping[str, str]) -> tuple[int, int]:
    """Return the `columns` and `rows` of an address, 80x24 by default. Raises `Misbehaved`."""
    try:
        return _size([int(query.get("columns", "80")), int(query.get("rows", "24"))])
    except ValueError:
        raise Misbehaved("columns and rows are numbers") from None


async def serve(
    socket: web.WebSocketResponse,
    connection: SocketConnection,
    lobby: Lobby,
    place: Place,
    size: tuple[int, int],
    taken: Taken | None = None,
) -> None:
    """Let a client sit at a place until one of both hangs up. Raises `Misbehaved`.

    `taken` counts what comes from a page that names itself.
    """
    try:
        line = await lobby.enter(place, connection, size)
    except NotAllowed as refusal:
        await connection.close(refusal.sentence)
        return
    try:
        typed = InputLimit()
        if taken is not None:
            # From here on nothing from an older connection of that page reaches the screen.
            await connection.recall(taken)
        frames = RateLimit(_FRAMES_AT_ONCE, _FRAMES_EACH_SECOND)
        async for message in socket:
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)
            wait = await _take(message, line, connection, typed, taken)
            counted = frames.spend(_MESSAGE if message.type is WSMsgType.TEXT else 1)
            # Nothing is lost: what the client sends meanwhile waits on its own side.
            await asyncio.sleep(max(wait, counted))
    finally:
        line.hang_up()


async def _take(
    message: WSMessage,
    line: Attachment,
    connection: SocketConnection,
    typed: InputLimit,
    taken: Taken | None,
) -> float:
    """Handle a frame. Return the seconds to wait before reading on."""
    if message.type is WSMsgType.BINARY:
        wait = typed.spend(message.data)
        if wait is None:
            raise Misbehaved("nobody can type that much at once", again=True)
        if line.feed(message.data) and taken is not None:
            taken.count += 1
        return wait
    if message.type is WSMsgType.TEXT:
        await _obey(message.data, line, connection, taken)
    elif message.type is WSMsgType.ERROR and isinstance(message.data, WebSocketError):
        # The socket is closed already, with the code of what was wrong.
        raise Misbehaved("a frame was damaged or too large")
    return 0.0


async def _obey(
    text: str, line: Attachment, connection: SocketConnection, taken: Taken | None
) -> None:
    try:
        asked = json.loads(text) if len(text) <= _LONGEST_MESSAGE else None
    except (ValueError, RecursionError):
        asked = None
    match asked:
        case {"size": list(size), **rest} if not rest:
            line.resize(*_size(size))
        case {"beat": int(beat), **rest} if not rest:
            await connection.answer(beat, taken)
        case _:
            raise Misbehaved("a message did not belong to this protocol")


def _size(asked: list[Any]) -> tuple[int, int]:
    match asked:
        case [int(columns), int(rows)] if 0 <= min(asked) <= max(asked) <= MOST_CELLS:
            return columns, rows
    raise Misbehaved(f"a terminal has 0 to {MOST_CELLS} columns and rows")
