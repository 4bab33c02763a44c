"""The terminal that the program was started in: Textual's own driver, with its weaknesses fixed.

Invalid UTF-8 does not end the game, a paste presses no keys, a signal restores the terminal before
it ends the program, and a terminal that disappears ends it quietly.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import Any, TextIO

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tabletop.text.pasting import Pasted, Pieces
from tabletop.text.safe import clean

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_MOST_READ = 4_096
_ESCAPE_DELAY = 0.1


class OwnTerminal(LinuxDriver):
    """Paints on standard output, so that stderr can be redirected."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = _Painted()

    def start_application_mode(self) -> None:
        loop = asyncio.get_running_loop()
        for one in _STOPPING:
            loop.add_signal_handler(one, self._stop, one)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        super().stop_application_mode()
        for one in _STOPPING:
            self._loop.remove_signal_handler(one)

    def _stop(self, by: signal.Signals) -> None:
        self._app.stop(by)  # type: ignore[attr-defined]

    def run_input_thread(self) -> None:
        """Read keys and pastes until input stops, or the terminal is gone."""
        typed = _Typed(self)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if not selector.select(_ESCAPE_DELAY):
                    typed.nothing()
                    continue
                data = b""
                with suppress(OSError):
                    data = os.read(self.fileno, _MOST_READ)
                if not data:
                    self._loop.call_soon_threadsafe(self._stop, signal.SIGHUP)
                    return
                typed.read(data)


class _Typed:
    """Turns a driver's input into messages."""

    def __init__(self, driver: OwnTerminal) -> None:
        self._driver = driver
        self._pieces = Pieces(ANSI_SEQUENCES_KEYS)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._first = True

    def read(self, data: bytes) -> None:
        """Handle what was read; at first what was typed while the program started, when the
        terminal still made line feeds of Enter.
        """
        if self._first:
            data, self._first = data.replace(b"\n", b"\r"), False
        for piece in self._pieces.sort(data):
            if isinstance(piece, Pasted):
                # What came before it is no longer half a sequence.
                self._parser = XTermParser()
                lines = piece.data.decode("utf-8", "replace").splitlines()
                self._driver.process_message(events.Paste(clean("\n".join(lines))))
            elif text := self._decode(piece.data):
                for message in self._parser.feed(text):
                    self._driver.process_message(message)

    def nothing(self) -> None:
        """Handle a pause in the input: an escape that stands alone is a key."""
        for message in self._parser.tick():
            self._driver.process_message(message)


class _Painted:
    """A file for the thread that paints: once the terminal is gone, writing does nothing."""

    def __init__(self) -> None:
        number = sys.__stdout__.fileno() if sys.__stdout__ is not None else 1
        self._file: TextIO = open(  # noqa: SIM115 (as long as the program runs)
            number, "w", encoding="utf-8", errors="replace", closefd=False
        )

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()
