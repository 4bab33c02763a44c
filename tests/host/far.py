"""A remote terminal for tests, and waiting for conditions without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pyte


class Drawn:
    """The screen of a terminal that keeps receiving bytes; draws only what is new."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._length = 0
        self._text = ""

    def text(self, data: bytearray) -> str:
        """Return the screen after all of the data."""
        if self._length < len(data):
            self._stream.feed(bytes(data[self._length :]))
            self._length = len(data)
            self._text = "\n".join(self._screen.display)
        return self._text


class Far:
    """A connection that keeps all bytes and draws them, as a terminal would.

    Its window is a page of a browser, of any size, unless it is `in_terminal`.
    """

    def __init__(self, width: int = 80, height: int = 24, *, in_terminal: bool = False) -> None:
        self.in_terminal = in_terminal
        self.bytes = bytearray()
        self.told: dict[str, Any] = {}
        self.closed: str | None = None
        self.again = False
        self.reading = asyncio.Event()
        self.reading.set()
        self.size = (width, height)
        self._drawn = Drawn(self.size)

    async def send(self, data: bytes) -> None:
        await self.reading.wait()
        self.bytes += data

    def resized(self, width: int, height: int) -> None:
        """Resize the window."""
        self.size = (width, height)
        self._drawn = Drawn(self.size)

    async def tell(self, notice: Mapping[str, Any]) -> None:
        self.told = dict(notice)

    async def close(self, reason: str, again: bool = False) -> None:
        self.closed = reason
        self.again = again

    @property
    def text(self) -> str:
        """The screen as a terminal shows it now."""
        return self._drawn.text(self.bytes)


def drawn(data: bytes, size: tuple[int, int]) -> str:
    """Return what a terminal of a size shows after all of the data."""
    return Drawn(size).text(bytearray(data))


PATIENCE = 60.0
"""Seconds that a test waits for what must come: so many that only a fault takes them, however busy
the machine is."""


async def until(holds: Callable[[], Any], why: str | Callable[[], str] = "") -> None:
    """Wait until a condition holds; fail with the reason after `PATIENCE` seconds."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(why() if callable(why) else why) from None
