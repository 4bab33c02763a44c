"""Plain-text questions on a remote terminal in raw mode, with line editing done here."""

from __future__ import annotations

import asyncio
import unicodedata
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable

LONGEST = 100
"""The most characters of an answer."""
_MOST_AHEAD = 8
"""Answers that may be typed ahead."""
_ENTER = "\r\n"
_ERASE = "\x7f\x08"
_LEAVE = "\x03\x04"
_ESCAPE = "\x1b"


class Asking:
    """Prompts and answers on one line each; `write` sends what the terminal shows."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._prompt = ""
        self._typed = ""
        self._lines: deque[str] = deque()
        self._waiter: asyncio.Future[str | None] | None = None
        self._left = False
        self._sequence = ""

    async def ask(self, prompt: str) -> str | None:
        """Return the answer, without white space around it; None when the visitor leaves."""
        self._prompt = prompt
        self._show()
        if self._left or self._lines:
            answer = None if self._left else self._lines.popleft()
            self._write(f"{answer or ''}\r\n")
            return answer
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            return await self._waiter
        finally:
            self._waiter = None

    def feed(self, data: bytes) -> None:
        """Take typed bytes, in arbitrary chunks."""
        before = self._typed
        for character in self._decode(data):
            self._take(character)
        if self._waiter is not None and not self._waiter.done() and self._typed != before:
            self._show()

    def leave(self) -> None:
        """End the questions: the visitor is gone."""
        self._left = True
        self._answer(None)

    def _take(self, character: str) -> None:
        if self._sequence and character >= " ":
            self._skip(character)
            return
        self._sequence = ""
        if character == _ESCAPE:
            self._sequence = character
        elif character in _ENTER:
            self._enter()
        elif character in _ERASE:
            self._typed = self._typed[:-1]
        elif character == "\x15":
            self._typed = ""
        elif character in _LEAVE:
            self.leave()
        elif character.isprintable() and len(self._typed) < LONGEST:
            self._typed = unicodedata.normalize("NFC", self._typed + character)

    def _skip(self, character: str) -> None:
        """Skip arrow keys, clicks and paste markers, which mean nothing here."""
        self._sequence += character
        opened = self._sequence[1:2] in ("[", "O")
        ended = len(self._sequence) > 2 and "@" <= character <= "~"
        if not opened or ended or len(self._sequence) > 32:
            self._sequence = ""

    def _enter(self) -> None:
        answer, self._typed = self._typed.strip(), ""
        if self._waiter is not None and not self._waiter.done():
            self._write(f"\r\x1b[K{self._prompt}{answer}\r\n")
            self._answer(answer)
        elif len(self._lines) < _MOST_AHEAD:
            self._lines.append(answer)

    def _answer(self, answer: str | None) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(answer)

    def _show(self) -> None:
        self._write(f"\r\x1b[K{self._prompt}{self._typed}")
