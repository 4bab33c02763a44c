"""A network that can stop forwarding without telling either side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Relay:
    """Forwards bytes to a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._gate = asyncio.Event()
        self._gate.set()
        self._shut: list[asyncio.Event] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def hold(self) -> None:
        """Stop forwarding, on old connections and new ones."""
        self._gate.clear()

    def renew(self) -> None:
        """Forward new connections; existing ones stay dead."""
        self._shut.append(self._gate)
        self._gate = asyncio.Event()
        self._gate.set()

    def let_go(self) -> None:
        """Forward everything that was held back."""
        for gate in (*self._shut, self._gate):
            gate.set()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward a new connection both ways."""
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
    """Yield a relay and the address that leads through it to the port."""
    relay = Relay(port)
    server = await asyncio.start_server(relay.take, "127.0.0.1", 0)
    try:
        yield relay, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await relay.close()
