"""What a terminal's bytes are: keys, and pastes, also those that its terminal does not mark.

A paste is text and presses nothing: what is in it can neither send a message nor end a line. A
sequence that no key and no mouse sends is left out: a parser may make a key of each character of
what it does not know, thousands of one sequence.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

_BEGIN, _END = b"\x1b[200~", b"\x1b[201~"
_BEGINNINGS = tuple(_BEGIN[:length] for length in range(len(_BEGIN) - 1, 0, -1))
_PIECE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # a key, or the mouse
    rb"|\x1b[NO][^\x1b]?"
    rb"|\x1b[^\x1b]?"
    rb"|(?P<plain>(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3})+)"
    rb"|[^\x1b]",
    re.DOTALL,
)
_CHARACTER = re.compile(rb"[\x00-\x7f]|[\x80-\xff][\x80-\xbf]*")
_ONE = re.compile(
    rb"\x1b\[(?:[IO]"  # the window is in front, or is not
    rb"|<\d{1,4};-?\d{1,5};-?\d{1,5}[Mm]"  # the mouse
    rb"|\d{1,4};\d{1,3}[u~ABCDEFHPQRS]"  # a key with Shift and the like
    rb"|\d{1,4}u)"
)
"""What becomes one key or movement, beside the sequences that a parser knows by heart."""
_LONGEST_KEY = 12
"""Bytes of the longest sequence that a key sends."""
_OBEYED = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

LONGEST = 120_000
"""Bytes of a paste; then it is taken for one that nobody ends."""
_BY_HAND = 31
"""Characters in one read that somebody may have typed; more are a paste."""
_MOMENT = 0.2
"""Seconds within which what follows an unmarked paste is the rest of it."""


@dataclass(frozen=True)
class KeyPresses:
    """Bytes of so many keys, clicks and movements."""

    data: bytes
    count: int

    def each(self) -> Iterator[bytes]:
        """The bytes of one after the other."""
        for found in _PIECE.finditer(self.data):
            if found["plain"]:
                yield from _CHARACTER.findall(found["plain"])
            else:
                yield found[0]


@dataclass(frozen=True)
class Pasted:
    """Text, without anything that a terminal obeys but the ends of its lines."""

    data: bytes


class Pieces:
    """Sorts one client's bytes, which come in any pieces.

    `known` are the sequences of keys that the parser behind knows by heart. Without them, where
    keys are counted and not read, a short sequence is one.
    """

    def __init__(
        self,
        known: Container[str] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._known = known
        self._now = now
        self._paste: bytearray | None = None
        self._begun = b""
        """The mark of a paste as far as it has come, of which so much was passed on."""
        self._given = 0
        self._run_ended = float("-inf")

    def sort(self, data: bytes) -> Iterator[KeyPresses | Pasted]:
        """Keys at once, and a paste once it is whole."""
        while data:
            if self._paste is None:
                keys, data = self._before_a_paste(data)
                yield from self._typed(keys)
            else:
                searched = max(0, len(self._paste) - len(_END))
                self._paste += data
                data = b""
                end = self._paste.find(_END, searched)
                if end >= 0 or len(self._paste) > LONGEST:
                    upto, after = (end, end + len(_END)) if end >= 0 else (LONGEST, LONGEST)
                    text, data = bytes(self._paste[:upto]), bytes(self._paste[after:])
                    self._paste = None
                    yield Pasted(_OBEYED.sub(b"", text))

    def _before_a_paste(self, data: bytes) -> tuple[bytes, bytes]:
        """What comes before the mark of a paste, and what after it."""
        given, data = self._given, self._begun + data
        keys, begin, rest = data.partition(_BEGIN)
        if begin:
            self._paste, self._begun, self._given = bytearray(), b"", 0
            return keys[given:], rest
        self._begun = next((one for one in _BEGINNINGS if keys.endswith(one)), b"")
        settled = len(keys) - len(self._begun)
        # A lone escape is a key, and does not wait.
        upto = len(keys) if self._begun == _BEGIN[:1] else max(given, settled)
        self._given = upto - settled
        return keys[given:upto], rest

    def _typed(self, data: bytes) -> Iterator[KeyPresses | Pasted]:
        keys, count = b"", 0
        for found in _PIECE.finditer(data):
            if found[0][:2] == b"\x1b[" and not self._presses(found[0]):
                # Of no use to anybody, and not for nothing.
                count += 1 + len(found[0]) // _BY_HAND
                continue
            length = len((found["plain"] or b"").decode("utf-8", "replace"))
            if length > (1 if self._pasting() else _BY_HAND):
                self._run_ended = self._now()
                if count:
                    yield KeyPresses(keys, count)
                    keys, count = b"", 0
                yield Pasted(found["plain"])
            else:
                keys += found[0]
                count += length or 1
        if count:
            yield KeyPresses(keys, count)

    def _pasting(self) -> bool:
        """Is what comes now the rest of an unmarked paste, of which a read took the most?"""
        return self._now() - self._run_ended < _MOMENT

    def _presses(self, sequence: bytes) -> bool:
        """Does a whole sequence, or one that the rest of a read does not end, press a key?"""
        if len(sequence) <= 2 or _ONE.fullmatch(sequence) is not None:
            return True
        if self._known is None:
            return len(sequence) <= _LONGEST_KEY
        return sequence.decode("latin-1") in self._known
