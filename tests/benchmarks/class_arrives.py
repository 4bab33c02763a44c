"""A class that joins from one address over one slow connection: how many get in, how soon.

    python -m tests.benchmarks.class_arrives --people 250 --within 60 --megabits 10

The host is `tabletop host` in a process of its own. Each person does what a browser does at its
first visit: the start page and its files, the terminal's files one after another, the form, the
seat's page, the socket, until the first screen is painted. All that the host sends them goes
through one line of the given rate, shared as it comes.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urljoin

import aiohttp

from tests.cli.test_host import hosted

_PIECE = 16_384
_FILES = re.compile(r'(?:href|src)="([^"]*/static/[^"]+)"')
_AHEAD = re.compile(r'data-ahead="([^"]+)"')
_WISH = re.compile(r'name="wish" value="([^"]+)"')


class Line:
    """A relay to a port; what comes from there passes at so many bytes a second in all."""

    def __init__(self, port: int, rate: float) -> None:
        self.port = port
        self.bytes = 0
        self.open = 0
        self.most_open = 0
        self._rate = rate
        self._free_at = 0.0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways."""
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.port)
            up = asyncio.create_task(_pump(reader, back))
            try:
                while piece := await there.read(_PIECE):
                    self.bytes += len(piece)
                    now = time.monotonic()
                    self._free_at = max(now, self._free_at) + len(piece) / self._rate
                    await asyncio.sleep(self._free_at - now)
                    writer.write(piece)
                    await writer.drain()
            finally:
                up.cancel()
                back.close()
        except OSError:
            pass
        finally:
            self.open -= 1
            writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()


@dataclass
class Arrivals:
    """What happened to each person."""

    took: list[float] = field(default_factory=list)
    """Seconds from the first request to the first screen."""
    told: Counter[str] = field(default_factory=Counter)
    """What those read who did not get in."""
    last: float = 0.0


async def arrive(url: str, code: str, number: int, begun: float, so_far: Arrivals) -> None:
    """One person joins, and stays until everybody has joined."""
    start = time.monotonic()
    jar = aiohttp.CookieJar(unsafe=True)
    patience = aiohttp.ClientTimeout(total=180)
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=patience) as person:
        try:
            page = await _text(person, url)
            await asyncio.gather(
                *(_text(person, urljoin(url, one)) for one in _FILES.findall(page))
            )
            for one in _AHEAD.findall(page)[0].split(" "):
                await _text(person, urljoin(url, one))
            form = {
                "code": code,
                "name": f"Student {number}",
                "choice": "anywhere",
                "wish": _WISH.findall(page)[0],
            }
            async with person.post(f"{url}join", data=form) as reply:
                seat, said = str(reply.url), await reply.text()
            if "/seat/" not in seat:
                fault = re.findall(r'class="fault"[^>]*>([^<]+)', said)
                so_far.told["".join(fault) or f"status {reply.status}"] += 1
                return
            socket = f"{seat}/socket?columns=100&rows=30"
            async with person.ws_connect(socket, headers={"Origin": url.rstrip("/")}) as line:
                async for message in line:
                    if message.type is aiohttp.WSMsgType.BINARY:
                        break
                else:
                    so_far.told["a line that closed"] += 1
                    return
                now = time.monotonic()
                so_far.took.append(now - start)
                so_far.last = max(so_far.last, now - begun)
        except (aiohttp.ClientError, TimeoutError) as fault_:
            so_far.told[type(fault_).__name__] += 1


async def _text(person: aiohttp.ClientSession, url: str) -> str:
    async with person.get(url) as reply:
        return (await reply.read()).decode("utf-8", "replace")


async def come(port: int, code: str, asked: argparse.Namespace) -> None:
    line = Line(port, asked.megabits * 125_000)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0, backlog=512)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    so_far = Arrivals()
    begun = time.monotonic()
    people = []
    for number in range(asked.people):
        people.append(asyncio.create_task(arrive(url, code, number, begun, so_far)))
        await asyncio.sleep(asked.within / asked.people)
    await asyncio.gather(*people)
    took = sorted(so_far.took)
    print(f"{len(took)} of {asked.people} got in, the last after {so_far.last:.0f} s")
    for said, count in so_far.told.most_common():
        print(f"{count} did not: {said}")
    if took:
        p95 = took[int(len(took) * 0.95)]
        print(f"from the first request to the first screen: {median(took):.1f} s, p95 {p95:.1f} s")
    print(f"{line.bytes / asked.people / 1000:.0f} kB each; {line.most_open} connections at most")
    server.close()
    while line.open:  # noqa: ASYNC110 - the last of them hang up
        await asyncio.sleep(0.1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=250)
    options.add_argument("--within", type=float, default=60.0, help="seconds in which they begin")
    options.add_argument("--megabits", type=float, default=10.0, help="of the line they share")
    options.add_argument("--tables", type=int, default=63)
    asked = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        hosted(Path(folder), "--tables", str(asked.tables)) as (_, said),
    ):
        port = int(said["address"].rpartition(":")[2])
        asyncio.run(come(port, said["join code"], asked))


if __name__ == "__main__":
    main()
