"""`tabletop host` opens a hall and prints its address; wrong options get one sentence."""

from __future__ import annotations

import contextlib
import logging
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.cli.commands.host import OneLineRecord, Seldom
from tests.cli.command import KOREA, tabletop
from tests.screens.rivers import SOURCE

pytestmark = pytest.mark.linux("a host as a program")


@contextlib.contextmanager
def hosted(
    folder: Path, *args: str, port: str = "0", exercise: str = KOREA
) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Run a host in its own process; yield it and what it printed, by label ("join code" ...)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tabletop", "host", exercise, "--port", port, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
    )
    assert process.stdout is not None
    said = {}
    try:
        for line in process.stdout:
            name, _, value = line.strip().partition(": ")
            said[name] = value
            if name == "transcripts":
                break
        yield process, said
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_host_says_where_it_is_and_ends_with_130_on_an_interrupt(tmp_path: Path) -> None:
    with hosted(tmp_path, "--tables", "2") as (process, said):
        assert re.fullmatch(r"http://localhost:\d+", said["address"])
        assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", said["join code"])
        assert len(said["facilitator's key, shown only now"]) > 40
        with urllib.request.urlopen(said["address"]) as page:
            assert "Korean War" in page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    kept = tmp_path / "tabletop-hosted" / KOREA
    assert sorted(one.name for one in kept.glob("*.toml")) == ["table-1.toml", "table-2.toml"]


def test_a_record_in_the_log_is_one_line_whatever_strangers_put_into_it() -> None:
    try:
        raise ValueError("a\n23:59:59 b")
    except ValueError:
        fault = sys.exc_info()
    what = "from\n23:59:59 all is lost\x1b[2J\r\x9b\u2028\u202e %s"
    record = logging.LogRecord("aiohttp", logging.ERROR, "", 1, what, ("x\x07" * 9_000,), fault)
    told = OneLineRecord().format(record)
    assert told.isprintable()
    assert len(told) < 5_000


def test_what_a_library_warns_of_again_and_again_is_in_the_log_once_a_minute() -> None:
    def record(name: str, level: int, at: float, line: int = 7) -> logging.LogRecord:
        made = logging.LogRecord(name, level, "events.py", line, "again", None, None)
        made.created = at
        return made

    seldom = Seldom()
    warned = [seldom.filter(record("asyncssh", logging.WARNING, at)) for at in (0, 1, 59, 60, 61)]
    assert warned == [True, False, False, True, False]
    assert seldom.filter(record("asyncssh", logging.WARNING, 61, line=8))
    # "socket.send() raised exception." of a line that broke helps nobody who leads a class.
    assert not seldom.filter(record("asyncio", logging.WARNING, 200))
    # Every fault is told, and each of the host's own notes.
    assert all(seldom.filter(record("asyncio", logging.ERROR, 61)) for _ in range(3))
    assert all(seldom.filter(record("tabletop.host", logging.WARNING, 61)) for _ in range(3))


@pytest.mark.slow
def test_the_same_command_again_resumes_every_table_with_the_same_code(tmp_path: Path) -> None:
    with hosted(tmp_path, "--tables", "2") as (process, said):
        process.kill()
    with hosted(tmp_path, "--tables", "2") as (process, again):
        assert again["join code"] == said["join code"]
        assert "(2 resumed)" in " ".join(again.values())
        process.terminate()
        assert process.wait(20) == 0


@pytest.mark.slow
def test_tables_whose_exercise_was_changed_since_they_began_are_told(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(SOURCE, encoding="utf-8")
    where = ("--transcripts", "class")
    with hosted(tmp_path, *where, exercise="mine.toml") as (process, said):
        assert "changed" not in " ".join(said.values())
        process.kill()
    mine.write_text(SOURCE.replace("walk_away = 4", "walk_away = 5"), encoding="utf-8")
    with hosted(tmp_path, "--tables", "2", *where, exercise="mine.toml") as (process, said):
        assert said["note"] == (
            "The exercise has been changed since table 1 began: it goes on with it as it was "
            "then. For the changed one, host in another folder (--transcripts). Table 2 is new and "
            "begins with it as it is now: the tables have different numbers, and can't be compared."
        )
        process.terminate()
        assert process.wait(20) == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--tables", "0"), ("--tables", "1 to 99")),
        (("--port", "70000"), ("--port", "65535")),
        (("--ssh-port", "70000"), ("--ssh-port", "65535")),
        (("--tls-cert", "no.pem"), ("go together",)),
        (("--tls-cert", "no.pem", "--tls-key", "no.key"), ("no.pem", "no such file")),
        (("--address", "192.168.1.5"), ("--address", "--lan")),
        (("--lan", "--address", "http://x"), ("--address", "http://x")),
        (("--public-url", "class.example.org"), ("--public-url", "https://class")),
        (("--proxy", "nginx"), ("--proxy", "127.0.0.1")),
        (("--transcripts", "file/below"), ("file/below", "another folder")),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("a file")
    port = () if "--port" in args else ("--port", "0")
    tabletop(capsys, "host", KOREA, *port, *args).refused(*words)


def test_a_port_that_is_taken_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        tabletop(capsys, "host", KOREA, "--port", port).refused(port, "another with --port")


def test_a_certificate_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("c.pem", "k.pem"):
        (tmp_path / name).write_text("no certificate")
    args = ("--port", "0", "--tls-cert", "c.pem", "--tls-key", "k.pem")
    tabletop(capsys, "host", KOREA, *args).refused("c.pem", "TLS")


@pytest.mark.slow
def test_the_ssh_door_is_named_with_its_key_which_stays_the_same(tmp_path: Path) -> None:
    fingerprints = set()
    for _ in range(2):
        with hosted(tmp_path, "--ssh-port", "0") as (process, said):
            port = re.fullmatch(r"ssh -p (\d+) table@localhost", said["or"])
            assert port is not None
            with socket.create_connection(("127.0.0.1", int(port[1]))) as line:
                assert line.recv(4) == b"SSH-"
            fingerprints.add(said["ssh key"])
            process.kill()
    assert len(fingerprints) == 1


def test_without_asyncssh_the_ssh_door_says_what_to_install(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tabletop.cli.commands.host.find_spec", lambda name: None)
    tabletop(capsys, "host", KOREA, "--ssh-port", "0").refused(
        "pip install", "tabletop-facilitator[ssh]"
    )
