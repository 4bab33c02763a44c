"""What a host carries: seats in real WebSockets, each pressing a key a second, on the real screen.

Run by hand:  python -m tests.benchmarks.host_load [--seats 64] [--offers] [--workers N]
              python -m tests.benchmarks.host_load --seats 64 --stand-ins 8
              python -m tests.benchmarks.host_load --against-textual-serve

The host runs in a process of its own, the load in this one; both share the machine, so that a
second core is needed for honest figures. Screens are 120x36 in the first round's negotiation of the
Korea exercise, four to a table. A seat's own echo is counted from the moment its key is sent to the
moment the painted bytes come that name the newly chosen issue in full; paint elsewhere from the
moment before an offer is submitted to the moment each other seat is sent the offer's name.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tabletop.exercise.library import find_exercise
from tabletop.screens.start.opening import choose
from tests.host.far import Drawn

_TOGETHER = 50
WIDTH, HEIGHT = 120, 36
STEPS = 5
"""A seat goes so many issues down, then up again."""
DOWN, UP, ENTER, ESCAPE = b"\x1b[B", b"\x1b[A", b"\r", b"\x1b"
SEQUENCE = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]")
READY, PAGE = "Your draft", "Read on"
DIALOG = "(as it stands)"


@dataclass
class Seat:
    """A client, and how long it has waited for what."""

    socket: aiohttp.ClientWebSocketResponse
    opened: float
    first: float = 0.0
    painted: asyncio.Event = field(default_factory=asyncio.Event)
    screen: bytearray | None = field(default_factory=bytearray)
    """Kept until the load begins."""
    drawing: Drawn = field(default_factory=lambda: Drawn((WIDTH, HEIGHT)))
    last: float = 0.0
    expected: bytes = b""
    pressed: float = 0.0
    echoes: list[float] = field(default_factory=list)
    missed: int = 0
    offers: dict[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What its terminal shows, before the load begins."""
        return self.drawing.text(self.screen or bytearray())

    async def read(self) -> None:
        async for message in self.socket:
            if message.type is not aiohttp.WSMsgType.BINARY:
                if "closed" in json.loads(message.data):
                    raise SystemExit(f"a seat was closed: {message.data}")
                continue
            now = self.last = time.monotonic()
            if not self.first and len(message.data) > 500:
                self.first = now
                self.painted.set()
            if self.screen is not None:
                self.screen += message.data
                continue
            text = SEQUENCE.sub(b"", message.data)
            if self.expected and self.expected in text:
                self.echoes.append(now - self.pressed)
                self.expected = b""
            for name in re.findall(rb"\bO[0-9]+\b", text):
                self.offers.setdefault(name.decode(), now)

    async def press(self, key: bytes, expected: bytes) -> None:
        if self.expected:
            self.missed += 1
        self.expected = expected
        self.pressed = time.monotonic()
        await self.socket.send_bytes(key)


