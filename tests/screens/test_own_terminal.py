"""Screens in the terminal they were started in: pastes, and every way to end."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.cli.command import KOREA
from tests.host.far import until
from tests.host.programs import Program, program

pytestmark = [pytest.mark.terminal, pytest.mark.linux("terminals of their own")]

PROJECT = Path(__file__).parents[2]
GAME = str(PROJECT / "transcripts" / "middle-ground.toml")
LEFT = b"\x1b[?1049l"
SCREENS = {
    "start": ((), "Declaring the end"),
    "play": (("play", KOREA), "Who plays"),
    "replay": (("replay", GAME), "Declaring the end"),
}


def tabletop(*arguments: str, folder: Path) -> AbstractAsyncContextManager[Program]:
    return program(
        *(sys.executable, "-m", "tabletop", *arguments),
        environment={"PYTHONPATH": str(PROJECT), "PWD": str(folder)},
    )


def said(one: Program) -> str:
    """Return the screen's text without its line breaks."""
    return " ".join(one.text.split())


def put_back(one: Program) -> bool:
    """Return whether the terminal is as the shell left it."""
    return one.echoes and bytes(one.bytes).rfind(LEFT) > bytes(one.bytes).rfind(b"\x1b[?1049h")


async def test_enter_that_was_typed_while_the_program_started_is_enter(tmp_path: Path) -> None:
    arguments, _ = SCREENS["play"]
    async with tabletop(*arguments, folder=tmp_path) as one:
        # The terminal is still the shell's.
        one.type(b"Ann\rBen\r")
        await until(lambda: "‹ Ben ›" in one.text)
        one.type(b"\x11")
        assert await one.ended() == 0


@pytest.mark.parametrize("name", SCREENS)
async def test_bytes_that_are_no_letters_end_no_screen(name: str, tmp_path: Path) -> None:
    arguments, word = SCREENS[name]
    async with tabletop(*arguments, folder=tmp_path) as one:
        await until(lambda: word in one.text)
        one.type(b"\xff\xfe\xc3")
        one.type(b"\x1b[200~caf\xe9 \x1b[21~\x1bOP\x11\x1b[201~")
        one.type(b"\x1bOP")
        await until(lambda: "This screen" in one.text)
        assert one.process.returncode is None
        assert "Traceback" not in one.text
        one.type(b"\x11")
        assert await one.ended() == 0
        await until(lambda: put_back(one))


async def test_what_is_pasted_is_in_the_field_and_presses_nothing(tmp_path: Path) -> None:
    async with tabletop("play", KOREA, folder=tmp_path) as one:
        await until(lambda: "Who plays" in one.text)
        one.type(b"\x1b[200~An\x1b[21~na\x11\r\xff!\x1b[201~")
        await until(lambda: "Anna" in one.text)
        assert one.process.returncode is None


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("name", SCREENS)
async def test_a_signal_puts_the_terminal_back_and_says_so(
    name: str, by: signal.Signals, tmp_path: Path
) -> None:
    arguments, word = SCREENS[name]
    async with tabletop(*arguments, folder=tmp_path) as one:
        await until(lambda: word in one.text)
        one.process.send_signal(by)
        assert await one.ended() == 128 + by
        await until(lambda: f"Stopped by {by.name}." in one.text)
        await until(lambda: put_back(one))


async def test_a_game_that_is_stopped_says_where_it_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "game.toml"
    moves = tmp_path / "moves.toml"
    moves.write_text('[[move]]\nby = "facilitator"\ndo = "advance"\n')
    start = (sys.executable, "-m", "tabletop", "play", KOREA, "--transcript", str(kept))
    made = await asyncio.create_subprocess_exec(*start, "--moves", str(moves))
    assert await made.wait() == 0
    async with tabletop("play", KOREA, "--transcript", str(kept), folder=tmp_path) as one:
        await until(lambda: b"\x1b[?1049h" in one.bytes and "F1" in one.text)
        one.process.send_signal(signal.SIGTERM)
        assert await one.ended() == 143
        await until(lambda: f"Saved in {kept}"[:60] in one.text.replace("\n", ""))
        assert "Go on with: tabletop play" in " ".join(one.text.split())
        await until(lambda: put_back(one))


async def test_a_terminal_that_is_gone_ends_the_program_without_a_word(tmp_path: Path) -> None:
    async with tabletop("play", KOREA, folder=tmp_path) as one:
        await until(lambda: "Who plays" in one.text)
        one.process.send_signal(signal.SIGHUP)
        assert await one.ended() == 129


async def test_a_window_too_small_says_which_size_is_needed_until_it_has_it(tmp_path: Path) -> None:
    async with tabletop("play", KOREA, folder=tmp_path) as one:
        await until(lambda: "Who plays" in one.text)
        one.resize(40, 10)
        await until(lambda: "40 columns and 10 rows" in said(one))
        assert "needs 60 and 20" in said(one)
        one.type("Anna\t\x1bOP")
        one.resize(41, 10)
        await until(lambda: "41 columns" in said(one))
        one.resize(80, 24)
        await until(lambda: "Who plays" in one.text and "columns and" not in said(one))
        assert "Anna" not in one.text
        one.resize(40, 10)
        await until(lambda: "40 columns" in said(one))
        one.type("\r")
        await until(lambda: "40 columns" not in said(one) and "Who plays" in one.text)
        one.resize(42, 10)
        await until(lambda: "Declaring" in one.text and "columns and" not in said(one))
        one.resize(60, 20)
        # In the last row of this size: the keys stood in the tenth row before.
        await until(lambda: "F2 Begin" in one.text.splitlines()[19])
        one.resize(50, 20)
        await until(lambda: "50 columns" in said(one))
        one.type("\x11")
        assert await one.ended() == 0
        await until(lambda: put_back(one))


async def test_a_window_that_is_too_small_from_the_start_says_so(tmp_path: Path) -> None:
    start = (sys.executable, "-m", "tabletop", "replay", GAME)
    async with program(*start, width=40, height=10) as one:
        await until(lambda: "40 columns and 10 rows" in said(one))
        one.resize(80, 24)
        await until(lambda: "Declaring the end" in one.text)
