"""The ssh door: a real client takes a seat, comes back to it, and can do nothing else."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from tabletop.errors import UnreadableInput
from tabletop.host.admission import doorman
from tabletop.host.admission.doorman import Doorman
from tabletop.host.admission.lobby import Place
from tabletop.host.server.addresses import bind
from tabletop.host.ssh import session as ssh_session
from tabletop.host.ssh.door import SSHDoor, host_key
from tabletop.host.tables.folder import open_hall, table_ids
from tabletop.host.tables.hall import Hall
from tabletop.host.terminal.sequences import EPILOGUE, TIDY
from tests.host.far import drawn, until
from tests.host.programs import Program, on_screen, program
from tests.screens.rivers import SOURCE

pytestmark = [pytest.mark.slow, pytest.mark.linux("terminals of their own")]


class Host:
    """A hall with an ssh door on a free port."""

    def __init__(self, hall: Hall, door: SSHDoor, folder: Path) -> None:
        self.hall = hall
        self.door = door
        self.folder = folder


@asynccontextmanager
async def host_in(folder: Path, tables: int = 1) -> AsyncIterator[Host]:
    hall = open_hall(SOURCE, folder, table_ids(tables), clocks=False)
    await hall.start()
    door = SSHDoor(hall, Doorman(hall), host_key(folder / "ssh_host_key"))
    sockets = bind(0, lan=False)
    await door.open(sockets)
    try:
        yield Host(hall, door, folder)
    finally:
        await hall.close()
        await door.close()
        for one in sockets:
            one.close()


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    async with host_in(tmp_path) as one:
        yield one


class Client(asyncssh.SSHClientSession[bytes]):
    """A client that records what it receives."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self.closed = asyncio.Event()
        self.channel: asyncssh.SSHClientChannel[bytes] | None = None

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        self.channel = chan

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        self.bytes += data

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set()

    def type(self, text: str | bytes) -> None:
        assert self.channel is not None
        self.channel.write(text.encode() if isinstance(text, str) else text)

    @property
    def text(self) -> str:
        return drawn(bytes(self.bytes), (80, 24))


class Anybody(asyncssh.SSHClient):
    """A client that offers to answer questions before login; there are none."""

    def kbdint_auth_requested(self) -> str:
        return ""


@asynccontextmanager
async def connected(host: Host, user: str = "table", **options: Any) -> AsyncIterator[Any]:
    async with asyncssh.connect(
        "127.0.0.1",
        host.door.port,
        username=user,
        client_factory=Anybody,
        known_hosts=None,
        config=None,
        agent_path=None,
        **{"client_keys": None, **options},
    ) as connection:
        yield connection


@asynccontextmanager
async def client(
    host: Host,
    user: str = "table",
    size: tuple[int, int] = (80, 24),
    term: str = "xterm-256color",
    window: int = 2**21,
    **options: Any,
) -> AsyncIterator[Client]:
    async with connected(host, user, **options) as connection:
        _, session = await connection.create_session(
            Client, term_type=term, term_size=size, encoding=None, window=window
        )
        yield session


async def arrive(one: Client | Program, host: Host, name: str = "Anna", wish: str = "") -> str:
    """Answer all questions up to the seat; return the return code."""
    one.type(f"{host.hall.join_code}\r{name}\r{wish}\r")
    await until(lambda: "Enter: sit down" in one.text)
    code = next(row for row in one.text.splitlines() if "ssh -p" in row).split()[3].split("@")[0]
    one.type("\r")
    await until(lambda: on_screen(one) and name in one.text)
    return code


def here(host: Host, seat: str, table: str = "1") -> bool:
    return any(one.seat == seat and one.connected for one in host.hall.tables[table].people())


def restored(one: Client | Program) -> bool:
    return (
        EPILOGUE.encode() in one.bytes
        and b"\x1b[?1049h" not in bytes(one.bytes).split(EPILOGUE.encode())[-1]
    )


async def test_a_visitor_with_the_code_sits_down_and_leaves_the_terminal_as_it_was(
    host: Host,
) -> None:
    async with client(host) as one:
        await arrive(one, host, "지민", "mill")
        assert host.hall.openings()[0].delegations[2].people == ("지민",)
        one.type(b"\x03")
        await until(one.closed.is_set)
        assert restored(one)
        assert "It is kept for you" in bytes(one.bytes).split(EPILOGUE.encode())[-1].decode()


async def test_a_return_code_brings_back_the_same_seat_after_the_host_was_started_anew(
    tmp_path: Path,
) -> None:
    async with host_in(tmp_path) as host:
        async with client(host) as one:
            code = await arrive(one, host)
        fingerprint = host.door.fingerprint
    async with host_in(tmp_path) as host:
        assert host.door.fingerprint == fingerprint
        async with client(host, user=code.lower()) as again:
            await until(lambda: "Anna" in again.text)
            assert b"Join code" not in again.bytes
        async with client(host) as third:
            third.type(f"{code}\r")
            await until(lambda: "Anna" in third.text)


