"""The connection from a terminal to a seat at a host: reconnects by itself, and says why it ends.

What is typed while disconnected is kept and sent once, as the browser's page does it (`line.js`).
"""

from __future__ import annotations

import asyncio
import json
import secrets
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import aiohttp

from tabletop.client.joining import Address, why_not
from tabletop.client.sieve import Sieve
from tabletop.client.status import ROW, held_line, late_line, lost_lines, on_last_rows
from tabletop.client.typed import NotKept, Typed
from tabletop.errors import UnreadableInput
from tabletop.host.terminal.colours import for_terminal
from tabletop.host.terminal.own import Terminal
from tabletop.text.safe import cut, one_line

LEFT = "You have left your seat. It is kept: the same command brings you back."
STOPPED = "The seat is kept: the same command brings you back."
GONE = "The terminal is gone."

_BEAT = 1.5
"""Seconds between heartbeats."""
_ASK = 0.3
"""The same, while the host has not yet acknowledged what was typed."""
_ANSWER = 1.0
"""Seconds without an answer after a key, after which it is shown as not arrived."""
_SETTLING = 0.25
"""Seconds until the screen that comes back has caught up with the table."""
_SILENCE = 4.5
"""Seconds without any heartbeat after which the connection counts as lost."""
_PATIENCE = 5.0
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 1.5
_MOST_WAITING = 65_536
"""The most typed bytes that may wait for the host; then the terminal waits too."""
_LARGEST = 1 << 20
_OTHER_SCREEN = b"\x1b[?1049h"
_CTRL_C = b"\x03"
_PUT, _DROP = b"\x19", b"\x18"
"""Ctrl+Y and Ctrl+X, only while words are held."""
_BELL = b"\x07"
_LOST = "The connection is lost."


@dataclass(frozen=True)
class LineEnd:
    """Why it ended: `reason` is a sentence. `refused`: the token was not accepted."""

    reason: str
    refused: bool = False
    stopped: bool = False
    """Ended by a signal."""


