"""The protocol between the hall and a worker: frames on two kinds of pipe.

A frame is a type byte, a four-byte length, and the payload. The control pipe (the worker's standard
input and output) carries `ASK`, `ANSWER`, `FAULT` and `NEWS`, all JSON; a client's own socket
carries the rest, so that a client who does not read holds up no other.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from tabletop.errors import (
    NotAllowed,
    StorageFailed,
    TabletopError,
    TranscriptHeld,
    UnreadableInput,
)
from tabletop.host.runtime.faults import place_of

log = logging.getLogger("tabletop.host")

ASK, ANSWER, FAULT, NEWS = b"a", b"r", b"f", b"n"
ENTER, ENTERED, REFUSED = b"e", b"y", b"x"
KEYS, SIZE = b"k", b"s"
BYTES, NOTICE, GO, CLOSE = b"b", b"t", b"g", b"c"

LONGEST = 16_777_216
"""The largest frame in bytes; both ends are ours, so a longer one means a broken pipe."""

Frame = tuple[bytes, bytes]
_FAULTS = {
    one.__name__: one for one in (NotAllowed, StorageFailed, TranscriptHeld, UnreadableInput)
}


GONE = "that table's process has ended and is being restarted; try again in a moment"
FAILED = "something failed there; the host has logged it, and nothing that was saved is lost"


async def read(reader: asyncio.StreamReader) -> Frame | None:
    """Return the next frame, None at the end of the pipe."""
    try:
        head = await reader.readexactly(5)
        length = int.from_bytes(head[1:], "big")
        if length > LONGEST:
            return None
        return head[:1], await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def write(writer: asyncio.StreamWriter, kind: bytes, data: bytes = b"") -> None:
    """Write a frame; await `writer.drain()` where the other end may be slow."""
    writer.write(kind + len(data).to_bytes(4, "big") + data)


def write_json(writer: asyncio.StreamWriter, kind: bytes, value: Any) -> None:
    write(writer, kind, json.dumps(value).encode())


def fault_as(fault: TabletopError) -> dict[str, str]:
    """Return a fault as JSON; `as_fault` restores it at the other end."""
    kinds = (one.__name__ for one in type(fault).__mro__)
    return {
        "kind": next((one for one in kinds if one in _FAULTS), "UnreadableInput"),
        "sentence": fault.told if isinstance(fault, StorageFailed) else fault.sentence,
    }


def as_fault(said: dict[str, str]) -> TabletopError:
    return _FAULTS[said["kind"]](said["sentence"])


Answerer = Callable[..., Awaitable[Any]]


class Peer:
    """One end of a control pipe: sends requests to the other end, and answers its requests.

    `answers` are the requests this end answers, by name; `news` is called with notifications from
    the other end.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        answers: dict[str, Answerer],
        news: Callable[[str, Any], None],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._answers = answers
        self._news = news
        self._numbers = count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._ended = False

    async def ask(self, what: str, **about: Any) -> Any:
        """Send a request. Raises what the other end raises, and `StorageFailed` when
        it has ended.
        """
        if self._ended:
            raise StorageFailed(GONE)
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        write_json(self._writer, ASK, [number, what, about])
        return await answer

    def tell(self, what: str, value: Any) -> None:
        """Send a notification; nobody answers."""
        if not self._ended:
            write_json(self._writer, NEWS, [what, value])

    async def run(self) -> None:
        """Read until the other end closes."""
        try:
            while (frame := await read(self._reader)) is not None:
                self._take(*frame)
        finally:
            self.end()

    def _take(self, kind: bytes, data: bytes) -> None:
        said = json.loads(data)
        if kind == NEWS:
            self._news(*said)
        elif kind == ASK:
            task = asyncio.ensure_future(self._answer(*said))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        else:
            number, value = said
            answer = self._asked.pop(number, None)
            if answer is None or answer.done():
                return
            if kind == ANSWER:
                answer.set_result(value)
            else:
                answer.set_exception(as_fault(value))

    def end(self) -> None:
        """Fail all open requests: nothing more will be answered."""
        self._ended = True
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(StorageFailed(GONE))
        self._asked.clear()
        self._writer.close()

    async def _answer(self, number: int, what: str, about: dict[str, Any]) -> None:
        try:
            value = await self._answers[what](**about)
            write_json(self._writer, ANSWER, [number, value])
        except TabletopError as fault:
            write_json(self._writer, FAULT, [number, fault_as(fault)])
        except Exception as fault:  # noqa: BLE001 - whoever asked would wait for ever
            log.error("'%s' failed: %s", what, place_of(fault))
            write_json(self._writer, FAULT, [number, fault_as(StorageFailed(FAILED))])
