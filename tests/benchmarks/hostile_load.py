"""How long an honest seat waits for its own key while ten others send whatever they can.

Run by hand:  python -m tests.benchmarks.hostile_load [--honest 10] [--hostile 10] [--seconds 20]

The host, the honest and the hostile are processes of their own: in one with the hostile, an honest
key would wait for what they send, and no host. They give way to the other two where the machine has
fewer cores than three, as people's machines are not the host's. The honest press a key a second;
the hostile have seats too and send, all in one way at a time: nothing (for comparison), help opened
and closed, keys, many keys at once that put up pages, sequences of 60 KB that no key sends, short
ones, other sizes, pastes, pings and empty frames.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

import aiohttp
from aiohttp import WSMsgType

from tests.benchmarks.host_load import (
    Host,
    Seat,
    connect,
    join,
    percentiles,
    press_all,
    until_ready,
)

Attack = Callable[[aiohttp.ClientWebSocketResponse, int], Awaitable[None]]
_BETWEEN = 0.005
_GIVE_WAY = 10
"""How nice the hostile's process is to the others, as the system counts it."""
_SETTLE = 5.0
"""Seconds between two ways: what one has left to do is no part of the next."""


def frames(*data: bytes) -> Attack:
    """Send these in turn."""

    async def send(socket: aiohttp.ClientWebSocketResponse, step: int) -> None:
        await socket.send_bytes(data[step % len(data)])

    return send


def of_kind(kind: WSMsgType, times: int) -> Attack:
    """Send frames of a kind without anything in them, many at once."""

    async def send(socket: aiohttp.ClientWebSocketResponse, step: int) -> None:
        for _ in range(times):
            await socket._writer.send_frame(b"", kind)

    return send


async def sizes(socket: aiohttp.ClientWebSocketResponse, step: int) -> None:
    await socket.send_json({"size": [100 + step % 100, 30 + step % 20]})


ATTACKS: dict[str, Attack | None] = {
    "nothing": None,
    "help, opened and closed": frames(b"\x1bOP", b"\x1b"),
    "keys": frames(b"\x1b[A", b"\x1b[B"),
    "keys, many at once": frames(b"\x1b[A\x1b[B" * 100),
    "pages, many at once": frames(
        b"\x1bOP\x1b" * 50, bytes(range(1, 32)) * 3, b"\x1bP" + b"a" * 5_000
    ),
    "60 KB that no key sends": frames(b"\x1b[" + b"1;" * 30_000 + b"m"),
    "short ones": frames(b"\x1b[1;1;1;1;1;1m" * 200),
    "other sizes": sizes,
    "pastes": frames(b"\x1b[200~" + b"word " * 12_000 + b"\x1b[201~"),
    "pings": of_kind(WSMsgType.PING, 500),
    "empty frames": of_kind(WSMsgType.BINARY, 500),
}


class Hostile:
    """Somebody with a seat who sends one thing as fast as the line takes it, and comes back."""

    def __init__(self, outside: aiohttp.ClientSession, address: str, token: str) -> None:
        self._outside, self._address, self._token = outside, address, token
        self.sent = 0

    async def attack(self, way: Attack) -> None:
        while True:
            with suppress(aiohttp.ClientError, ConnectionError):
                seat = await connect(self._outside, self._address, self._token)
                reading = asyncio.create_task(_read(seat.socket))
                try:
                    for step in itertools.count():
                        if seat.socket.closed:
                            break
                        await way(seat.socket, step)
                        self.sent += 1
                        await asyncio.sleep(_BETWEEN)
                finally:
                    reading.cancel()
                    await seat.socket.close()
            await asyncio.sleep(0.1)


async def _read(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in socket:
        pass


class Attacking:
    """The process of the hostile clients, all doing the same thing."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def begin(cls, way: str, address: str, tokens: list[str]) -> Attacking:
        """Return once they have begun."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.benchmarks.hostile_load",
            "--attack",
            way,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([address, *tokens]).encode() + b"\n")
        await process.stdout.readline()
        return cls(process)

    async def end(self) -> int:
        """Return how much they have sent."""
        said, _ = await self._process.communicate(b"")
        return int(said)


async def attack(way: Attack) -> None:
    """What that process does, until its input ends."""
    os.nice(_GIVE_WAY)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    address, *tokens = json.loads(await reader.readline())
    connector = aiohttp.TCPConnector(limit=0)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as outside:
        hostile = [Hostile(outside, address, token) for token in tokens]
        sending = [asyncio.create_task(one.attack(way)) for one in hostile]
        print("at it", flush=True)
        await reader.read()
        print(sum(one.sent for one in hostile), flush=True)
        for task in sending:
            task.cancel()
        # Without a farewell: the host has to see to lines that break.
        os._exit(0)


async def measure(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        host, door = await Host.start(folder, -(-(asked.honest + asked.hostile) // 4), 1)
        connector = aiohttp.TCPConnector(limit=0)
        jar = aiohttp.DummyCookieJar()
        try:
            async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as outside:
                await beside(asked, host, door["address"], door["code"], outside)
        finally:
            await host.stop()


async def beside(
    asked: argparse.Namespace,
    host: Host,
    address: str,
    code: str,
    outside: aiohttp.ClientSession,
) -> None:
    names: Iterator[str] = (f"Player {n}" for n in itertools.count())
    tokens = [await join(outside, address, code, next(names)) for _ in range(asked.honest)]
    others = [await join(outside, address, code, next(names)) for _ in range(asked.hostile)]
    seats: list[Seat] = [await connect(outside, address, token) for token in tokens]
    readers = [asyncio.create_task(one.read()) for one in seats]
    await host.ask("negotiate")
    await until_ready(seats)
    for seat in seats:
        seat.screen = None
    await asyncio.sleep(_SETTLE)
    print(f"{asked.honest} honest, {asked.hostile} hostile")
    for what, way in ATTACKS.items():
        if asked.only and asked.only not in what:
            continue
        for seat in seats:
            seat.echoes.clear()
            seat.missed = 0
        used = await host.ask("usage")
        begun = time.monotonic()
        hostile = await Attacking.begin(what, address, others) if way else None
        await press_all(seats, asked.seconds)
        sent = await hostile.end() if hostile else 0
        now = await host.ask("usage")
        share = (now["seconds"] - used["seconds"]) / (time.monotonic() - begun) * 100
        echoes = percentiles([one for seat in seats for one in seat.echoes])
        missed = sum(seat.missed for seat in seats)
        print(
            f"  {what:26} {echoes}; {missed} without an echo; {share:.0f} % of one core; "
            f"{now['bytes'] / 1e6:.0f} MB; {sent:,} sent",
            flush=True,
        )
        await asyncio.sleep(_SETTLE)
    for reader in readers:
        reader.cancel()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--honest", type=int, default=10)
    parser.add_argument("--hostile", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=20, help="a multiple of ten")
    parser.add_argument("--only", default="", help="one way, by some of its name")
    parser.add_argument("--attack", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    way = ATTACKS.get(asked.attack)
    asyncio.run(attack(way) if way else measure(asked))


if __name__ == "__main__":
    main()
