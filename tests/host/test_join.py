"""`tabletop join` finds its seat again whatever breaks, and restores the terminal at the end."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import stat
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.cli import main
from tabletop.client import join_client as seat_line
from tabletop.client.joining import Address
from tabletop.client.sieve import Sieve
from tabletop.host.admission.lobby import Place
from tabletop.host.terminal.sequences import KEEP_TITLE, TITLE_BACK
from tests.host.doors import Door, door_in
from tests.host.far import until
from tests.host.programs import Program, on_screen, program, whole

pytestmark = [pytest.mark.slow, pytest.mark.terminal, pytest.mark.linux("terminals of their own")]


def join(
    url: str, home: Path, *options: str, width: int = 80, height: int = 24
) -> AbstractAsyncContextManager[Program]:
    return program(
        *(sys.executable, "-m", "tabletop", "join", url, *options),
        width=width,
        height=height,
        environment={"XDG_STATE_HOME": str(home), "HOME": str(home), "COLORTERM": "truecolor"},
    )


async def sits(one: Program, name: str = "Anna") -> None:
    await until(lambda: on_screen(one) and name in one.text)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with door_in(tmp_path / "hall", tables=2) as one:
        yield one


async def test_questions_lead_to_a_seat_and_ctrl_c_gives_the_terminal_back(
    door: Door, tmp_path: Path
) -> None:
    async with join(door.url, tmp_path) as one:
        await until(lambda: "Join code:" in one.text)
        one.type("wrong\r")
        await until(lambda: "not the join code" in one.text)
        one.type(f"{door.hall.join_code}\r")
        await until(lambda: "Your name:" in one.text)
        one.type("지민\r")
        await until(lambda: "Table:" in one.text)
        one.type("2\r")
        await until(lambda: "Your choice:" in one.text)
        one.type("mill\r")
        await sits(one, "지")
        assert door.hall.place_of(_kept(tmp_path)["token"]) == Place("2", "mill")
        app = door.hall.floor.session(Place("2", "mill")).app
        one.resize(110, 33)
        await until(lambda: app.size == (110, 33))
        one.type(b"\x03")
        assert await one.ended() == 0
        assert whole(one)
        assert "It is kept" in one.text
        # The shell's title is kept before the first of ours, and comes back.
        before, _, after = bytes(one.bytes).partition(KEEP_TITLE.encode())
        assert b"\x1b]2;" not in before
        assert b"\x1b]2;" in after and after.count(TITLE_BACK.encode()) == 1


def _kept(home: Path) -> dict[str, str]:
    import json

    (path,) = (home / "tabletop" / "seats").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found: dict[str, str] = json.loads(path.read_text())
    return found


async def test_a_seat_taken_while_one_reads_is_told_with_a_fresh_list(
    door: Door, tmp_path: Path
) -> None:
    async with join(f"{door.url}/#{door.hall.join_code}", tmp_path) as one:
        await until(lambda: "Your name:" in one.text)
        await door.hall.seat("Ben", table="2", delegation="upper")
        one.type("Anna\r")
        await until(lambda: "Table:" in one.text)
        assert "Ben" in one.text
        await door.hall.seat("Cho", table="2", delegation="lower")
        one.type("2\r")
        await until(lambda: "Your choice:" in one.text)
        assert one.text.count("Cho") == 1
        await door.hall.seat("Dai", table="2", delegation="mill")
        one.type("mill\r")
        await until(lambda: "Dai heads" in one.text and one.text.count("Table:") == 2)
        one.type("2\r")
        await until(lambda: one.text.count("Your choice:") == 2)
        one.type("mill\r")
        await sits(one)
        assert door.hall.place_of(_kept(tmp_path)["token"]) == Place("2", "mill-2")


async def test_options_answer_and_the_same_command_finds_the_seat_again(
    door: Door, tmp_path: Path
) -> None:
    who = ("--name", "Anna", "--code", door.hall.join_code)
    options = (*who, "--table", "2", "--delegation", "lower town")
    for _ in range(2):
        async with join(door.url, tmp_path, *options) as one:
            await sits(one)
            one.type(b"\x03")
            assert await one.ended() == 0
    assert [len(table.people()) for table in door.hall.tables.values()] == [0, 1]


async def test_a_second_terminal_takes_a_seat_of_its_own(door: Door, tmp_path: Path) -> None:
    url = f"{door.url}/#{door.hall.join_code}"
    async with join(url, tmp_path, "--name", "Anna", "--table", "1") as one:
        await sits(one)
        async with join(url, tmp_path, "--name", "Anna", "--table", "1") as two:
            await sits(two)
            assert [seat.connected for seat in door.hall.tables["1"].people()] == [True, True]


async def test_when_the_host_starts_anew_the_terminal_comes_back_within_two_seconds_or_so(
    tmp_path: Path,
) -> None:
    async with door_in(tmp_path / "hall") as door:
        url, code = door.url, door.hall.join_code
        port = int(url.rpartition(":")[2])
        going = join(url, tmp_path, "--name", "Anna", "--code", code, "--table", "1")
        one = await going.__aenter__()
        await sits(one)
    try:
        await until(lambda: "closed the hall; reconnecting" in one.text)
        async with door_in(tmp_path / "hall", port=port) as door:
            await until(lambda: here(door, "upper"))
            await sits(one)
            assert one.process.returncode is None
            # How long it takes beyond its waits between two tries is up to the machine.
            assert seat_line._LONGEST_WAIT < 2
    finally:
        await going.__aexit__(None, None, None)


def here(door: Door, seat: str, table: str = "1") -> bool:
    return any(one.seat == seat and one.connected for one in door.hall.tables[table].people())


class Relay:
    """A network between a terminal and a host, that can be cut, fall silent or be slow to open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ways: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.silent = False
        self.opens = asyncio.Event()
        self.opens.set()
        self.knocks = 0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.knocks += 1
        await self.opens.wait()
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._ways += [writer, back]
        for pair in ((reader, back), (there, writer)):
            self._tasks.add(asyncio.create_task(self._pass(*pair)))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65_536):
                if not self.silent:
                    writer.write(data)
        writer.close()

    def cut(self) -> None:
        for one in self._ways:
            one.transport.abort()
        self._ways.clear()

    async def close(self) -> None:
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def relay_to(door: Door) -> AsyncIterator[tuple[Relay, str]]:
    relay = Relay(int(door.url.rpartition(":")[2]))
    server = await asyncio.start_server(relay.carry, "127.0.0.1", 0)
    try:
        yield relay, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await relay.close()


