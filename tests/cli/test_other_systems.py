"""Windows and macOS: what can run there does, and what can't says so in one sentence.

Played in a fresh process without the modules, calls and signals that the system lacks. Libraries
are imported before: what they make of a system is their own affair.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.exercise.loading import load_exercise, read_exercise
from tests.cli.command import KOREA, Said
from tests.genius.files import laptop

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
GAME = PROJECT / "transcripts" / "middle-ground.toml"
ADDRESS = "http://127.0.0.1:8000"
COMMANDS = (
    *("analyse", "check", "completion", "edit", "export", "fork", "handouts", "host", "import"),
    *(
        "join",
        "list",
        "new",
        "play",
        "points",
        "practise",
        "preview",
        "rehearse",
        "replay",
        "report",
        "schema",
    ),
    *("score", "show", "verify"),
)
LIBRARIES = """
import asyncio, concurrent.futures.process, logging, multiprocessing
import os, pathlib, shutil, signal, socket, ssl, subprocess, sys
import aiohttp.web, jinja2, moocore, numpy, platformdirs, psutil, pydantic, tempfile, tomli_w
import textual.app, textual.drivers.linux_driver, textual.pilot, textual.widgets, textual_plot
type("Any", (pydantic.BaseModel,), {})
"""
MACOS = """
real_open = open
def no_proc(file, *rest, **named):
    if str(file).startswith(("/proc", "/sys")):
        raise FileNotFoundError(file)
    return real_open(file, *rest, **named)
import builtins, io
builtins.open = io.open = no_proc
sys.platform = "darwin"
"""
WINDOWS = """
import types
for one in ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"):
    sys.modules[one] = None
sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=lambda *_: None)
for one in (
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "fchmod"),
    *("fork", "geteuid", "getpgrp", "getuid", "killpg", "mkfifo", "setsid", "sysconf", "tcgetpgrp"),
):
    delattr(os, one)
for one in ("ALRM", "CONT", "HUP", "KILL", "PIPE", "TSTP", "TTIN", "TTOU", "USR1", "WINCH"):
    delattr(signal, "SIG" + one)
def no_signals(*_):
    raise NotImplementedError
asyncio.SelectorEventLoop.add_signal_handler = no_signals
sys.platform = "win32"
"""
SYSTEMS = {"macos": MACOS, "windows": WINDOWS}
EACH = """
from tabletop.cli import main
for line in LINES:
    code = main(line)
    for stream in (sys.stdout, sys.stderr):
        print(f"{END}{code}", file=stream, flush=True)
