"""Programs in pseudo-terminals of their own, driven from a test's event loop."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import struct
import sys
import termios
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from tabletop.host.terminal.sequences import EPILOGUE
from tests.host.far import PATIENCE, drawn


class Painted(Protocol):
    """Anything that keeps the bytes it received."""

    bytes: bytearray


class Program:
    """A running program, its output, and the keys typed into it."""

    def __init__(self, process: asyncio.subprocess.Process, terminal: int, size: tuple[int, int]):
        self.process = process
        self.bytes = bytearray()
        self.size = size
        self._terminal = terminal
        asyncio.get_running_loop().add_reader(terminal, self._read)

    def _read(self) -> None:
        if not select.select([self._terminal], [], [], 0)[0]:
            # It was read since the loop looked: reading now would wait for ever.
            return
        try:
            data = os.read(self._terminal, 65_536)
        except OSError:
            data = b""
        self.bytes += data
        if not data:
            asyncio.get_running_loop().remove_reader(self._terminal)

    def type(self, text: str | bytes) -> None:
        os.write(self._terminal, text.encode() if isinstance(text, str) else text)

    def resize(self, width: int, height: int) -> None:
        self.size = (width, height)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    @property
    def text(self) -> str:
        """The current screen, main or alternate."""
        return drawn(bytes(self.bytes), self.size)

    @property
    def echoes(self) -> bool:
        """Whether the terminal is in a shell's usual mode: lines, echo, Ctrl+C interrupts."""
        local = termios.tcgetattr(self._terminal)[3]
        return bool(local & termios.ECHO and local & termios.ICANON and local & termios.ISIG)

    async def ended(self) -> int:
        """Wait until it has ended; return its exit code."""
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    def hold(self) -> None:
        """Stop reading, as a terminal that is held with Ctrl+S."""
        asyncio.get_running_loop().remove_reader(self._terminal)

    def release(self) -> None:
        """Go on reading."""
        asyncio.get_running_loop().add_reader(self._terminal, self._read)

    def hang_up(self) -> None:
        asyncio.get_running_loop().remove_reader(self._terminal)
        os.close(self._terminal)


@asynccontextmanager
async def program(
    *command: str, width: int = 80, height: int = 24, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Program]:
    """Start a program in a new terminal; at the end it is killed if it still runs."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    process = await asyncio.create_subprocess_exec(
        *_owning(command),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
    )
    found = Program(process, ours, (width, height))
    try:
        yield found
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        os.close(theirs)
        found.hang_up()


def on_screen(one: Painted) -> bytes:
    """Return what came since the alternate screen was opened, nothing when it is closed."""
    _, opened, after = bytes(one.bytes).rpartition(b"\x1b[?1049h")
    return after if opened and EPILOGUE.encode() not in after else b""


def whole(one: Program, *, raw: bool = False) -> bool:
    """Return whether the terminal is restored; if `raw`, a program may still read single keys."""
    return (raw or one.echoes) and not on_screen(one) and EPILOGUE.encode() in one.bytes


def _owning(command: Sequence[str]) -> Sequence[str]:
    """Return a command that starts the program with stdin as its controlling terminal."""
    take = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    return (sys.executable, "-Sc", take + "os.execvp(sys.argv[1], sys.argv[1:])", *command)