@pytest.mark.parametrize("silently", [False, True])
async def test_a_line_that_breaks_comes_back_to_the_same_screen(
    door: Door, tmp_path: Path, silently: bool
) -> None:
    async with relay_to(door) as (relay, url):
        options = ("--name", "Anna", "--code", door.hall.join_code, "--table", "1")
        async with join(url, tmp_path, *options) as one:
            await sits(one)
            one.type(b"\x1bOP")
            await until(lambda: "This screen" in one.text and "Anna" not in one.text)
            screens = bytes(one.bytes).count(b"\x1b[2J")
            if silently:
                relay.silent = True
                await until(lambda: "connection is lost" in one.text)
                relay.silent = False
            else:
                relay.cut()
            await until(lambda: bytes(one.bytes).count(b"\x1b[2J") > screens)
            await until(lambda: "This screen" in one.text and "connection is lost" not in one.text)


async def test_a_size_that_changes_while_the_line_comes_back_is_not_lost(
    door: Door, tmp_path: Path
) -> None:
    async with relay_to(door) as (relay, url):
        options = ("--name", "Anna", "--code", door.hall.join_code, "--table", "1")
        async with join(url, tmp_path, *options) as one:
            await sits(one)
            app = door.hall.floor.session(Place("1", "upper")).app
            relay.opens.clear()
            relay.cut()
            before = relay.knocks
            await until(lambda: relay.knocks > before)
            one.resize(110, 33)
            relay.opens.set()
            await until(lambda: app.size == (110, 33), lambda: str(app.size))


