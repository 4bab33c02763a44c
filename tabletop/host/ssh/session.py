"""One visitor's terminal over ssh: first questions in plain text, then a seat's screen."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Mapping
from typing import Any

import asyncssh

from tabletop.errors import NotAllowed
from tabletop.host.admission.doorman import Doorman, TurnedAway
from tabletop.host.admission.input_limit import InputLimit
from tabletop.host.admission.lobby import Attachment, Lobby, Place
from tabletop.host.admission.rate_limit import neighbourhood
from tabletop.host.ssh.asking import Asking
from tabletop.host.ssh.visiting import Leaves, Seated, Visit
from tabletop.host.terminal.colours import for_terminal
from tabletop.host.terminal.sequences import EPILOGUE, KEEP_TITLE, TIDY, TITLE_BACK
from tabletop.text.safe import one_line

ARRIVING_SECONDS = 300
"""How long the questions may take."""
BUFFER = 65_536
"""The most bytes waiting to be sent or read, in this process."""
LEFT = "You have left your seat. It is kept for you."
TOO_MUCH = "The host has disconnected you: nobody can type that much at once."
_AGAIN_AFTER = 0.2
_QUIET, _LONGEST_FLOOD = 0.3, 3.0
"""Seconds of silence after which a flood is over, and how long one is read at most."""
_CTRL_C = b"\x03"


class SSHSession(asyncssh.SSHServerSession[bytes]):
    """A connection's one terminal, first with questions and then with a seat's screen."""

    def __init__(
        self,
        lobby: Lobby,
        doorman: Doorman,
        connection: asyncssh.SSHServerConnection,
        user: str,
        key_token: str,
        started: Callable[[asyncio.Task[None]], object],
    ) -> None:
        self._lobby = lobby
        self._doorman = doorman
        self._started = started
        self._user = user
        # Read now: once the connection is closed the library knows neither.
        self._address = neighbourhood(connection.get_extra_info("peername")[0])
        self._reached: tuple[str, int] = connection.get_extra_info("sockname")[:2]
        self._key_token = key_token
        self._channel: asyncssh.SSHServerChannel[bytes] | None = None
        self._asking = Asking(lambda text: self.write(text.encode("utf-8", "replace")))
        self._line: Attachment | None = None
        self._way: _Way | None = None
        self._size = (80, 24)
        self._term = ""
        self._coloured: Callable[[bytes], bytes] = bytes
        self._titled = False
        self._task: asyncio.Task[None] | None = None
        self._flows = asyncio.Event()
        self._flows.set()
        self._held: set[str] = set()
        self._typed = InputLimit()
        self._ended_with = ""
        self._flooded_until: float | None = None
        self._hanging_up: asyncio.TimerHandle | None = None
        # The library would fill memory for a socket that is not read; so it reports to us instead.
        setattr(connection, "pause_writing", lambda: self._hold("socket"))  # noqa: B010
        setattr(connection, "resume_writing", lambda: self._release("socket"))  # noqa: B010

    @property
    def seated(self) -> bool:
        """Return whether the visitor is at a screen by now."""
        return self._way is not None

    # Called by the library

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        self._channel = chan
        chan.set_write_buffer_limits(BUFFER)

    def pty_requested(
        self, term_type: str, term_size: tuple[int, int, int, int], term_modes: Mapping[int, int]
    ) -> bool:
        self._term = term_type
        self._size = _sane(*term_size[:2])
        return True

    def shell_requested(self) -> bool:
        return True

    def session_started(self) -> None:
        channel = self._channel
        if channel is None:
            return
        self._coloured = for_terminal(self._term, channel.get_environment())
        self._task = asyncio.get_running_loop().create_task(self._visit())
        self._started(self._task)

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        wait = None if self._flooded_until is not None else self._typed.spend(data)
        if wait is None:
            self._flooded()
        elif self._line is None:
            self._asking.feed(data)
        elif data == _CTRL_C:
            self._end(LEFT)
        else:
            self._line.feed(data)
        if wait and self._channel is not None:
            # Nothing is lost: what the client sends meanwhile waits on its own machine.
            self._channel.pause_reading()
            asyncio.get_running_loop().call_later(wait, self._read_on)

    def _flooded(self) -> None:
        """Disconnect once the flood is over: the rest of it would go to the client's shell."""
        loop = asyncio.get_running_loop()
        if self._flooded_until is None:
            self._doorman.note(
                self._address, "was disconnected: more than anybody can type at once"
            )
            self._flooded_until = loop.time() + _LONGEST_FLOOD
        if self._hanging_up is not None:
            self._hanging_up.cancel()
        at = min(self._flooded_until, loop.time() + _QUIET)
        self._hanging_up = loop.call_at(at, self._end, TOO_MUCH)

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        self._size = _sane(width, height)
        if self._line is not None:
            self._line.resize(*self._size)

    def break_received(self, msec: int) -> bool:
        return True

    def eof_received(self) -> bool:
        self._end("")
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._channel = None
        self._end("")
        self._release(*tuple(self._held))

    def pause_writing(self) -> None:
        self._hold("channel")

    def resume_writing(self) -> None:
        self._release("channel")

    # The visit

    async def _visit(self) -> None:
        said = ""
        try:
            said = await self._stay()
        except Leaves as left:
            said = self._ended_with or left.reason
        except TurnedAway as away:
            said = away.sentence
        except NotAllowed as refusal:
            said = refusal.sentence
        except TimeoutError:
            said = "Nobody answered for some minutes. Come back when you like."
        except asyncio.CancelledError:
            said = "The host has closed the hall."
            raise
        finally:
            if self._titled:
                self.write(TITLE_BACK.encode())
            if said:
                self._say(said)
            if self._channel is not None:
                self._channel.exit(0)

    async def _stay(self) -> str:
        """Run from the first question until the visitor leaves; return the goodbye message."""
        if not self._term:
            return "The exercise needs a terminal: leave out -T, or use -t."
        if self._term == "dumb":
            return (
                "The exercise needs a terminal that can place text; yours says that it can't "
                "(TERM=dumb). In one that can: TERM=xterm-256color ssh ..."
            )
        # A lost connection left the terminal in the middle of a screen.
        self.write(TIDY.encode())
        visit = Visit(
            self._lobby,
            self._doorman,
            self._asking,
            self._say,
            address=self._address,
            user=self._user,
            key_token=self._key_token,
        )
        async with asyncio.timeout(ARRIVING_SECONDS):
            seated = await visit.seat()
            if seated.new:
                self._say("")
                self._say("This brings you back to your seat; keep it to yourself:")
                self._say(f"  {self._way_back(seated)}")
                self._say("")
                if await self._asking.ask("Enter: sit down ") is None:
                    raise Leaves
        while True:
            place = self._doorman.admit(seated.token, self._address)
            with self._doorman.looking(seated.token, place, self._address):
                reason, again = await self._sit(place)
            if not again:
                break
            # A screen that fails as soon as it opens is not reopened at full speed.
            await asyncio.sleep(_AGAIN_AFTER)
        kept = seated.back and self._lobby.place_of(seated.token) is not None
        back = f"\r\nTo come back: {self._way_back(seated)}" if kept else ""
        return f"{one_line(reason)}{back}"

    def _way_back(self, seated: Seated) -> str:
        host, port = self._reached
        host = host.removeprefix("::ffff:")
        if ipaddress.ip_address(host.partition("%")[0]).is_loopback:
            host = "localhost"
        return f"ssh -p {port} {seated.back}@{host}"

    async def _sit(self, place: Place) -> tuple[str, bool]:
        """Stay at a place until its screen ends. Return why, and whether to come again."""
        way = self._way = _Way(self)
        try:
            line = await self._lobby.enter(place, way, self._size)
            if self._channel is None:
                line.hang_up()
                raise Leaves
            self._line = line
            line.resize(*self._size)
            return await way.over
        finally:
            if self._line is not None:
                self._line.hang_up()
            self._line = self._way = None

    def _end(self, reason: str) -> None:
        """Give the visitor their terminal back; their screen stays as it is."""
        self._ended_with = reason
        self._asking.leave()
        if self._way is not None:
            self.write(EPILOGUE.encode())
            self._way.end(reason, again=False)

    # Bytes

    def _say(self, text: str) -> None:
        self.write(f"{text}\r\n".encode("utf-8", "replace"))

    def write(self, data: bytes) -> None:
        if self._channel is not None and not self._channel.is_closing():
            self._channel.write(data)

    async def paint(self, data: bytes) -> None:
        """Send what a screen paints; returns when there is room for more. Raises
        `ConnectionResetError`.
        """
        if self._channel is None or self._channel.is_closing():
            raise ConnectionResetError
        self._channel.write(self._coloured(data))
        await self._flows.wait()

    async def title(self, text: str) -> None:
        """Set the terminal window's title, until the visit ends."""
        keeping = "" if self._titled else KEEP_TITLE
        self._titled = True
        await self.paint(f"{keeping}\x1b]2;{text}\x07".encode("utf-8", "replace"))

    def _hold(self, what: str) -> None:
        self._held.add(what)
        self._flows.clear()

    def _release(self, *what: str) -> None:
        self._held.difference_update(what)
        if not self._held:
            self._flows.set()

    def _read_on(self) -> None:
        if self._channel is not None:
            self._channel.resume_reading()


class _Way:
    """A `Connection` for one stay at a place."""

    in_terminal = True

    def __init__(self, session: SSHSession) -> None:
        self._session = session
        self.over: asyncio.Future[tuple[str, bool]] = asyncio.get_running_loop().create_future()

    async def send(self, data: bytes) -> None:
        await self._session.paint(data)

    async def tell(self, notice: Mapping[str, Any]) -> None:
        title = one_line(str(notice.get("title", "")))
        if title:
            await self._session.title(title)

    async def close(self, reason: str, again: bool = False) -> None:
        self.end(reason, again)

    def end(self, reason: str, again: bool) -> None:
        if not self.over.done():
            self.over.set_result((reason, again))


def _sane(width: int, height: int) -> tuple[int, int]:
    """Return the classic size for a terminal that does not know its own."""
    return (width or 80, height or 24)
