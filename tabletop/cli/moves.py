"""`tabletop play --moves`: the same table without a screen."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from tabletop.cli.text import complain, say
from tabletop.errors import NotAllowed, UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, load_exercise
from tabletop.files import parse_toml, read_file
from tabletop.play.actions import Assign, read_action
from tabletop.play.events import AnyEvent
from tabletop.play.state import FACILITATOR
from tabletop.table import Table

_LARGEST = 16_000_000


def run_moves(asked: argparse.Namespace, note: str = "") -> int:
    """Play every move; 1 when one was refused. `note` is said first."""
    if note:
        complain(f"note: {note}")
    moves = _from_file(Path(asked.moves)) if asked.moves != "-" else _from_stream(sys.stdin)
    with opened(asked.exercise, asked.transcript, asked.seed) as table:
        if asked.echo:
            for event in table.events:
                _echo(event)
        _seat_everybody(table, asked.echo)
        return _play(table, moves, asked.echo)


def _play(table: Table, moves: Iterator[tuple[str, dict[str, Any]]], echo: bool) -> int:
    refused = False
    for where, move in moves:
        try:
            done = table.submit(read_action(move))
        except (NotAllowed, UnreadableInput) as refusal:
            # The run goes on: one slip in a long file must not cost the rest of the game.
            complain(f"{where}: {refusal.sentence}")
            refused = True
            continue
        if echo:
            for event in done:
                _echo(event)
    return 1 if refused else 0


def _echo(event: AnyEvent) -> None:
    say(f"{event.seq} {event.kind}")
    sys.stdout.flush()


def opened(exercise: str, transcript: Path | None, seed: int) -> Table:
    """The table that a transcript holds, or a fresh one; clocks are off."""
    if transcript is not None and transcript.exists():
        return Table.resume(transcript)
    load_exercise(exercise)
    source = exercise_source(find_exercise(exercise))
    return Table.create(source, path=transcript, seed=seed, clocks=False)


def _seat_everybody(table: Table, echo: bool) -> None:
    """With moves from a file, every delegation has one seat, named like it."""
    for one in table.exercise.delegations:
        if table.state.head_of(one.id) is None:
            done = table.submit(
                Assign(by=FACILITATOR, seat=one.id, delegation=one.id, name=one.name)
            )
            if echo:
                for event in done:
                    _echo(event)


def _from_file(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        text = read_file(path, _LARGEST, "a file of moves").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(f"{path}: this is not UTF-8 text") from None
    return iter(list(_moves(text, str(path))))


def _moves(text: str, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        document = parse_toml(text)
    except tomllib.TOMLDecodeError as fault:
        raise UnreadableInput(f"{where}: this is not TOML: {fault}") from None
    other = [key for key in document if key != "move"]
    if other:
        raise UnreadableInput(f"{where}: unknown key '{other[0]}'; moves are [[move]] tables")
    found = document.get("move", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableInput(f"{where}: moves are [[move]] tables")
    for number, move in enumerate(found, start=1):
        yield f"{where}: move {number}", move


def _from_stream(stream: TextIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Moves as they arrive: each is played when the next begins, at the end, or, when it can be
    read whole and has no tables of its own to come, at an empty line."""
    block: list[str] = []
    number = 0

    def complete() -> Iterator[tuple[str, dict[str, Any]]]:
        nonlocal number
        text = "".join(block)
        block.clear()
        if text.strip():
            number += 1
            for _, move in _moves(text, f"move {number}"):
                yield f"move {number}", move

    for line in stream:
        if line.rstrip() == "[[move]]" and not _in_a_text(block):
            yield from complete()
        block.append(line)
        if not line.strip() and _is_whole("".join(block)):
            yield from complete()
    yield from complete()


def _in_a_text(block: list[str]) -> bool:
    """Whether a line that looks like the start of a move stands within a multi-line text."""
    text = "".join(block)
    return text.count('"""') % 2 == 1 or text.count("'''") % 2 == 1


def _is_whole(text: str) -> bool:
    try:
        (move,) = parse_toml(text)["move"]
        read_action(move)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, UnreadableInput):
        return False
    return bool(move["do"] != "inject")
