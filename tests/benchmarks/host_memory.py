"""How a host's memory develops while a class opens pages, reconnects and resizes windows.

Run by hand:  python -m tests.benchmarks.host_memory [--people 32] [--pages 35000] [--each 40]

The host runs in a process of its own, the people in this one, in real WebSockets. First every page
of every role is opened and closed again and again, then everything that a line can do (coming back
on a new one, leaving the seat, another size), and a line for each says what memory has grown by.
Then a class opens pages as fast as the host puts them up, every page by chance, for as many pages
as it would open in 90 minutes (32 people, one every five seconds: 35,000); the curve of the host's
memory is printed on the way. The number of pages counts, not the time.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

import aiohttp

from tests.benchmarks.host_load import Host

ESCAPE, ENTER, LEAVE = b"\x1b", b"\r", b"\x11"
F1, F2, PALETTE = b"\x1bOP", b"\x1bOQ", b"\x10"
_STILL = 0.06
"""Seconds without a byte after which a page stands."""
_PATIENCE = 5.0

SEAT = {
    "help": F1,
    "why, the ledger": F2,
    "messages": b"m",
    "the brief": b"b",
    "an option": ENTER,
    "table an offer": b"t",
    "a statement": b"p",
    "a gesture": b"g",
    "events": b"l",
    "compare": b"v",
    "ready": b"r",
    "the palette": PALETTE,
    "a notice that it can't sign": b"s",
}
LEADING = {
    "help": F1,
    "advance": b"n",
    "more time": b"e",
    "an inject": b"i",
    "a message": b"m",
    "undo": b"u",
    "the end": b"x",
    "seats": b"s",
    "seats, one more": b"s|a",
    "code and QR": b"c",
    "the palette": PALETTE,
    "a table's desk": ENTER,
}
WATCHING = {"help": F1, "a section": b"2", "another section": b"3", "the palette": PALETTE}
SIZES = ((120, 36), (80, 24), (200, 50), (60, 20))


@dataclass
class Person:
    """Somebody at a terminal, who waits for each page before the next key."""

    outside: aiohttp.ClientSession
    address: str
    token: str
    who: str
    pages: dict[str, bytes]
    socket: aiohttp.ClientWebSocketResponse | None = None
    reader: asyncio.Task[None] | None = None
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    opened: int = 0

    async def come(self) -> None:
        """Connect, as a browser does when it comes back."""
        columns, rows = SIZES[0]
        for _ in range(50):
            self.socket = await self.outside.ws_connect(
                f"{self.address}/api/socket",
                params={"columns": str(columns), "rows": str(rows)},
                headers={"Authorization": f"Bearer {self.token}"},
            )
            self.reader = asyncio.create_task(self._read(self.socket))
            await self._stands()
            if not self.socket.closed:
                return
            # Who comes back too often is asked to wait.
            await asyncio.sleep(1)
        raise SystemExit(f"{self.who} is not let in any more")

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.heard.set()

    async def go(self) -> None:
        """Drop the connection."""
        if self.socket is not None and self.reader is not None:
            await self.socket.close()
            await self.reader

    async def press(self, keys: bytes) -> None:
        if self.socket is None or self.socket.closed:
            await self.come()
        assert self.socket is not None
        self.heard.clear()
        with suppress(ConnectionError):
            await self.socket.send_bytes(keys)
        await self._stands()

    async def _stands(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self.heard.wait()
        while self.heard.is_set():
            self.heard.clear()
            await asyncio.sleep(_STILL)

    async def open(self, page: str) -> None:
        """Open a page, and any on it, and close them again."""
        keys = self.pages[page].split(b"|")
        for key in (*keys, *(ESCAPE for _ in keys)):
            await self.press(key)
        self.opened += 1

    async def come_back(self) -> None:
        await self.go()
        await self.come()

    async def leave_and_return(self) -> None:
        """Leave the seat, which ends its screen, and sit down again."""
        await self.press(LEAVE)
        await self.press(b"y")
        await self.come_back()

    async def resize(self) -> None:
        assert self.socket is not None
        for size in (*SIZES[1:], SIZES[0]):
            self.heard.clear()
            if not self.socket.closed:
                await self.socket.send_json({"size": size})
            await self._stands()


@asynccontextmanager
async def class_of(people: int) -> AsyncIterator[tuple[Host, list[Person], list[Person]]]:
    """A host in the negotiation, its people at their seats, and who leads and looks on."""
    tables = -(-people // 4)
    with tempfile.TemporaryDirectory() as folder:
        host, door = await Host.start(folder, tables, 1)
        connector = aiohttp.TCPConnector(limit=0)
        jar = aiohttp.DummyCookieJar()
        try:
            async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as outside:
                address = door["address"]

                async def join(who: str, pages: dict[str, bytes], **wish: object) -> Person:
                    asked = {"code": door["code"], "name": who, **wish}
                    async with outside.post(f"{address}/api/join", json=asked) as reply:
                        said = await reply.json()
                        if reply.status != 200:
                            raise SystemExit(f"{who} could not join: {said}")
                    return Person(outside, address, said["token"], who, pages)

                class_ = [await join(f"Player {n}", SEAT) for n in range(people)]
                others = [
                    await join("the facilitator", LEADING, code=door["key"]),
                    await join("an observer", WATCHING, table="1", role="observer"),
                    await join("the projector", {"scrolled": b" "}, projector=True),
                    await join(
                        "a table's projector", {"scrolled": b" "}, projector=True, table="1"
                    ),
                ]
                for one in (*class_, *others):
                    await one.come()
                await host.ask("negotiate")
                for _ in range(5):
                    # The brief, the situation and the news, as they come up.
                    await asyncio.gather(*(one.press(ENTER) for one in class_))
                await asyncio.gather(*(one.press(ESCAPE) for one in class_))
                yield host, class_, others
                for one in (*class_, *others):
                    await one.go()
        finally:
            await host.stop()


async def memory(host: Host) -> float:
    """Megabytes of its own, without shared pages."""
    return float((await host.ask("usage"))["bytes"]) / 1e6


async def grown(host: Host, what: str, do: Callable[[], Awaitable[None]], times: int) -> None:
    """Do something so many times, after a few to warm up, and print what memory has grown by."""
    for _ in range(max(2, times // 8)):
        await do()
    before = await memory(host)
    for _ in range(times):
        await do()
    more = await memory(host) - before
    print(f"  {what:34} {more * 1000 / times:8.1f} KB each, {times} times", flush=True)


async def every_page(host: Host, people: list[Person], times: int) -> None:
    """Page by page, role by role."""
    for one in people:
        print(one.who, flush=True)
        for page in one.pages:
            await grown(host, page, partial(one.open, page), times)
        await grown(host, "another size, four times", one.resize, max(1, times // 4))
        await grown(host, "back on a new line", one.come_back, max(1, times // 4))
    await grown(host, "left and back again", people[0].leave_and_return, max(1, times // 4))


async def a_class(host: Host, people: list[Person], pages: int, seed: int) -> None:
    """Everybody opens pages by chance; now and then somebody's line breaks, or window changes."""
    chance = random.Random(seed)
    done = 0
    every = max(1, pages // 35)
    warm_up = min(2_000, pages // 5)
    warm = 0.0
    asking = asyncio.Lock()
    begun = time.monotonic()

    async def one(person: Person) -> None:
        nonlocal done, warm
        while done < pages + warm_up:
            done = mine = done + 1
            await person.open(chance.choice(list(person.pages)))
            what = chance.random()
            if what < 0.01:
                await person.come_back()
            elif what < 0.02:
                await person.resize()
            if mine % every == 0:
                async with asking:
                    now = await memory(host)
                minutes = (time.monotonic() - begun) / 60
                if mine <= warm_up:
                    warm = now
                print(f"  {mine:7,} pages  {now:7.1f} MB  {minutes:5.1f} min", flush=True)

    await asyncio.gather(*(one(person) for person in people))
    last = await memory(host)
    print(f"after the first {warm_up:,}: {last - warm:+.1f} MB in {pages:,} pages")


async def measure(asked: argparse.Namespace) -> None:
    async with class_of(asked.people) as (host, people, others):
        print(f"{len(people)} people: {await memory(host):.0f} MB")
        if asked.each:
            await every_page(host, [people[0], *others], asked.each)
        await a_class(host, [*people, *others], asked.pages, asked.seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=32)
    parser.add_argument("--pages", type=int, default=35_000)
    parser.add_argument("--each", type=int, default=40, help="times for each page; 0: none")
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