class Host:
    """The host's process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.offered: dict[str, float] = {}

    @classmethod
    async def start(
        cls, folder: str, tables: int, workers: int, stand_ins: int = 0
    ) -> tuple[Host, dict[str, Any]]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.benchmarks.loaded_host",
            folder,
            str(tables),
            str(workers),
            str(stand_ins),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        host = cls(process)
        return host, await host._answer()

    async def ask(self, wish: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(wish) + "\n").encode())
        return {} if wish == "offer" else await self._answer()

    async def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        while True:
            row = await self._process.stdout.readline()
            if not row:
                raise SystemExit("the host has ended")
            said: dict[str, Any] = json.loads(row)
            if "offer" not in said:
                return said
            self.offered[said["offer"]] = said["at"]

    async def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


async def connect(outside: aiohttp.ClientSession, address: str, token: str) -> Seat:
    opened = time.monotonic()
    socket = await outside.ws_connect(
        f"{address}/api/socket",
        params={"columns": str(WIDTH), "rows": str(HEIGHT)},
        headers={"Authorization": f"Bearer {token}"},
    )
    return Seat(socket, opened)


async def join(outside: aiohttp.ClientSession, address: str, code: str, name: str) -> str:
    async with outside.post(f"{address}/api/join", json={"code": code, "name": name}) as reply:
        said = await reply.json()
        if reply.status != 200:
            raise SystemExit(f"{name} could not join: {said}")
        return str(said["token"])


async def until_ready(seats: Sequence[Seat], limit: float = 90) -> None:
    """Turn the pages that are to be read, until every seat is painted the negotiation's grid."""
    begun = time.monotonic()
    turned: dict[int, str] = {}
    turns = 0
    reading = list(enumerate(seats))
    while reading:
        if time.monotonic() - begun > limit:
            raise SystemExit(f"no grid at {len(reading)} seats:\n{reading[0][1].text}")
        for n, seat in reading:
            if seat.socket.closed:
                raise SystemExit(f"a seat was closed with {seat.socket.close_code}")
            page = seat.text
            if DIALOG in page:
                # A page that was painted in two pieces was turned twice, which opened this.
                await seat.socket.send_bytes(ESCAPE)
                turned.pop(n, None)
            elif PAGE in page and turned.get(n) != page:
                turned[n] = page
                await seat.socket.send_bytes(ENTER)
            await asyncio.sleep(0)
        await asyncio.sleep(1)
        turns += 1
        if turns % 8 == 0:
            # A key that came while a page was changing was nobody's.
            turned.clear()
        late = []
        for n, one in reading:
            # Drawing takes a while: a client that drew all at once would answer no ping meanwhile,
            # and the host would count it as gone.
            if READY not in one.text:
                late.append((n, one))
            await asyncio.sleep(0)
        reading = late
    # One that opened at the last would hide every echo of its seat.
    for seat in seats:
        await seat.socket.send_bytes(ESCAPE)
    await asyncio.sleep(1)


def told() -> list[bytes]:
    """What the screen tells of the issue that each step comes to, down and up again."""
    issues = choose(find_exercise("korea-end-of-war")).exercise.issues
    lines = [one.summary.strip().split("\n")[0][:30].encode() for one in issues]
    return lines[1 : STEPS + 1] + lines[STEPS - 1 :: -1]


TOLD = told()


async def press_all(seats: Sequence[Seat], seconds: float) -> None:
    """A key a second at each seat, evenly spread over the second."""

    async def one(seat: Seat, offset: float) -> None:
        await asyncio.sleep(offset)
        begun = time.monotonic()
        for step in range(int(seconds)):
            place = step % (2 * STEPS)
            await seat.press(DOWN if place < STEPS else UP, TOLD[place])
            await asyncio.sleep(max(0.0, begun + step + 1 - time.monotonic()))

    await asyncio.gather(*(one(seat, n / len(seats)) for n, seat in enumerate(seats)))


def percentiles(values: Sequence[float]) -> str:
    if not values:
        return "nothing measured"
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return (
        f"p50 {statistics.median(ordered) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, "
        f"most {ordered[-1] * 1000:.1f} ms ({len(ordered)})"
    )


