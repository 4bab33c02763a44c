"""Real programs: the host with its console, joined terminals, and every way to end."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path

import pytest

from tabletop.host.server.hosting import SSH_KEY
from tabletop.host.terminal.sequences import KEEP_TITLE, TIDY
from tests.cli.command import KOREA
from tests.host.far import until
from tests.host.programs import Program, on_screen, program, whole

pytestmark = [pytest.mark.terminal, pytest.mark.linux("terminals of their own")]

PAINTED = b"\x1b[2J"
OPENED = b"\x1b[?1049h"


def host(folder: Path, *options: str) -> AbstractAsyncContextManager[Program]:
    return program(
        *(sys.executable, "-m", "tabletop", "host", KOREA, "--transcripts", str(folder), *options),
        width=120,
        height=36,
    )


async def card(one: Program) -> dict[str, str]:
    """Return what the host's card says, by label ("address", "code" ...)."""
    await until(lambda: "Enter opens the console" in one.text)
    text = one.text
    found = {}
    for name, pattern in {
        "address": r"Address +(http://\S+)",
        "code": r"Code +(\S+)",
        "key": r"shown only now: *\n.*?(\S{40,})",
        "ssh": r"ssh -p (\d+) table@localhost",
    }.items():
        match = re.search(pattern, text)
        found[name] = match[1] if match else ""
    return found


async def test_the_console_is_in_the_hosts_own_terminal_and_quitting_it_asks_first(
    tmp_path: Path,
) -> None:
    async with host(tmp_path, "--port", "0", "--tables", "2") as one:
        said = await card(one)
        one.type("\r")
        await until(lambda: OPENED in one.bytes and f"code {said['code']}" in one.text)
        one.type("\x1a")
        os.kill(one.process.pid, signal.SIGTSTP)
        one.resize(100, 30)
        one.type(b"\x1bOP")
        await until(lambda: "This screen" in one.text)
        one.type(b"\x1b")
        await until(lambda: "This screen" not in one.text and "Table " in one.text)
        one.hold()
        for width in range(60, 120):
            one.resize(width, 30)
            await asyncio.sleep(0)
        address = ("127.0.0.1", int(said["address"].rpartition(":")[2]))
        with socket.create_connection(address) as line:
            line.sendall(b"POST /api/join HTTP/1.1\r\nHost: localhost\r\nOrigin: http://y\r\n\r\n")
            assert b"403" in line.recv(100)
        one.release()
        await until(lambda: "another site" in (tmp_path / "host.log").read_text())
        assert b"another site" not in one.bytes
        one.type(b"m")
        await until(lambda: "A message from the facilitator" in one.text)
        one.type("Half a wo")
        await until(lambda: "Half a wo" in one.text)
        for quitting in (b"\x03", b"\x11"):
            one.type(quitting)
            await until(lambda: "Close the hall? Nobody is here" in one.text)
            assert whole(one, raw=True)
            one.type("n")
            await until(lambda: on_screen(one) and "Half a wo" in one.text)
        one.type("\x03")
        await until(lambda: bytes(one.bytes).count(b"Close the hall?") == 3)
        one.type("y")
        assert await one.ended() == 0
        assert whole(one)
        assert "Everything is kept in" in " ".join(one.text.split())


async def test_a_terminal_that_another_host_left_in_disorder_is_tidy_before_the_card(
    tmp_path: Path,
) -> None:
    async with host(tmp_path, "--port", "0") as one:
        await card(one)
        assert one.bytes.lstrip().startswith(TIDY.encode())


async def test_the_question_whether_to_close_stands_below_the_card_once(tmp_path: Path) -> None:
    async with host(tmp_path, "--port", "0") as one:
        await card(one)
        one.resize(60, 36)
        before = one.text
        for _ in range(3):
            one.type("\x03")
            await until(lambda: "Y closes it" in one.text)
            assert one.text.count("Close the hall?") == 1
            one.type("\x03")
            await until(lambda: one.text == before)
        one.type("\x03")
        await until(lambda: "Y closes it" in one.text)
        one.type("y")
        assert await one.ended() == 0


async def test_after_kill_9_every_terminal_finds_its_seat_and_a_signal_gives_them_all_back(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "hall"
    home = {"XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    async with AsyncExitStack() as running:
        async with host(folder, "--port", "0", "--ssh-port", "0") as first:
            said = await card(first)
            player = await running.enter_async_context(
                program(
                    *(sys.executable, "-m", "tabletop", "join", said["address"]),
                    *("--name", "Anna", "--code", said["code"], "--delegation", "usa"),
                    environment=home,
                )
            )
            await until(lambda: OPENED in player.bytes and "Washington" in player.text)
            by_ssh = _ssh(said["ssh"], tmp_path)
            async with by_ssh as one:
                await until(lambda: "Join code" in one.text)
                one.type(f"{said['code']}\r지민\rrok\r")
                await until(lambda: "Enter: sit down" in one.text)
                back = re.search(r"(\S{4}-\S{4}-\S{4})@", one.text)
                assert back is not None
                one.type("\r")
                await until(lambda: OPENED in one.bytes and "Seoul" in one.text)
                first.process.kill()
                await first.ended()
                assert await one.ended() == 255
        await until(lambda: "reconnecting" in player.text)
        screens = bytes(player.bytes).count(PAINTED)
        ports = ("--port", said["address"].rpartition(":")[2], "--ssh-port", said["ssh"])
        key = (folder / SSH_KEY).read_bytes()
        second = await running.enter_async_context(host(folder, *ports))
        again = await card(second)
        await until(lambda: bytes(player.bytes).count(PAINTED) > screens)
        assert again["code"] == said["code"]
        assert again["key"] != said["key"]
        assert (folder / SSH_KEY).read_bytes() == key
        await until(lambda: "Anna" in player.text or "Washington" in player.text)
        one = await running.enter_async_context(_ssh(said["ssh"], tmp_path, back[1]))
        await until(lambda: OPENED in one.bytes and "Seoul" in one.text)
        second.type("\r")
        await until(lambda: OPENED in second.bytes and "2 of 2 here" in second.text)
        second.process.send_signal(signal.SIGHUP)
        assert await second.ended() == 0
        assert await one.ended() == 0
        for left in (second, one):
            # What a program painted last may be read after it has ended.
            await until(lambda left=left: whole(left))  # type: ignore[misc]
            titled = bytes(left.bytes).partition(KEEP_TITLE.encode())[2]
            assert titled.rpartition(b"\x1b]2;")[2].startswith(b"\x07\x1b[23;2t")
        assert "closed the hall" in one.text
        await until(lambda: "reconnecting" in player.text)
        player.type("\x03")
        assert await player.ended() == 0
        assert whole(player)
        assert bytes(player.bytes).count(OPENED) == 1


def _ssh(port: str, folder: Path, user: str = "table") -> AbstractAsyncContextManager[Program]:
    kept = f"UserKnownHostsFile={folder / 'known'}"
    return program(
        *("ssh", "-F", "/dev/null", "-o", "StrictHostKeyChecking=accept-new", "-o", kept),
        *("-o", "IdentityAgent=none", "-o", "IdentitiesOnly=yes", "-i", str(folder / "none")),
        *("-p", port, f"{user}@127.0.0.1"),
    )
