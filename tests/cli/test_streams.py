"""Closed, full or non-UTF-8 standard streams: one sentence and the right exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import KOREA, Said

PROJECT = Path(__file__).parents[2]
GAME = "transcripts/middle-ground.toml"
MOVES = "tests/moves/piece-of-paper.toml"
ANSWERED = {
    "list": "list",
    "json": "list --json",
    "score": f"score {KOREA}",
    "analyse": f"analyse {KOREA} --plot usa,dprk",
    "csv": f"analyse {KOREA} --list frontier",
    "check": f"check {KOREA}",
    "show": f"show {KOREA} --as usa",
    "preview": f"preview {KOREA} --as usa",
    "schema": "schema",
    "verify": f"verify {GAME}",
    "replay": f"replay {GAME} --plain",
    "moves": f"play {KOREA} --moves {MOVES} --echo",
    "completion": "completion bash",
    "help": "score --help",
    "version": "--version",
}


def run(command: str, redirected: str = "", folder: Path = PROJECT, **more: str) -> Said:
    """Run a command in a shell with redirected streams."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m tabletop {command} {redirected}', sys.executable],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**os.environ, **more},
    )
    return Said(done.returncode, done.stdout.decode("latin-1"), done.stderr.decode("latin-1"))


@pytest.mark.slow
@pytest.mark.parametrize("command", ANSWERED.values(), ids=ANSWERED)
def test_an_answer_that_can_not_be_written_is_one_sentence(command: str) -> None:
    run(command, ">&-").refused("standard output can't be written to: it is closed")


@pytest.mark.parametrize("command", ["list", f"analyse {KOREA} --list frontier", "--help"])
def test_so_is_one_that_finds_no_room(command: str) -> None:
    run(command, ">/dev/full").refused("standard output can't be written to: No space left")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["list", f"score {KOREA}", f"verify {GAME}"])
def test_who_reads_nothing_and_is_told_nothing_gets_the_answer_all_the_same(command: str) -> None:
    expected = run(command)
    for redirected in ("<&-", "2>&-", "2>/dev/full", "<&- 2>&-"):
        assert run(command, redirected) == expected


@pytest.mark.slow
def test_a_complaint_that_nobody_can_be_told_leaves_the_exit_code() -> None:
    for redirected in ("2>&-", "2>/dev/full", ">&- 2>&-"):
        assert run("score nowhere", redirected) == Said(2, "", "")


@pytest.mark.slow
def test_nothing_that_is_printed_gets_into_a_file_opened_meanwhile(tmp_path: Path) -> None:
    moves = PROJECT / MOVES
    said = run(f"play {KOREA} --moves {moves} --transcript game.toml", "<&- >&- 2>&-", tmp_path)
    assert said.code == 0
    assert run("verify game.toml", folder=tmp_path).code == 0


@pytest.mark.slow
def test_moves_from_a_closed_input_or_in_other_letters_are_refused() -> None:
    run(f"play {KOREA} --moves -", "<&-").refused("standard input: cannot be read")
    said = subprocess.run(
        [sys.executable, "-m", "tabletop", "play", KOREA, "--moves", "-"],
        input=b'[[move]]\nby = "usa"\ndo = "message"\ntext = "\xff"\n',
        capture_output=True,
        check=False,
    )
    Said(said.returncode, said.stdout.decode(), said.stderr.decode()).refused("not UTF-8")


@pytest.mark.slow
@pytest.mark.parametrize("command", ANSWERED.values(), ids=ANSWERED)
def test_in_other_letters_every_command_says_what_they_can_show(command: str) -> None:
    said = run(command, PYTHONIOENCODING="ascii")
    assert (said.code, said.err) == (0, "")
    assert said.out
    assert said.out.isascii()


def test_json_in_other_letters_is_the_same_document() -> None:
    command = f"score {KOREA} declaration=sentence --json"
    plain = run(command, PYTHONIOENCODING="latin-1")
    assert plain.out.isascii()
    assert plain.json == Said(0, run(command).out.encode("latin-1").decode(), "").json


def test_our_own_signs_become_those_of_ascii() -> None:
    package = "joint-exercises=march-halted missile-tests=all-tests-moratorium"
    assert " x 0." in run(f"score {KOREA} {package}", PYTHONIOENCODING="ascii").out


@pytest.mark.slow
def test_an_input_that_is_closed_is_no_terminal() -> None:
    for command in (f"play {KOREA}", "", "join http://127.0.0.1:1"):
        run(command, "<&-").refused("screens need a terminal")
