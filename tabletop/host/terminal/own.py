"""This process's own terminal: raw while a screen is on it, restored afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import tty
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from tabletop.errors import UnreadableInput
from tabletop.host.terminal.sequences import EPILOGUE, KEEP_TITLE, TIDY, TITLE_BACK

_MOST_READ = 32_768
_RESTORE = "\x1b[?2026l\x1b[?1003l" + EPILOGUE
"""Also what a remote host may have switched on."""


class Terminal:
    """A context manager in a running loop. `on_input` takes what is typed, `b""` when the terminal
    is gone; `on_resize` is called when its size has changed.

    It is opened again and never blocks: a terminal held with Ctrl+S, or a stopped multiplexer, must
    not hold up the loop. Ctrl+C and Ctrl+Z are ordinary keys, and nothing that stops programs stops
    this one.
    """

    def __init__(self, on_input: Callable[[bytes], None], on_resize: Callable[[], None]) -> None:
        self._on_input = on_input
        self._on_resize = on_resize
        self._screen = False
        self._titled = False
        self._paused = False
        self._writing = asyncio.Lock()
        self._before: list[Any] = []
        self._stop_signals: dict[signal.Signals, Any] = {}
        self._file = -1

    def __enter__(self) -> Terminal:
        self._file = _opened()
        try:
            self._before = termios.tcgetattr(self._file)
            tty.setraw(self._file, termios.TCSANOW)
        except termios.error as fault:
            os.close(self._file)
            raise UnreadableInput(f"the terminal can't be used: {fault.args[-1]}") from None
        for one in (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
            self._stop_signals[one] = signal.signal(one, signal.SIG_IGN)
        loop = asyncio.get_running_loop()
        loop.add_reader(self._file, self._read)
        loop.add_signal_handler(signal.SIGWINCH, self._on_resize)
        loop.add_signal_handler(signal.SIGCONT, self._continued)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._file)
        loop.remove_writer(self._file)
        loop.remove_signal_handler(signal.SIGWINCH)
        loop.remove_signal_handler(signal.SIGCONT)
        self.leave_screen()
        with suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(self._file, termios.TCSANOW, self._before)
        for one, before in self._stop_signals.items():
            signal.signal(one, before)
        os.close(self._file)

    @property
    def size(self) -> tuple[int, int]:
        """Return columns and rows."""
        try:
            columns, rows = os.get_terminal_size(self._file)
        except OSError:
            return 80, 24
        return columns or 80, rows or 24

    def pause(self) -> None:
        """Leave typed input in the kernel until `go_on`."""
        self._paused = True
        asyncio.get_running_loop().remove_reader(self._file)

    def go_on(self) -> None:
        """Read input again."""
        if self._paused:
            self._paused = False
            asyncio.get_running_loop().add_reader(self._file, self._read)

    async def paint(self, data: bytes) -> None:
        """Write a screen's bytes; returns when the terminal took them. Raises `ConnectionError`."""
        self._screen = True
        await self._write(data)

    async def title(self, text: str) -> None:
        """Set the window's title, until `leave_screen`."""
        keeping = "" if self._titled else KEEP_TITLE
        self._titled = True
        await self._write(f"{keeping}\x1b]2;{text}\x07".encode("utf-8", "replace"))

    async def tidy(self) -> None:
        """Repair what another program left in disorder. Raises `ConnectionError`."""
        await self._write(TIDY.encode())

    async def say(self, text: str) -> None:
        """Write lines below what was there before any screen. Raises `ConnectionError`."""
        self.leave_screen()
        await self._write(text.replace("\n", "\r\n").encode("utf-8", "replace"))

    def leave_screen(self) -> None:
        """Restore the terminal's own screen, if that can be done at once."""
        restoring = (_RESTORE if self._screen else "") + (TITLE_BACK if self._titled else "")
        self._screen = self._titled = False
        if restoring:
            with suppress(OSError):  # it may be held, or gone: do not wait
                os.write(self._file, restoring.encode())

    async def _write(self, data: bytes) -> None:
        async with self._writing:
            left = memoryview(data)
            while left:
                try:
                    left = left[os.write(self._file, left) :]
                except BlockingIOError:
                    await self._room()
                except OSError as fault:
                    raise ConnectionResetError(*fault.args) from None

    async def _room(self) -> None:
        loop = asyncio.get_running_loop()
        room = asyncio.Event()
        loop.add_writer(self._file, room.set)
        try:
            await room.wait()
        finally:
            loop.remove_writer(self._file)

    def _read(self) -> None:
        try:
            data = os.read(self._file, _MOST_READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.pause()
        self._on_input(data)

    def _continued(self) -> None:
        """Handle SIGCONT after a forced stop: the shell has changed the terminal meanwhile."""
        with suppress(termios.error):  # a terminal that is gone says goodbye with this signal too
            tty.setraw(self._file, termios.TCSANOW)
        self._on_resize()


def _opened() -> int:
    """Return the terminal opened anew: flags set there affect no other program's descriptor."""
    try:
        name = os.ttyname(sys.stdin.fileno())
        return os.open(name, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as fault:
        raise UnreadableInput(
            f"the terminal can't be opened ({fault}); a screen needs one of its own"
        ) from None


def in_front() -> bool:
    """Return whether this process is in its terminal's foreground."""
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False
