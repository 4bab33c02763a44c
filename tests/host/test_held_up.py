"""A host that is blocked by a disk or a busy machine disconnects nobody."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tabletop.host.runtime import housekeeping
from tabletop.host.runtime.stalls import COLLECTING, place
from tabletop.host.web import socket as module
from tests.host.doors import Door, door_in
from tests.host.far import until

pytestmark = pytest.mark.slow


class Elsewhere:
    """A client in its own thread, which answers pings while the host is blocked."""

    def __init__(self, door: Door, token: str) -> None:
        self.here = threading.Event()
        self.closed = threading.Event()
        self._go = threading.Event()
        self._address = f"{door.url}/api/socket?columns=80&rows=24"
        self._token = token
        self._thread = threading.Thread(target=lambda: asyncio.run(self._sit()), daemon=True)
        self._thread.start()

    async def _sit(self) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        async with (
            aiohttp.ClientSession() as outside,
            outside.ws_connect(self._address, headers=headers) as socket,
        ):
            while not self._go.is_set():
                try:
                    message = await socket.receive(timeout=0.1)
                except TimeoutError:
                    continue
                self.here.set()
                if message.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSE):
                    self.closed.set()
                    return

    async def leave(self) -> None:
        self._go.set()
        await asyncio.to_thread(self._thread.join)


async def test_a_seat_that_answered_while_the_host_was_held_up_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEARTBEAT", 0.4)
    asked = 0
    send = aiohttp.web.WebSocketResponse._send_heartbeat

    def ask_and_be_held_up(self: Any) -> None:
        nonlocal asked
        send(self)
        if self._pong_response_cb is not None:
            asked += 1
            # After the question is out, for longer than an answer may take.
            asyncio.get_running_loop().call_soon(
                lambda: asyncio.get_running_loop().call_soon(time.sleep, 0.6)
            )

    monkeypatch.setattr(aiohttp.web.WebSocketResponse, "_send_heartbeat", ask_and_be_held_up)
    async with door_in(tmp_path) as door:
        client = Elsewhere(door, await door.seat(name="Anna"))
        await until(client.here.is_set)
        await until(lambda: asked > 3 or client.closed.is_set())
        assert not client.closed.is_set()
        await client.leave()


def test_a_look_through_memory_is_named_as_such_and_not_by_whoever_made_it_due() -> None:
    made: dict[str, Any] = {"__name__": housekeeping.__name__, "frame": sys._getframe}
    exec("def collecting(): return frame()", made)
    assert place(made["collecting"]()) == COLLECTING
    assert "test_held_up" in place(sys._getframe())