class JoinClient:
    """Shows the seat that a token opens until somebody ends it. `environment` is the terminal's."""

    def __init__(self, address: Address, token: str, environment: Mapping[str, str]) -> None:
        self._address = address
        self._token = token
        self._coloured = for_terminal(environment.get("TERM", ""), environment)
        # Identifies this client to the host, which counts what it has received from it.
        self._name = secrets.token_hex(16)
        self._typed = Typed()
        self._settling: asyncio.TimerHandle | None = None
        self._typed_at: float | None = None
        """When the first key was typed that has had no answer yet."""
        self._refused = ""
        self._rings = False
        self._status = b""
        """What is shown over the last rows of the screen."""
        self._news = asyncio.Event()
        self._here = False
        """Whether the current connection has brought its screen."""
        self._wake = asyncio.Event()
        self._resized = False
        self._painted = False
        self._opened = False
        self._why = _LOST
        self._over: asyncio.Future[LineEnd] = asyncio.get_running_loop().create_future()
        self._terminal = Terminal(self._take, self._resize)

    async def run(self) -> LineEnd:
        """Run until the seat is left. Raises `UnreadableInput` when the first attempt can't reach
        the host.
        """
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(one, self._end, LineEnd(STOPPED, stopped=True))
        with self._terminal:
            tasks = [asyncio.create_task(one) for one in (self._come_back(), self._say_status())]
            for one_task in tasks:
                one_task.add_done_callback(self._failed)
            try:
                return self._with_unsent(await self._over)
            finally:
                if self._settling is not None:
                    self._settling.cancel()
                for one_task in tasks:
                    one_task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    def _failed(self, coming: asyncio.Task[None]) -> None:
        fault = None if coming.cancelled() else coming.exception()
        if fault is not None and not self._over.done():
            self._over.set_exception(fault)

    def _end(self, ending: LineEnd) -> None:
        if not self._over.done():
            self._over.set_result(ending)

    # The connection

    async def _come_back(self) -> None:
        """Reconnect again and again, until the seat is left for good."""
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
                self._news.set()
                await asyncio.sleep(wait)

    async def _once(self, session: aiohttp.ClientSession) -> bool:
        """Run one connection from start to end. Return whether anything was painted."""
        # Before the size is read: it may change while the connection is being opened.
        self._resized = False
        columns, rows = self._terminal.size
        async with asyncio.timeout(_PATIENCE):
            socket = await session.ws_connect(
                f"{self._address}/api/socket?columns={columns}&rows={rows}&page={self._name}",
                headers={"Authorization": f"Bearer {self._token}"},
                max_msg_size=_LARGEST,
            )
        sending = asyncio.create_task(self._send(socket))
        try:
            return await self._receive(socket)
        finally:
            self._lose()
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            await _closed(socket)

    async def _receive(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        sieve = Sieve()
        painted = False
        while True:
            message = await socket.receive(_SILENCE)
            if message.type is aiohttp.WSMsgType.BINARY:
                if not painted:
                    painted = True
                    self._arrive()
                await self._paint(self._coloured(sieve.pass_on(message.data)) + self._status)
            elif message.type is aiohttp.WSMsgType.TEXT:
                if await self._told(_read(message.data), painted):
                    return painted
            else:
                return painted
            self._typed_at = None
            self._await_answer()
            self._news.set()

    def _arrive(self) -> None:
        self._here = self._painted = True
        self._why, self._refused, self._rings = _LOST, "", False
        # The next screen is painted over it.
        self._status = b""
        self._typed.paint()

    def _lose(self) -> None:
        self._here = False
        self._typed_at = None
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None
        self._typed.lose()
        self._news.set()

    def _go_on(self) -> None:
        """Let what waits be sent, once the screen that has come back is ready."""
        if self._typed.may_settle and self._settling is None:
            wait = 0.0 if self._typed.in_haste else _SETTLING
            self._settling = asyncio.get_running_loop().call_later(wait, self._settle)

    def _settle(self) -> None:
        self._settling = None
        if self._typed.may_settle:
            self._typed.settle()
        self._news.set()
        self._wake.set()

    async def _paint(self, data: bytes) -> None:
        """Paint on the terminal's alternate screen, which stays open over lost connections."""
        opening = b"" if self._opened else _OTHER_SCREEN
        self._opened = True
        await self._terminal.paint(opening + data)

    async def _told(self, message: Mapping[str, Any], painted: bool) -> bool:
        """Handle a message beside the screen. Return whether it ends the connection."""
        match message:
            case {"closed": str(reason), **rest}:
                if rest.get("again"):
                    self._why = reason
                else:
                    self._end(LineEnd(one_line(reason)[:300], refused=not painted))
                return True
            case {"typed": int(count), "known": bool(known)}:
                self._typed.recall(count, known)
            case {"typed": int(count)}:
                self._typed.confirm(count)
            case {"tell": dict(notice)}:
                if isinstance(title := notice.get("title"), str):
                    await self._terminal.title(one_line(title)[:100])
                if isinstance(field := notice.get("field"), int):
                    self._typed.write_in(field)
        self._go_on()
        return False

    async def _send(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Send what is typed, the terminal's size, and heartbeats."""
        now = asyncio.get_running_loop().time
        beat, asked = 0, now()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(asked + self._between()):
                    await self._wake.wait()
            self._wake.clear()
            if self._resized:
                self._resized = False
                await socket.send_str(json.dumps({"size": self._terminal.size}))
            while (piece := self._typed.next()) is not None:
                await socket.send_bytes(piece)
            if now() >= asked + self._between():
                beat, asked = beat + 1, now()
                await socket.send_str(json.dumps({"beat": beat}))
            self._terminal.go_on()

    def _between(self) -> float:
        return _ASK if self._typed.unconfirmed else _BEAT

    # The terminal

    def _take(self, data: bytes) -> None:
        if not data:
            self._end(LineEnd(GONE, stopped=True))
        elif data == _CTRL_C or (_CTRL_C in data and not self._alive):
            self._end(LineEnd(LEFT))
        elif self._typed.held and data in (_PUT, _DROP):
            self._deal_with_held(data)
        else:
            self._keep(data)
        self._wake.set()
        self._news.set()

    def _keep(self, data: bytes) -> None:
        try:
            self._typed.type(data)
        except NotKept as away:
            self._refused = str(away)
            self._ring()
            return
        self._refused = ""
        self._await_answer()
        if self._here and self._typed.size > _MOST_WAITING:
            self._terminal.pause()

    def _await_answer(self) -> None:
        if self._typed_at is None and self._typed.keys:
            loop = asyncio.get_running_loop()
            self._typed_at = loop.time()
            loop.call_at(self._typed_at + _ANSWER, self._news.set)

    def _deal_with_held(self, key: bytes) -> None:
        if key == _DROP:
            self._typed.drop_held()
        elif self._typed.has_field:
            self._typed.put_held()
        else:
            self._ring()

    def _ring(self) -> None:
        self._rings = True

    def _resize(self) -> None:
        self._resized = True
        self._wake.set()
        self._news.set()

    # What is shown over the screen

    @property
    def _alive(self) -> bool:
        """Return whether the host answers what is typed."""
        return self._here and not self._late

    @property
    def _late(self) -> bool:
        if self._typed_at is None or not self._typed.keys:
            return False
        # A timer may fire early by less than its clock's resolution.
        return asyncio.get_running_loop().time() - self._typed_at > _ANSWER - 0.01

    async def _say_status(self) -> None:
        """Show in the last rows what is kept, whenever that changes."""
        while True:
            await self._news.wait()
            self._news.clear()
            if not self._painted:
                continue
            before, self._status = self._status, self._status_now()
            bell, self._rings = _BELL if self._rings else b"", False
            with suppress(ConnectionError):
                if bell or self._status != before:
                    await self._paint(bell + self._status)
            if self._here and self._status.count(ROW.encode()) < before.count(ROW.encode()):
                # The host repaints for a terminal that reports its size again.
                self._resized = True
                self._wake.set()

    def _status_now(self) -> bytes:
        size = self._terminal.size
        typed = self._typed
        if not self._here:
            lines = lost_lines(self._why, self._refused, typed, size[0])
        elif self._late:
            lines = late_line(self._refused, typed, size[0])
        elif typed.held:
            lines = held_line(typed, size[0])
        else:
            lines = []
        return on_last_rows(lines, size, over_a_screen=self._here)

    def _with_unsent(self, ending: LineEnd) -> LineEnd:
        """Return the same ending, with the words that the host did not get."""
        words = self._typed.held + ("" if self._alive else self._typed.words)
        if not words:
            return ending
        told = f"What you typed last may not have arrived: {cut(words, 200)}"
        return replace(ending, reason=f"{ending.reason} {told}")


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
