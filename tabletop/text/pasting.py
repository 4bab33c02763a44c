"""Split a terminal's input into key presses and pastes, including pastes the terminal does not
mark.

A paste is text and presses no keys: nothing in it can send a message or end a line. A sequence that
no key or mouse sends is dropped, because a parser may turn each character of an unknown sequence
into a key.
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
    rb"\x1b\[(?:[IO]"  # focus gained or lost
    rb"|<\d{1,4};-?\d{1,5};-?\d{1,5}[Mm]"  # the mouse
    rb"|\d{1,4};\d{1,3}[u~ABCDEFHPQRS]"  # a key with Shift and the like
    rb"|\d{1,4}u)"
)
"""Sequences that become one key press or mouse event, besides those a parser knows by name."""
_LONGEST_KEY = 12
"""Length in bytes of the longest sequence that a key sends."""
_OBEYED = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

LONGEST = 120_000
"""The longest paste in bytes; a longer one is treated as never ended."""
_BY_HAND = 31
"""The most characters in one read that a person may have typed; more are a paste."""
_MOMENT = 0.2
"""Seconds within which input after an unmarked paste still belongs to it."""


@dataclass(frozen=True)
class KeyPresses:
    """The bytes of a number of key presses, clicks and mouse movements."""

    data: bytes
    count: int

    def each(self) -> Iterator[bytes]:
        """Yield the bytes of each key press in turn."""
        for found in _PIECE.finditer(self.data):
            if found["plain"]:
                yield from _CHARACTER.findall(found["plain"])
            else:
                yield found[0]


@dataclass(frozen=True)
class Pasted:
    """Pasted text, with all control characters removed except line ends."""

    data: bytes


class Pieces:
    """Sorts one client's input, which arrives in arbitrary chunks.

    `known` are the key sequences that the parser behind it knows by name. Without them (where keys
    are only counted) any short sequence counts as one key.
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
        """The part of a paste marker received so far, and how much of it was already passed on."""
        self._given = 0
        self._run_ended = float("-inf")

    def sort(self, data: bytes) -> Iterator[KeyPresses | Pasted]:
        """Return key presses at once, and a paste once it is complete."""
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
        """Split the input at a paste marker: what comes before, and what comes after."""
        given, data = self._given, self._begun + data
        keys, begin, rest = data.partition(_BEGIN)
        if begin:
            self._paste, self._begun, self._given = bytearray(), b"", 0
            return keys[given:], rest
        self._begun = next((one for one in _BEGINNINGS if keys.endswith(one)), b"")
        settled = len(keys) - len(self._begun)
        # A lone escape is a key press and must not wait.
        upto = len(keys) if self._begun == _BEGIN[:1] else max(given, settled)
        self._given = upto - settled
        return keys[given:upto], rest

    def _typed(self, data: bytes) -> Iterator[KeyPresses | Pasted]:
        keys, count = b"", 0
        for found in _PIECE.finditer(data):
            if found[0][:2] == b"\x1b[" and not self._presses(found[0]):
                # Useless to everybody, but not free to process.
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
        """Return whether this input continues an unmarked paste whose start filled a whole read."""
        return self._now() - self._run_ended < _MOMENT

    def _presses(self, sequence: bytes) -> bool:
        """Return whether a sequence, complete or cut off by the end of the read, is a key press."""
        if len(sequence) <= 2 or _ONE.fullmatch(sequence) is not None:
            return True
        if self._known is None:
            return len(sequence) <= _LONGEST_KEY
        return sequence.decode("latin-1") in self._known