"""
END = "=== that was exit code "


def on(system: str, program: str, *arguments: str, folder: Path = PROJECT) -> Said:
    """Run a program as if on another system."""
    run = subprocess.run(
        [sys.executable, "-c", LIBRARIES + SYSTEMS[system] + program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=folder,
    )
    return Said(run.returncode, run.stdout, run.stderr)


def each_of(system: str, *lines: tuple[str, ...], folder: Path = PROJECT) -> list[Said]:
    """Run commands one after another in one process, as if on another system."""
    told = on(system, f"LINES, END = {lines!r}, {END!r}\n{EACH}", folder=folder)
    assert told.code == 0, told.err
    pieces = re.compile(rf"(.*?){END}(\d+)\n", re.DOTALL)
    out, err = pieces.findall(told.out), pieces.findall(told.err)
    assert len(out) == len(err) == len(lines)
    return [
        Said(int(code), said, complained)
        for (said, code), (complained, _) in zip(out, err, strict=True)
    ]


def commands(system: str, *lines: tuple[str, ...], folder: Path) -> str:
    """Run commands that must succeed; return what they printed."""
    told = each_of(system, *lines, folder=folder)
    # An export may warn of what does not come back as it was.
    complaints = [one.err for one in told if not one.err.startswith("warning: each value of ")]
    assert [one.code for one in told] == [0] * len(lines)
    assert not any(complaints)
    return "".join(one.out for one in told)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_command_tells_its_options_on_every_system(system: str, tmp_path: Path) -> None:
    out = commands(system, ("--help",), *((one, "--help") for one in COMMANDS), folder=tmp_path)
    for one in COMMANDS:
        assert f"usage: tabletop {one} " in out


def test_every_command_is_asked_there() -> None:
    from tabletop.cli.arguments import parser

    (names,) = (one.choices for one in parser()._actions if one.metavar == "COMMAND")
    assert names is not None
    assert sorted(names) == sorted(COMMANDS)


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_needs_no_terminal_and_no_network_runs_on_every_system(
    system: str, tmp_path: Path
) -> None:
    moves = tmp_path / "moves.toml"
    moves.write_text('[[move]]\nby = "facilitator"\ndo = "advance"\n', encoding="utf-8")
    domain, profiles = laptop(tmp_path)
    out = commands(
        system,
        ("list",),
        ("check", KOREA),
        ("show", KOREA, "--as", "usa"),
        ("preview", KOREA, "--as", "usa"),
        ("new", "mine", "--kind", "assembly"),
        ("schema",),
        ("analyse", KOREA, "--sample", "200"),
        ("score", KOREA, "declaration=sentence", "chinese-role=signs", "form=political"),
        ("verify", str(GAME)),
        ("replay", str(GAME), "--plain"),
        ("report", str(GAME), "-o", "report"),
        ("fork", str(GAME), "--at", "40", "-o", "what-if.toml"),
        ("play", KOREA, "--moves", str(moves), "--transcript", "game.toml"),
        ("play", KOREA, "--moves", str(moves), "--transcript", "game.toml"),
        ("verify", "game.toml", "what-if.toml"),
        ("points", KOREA, "-o", "points.csv"),
        ("points", KOREA, "--from", "points.csv", "-o", "same.toml"),
        ("import", "genius", str(domain), *map(str, profiles), "-o", "laptop.toml"),
        ("export", "genius", "laptop.toml", "-o", "exported"),
        ("check", "same.toml", "laptop.toml"),
        ("completion", "bash"),
        folder=tmp_path,
    )
    assert "Zone of agreement" in out
    assert (tmp_path / "report" / "middle-ground.html").exists()
    same = (tmp_path / "same.toml").read_text(encoding="utf-8")
    assert read_exercise(same) == load_exercise(KOREA)
    assert len(list((tmp_path / "exported").iterdir())) == 1 + len(profiles)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_screen_without_a_terminal_is_refused_on_every_system(system: str) -> None:
    for told in each_of(system, (), ("play", KOREA)):
        told.refused("screens need a terminal")


def test_windows_is_told_in_one_sentence_what_it_cannot_run_and_what_to_do() -> None:
    host, join = each_of("windows", ("host", KOREA, "--port", "0"), ("join", ADDRESS))
    host.refused("Linux and macOS", "WSL")
    join.refused("Linux and macOS", "in a browser")


def test_what_a_host_needs_is_there_on_macos() -> None:
    host, join = each_of("macos", ("host", KOREA, "--port", "70000"), ("join", ADDRESS))
    host.refused("--port takes a number")
    join.refused("screens need a terminal")


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_screens_of_a_table_are_drawn_on_every_system(system: str, tmp_path: Path) -> None:
    look = f"""
sys.path.insert(0, {str(PROJECT)!r})
from tabletop.screens.flow.app import TabletopApp
from tabletop.screens.start.opening import OpeningGuide
from tests.screens.watching import press, see

async def look():
    app = TabletopApp()
    app.led_by(OpeningGuide(app))
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Declaring the end")
        await press(pilot, "enter")
        await see(pilot, "Who plays")

asyncio.run(look())
"""
    said = on(system, look, folder=tmp_path)
    assert said.code == 0, said.err


def test_every_test_that_windows_cannot_even_import_is_marked(tmp_path: Path) -> None:
    collect = (
        "import io, pytest\nio._WindowsConsoleIO = bytes\nsys.exit(pytest.main(sys.argv[1:]))\n"
    )
    said = on("windows", collect, "--collect-only", "-q", "-p", "no:cacheprovider", "tests")
    assert said.code == 0, said.out[-2_000:]
