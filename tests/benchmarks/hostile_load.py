"""What an honest seat waits for its own key while ten others send whatever they can.

Run by hand:  python -m tests.benchmarks.hostile_load [--honest 10] [--hostile 10] [--seconds 20]

The host and the load are processes of their own, as for `host_load`. The honest press a key a
second; the hostile have seats too and send, all in one way at a time: nothing (for comparison),
help opened and closed, keys, many keys at once that put up pages, sequences of 60 KB that no key
sends, short ones, other sizes, pastes, pings and empty frames.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import tempfile
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
    hostile = [Hostile(outside, address, token) for token in others]
    await host.ask("negotiate")
    await until_ready(seats)
    for seat in seats:
        seat.screen = None
    print(f"{asked.honest} honest, {asked.hostile} hostile")
    for what, way in ATTACKS.items():
        if asked.only and asked.only not in what:
            continue
        for seat in seats:
            seat.echoes.clear()
            seat.missed = 0
        used = await host.ask("usage")
        sending = [asyncio.create_task(one.attack(way)) for one in hostile] if way else []
        await press_all(seats, asked.seconds)
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)
        now = await host.ask("usage")
        share = (now["seconds"] - used["seconds"]) / asked.seconds * 100
        echoes = percentiles([one for seat in seats for one in seat.echoes])
        missed = sum(seat.missed for seat in seats)
        sent = sum(one.sent for one in hostile)
        print(
            f"  {what:26} {echoes}; {missed} without an echo; {share:.0f} % of one core; "
            f"{now['bytes'] / 1e6:.0f} MB; {sent:,} sent so far",
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
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
