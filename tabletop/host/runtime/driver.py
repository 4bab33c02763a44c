"""A Textual driver for a remote terminal: bytes come in and go out through a `Session`.

Textual's own parser reads the bytes. What a remote terminal must not do is filtered here: it can't
set its size by an escape sequence, press keys by a paste, or reach the host's browser or disk.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from tabletop.text.pasting import Pasted
from tabletop.text.safe import clean

_ESCAPE_DELAY = 0.12


def clamped(width: int, height: int) -> tuple[int, int]:
    """Clamp a terminal size to what a screen can be laid out in: 20x10 to 400x200 cells."""
    return max(20, min(400, width)), max(10, min(200, height))


class SeatDriver(Driver):
    """`output` receives what the app paints; `type` and `paste` take the client's input."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size or (80, 24))
        self.output: Callable[[str], None] = app.output  # type: ignore[attr-defined]
        self._parser = XTermParser()
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def write(self, data: str) -> None:
        self.output(data)

    def start_application_mode(self) -> None:
        """Do nothing: the app runs with or without a terminal, and each new one gets
        the prologue.
        """
        self.resize(*(self._size or (80, 24)))

    def stop_application_mode(self) -> None:
        """Do nothing: a client gets the epilogue when its connection is closed."""

    def disable_input(self) -> None:
        """Do nothing: input stops with the connection."""

    def resize(self, width: int, height: int) -> None:
        """Set the size of the client's terminal in cells."""
        self._size = clamped(width, height)
        size = Size(*self._size)
        self.send_message(events.Resize(size, size))

    def type(self, data: bytes, came: float | None = None) -> None:
        """Take keys and mouse input from the client, in arbitrary chunks; `came` is when, by
        `time.monotonic`.

        A key that waited for its turn may be older than the page it reaches.
        """
        if text := self._decode(data):
            self._pass_on(self._parser.feed(text), came)
        if self._parser._timeout_time is not None:
            self._loop.call_later(_ESCAPE_DELAY, self._tick, context=copy_context())

    def paste(self, paste: Pasted) -> None:
        """Take a whole paste from the client."""
        # What came before it is no longer half a sequence.
        self._parser = XTermParser()
        # A field shows its content, so it must hold nothing that a terminal obeys. Pasted lines end
        # as with the Enter key.
        lines = paste.data.decode("utf-8", "replace").splitlines()
        self.process_message(events.Paste(clean("\n".join(lines))))

    def forget_input(self) -> None:
        """Forget an incomplete sequence: another client types from here on."""
        self._parser = XTermParser()
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def _tick(self) -> None:
        # A lone escape is a key only when nothing follows it for a moment.
        self._pass_on(self._parser.tick())

    def _pass_on(self, found: Any, came: float | None = None) -> None:
        for message in found:
            message.time = came or message.time
            if not isinstance(message, events.Resize):
                self.process_message(message)

    def send_message(self, message: Message) -> None:
        """Post a message without Textual's thread hop: here the client is in the same loop."""
        self._app.post_message(message)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Do nothing: a player's click opens nothing on the host."""

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Do nothing: a player writes nothing to the host's disk."""
        binary.close()
