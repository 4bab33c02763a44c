"""A network between people and a host that stops carrying anything, without a word to either."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Relay:
    """Carries bytes to a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._gate = asyncio.Event()
        self._gate.set()
        self._shut: list[asyncio.Event] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def hold(self) -> None:
        """Carry nothing more, on old lines nor on new ones."""
        self._gate.clear()

    def renew(self) -> None:
        """Carry new lines, while those there are stay as dead as they are."""
        self._shut.append(self._gate)
        self._gate = asyncio.Event()
        self._gate.set()

    def let_go(self) -> None:
        """Carry all that was held, late as it is."""
        for gate in (*self._shut, self._gate):
            gate.set()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry a new line, both ways."""
        gate = self._gate
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        for ends in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.get_running_loop().create_task(_carry(*ends, gate))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for one in self._tasks:
            one.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: asyncio.Event
) -> None:
    with suppress(ConnectionError, OSError):
        try:
            while data := await reader.read(65_536):
                await gate.wait()
                writer.write(data)
                await writer.drain()
            await gate.wait()
        finally:
            writer.close()


@asynccontextmanager
async def relay_to(port: int) -> AsyncIterator[tuple[Relay, str]]:
    """A network, and the address to reach the port through it."""
    relay = Relay(port)
    server = await asyncio.start_server(relay.take, "127.0.0.1", 0)
    try:
        yield relay, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await relay.close()
