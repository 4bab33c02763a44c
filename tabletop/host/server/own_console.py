"""The facilitator's console in the terminal that the host was started in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tabletop.host.admission.lobby import OVERVIEW, Attachment, Lobby
from tabletop.host.runtime.session import LEFT
from tabletop.host.terminal.colours import for_terminal
from tabletop.host.terminal.own import Terminal
from tabletop.text.safe import one_line, width

OFFER = "Enter opens the console; Ctrl+C closes the hall."
_AGAIN_AFTER = 0.2
_ENTER = (b"\r", b"\n")
_CLOSING = (b"\x03", b"\x04", b"\x11", b"q", b"Q")
_QUITTING = (b"\x03", b"\x11")
"""Keys by which the console itself would end, with whatever is begun in it."""
_YES = (b"y", b"Y")
_GONE = b""


class OwnConsole:
    """Shows the `card` for the width, then the console; `run` returns to close the hall.

    `people` says how many are connected; `environment` is the terminal's. Quitting the console asks
    first: it would end the exercise for everybody.
    """

    def __init__(
        self,
        lobby: Lobby,
        card: Callable[[int], Sequence[str]],
        people: Callable[[], int],
        environment: Mapping[str, str],
    ) -> None:
        self._lobby = lobby
        self._card = card
        self._people = people
        self._coloured = for_terminal(environment.get("TERM", ""), environment)
        self._keys: asyncio.Queue[bytes] = asyncio.Queue()
        self._line: Attachment | None = None
        self._way: _Way | None = None
        self._terminal = Terminal(self._typed, self._resized)

    async def run(self) -> None:
        """Run until somebody here wants the hall closed, or the terminal is gone."""
        with self._terminal:
            await self._terminal.tidy()
            await self._show_card()
            while True:
                key = await self._key()
                if key in _ENTER:
                    if await self._at_console():
                        return
                elif key == _GONE or (key in _CLOSING and await self._sure("")):
                    return

    async def _show_card(self) -> None:
        lines = self._card(self._terminal.size[0])
        await self._terminal.say("\n".join((*lines, "", OFFER, "")))

    async def _at_console(self) -> bool:
        """Show the console until it is left. Return whether to close the hall."""
        while True:
            reason, again = await self._look()
            if again:
                # A console that fails as soon as it opens is not reopened forever.
                await asyncio.sleep(_AGAIN_AFTER)
                continue
            if reason is None or await self._sure("" if reason == LEFT else reason):
                return True

    async def _look(self) -> tuple[str | None, bool]:
        """Run one screen until it ends; return why (None: the terminal is gone), and whether to
        reopen it.
        """
        way = self._way = _Way(self._terminal, self._coloured)
        self._line = await self._lobby.enter(OVERVIEW, way, self._terminal.size)
        try:
            return await way.over
        finally:
            self._line.hang_up()
            self._line = self._way = None
            self._terminal.leave_screen()

    async def _sure(self, reason: str) -> bool:
        count = self._people()
        here = {0: "Nobody is here now", 1: "One person is here now"}.get(
            count, f"{count} people are here now"
        )
        said = f"{one_line(reason)}\n" if reason else ""
        asked = (
            f"{said}Close the hall? {here}; every table is kept and goes on with the same command."
            "\nY closes it, any other key goes back. "
        )
        await self._terminal.say(asked)
        key = await self._key()
        if key in (*_YES, _GONE):
            await self._terminal.say("\n")
            return True
        await self._terminal.say(_taken_back(asked, self._terminal.size[0]))
        return False

    # The terminal

    async def _key(self) -> bytes:
        while not self._keys.empty():
            self._keys.get_nowait()
        return await self._keys.get()

    def _typed(self, data: bytes) -> None:
        if self._line is None:
            self._keys.put_nowait(data[:1])
        elif not data:
            self._end(None)
        elif data in _QUITTING:
            self._end(LEFT)
        else:
            self._line.feed(data)

    def _end(self, reason: str | None) -> None:
        if self._way is not None:
            self._way.end(reason, again=False)

    def _resized(self) -> None:
        if self._line is not None:
            self._line.resize(*self._terminal.size)


def _taken_back(text: str, columns: int) -> str:
    """Return the sequence that removes the lines last written to the terminal."""
    rows = sum(max(1, -(-width(one) // columns)) for one in text.split("\n"))
    up = f"\x1b[{rows - 1}A" if rows > 1 else ""
    return f"{up}\r\x1b[J"


class _Way:
    """A `Connection` to this terminal for one screen."""

    in_terminal = True

    def __init__(self, terminal: Terminal, coloured: Callable[[bytes], bytes]) -> None:
        self._terminal = terminal
        self._coloured = coloured
        self.over: asyncio.Future[tuple[str | None, bool]] = (
            asyncio.get_running_loop().create_future()
        )

    async def send(self, data: bytes) -> None:
        await self._terminal.paint(self._coloured(data))

    async def tell(self, notice: Mapping[str, Any]) -> None:
        title = one_line(str(notice.get("title", "")))
        if title:
            await self._terminal.title(title)

    async def close(self, reason: str, again: bool = False) -> None:
        self.end(reason, again)

    def end(self, reason: str | None, again: bool) -> None:
        if not self.over.done():
            self.over.set_result((reason, again))