async def test_a_seat_opened_somewhere_else_ends_here_with_its_reason(
    door: Door, tmp_path: Path
) -> None:
    options = ("--name", "Anna", "--code", door.hall.join_code, "--table", "1")
    async with join(door.url, tmp_path, *options) as one:
        await sits(one)
        async with door.sit(_kept(tmp_path)["token"]):
            assert await one.ended() == 0
            assert whole(one)
            assert "opened somewhere else" in one.text


async def test_a_seat_that_was_taken_away_is_forgotten_and_asked_for_anew(
    door: Door, tmp_path: Path
) -> None:
    options = ("--name", "Anna", "--code", door.hall.join_code, "--table", "1")
    async with join(door.url, tmp_path, *options) as one:
        await sits(one)
        await door.hall.roster.remove("1", "upper")
        assert await one.ended() == 0
        assert "freed this seat" in one.text or "removed" in one.text
    async with join(door.url, tmp_path, *options) as one:
        await sits(one)
        assert b"no longer kept" in one.bytes


async def test_the_facilitators_key_needs_no_name(door: Door, tmp_path: Path) -> None:
    async with join(door.url, tmp_path, "--code", door.hall.facilitator_key) as one:
        await until(lambda: on_screen(one))
        assert all(not table.people() for table in door.hall.tables.values())


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_ends_it_with_the_terminal_restored(
    door: Door, tmp_path: Path, by: signal.Signals
) -> None:
    options = ("--name", "Anna", "--code", door.hall.join_code, "--table", "1")
    async with join(door.url, tmp_path, *options) as one:
        await sits(one)
        one.process.send_signal(signal.SIGTSTP)
        one.process.send_signal(by)
        assert await one.ended() == 130
        assert whole(one)


async def test_a_crash_leaves_the_terminal_whole(door: Door, tmp_path: Path) -> None:
    token = await door.seat(name="Anna", table="1")
    program_text = (
        "import asyncio, os\n"
        "from tabletop.client.joining import Address\n"
        "from tabletop.client.join_client import JoinClient\n"
        "async def sit():\n"
        f"    line = JoinClient(Address({door.url!r}), {token!r}, os.environ)\n"
        "    asyncio.get_running_loop().call_later(1, line._over.set_exception, MemoryError())\n"
        "    await line.run()\n"
        "asyncio.run(sit())\n"
    )
    async with program(sys.executable, "-c", program_text) as one:
        await sits(one)
        assert await one.ended() == 1
        assert whole(one)


Refusal = Callable[..., Awaitable[str]]


@pytest.fixture
def refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Refusal:
    """Return what the command prints when it exits with 2."""
    monkeypatch.setattr("tabletop.cli.commands.join.need_terminal", lambda instead: None)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    async def run(url: str, code: str = "AAA-AAAA", *options: str) -> str:
        command = ["join", url, "--code", code, "--name", "Anna", *options]
        assert await asyncio.to_thread(main, command) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        return err

    return run


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:9", "can't be reached"),
        ("ftp://127.0.0.1", "not a host's address"),
        ("http://[::1", "not a host's address"),
        ("http://127.0.0.1:99999", "not a host's address"),
        ("http://nowhere.invalid:8000", "no computer called"),
        ("", "not a host's address"),
        ("http://host\x1b[2J/", "not a host's address"),
    ],
)
async def test_a_host_that_is_not_there_is_one_sentence(
    refused: Refusal, url: str, words: str
) -> None:
    assert words in await refused(url)


async def test_nobody_is_asked_for_a_code_by_an_address_where_nothing_answers(
    tmp_path: Path,
) -> None:
    async with join("http://127.0.0.1:9", tmp_path) as one:
        assert await one.ended() == 2
        assert "can't be reached" in " ".join(one.text.split())
        assert "Join code" not in one.text


