"""A far terminal for tests: what it was sent, and waiting for things to happen without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pyte


class Far:
    """A connection that keeps all bytes and draws them, as a terminal would."""

    def __init__(self, width: int = 80, height: int = 24) -> None:
        self.bytes = bytearray()
        self.told: dict[str, Any] = {}
        self.closed: str | None = None
        self.again = False
        self.reading = asyncio.Event()
        self.reading.set()
        self.size = (width, height)

    async def send(self, data: bytes) -> None:
        await self.reading.wait()
        self.bytes += data

    async def tell(self, notice: Mapping[str, Any]) -> None:
        self.told = dict(notice)

    async def close(self, reason: str, again: bool = False) -> None:
        self.closed = reason
        self.again = again

    @property
    def text(self) -> str:
        """The screen as a terminal shows it now."""
        return drawn(bytes(self.bytes), self.size)


def drawn(data: bytes, size: tuple[int, int]) -> str:
    screen = pyte.Screen(*size)
    stream = pyte.ByteStream(screen)
    stream.feed(data)
    return "\n".join(screen.display)


async def until(holds: Callable[[], Any], why: str = "") -> None:
    """Wait until something holds; fails after ten seconds of the loop's time."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)