async def measure(asked: argparse.Namespace) -> None:
    tables = -(-asked.seats // 4)
    with tempfile.TemporaryDirectory() as folder:
        host, door = await Host.start(folder, tables, asked.workers, asked.stand_ins)
        try:
            connector = aiohttp.TCPConnector(limit=0)
            jar = aiohttp.DummyCookieJar()
            async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as outside:
                await load(asked, host, door, outside)
        finally:
            await host.stop()


async def load(
    asked: argparse.Namespace,
    host: Host,
    door: dict[str, Any],
    outside: aiohttp.ClientSession,
) -> None:
    address, code = door["address"], door["code"]
    # Before any screen is started, for whomever.
    before = await host.ask("usage")
    await asyncio.sleep(asked.ahead)
    tokens: list[str] = []
    seats: list[Seat] = []
    readers: list[asyncio.Task[None]] = []
    while len(seats) < asked.seats:
        # From one address a host gives no more seats than people then sit down at.
        some = range(len(seats), min(len(seats) + _TOGETHER, asked.seats))
        tokens += [await join(outside, address, code, f"Player {n}") for n in some]
        # A browser takes a while to load its page; meanwhile the seats' own are put up one by one.
        await asyncio.sleep(asked.ahead + 0.1 * len(some))
        for token in tokens[len(seats) :]:
            seats.append(await connect(outside, address, token))
            readers.append(asyncio.create_task(seats[-1].read()))
            await seats[-1].painted.wait()
    print(f"{len(seats)} seats at {door['address']}, {asked.workers} process(es)")
    print("connect to first paint, one by one:", percentiles([s.first - s.opened for s in seats]))
    await host.ask("negotiate")
    await until_ready(seats)
    seated = await host.ask("usage")
    a_seat = (seated["bytes"] - before["bytes"]) / len(seats) / 1e6
    print(f"memory: {seated['bytes'] / 1e6:.0f} MB in all, {a_seat:.2f} MB a seat")
    for seat in seats:
        seat.screen = None
    # What coming in has left to do: screens for the next, and tidying up.
    await asyncio.sleep(asked.ahead)
    still = await host.ask("usage")
    await asyncio.sleep(10)
    idle = (await host.ask("usage"))["seconds"] - still["seconds"]
    print(f"nobody types: {idle * 10:.1f} % of one core")
    if asked.offers:
        await host.ask("offer")
    begun, used = time.monotonic(), await host.ask("usage")
    await press_all(seats, asked.seconds)
    busy = (await host.ask("usage"))["seconds"] - used["seconds"]
    share = busy / (time.monotonic() - begun) * 100
    print(f"a key a second each{', and offers' if asked.offers else ''}: {share:.0f} % of one core")
    print("own key to repaint:", percentiles([one for seat in seats for one in seat.echoes]))
    print(f"keys without an echo: {sum(seat.missed for seat in seats)}")
    if asked.offers:
        await host.ask("still")
        elsewhere = [
            seen - host.offered[offer]
            for seat in seats
            for offer, seen in seat.offers.items()
            if offer in host.offered
        ]
        print("paint elsewhere:", percentiles(elsewhere))
    if asked.arriving:
        await arrive(asked, host, address, seats, outside, tokens)
    for reader in readers:
        reader.cancel()


async def arrive(
    asked: argparse.Namespace,
    host: Host,
    address: str,
    seats: Sequence[Seat],
    outside: aiohttp.ClientSession,
    tokens: Sequence[str],
) -> None:
    """Many people reconnect within a second, while the others keep typing."""
    await asyncio.sleep(asked.ahead)
    coming = asked.arriving
    for seat in seats[:coming]:
        await seat.socket.close()
    seated = seats[coming:]
    for seat in seated:
        seat.echoes.clear()
    typing = asyncio.create_task(press_all(seated, 10))
    await asyncio.sleep(2)
    begun = time.monotonic()
    back = await asyncio.gather(*(connect(outside, address, one) for one in tokens[:coming]))
    readers = [asyncio.create_task(one.read()) for one in back]
    await asyncio.gather(*(one.painted.wait() for one in back))
    print(f"{coming} at once, the last painted after {time.monotonic() - begun:.2f} s")
    await typing
    print("the seated meanwhile:", percentiles([one for s in seated for one in s.echoes]))
    for reader in readers:
        reader.cancel()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seats", type=int, default=64)
    parser.add_argument("--offers", action="store_true", help="an offer to all every 1.5 s")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--stand-ins", type=int, default=0, help="tables that only they play")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--arriving", type=int, default=0, help="so many come at once, at the end")
    parser.add_argument("--ahead", type=float, default=8, help="seconds to start screens ahead")
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