async def test_without_a_terminal_it_says_where_to_start_it(tmp_path: Path) -> None:
    piped = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tabletop", "join", "http://127.0.0.1:9"),
        stdin=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await piped.communicate()
    assert b"need a terminal; run it in one" in said
    assert b"tabletop list" not in said


async def test_no_color_paints_a_seat_in_greys(door: Door, tmp_path: Path) -> None:
    command = (sys.executable, "-m", "tabletop", "join", door.url, "--name", "Anna")
    environment = {
        "XDG_STATE_HOME": str(tmp_path),
        "HOME": str(tmp_path),
        "COLORTERM": "truecolor",
        "NO_COLOR": "1",
    }
    code = ("--code", door.hall.join_code, "--table", "1")
    async with program(*command, *code, environment=environment) as one:
        await sits(one)
        colours = set(re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)[;m]", bytes(one.bytes)))
        assert len(colours) > 3
        assert all(red == green == blue for red, green, blue in colours)


async def test_what_a_host_refuses_is_one_sentence(door: Door, refused: Refusal) -> None:
    assert "not the join code" in await refused(door.url, "AAAA-AAAA")
    assert "personal link opens no seat" in await refused(door.url, "x" * 43)
    code = door.hall.join_code
    assert "no table '9'" in await refused(door.url, code, "--table", "9")
    assert "no delegation 'x'" in await refused(door.url, code, "--delegation", "x")


async def test_another_server_or_no_tls_is_one_sentence(door: Door, refused: Refusal) -> None:
    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        writer.close()

    async with await asyncio.start_server(other, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        assert "not a Tabletop host" in await refused(url)
    assert "TLS" in await refused(door.url.replace("http", "https"))


def test_an_address_may_be_typed_without_its_scheme_and_may_hold_the_code() -> None:
    address = Address(" 192.168.1.5:8000/#ABC-DEFG ")
    assert str(address) == "http://192.168.1.5:8000"
    assert address.code == "ABC-DEFG"


@pytest.mark.parametrize(
    ("sent", "passed"),
    [
        ("안녕 \x1b[1;38;2;1;2;3mblue\x1b[0m\r\n", "안녕 \x1b[1;38;2;1;2;3mblue\x1b[0m\r\n"),
        (
            "\x1b[?1049h\x1b[?1000;1006h\x1b[2J\x1b[5;6H",
            "\x1b[?1000;1006h\x1b[2J\x1b[5;6H",
        ),
        ("a\x1b[6nb\x1b[cc\x1b[?2026$pd\x1b[18te", "abcde"),
        ("a\x1b]52;c;cm0gLXJm\x07b\x1b]0;title\x1b\\c\x1bP$qm\x1b\\d", "abcd"),
        ("a\x1b[?1337hb\x1b[4hc\x1bcd\x1b(0e\x1b[3;5rf", "abcdef"),
        ("a\x07b\x00c\x9bd\x05e\x0ef", "abcdef"),
    ],
)
def test_a_host_can_paint_and_nothing_else(sent: str, passed: str) -> None:
    data = sent.encode()
    assert Sieve().pass_on(data).decode() == passed
    sieve = Sieve()
    pieces = b"".join(sieve.pass_on(data[at : at + 1]) for at in range(len(data)))
    assert pieces.decode() == passed


@given(st.lists(st.binary(max_size=40) | st.sampled_from([b"\x1b[", b"\x1b]", b"\x1b", b"?2004h"])))
def test_no_bytes_of_a_host_make_a_terminal_answer(pieces: list[bytes]) -> None:
    sieve = Sieve()
    passed = b"".join(sieve.pass_on(one) for one in pieces)
    # What passed once passes again unchanged: no new sequence came of what was left out.
    assert Sieve().pass_on(passed) == passed
    assert len(sieve._rest) <= 4_096


def test_a_sequence_without_an_end_is_not_kept() -> None:
    sieve = Sieve()
    for _ in range(100):
        sieve.pass_on(b"\x1b]52;c;" + b"A" * 1_000)
    assert len(sieve._rest) <= 4_096
