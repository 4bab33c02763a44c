"""A seat of ours against a tab of textual-serve, which starts a process for each: same screen.

Run by hand:  python -m tests.benchmarks.against_textual_serve [--seats 8]

Both are served from processes of their own on this machine, one after the other in one run, and
asked for the negotiation screen of the Korea exercise at 120x36 through a WebSocket. The time is
from the request to the first bytes of a painted screen, with nobody else there; the memory is what
a seat adds (its own pages, and its share of shared ones).
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp

from tests.benchmarks.host_load import HEIGHT, WIDTH, Host, Seat, connect, join, until_ready

SERVE = (
    "from textual_serve.server import Server; "
    "Server({command!r}, host='127.0.0.1', port={port}).serve()"
)
PAINTED = 500
"""Bytes of a first frame that is a painted screen, and not only a terminal's set-up."""


async def theirs(seats: int) -> tuple[float, float]:
    """Median seconds to the first paint, and bytes a tab."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = f"{sys.executable} -m tests.benchmarks.one_seat"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        SERVE.format(command=command, port=port),
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as outside:
            await _listening(port)
            before = sum(_memory(process.pid))
            times = []
            tabs = []
            for _ in range(seats):
                begun = time.monotonic()
                tab = await outside.ws_connect(
                    f"http://127.0.0.1:{port}/ws?width={WIDTH}&height={HEIGHT}"
                )
                tabs.append(tab)
                while len((await tab.receive()).data or b"") < PAINTED:
                    pass
                times.append(time.monotonic() - begun)
                # Until it is still: what it starts with must not slow the next one down.
                await _quiet(tab)
            memory = (sum(_memory(process.pid)) - before) / seats
            for tab in tabs:
                await tab.close()
            return statistics.median(times), memory
    finally:
        process.terminate()
        await process.wait()


async def _listening(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def _quiet(tab: aiohttp.ClientWebSocketResponse) -> None:
    try:
        while True:
            await asyncio.wait_for(tab.receive(), 1)
    except TimeoutError:
        return


def _memory(parent: int) -> Iterator[int]:
    """Bytes of a process and all its descendants."""
    process = Path("/proc", str(parent))
    rows = (process / "smaps_rollup").read_text().splitlines()
    yield next(int(one.split()[1]) * 1024 for one in rows if one.startswith("Pss:"))
    for children in process.glob("task/*/children"):
        for child in children.read_text().split():
            yield from _memory(int(child))


async def ours(seats: int) -> tuple[float, float]:
    """The same of one host."""
    with tempfile.TemporaryDirectory() as folder:
        host, door = await Host.start(folder, -(-seats // 4), 1)
        try:
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as outside:
                return await _our_seats(host, door["address"], door["code"], outside, seats)
        finally:
            await host.stop()


async def _our_seats(
    host: Host, address: str, code: str, outside: aiohttp.ClientSession, seats: int
) -> tuple[float, float]:
    # Before any screen is started, for whomever.
    before = (await host.ask("usage"))["bytes"]
    tokens = [await join(outside, address, code, f"Player {n}") for n in range(seats)]
    await host.ask("negotiate")
    await asyncio.sleep(3 + seats * 0.5)
    came: list[Seat] = []
    readers = []
    for token in tokens:
        came.append(await connect(outside, address, token))
        readers.append(asyncio.create_task(came[-1].read()))
        await came[-1].painted.wait()
        await asyncio.sleep(1)
    await until_ready(came)
    memory = ((await host.ask("usage"))["bytes"] - before) / seats
    for reader in readers:
        reader.cancel()
    return statistics.median(one.first - one.opened for one in came), memory


async def compare(seats: int) -> None:
    their_time, their_memory = await theirs(seats)
    our_time, our_memory = await ours(seats)
    print(f"{seats} seats at {WIDTH}x{HEIGHT}        textual-serve      ours   ratio")
    print(
        f"request to first paint   {their_time * 1000:8.0f} ms {our_time * 1000:6.0f} ms "
        f"{their_time / our_time:7.1f}"
    )
    print(
        f"memory a seat            {their_memory / 1e6:8.1f} MB {our_memory / 1e6:6.1f} MB "
        f"{their_memory / our_memory:7.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="A seat of ours against a tab of textual-serve")
    parser.add_argument("--seats", type=int, default=8)
    asyncio.run(compare(parser.parse_args().seats))


if __name__ == "__main__":
    main()
