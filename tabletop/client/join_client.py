"""The line from a terminal to a seat at a host: it breaks, it comes back, and says why it ends."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp

from tabletop.client.joining import Address, why_not
from tabletop.client.sieve import Sieve
from tabletop.errors import UnreadableInput
from tabletop.host.terminal.colours import for_terminal
from tabletop.host.terminal.own import Terminal
from tabletop.text.safe import cut, one_line, pad

LEFT = "You have left your seat. It is kept: the same command brings you back."
STOPPED = "The seat is kept: the same command brings you back."
GONE = "The terminal is gone."

_BEAT = 1.5
"""Seconds between two signs of life."""
_SILENCE = 4.5
"""Seconds without any after which the line is taken for broken."""
_PATIENCE = 5.0
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 1.5
_MOST_WAITING = 65_536
"""Typed bytes that wait for the line; then the terminal waits too."""
_FRAME = 32_768
_LARGEST = 1 << 20
_OTHER_SCREEN = b"\x1b[?1049h"
_CTRL_C = b"\x03"
_LOST = "The line is lost."
_COMING = "; coming back by itself. Ctrl+C leaves."


@dataclass(frozen=True)
class LineEnd:
    """Why it ended: `reason` is a sentence. `refused`: the token opened nothing at all."""

    reason: str
    refused: bool = False
    stopped: bool = False
    """By a signal from outside."""


class JoinClient:
    """Shows the seat that a token opens until somebody ends it. `environment` is the terminal's."""

    def __init__(self, address: Address, token: str, environment: Mapping[str, str]) -> None:
        self._address = address
        self._token = token
        self._coloured = for_terminal(environment.get("TERM", ""), environment)
        self._typed = bytearray()
        self._wake = asyncio.Event()
        self._resized = False
        self._painted = False
        self._opened = False
        self._why = _LOST
        self._open = False
        self._over: asyncio.Future[LineEnd] = asyncio.get_running_loop().create_future()
        self._terminal = Terminal(self._take, self._resize)

    async def run(self) -> LineEnd:
        """Sit there. Raises `UnreadableInput` when the host can't be reached at the first try."""
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(one, self._end, LineEnd(STOPPED, stopped=True))
        with self._terminal:
            coming = asyncio.create_task(self._come_back())
            coming.add_done_callback(self._failed)
            try:
                return await self._over
            finally:
                coming.cancel()
                await asyncio.gather(coming, return_exceptions=True)

    def _failed(self, coming: asyncio.Task[None]) -> None:
        fault = None if coming.cancelled() else coming.exception()
        if fault is not None and not self._over.done():
            self._over.set_exception(fault)

    def _end(self, ending: LineEnd) -> None:
        if not self._over.done():
            self._over.set_result(ending)

    # The line

    async def _come_back(self) -> None:
        """Open the line again and again, until it has ended for good."""
        wait = _FIRST_WAIT
        async with aiohttp.ClientSession() as session:
            while not self._over.done():
                try:
                    came = await self._once(session)
                except (aiohttp.ClientError, OSError, TimeoutError) as fault:
                    if not self._painted:
                        raise UnreadableInput(why_not(self._address, fault)) from None
                    came = False
                if self._over.done():
                    return
                self._terminal.go_on()
                wait = _FIRST_WAIT if came else min(_LONGEST_WAIT, wait * 2)
                with suppress(ConnectionError):
                    await self._paint(_banner(self._why, self._terminal.size))
                await asyncio.sleep(wait)

    async def _once(self, session: aiohttp.ClientSession) -> bool:
        """One line from its opening to its end. Was anything painted?"""
        # Before the size is read: it may change while the line is being opened.
        self._resized = False
        columns, rows = self._terminal.size
        async with asyncio.timeout(_PATIENCE):
            socket = await session.ws_connect(
                f"{self._address}/api/socket?columns={columns}&rows={rows}",
                headers={"Authorization": f"Bearer {self._token}"},
                max_msg_size=_LARGEST,
            )
        self._open = True
        sending = asyncio.create_task(self._send(socket))
        try:
            return await self._receive(socket)
        finally:
            self._open = False
            self._typed.clear()
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            await _closed(socket)

    async def _receive(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        sieve = Sieve()
        painted = False
        while True:
            message = await socket.receive(_SILENCE)
            if message.type is aiohttp.WSMsgType.BINARY:
                painted = self._painted = True
                self._why = _LOST
                await self._paint(self._coloured(sieve.pass_on(message.data)))
            elif message.type is aiohttp.WSMsgType.TEXT:
                if await self._told(_read(message.data), painted):
                    return painted
            else:
                return painted

    async def _paint(self, data: bytes) -> None:
        """Paint on the terminal's other screen, which stays open over lost lines."""
        opening = b"" if self._opened else _OTHER_SCREEN
        self._opened = True
        await self._terminal.paint(opening + data)

    async def _told(self, message: Mapping[str, Any], painted: bool) -> bool:
        """Something beside the screen. Is it the line's last word?"""
        match message:
            case {"closed": str(reason), **rest}:
                if rest.get("again"):
                    self._why = reason
                else:
                    self._end(LineEnd(one_line(reason)[:300], refused=not painted))
                return True
            case {"tell": {"title": str(title)}}:
                await self._terminal.title(one_line(title)[:100])
        return False

    async def _send(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Send what is typed, the terminal's size, and a sign of life."""
        now = asyncio.get_running_loop().time
        beat, next_beat = 0, now() + _BEAT
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(next_beat):
                    await self._wake.wait()
            self._wake.clear()
            if now() >= next_beat:
                beat, next_beat = beat + 1, now() + _BEAT
                await socket.send_str(json.dumps({"beat": beat}))
            if self._resized:
                self._resized = False
                await socket.send_str(json.dumps({"size": self._terminal.size}))
            while self._typed:
                piece = bytes(self._typed[:_FRAME])
                del self._typed[:_FRAME]
                await socket.send_bytes(piece)
            self._terminal.go_on()

    # The terminal

    def _take(self, data: bytes) -> None:
        if not data:
            self._end(LineEnd(GONE, stopped=True))
        elif data == _CTRL_C or (_CTRL_C in data and not self._open):
            self._end(LineEnd(LEFT))
        elif self._open:
            self._typed += data
            if len(self._typed) > _MOST_WAITING:
                self._terminal.pause()
            self._wake.set()

    def _resize(self) -> None:
        self._resized = True
        self._wake.set()


async def _closed(socket: aiohttp.ClientWebSocketResponse) -> None:
    with suppress(aiohttp.ClientError, OSError, TimeoutError):
        async with asyncio.timeout(1):
            await socket.close()


def _read(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _banner(why: str, size: tuple[int, int]) -> bytes:
    columns, rows = size
    said = cut(one_line(why).rstrip("."), max(len(_LOST), columns - len(_COMING)))
    text = pad(f"{said}{_COMING}", columns)
    return f"\x1b[?25l\x1b[{rows};1H\x1b[0;7m{text}\x1b[0m".encode()