async def test_an_ssh_key_finds_its_seat_again_and_another_key_does_not(host: Host) -> None:
    mine = asyncssh.generate_private_key("ssh-ed25519")
    other = asyncssh.generate_private_key("ssh-ed25519")
    async with client(host, client_keys=[mine]) as one:
        await arrive(one, host)
    async with client(host, client_keys=[mine]) as one:
        await until(lambda: "Your seat (Upper Town, table 1) is kept for your ssh key" in one.text)
        one.type("\r")
        await until(lambda: "Anna" in one.text)
    async with client(host, client_keys=[other]) as one:
        await until(lambda: "Join code" in one.text)
        assert "kept" not in one.text


async def test_a_seat_opened_a_second_time_says_so_to_the_first(host: Host) -> None:
    async with client(host) as one:
        code = await arrive(one, host)
        async with client(host, user=code) as two:
            await until(one.closed.is_set)
            assert "somewhere else" in bytes(one.bytes).decode()
            assert restored(one)
            await until(lambda: "Anna" in two.text)


async def test_whoever_is_moved_finds_the_new_seat_without_doing_anything(tmp_path: Path) -> None:
    async with host_in(tmp_path, tables=2) as host, client(host) as one:
        await arrive(one, host, wish="1\r")
        await host.hall.roster.move("1", "upper", to_table="2", delegation="mill")
        await until(lambda: here(host, "mill", "2"))
        assert not one.closed.is_set()


async def test_who_is_shown_out_is_not_told_how_to_come_back(host: Host) -> None:
    async with client(host) as one:
        await arrive(one, host)
        await host.hall.roster.remove("1", "upper")
        await until(one.closed.is_set)
        assert restored(one)
        assert "To come back" not in one.text


async def test_a_line_that_was_lost_leaves_no_disorder_at_the_next_visit(host: Host) -> None:
    async with client(host) as one:
        await until(lambda: "Join code" in one.text)
        assert bytes(one.bytes).startswith(TIDY.encode())


async def test_who_came_by_this_computer_comes_back_by_its_name(host: Host) -> None:
    async with client(host) as one:
        await arrive(one, host)
        one.type(b"\x03")
        await until(one.closed.is_set)
        assert "@localhost" in one.text


async def test_an_empty_seat_can_be_taken_over(host: Host) -> None:
    async with client(host) as one:
        await arrive(one, host)
    await until(lambda: not here(host, "upper"))
    await host.hall.roster.remove("1", "upper")
    async with client(host) as two:
        two.type(f"{host.hall.join_code}\rBen\r")
        await until(lambda: "take over an empty seat" in two.text)
        two.type("5\r\r")
        await until(lambda: here(host, "upper"))
        assert host.hall.tables["1"].people()[0].name == "Ben"


async def test_the_facilitators_key_opens_the_console(host: Host) -> None:
    async with client(host) as one:
        one.type(f"{host.hall.facilitator_key}\r")
        await until(lambda: on_screen(one))
        assert host.hall.tables["1"].people() == ()


async def test_three_wrong_codes_end_a_visit_and_many_keep_no_right_one_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorman, "WRONG_CODES", (3, 1e-6))
    async with host_in(tmp_path) as host:
        async with client(host) as one:
            one.type("AAA-AAAA\r안녕\rBBBB-BBBB-BBBB\r")
            await until(one.closed.is_set)
            assert "not the join code" in one.text
            assert "opens no seat" in one.text
        async with client(host) as one:
            one.type("AAAA-AAAA\r")
            await until(one.closed.is_set)
            assert "Too many wrong codes" in one.text
        async with client(host) as one:
            one.type(f"{host.hall.join_code}\r")
            await until(lambda: "Your name" in one.text)
        async with client(host, user="AAAA-BBBB-CCCC") as one:
            await until(one.closed.is_set)
            assert "Too many wrong codes" in one.text


async def test_who_does_not_answer_is_let_go(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ssh_session, "ARRIVING_SECONDS", 0.05)
    async with client(host) as one:
        await until(one.closed.is_set)
        assert b"Nobody answered" in one.bytes


async def test_there_is_no_shell_no_command_no_file_and_no_way_on(host: Host) -> None:
    async with connected(host) as connection:
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.run("id")
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.open_connection("127.0.0.1", 80)
    async with connected(host) as connection:
        with pytest.raises(asyncssh.Error):
            await connection.start_sftp_client()
    async with connected(host) as connection:
        with pytest.raises(asyncssh.ChannelListenError):
            await connection.forward_remote_port("", 0, "127.0.0.1", 80)


async def test_without_a_terminal_there_is_a_sentence(host: Host) -> None:
    for term, words in (("", "leave out -T"), ("dumb", "TERM=xterm-256color")):
        async with client(host, term=term) as one:
            await until(one.closed.is_set)
            assert "needs a terminal" in one.text
            assert words in one.text
            assert b"\x1b" not in one.bytes


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (65_535, 65_535), (2**31, 2**31)])
async def test_any_size_a_client_claims_is_made_one_that_a_screen_can_have(
    host: Host, size: tuple[int, int]
) -> None:
    async with client(host, size=size) as one:
        one.type(f"{host.hall.join_code}\rAnna\r\r\r")
        await until(lambda: on_screen(one))
        assert one.channel is not None
        app = host.hall.floor.session(Place("1", "upper")).app
        one.channel.change_terminal_size(*size)
        one.channel.change_terminal_size(90, 30)
        await until(lambda: app.size == (90, 30))


