"""What is typed at a seat, kept until the host acknowledges it: a lost connection neither loses nor
repeats it.

The host counts the frames it takes from each named client. On a new connection it first says how
many it took before, and the rest is sent again: into the text field it was typed into, or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_KEPT = 2_000
"""The most bytes that wait for a connection."""
_FRAME = 32_768
_MOUSE = re.compile(rb"(\x1b\[<[0-9;]+[Mm])")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[@-~]|O?.|\Z)", re.DOTALL)
_PASTE = re.compile(r"\x1b\[20[01]~")
_END = "⏎"
"""Stands for the key that ends a line."""


@dataclass
class _Frame:
    data: bytes
    field: int
    """The text field it was typed into; 0 for none."""
    seeing: bool = False
    """Whether it was meant for the screen that the current connection has painted."""
    number: int = 0
    """How many frames had been sent with it; 0 when it was not sent."""


class NotKept(Exception):
    """A key that is dropped; the text says why, in a sentence."""


class Typed:
    """The frames that the host has not confirmed, oldest first, and where they may go."""

    def __init__(self) -> None:
        self._kept: list[_Frame] = []
        self._sent = 0
        self._field: int | None = 0
        self._field_before = 0
        self._recalled = False
        self._painted = False
        self._settled = False
        self._held = ""

    # The connection

    def lose(self) -> None:
        """Note that the connection is lost, and that a new one is not settled yet."""
        if self._field is not None:
            self._field_before = self._field
        self._field = None
        self._recalled = self._painted = self._settled = False
        for one in self._kept:
            one.seeing = False

    def paint(self) -> None:
        """Note that the new connection has brought a screen."""
        self._painted = True

    def write_in(self, field: int) -> None:
        """Set the screen's focused text field; 0 for none."""
        self._field = field

    def recall(self, count: int, known: bool) -> None:
        """Note how many frames the host took on earlier connections; None if it does not know this
        client.
        """
        self._recalled = True
        if self._sent and not known:
            # Whether these arrived before the host was restarted is unknown: they may be in the
            # field already.
            self._hold(one for one in self._kept if one.number)
            self._kept = [one for one in self._kept if not one.number]
        else:
            self.confirm(count)
            for one in self._kept:
                one.number = 0
        self._sent = count

    def confirm(self, count: int) -> None:
        """Note how many frames the host has taken."""
        self._kept = [one for one in self._kept if not one.number or one.number > count]

    @property
    def may_settle(self) -> bool:
        """Return whether everything is known that decides where waiting frames go, and they are not
        yet settled.
        """
        return self._recalled and self._field is not None and not self._settled

    @property
    def in_haste(self) -> bool:
        """Return whether everything that waits was typed by somebody who saw the current screen."""
        return all(one.seeing for one in self._kept)

    def settle(self) -> None:
        """Let what waits go where it belongs, or hold it when another page covers its field."""
        self._settled = True
        again = [one for one in self._kept if one.field or one.seeing]
        if all(one.seeing or one.field == self._field for one in again):
            self._kept = again
        else:
            self._kept = []
            self._hold(again)

    @property
    def settled(self) -> bool:
        """Return whether typed input is sent at once."""
        return self._settled

    # What is typed

    def type(self, data: bytes) -> None:
        """Take keys, clicks and pastes. Raises `NotKept`."""
        for part in _MOUSE.split(data):
            if part:
                self._type(part, words=not _MOUSE.fullmatch(part))

    def _type(self, data: bytes, *, words: bool) -> None:
        if self._settled:
            field = (self._field or 0) if words else 0
            self._kept += [
                _Frame(data[at : at + _FRAME], field) for at in range(0, len(data), _FRAME)
            ]
            return
        field = (self._field_before if self._field is None else self._field) if words else 0
        if not field and not self._painted:
            # A click belongs to the screen that was shown then.
            if words:
                raise NotKept("That key was not sent")
            return
        if self.size + len(data) > MOST_KEPT:
            raise NotKept("No more is kept for now")
        self._kept.append(_Frame(data, field, seeing=self._painted))

    def next(self) -> bytes | None:
        """Return what to send now, which counts as sent from here on; None when there
        is nothing.
        """
        if not self._settled:
            return None
        for one in self._kept:
            if not one.number:
                self._sent += 1
                one.number = self._sent
                return one.data
        return None

    @property
    def size(self) -> int:
        """The number of bytes kept."""
        return sum(len(one.data) for one in self._kept) + len(self._held.encode())

    @property
    def unconfirmed(self) -> bool:
        """Return whether something was sent that the host has not acknowledged."""
        return any(one.number for one in self._kept)

    # What is said about it

    @property
    def keeps(self) -> bool:
        """Return whether a word typed now, without a connection, would be kept."""
        return bool(self._field_before if self._field is None else self._field)

    @property
    def keys(self) -> int:
        """The number of keys that wait, of those that somebody would miss."""
        return sum(_keys(one.data) for one in self._kept if one.field or one.seeing)

    @property
    def words(self) -> str:
        """What a field would show of what waits."""
        return _written(one for one in self._kept if one.field)

    # What came back too late for its field

    @property
    def held(self) -> str:
        """Words that found another page, or a host that was restarted."""
        return self._held

    @property
    def has_field(self) -> bool:
        """Return whether the screen has a field that held words can go into."""
        return self._settled and bool(self._field)

    def put_held(self) -> None:
        """Type what is held into the focused field; a line that it would end stays open."""
        words = self._held.replace(_END, " ").strip()
        self._held = ""
        if words:
            self.type(words.encode())

    def drop_held(self) -> None:
        self._held = ""

    def _hold(self, frames: Iterable[_Frame]) -> None:
        self._held += _written(one for one in frames if one.field)


def _text(data: bytes) -> str:
    return _PASTE.sub("", data.decode("utf-8", "ignore"))


def _keys(data: bytes) -> int:
    return len(_ESCAPES.sub("\x1b", _text(data)))


def _written(frames: Iterable[_Frame]) -> str:
    found: list[str] = []
    for character in _ESCAPES.sub("", _text(b"".join(one.data for one in frames))):
        if character in "\x7f\b":
            del found[-1:]
        elif character == "\r":
            found.append(_END)
        elif character >= " ":
            found.append(character)
    return "".join(found)
