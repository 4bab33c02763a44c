"""The ssh door: `ssh -p PORT table@host` is a seat, and offers nothing else.

Anybody may connect; they get a plain question for the join code. A client with a key finds its seat
again by that key. No shell, no commands, no files and no forwarding.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from socket import SO_SNDBUF, SOL_SOCKET, socket
from time import thread_time

import asyncssh

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.files import refuse_no_file
from tabletop.host.admission.crowd import Crowd
from tabletop.host.admission.doorman import Doorman
from tabletop.host.admission.lobby import Lobby
from tabletop.host.admission.metering import Meter
from tabletop.host.admission.rate_limit import neighbourhood
from tabletop.host.ssh.session import BUFFER, SSHSession
from tabletop.host.ssh.visiting import token_of_key
from tabletop.journal.disk import private, sync_folder

MOST_CONNECTIONS = 400
MOST_FROM_ONE = 250
"""From one address: a whole class may share it, and must leave room for others."""
LOGIN_SECONDS = 20
IDLE_SECONDS = 10
"""How long a connection may stay without a terminal, before a visit and after it."""
_KEEPALIVE = 15
_READ_AT_ONCE = 4_096
"""Bytes read from a connection at once; as small packets they are a hundred."""
_BURST, _SHARE = 0.5, 0.05
"""Seconds of the loop that a connection may use at once, handshake included, and per second after
that.
"""
_LONGEST_REST = 5.0
_SEND_BUFFER = 131_072
"""The kernel's buffer for a client that does not read."""


def host_key(path: Path) -> asyncssh.SSHKey:
    """Return the host's key, created once and kept at `path` for its owner alone.

    Raises `UnreadableInput` when the file is not a key, and `StorageFailed`.
    """
    try:
        if path.exists():
            refuse_no_file(path, "the host's ssh key, or delete it for a new one")
        return asyncssh.read_private_key(path)
    except FileNotFoundError:
        key = asyncssh.generate_private_key("ssh-ed25519", comment="tabletop")
    except OSError as fault:
        raise UnreadableInput(f"the ssh key {path} can't be read: {fault.strerror}") from None
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError):
        raise UnreadableInput(
            f"{path} is not an ssh key; delete it and a new one is created (clients that know "
            "the old one will show a warning)"
        ) from None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb", opener=private) as file:
            file.write(key.export_private_key())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except OSError as fault:
        raise StorageFailed(f"the ssh key {path} can't be written: {fault.strerror}") from None
    return key


class SSHDoor:
    """Open it with `open`; then `port` and `fingerprint` are what visitors need to know."""

    def __init__(self, lobby: Lobby, doorman: Doorman, key: asyncssh.SSHKey) -> None:
        self.lobby = lobby
        self.doorman = doorman
        self.port = 0
        self._key = key
        self.fingerprint = self._key.get_fingerprint()
        self.secret = hashlib.sha256(self._key.export_private_key("pkcs8-der")).digest()
        self.here: dict[asyncssh.SSHServerConnection, _Guard] = {}
        """The open connections, oldest first."""
        self.crowd = Crowd(MOST_CONNECTIONS, MOST_FROM_ONE)
        self._visits: set[asyncio.Task[None]] = set()
        self._acceptors: list[asyncssh.SSHAcceptor] = []

    async def open(self, sockets: Sequence[socket]) -> None:
        """Take connections on these sockets, all of one port."""
        logging.getLogger("asyncssh").setLevel(logging.WARNING)
        self.port = sockets[0].getsockname()[1]
        for one in sockets:
            # Connections inherit the options of the listening socket.
            one.setsockopt(SOL_SOCKET, SO_SNDBUF, _SEND_BUFFER)
            self._acceptors.append(await self._listen(one))

    async def _listen(self, sock: socket) -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            sock=sock,
            server_factory=lambda: _Guard(self),
            server_host_keys=[self._key],
            config=None,
            encoding=None,
            line_editor=False,
            allow_scp=False,
            agent_forwarding=False,
            x11_forwarding=False,
            # No compression: a small packet that unpacks to gigabytes can't get in.
            compression_algs=["none"],
            # Nothing that relies on SHA-1 or on RSA without forward secrecy.
            kex_algs="-gss-*,*-sha1,rsa*",
            mac_algs="-hmac-sha1*,*@ssh.com,umac-64*",
            signature_algs="-ssh-rsa*",
            login_timeout=LOGIN_SECONDS,
            keepalive_interval=_KEEPALIVE,
            keepalive_count_max=3,
            window=BUFFER,
        )

    def make_room(self, address: str) -> None:
        """When there are too many connections, close the oldest unseated one of the busiest
        address.

        Otherwise somebody who only holds connections open would keep out everybody who comes after
        them.
        """
        for one in self.crowd.full_for(address):
            for connection, guard in self.here.items():
                if guard.from_there(one) and not guard.seated():
                    self.doorman.note(
                        one, "has too many ssh connections open; the oldest is closed"
                    )
                    guard.gone()
                    connection.abort()
                    return

    def visited(self, visit: asyncio.Task[None]) -> None:
        """Note a visit; `close` ends it."""
        self._visits.add(visit)
        visit.add_done_callback(self._visits.discard)

    async def close(self) -> None:
        """Let nobody in any more, and disconnect those still there."""
        for acceptor in self._acceptors:
            acceptor.close()
        for task in tuple(self._visits):
            task.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)
        for connection in tuple(self.here):
            connection.close()
        for acceptor in self._acceptors:
            await acceptor.wait_closed()