async def test_a_client_that_stops_reading_costs_a_bounded_amount_and_sees_all_again(
    host: Host,
) -> None:
    async with client(host, window=32_768) as one:
        await arrive(one, host)
        assert one.channel is not None
        one.channel.pause_reading()
        session = host.hall.floor.session(Place("1", "upper"))
        while not session._missed:
            session.call(session.app.paint_all)
            await asyncio.sleep(0)
        assert session._size_waiting <= 262_144
        one.bytes.clear()
        one.channel.resume_reading()
        await until(lambda: not session._missed and "Anna" in one.text)


async def test_a_socket_nobody_reads_holds_the_screen_back(host: Host) -> None:
    async with client(host) as one:
        await arrive(one, host)
        (connection,) = host.door.here
        transport: Any = connection._transport
        transport.set_write_buffer_limits(1)
        transport._protocol.pause_writing()
        session = host.hall.floor.session(Place("1", "upper"))
        while not session._missed:
            session.call(session.app.paint_all)
            await asyncio.sleep(0)
        assert transport.get_write_buffer_size() < 1_000_000
        transport._protocol.resume_writing()
        await until(lambda: not session._missed)


async def test_at_the_end_of_the_host_everybody_gets_their_terminal_back(tmp_path: Path) -> None:
    async with AsyncExitStack() as clients:
        async with host_in(tmp_path) as host:
            one = await clients.enter_async_context(client(host))
            asked = await clients.enter_async_context(client(host))
            await arrive(one, host)
            await until(lambda: "Join code" in asked.text)
        await until(lambda: one.closed.is_set() and asked.closed.is_set())
        assert restored(one)
        assert b"closed the hall" in one.bytes
        assert b"closed the hall" in asked.bytes


async def test_the_hosts_key_is_its_owners_alone_and_a_damaged_one_is_a_sentence(
    tmp_path: Path,
) -> None:
    path = tmp_path / "key"
    key = host_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert host_key(path).get_fingerprint() == key.get_fingerprint()
    path.write_text("nothing of the kind")
    with pytest.raises(UnreadableInput, match="delete it"):
        host_key(path)


# The client that everybody has


OpenSSH = Callable[..., tuple[str, ...]]


@pytest.fixture
def openssh(host: Host, tmp_path: Path) -> OpenSSH:
    def command(user: str = "table", *more: str) -> tuple[str, ...]:
        kept = f"UserKnownHostsFile={tmp_path / 'known'}"
        return (
            *("ssh", "-F", "/dev/null", "-o", "StrictHostKeyChecking=no", "-o", kept),
            *("-o", "IdentityAgent=none", "-o", "IdentitiesOnly=yes", "-i", str(tmp_path / "id")),
            *more,
            *("-p", str(host.door.port), f"{user}@127.0.0.1"),
        )

    return command


@pytest.mark.terminal
async def test_openssh_sits_down_resizes_leaves_and_comes_back(
    host: Host, openssh: OpenSSH
) -> None:
    async with program(*openssh()) as one:
        await until(lambda: "Join code" in one.text)
        code = await arrive(one, host, "지민", "mill")
        app = host.hall.floor.session(Place("1", "mill")).app
        one.resize(110, 33)
        await until(lambda: app.size == (110, 33))
        one.type(b"\x03")
        assert await one.ended() == 0
        await until(lambda: "Connection to 127.0.0.1 closed" in one.text)
        assert restored(one)
        assert one.echoes
    async with program(*openssh(code)) as one:
        await until(lambda: "지" in one.text and on_screen(one))
        one.process.kill()
        await one.ended()
        await until(lambda: not here(host, "mill"))


@pytest.mark.terminal
async def test_openssh_with_a_key_needs_no_code_the_second_time(
    host: Host, openssh: OpenSSH, tmp_path: Path
) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(tmp_path / "id")
    (tmp_path / "id").chmod(0o600)
    async with program(*openssh()) as one:
        await until(lambda: "Join code" in one.text)
        await arrive(one, host)
    async with program(*openssh()) as one:
        await until(lambda: "is kept for your ssh key" in one.text)
        one.type("\r")
        await until(lambda: "Anna" in one.text)


@pytest.mark.terminal
async def test_openssh_gets_no_command(host: Host, openssh: OpenSSH) -> None:
    async with program(*openssh("table", "-T"), "id") as one:
        assert await one.ended() != 0
        assert "uid=" not in one.text


async def test_a_window_too_small_says_so_by_ssh_as_well(host: Host) -> None:
    async with client(host) as one:
        await arrive(one, host)
        assert one.channel is not None
        one.channel.change_terminal_size(40, 12)
        await until(lambda: "40 columns and 12 rows" in " ".join(one.text.split()))
