"""A seat of ours against a tab of textual-serve, which starts a process for each: same screen.

Run by hand:  python -m tests.benchmarks.against_textual_serve [--seats 32]

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
            tabs: list[asyncio.Task[None]] = []
            for _ in range(seats):
                begun = time.monotonic()
                tab = await outside.ws_connect(
                    f"http://127.0.0.1:{port}/ws?width={WIDTH}&height={HEIGHT}"
                )
                while len((await tab.receive()).data or b"") < PAINTED:
                    pass
                times.append(time.monotonic() - begun)
                # Until it is still: what it starts with must not slow the next one down.
                await _quiet(tab)
                # A tab that nobody reads is given up after a while.
                tabs.append(asyncio.create_task(_read(tab)))
            memory = (sum(_memory(process.pid)) - before) / seats
            for reader in tabs:
                reader.cancel()
            return statistics.median(times), memory
    finally:
        tree = list(_tree(process.pid))
        process.terminate()
        await process.wait()
        # All of them, or their end would take the processor from what is measured next.
        while any(_runs(one) for one in tree):  # noqa: ASYNC110 - they are not ours to wait for
            await asyncio.sleep(0.1)


def _runs(process: int) -> bool:
    return Path("/proc", str(process)).exists()


async def _read(tab: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in tab:
        pass


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
    for one in _tree(parent):
        rows = Path("/proc", str(one), "smaps_rollup").read_text().splitlines()
        yield next(int(one.split()[1]) * 1024 for one in rows if one.startswith("Pss:"))


def _tree(parent: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield parent
    for children in Path("/proc", str(parent)).glob("task/*/children"):
        for child in children.read_text().split():
            yield from _tree(int(child))


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
    parser.add_argument("--seats", type=int, default=32)
    asyncio.run(compare(parser.parse_args().seats))


if __name__ == "__main__":
    main()