def _bound(connection: asyncssh.SSHServerConnection) -> None:
    """Limit how much of the loop a connection uses, whatever it sends; its keys are counted
    elsewhere.

    The library handles all packets of a read at once, of every kind.
    """
    transport = connection._transport
    if transport is None:
        return
    transport.max_size = _READ_AT_ONCE  # type: ignore[attr-defined]
    meter = Meter(_BURST, _SHARE, gives_way=False)
    deal_with = connection.data_received
    loop = asyncio.get_running_loop()

    def read_on() -> None:
        if not transport.is_closing():
            transport.resume_reading()

    def received(data: bytes, datatype: asyncssh.DataType = None) -> None:
        begun = thread_time()
        deal_with(data, datatype)
        meter.spent(thread_time() - begun)
        if (wait := meter.wait()) and not transport.is_closing():
            transport.pause_reading()
            loop.call_later(min(wait, _LONGEST_REST), read_on)

    setattr(connection, "data_received", received)  # noqa: B010


class _Guard(asyncssh.SSHServer):
    """One connection: lets everybody in as far as the first question, once."""

    def __init__(self, door: SSHDoor) -> None:
        self._door = door
        self._connection: asyncssh.SSHServerConnection | None = None
        self._address = ""
        self._user = ""
        self._shown = ""
        self._asked = False
        self._visit: asyncio.Task[None] | None = None
        self._session: SSHSession | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        address = neighbourhood(conn.get_extra_info("peername")[0])
        self._door.make_room(address)
        if not self._door.crowd.came(address):
            self._door.doorman.note(address, "was refused by ssh: there are too many already")
            conn.abort()
            return
        self._connection = conn
        self._address = address
        self._door.here[conn] = self
        _bound(conn)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone()

    def gone(self) -> None:
        """Stop counting it, however often it ends."""
        if self._connection is not None:
            self._door.here.pop(self._connection, None)
            self._door.crowd.went(self._address)
            self._connection = None

    def seated(self) -> bool:
        """Return whether somebody sits there: a connection still being questioned is not a seat."""
        return self._session is not None and self._session.seated

    def from_there(self, address: str) -> bool:
        return self._address == address

    def auth_completed(self) -> None:
        self._expect_a_visit()

    def _expect_a_visit(self) -> None:
        asyncio.get_running_loop().call_later(IDLE_SECONDS, self._let_go)

    def _let_go(self) -> None:
        """Disconnect, unless there is a visit."""
        if self._connection is not None and (self._visit is None or self._visit.done()):
            self._connection.close()

    def _started(self, visit: asyncio.Task[None]) -> None:
        self._visit = visit
        self._door.visited(visit)
        visit.add_done_callback(lambda _: self._expect_a_visit())

    def begin_auth(self, username: str) -> bool:
        self._user = username
        return True

    def password_auth_supported(self) -> bool:
        return False

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Accept any key; the library makes the client prove that it owns it."""
        self._shown = key.get_fingerprint()
        return True

    def kbdint_auth_supported(self) -> bool:
        return True

    def get_kbdint_challenge(self, username: str, lang: str, submethods: str) -> bool:
        """Let a client without a key in: the code is asked for inside."""
        self._shown = ""
        return True

    def session_requested(self) -> asyncssh.SSHServerSession[bytes] | bool:
        if self._asked or self._connection is None:
            return False
        self._asked = True
        token = token_of_key(self._door.secret, self._shown) if self._shown else ""
        self._session = SSHSession(
            self._door.lobby,
            self._door.doorman,
            self._connection,
            self._user,
            token,
            self._started,
        )
        return self._session
