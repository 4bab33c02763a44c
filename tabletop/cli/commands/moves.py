"""`tabletop play --moves`: play a table from a file of moves, without a screen."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from tabletop.cli.text import complain, say
from tabletop.errors import FaultyMove, NotAllowed, UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, load_exercise
from tabletop.exercise.locate import KeyPath, Positions, locate
from tabletop.exercise.syntax import line_and_column, syntax_fault
from tabletop.exercise.toml import parse_written
from tabletop.exercise.wording import quoted
from tabletop.files import read_file
from tabletop.journal.places import located
from tabletop.play.actions import Assign, read_action
from tabletop.play.events import AnyEvent
from tabletop.play.queries.roles import every_role
from tabletop.play.state import FACILITATOR
from tabletop.table import Table

_LARGEST = 16_000_000


@dataclass(frozen=True)
class Move:
    """A move as a file gives it, the `number`-th in it (from 1), and its position."""

    table: dict[str, Any]
    number: int
    file: str
    places: Positions
    before: int
    """Lines above the text that `places` refers to."""
    index: int
    """The index of the move in that text, from 0."""

    def place(self, key: KeyPath = ()) -> str:
        """Return `file:line:column` of the move, or of something in it, and its number."""
        path: KeyPath = ("move", self.index, *key)
        line, column = self.places.key(path) if key else self.places.value(path)
        return f"{self.file}:{line + self.before}:{column}: move {self.number}"


def run_moves(asked: argparse.Namespace, note: str = "") -> int:
    """Play every move; return 1 when one was refused. `note` is printed first."""
    if note:
        complain(f"note: {note}")
    moves = _from_file(Path(asked.moves)) if asked.moves != "-" else _from_stream(sys.stdin)
    with opened(asked.exercise, asked.transcript, asked.seed) as table:
        if asked.echo:
            for event in table.events:
                _echo(event)
        _seat_everybody(table, asked.echo)
        return _play(table, moves, asked.echo)


def _play(table: Table, moves: Iterator[Move], echo: bool) -> int:
    refused = False
    for move in moves:
        try:
            done = table.submit(read_action(move.table))
        except FaultyMove as fault:
            complain(f"{move.place(fault.key)}: {fault.sentence}")
            refused = True
            continue
        except (NotAllowed, UnreadableInput) as refusal:
            # Go on: one mistake in a long file must not cost the rest of the game.
            complain(f"{move.place()}: {refusal.sentence}")
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
    """Return the table that a transcript holds, or a new one; clocks are off."""
    ref = located(transcript) if transcript is not None else None
    if ref is not None and ref.exists():
        return Table.resume(ref)
    load_exercise(exercise)
    source = exercise_source(find_exercise(exercise))
    return Table.create(source, where=ref, seed=seed, clocks=False)


def _seat_everybody(table: Table, echo: bool) -> None:
    """Give every delegation one seat, named after it, as moves from a file expect."""
    for one in table.exercise.delegations:
        if table.state.head_of(one.id) is None:
            seat = Assign(by=FACILITATOR, seat=one.id, delegation=one.id, name=one.name)
            done = table.submit(seat.model_copy(update={"holds": every_role(one)}))
            if echo:
                for event in done:
                    _echo(event)


def _from_file(path: Path) -> Iterator[Move]:
    content = read_file(path, _LARGEST, "a file of moves")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line, column = line_and_column(content[: fault.start].decode("utf-8", "replace"))
        raise UnreadableInput(
            f"{path}:{line}:{column}: byte 0x{content[fault.start]:02x} is not UTF-8; save the "
            "file as UTF-8"
        ) from None
    return iter(_moves(text, str(path)))


def _moves(text: str, where: str, before: int = 0, count: int = 0) -> list[Move]:
    """Return the moves of a text that begins `before` lines below the top, after `count` moves."""
    try:
        document = parse_written(text)
        places = locate(text)
    except tomllib.TOMLDecodeError as fault:
        line, column, said = syntax_fault(str(fault), text, lambda path: path == ("move",))
        raise UnreadableInput(f"{where}:{line + before}:{column}: {said}") from None
    for key in document:
        if key != "move":
            line, column = places.key((key,))
            raise UnreadableInput(
                f"{where}:{line + before}:{column}: unknown key {quoted(key)}; "
                f"moves are [[move]] tables"
            )
    found = document.get("move", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        line, column = places.key(("move",))
        raise UnreadableInput(
            f"{where}:{line + before}:{column}: moves are [[move]] tables; write [[move]] with "
            "double brackets above each"
        )
    return [
        Move(one, count + number, where, places, before, number - 1)
        for number, one in enumerate(found, start=1)
    ]


def _from_stream(stream: TextIO) -> Iterator[Move]:
    """Yield moves as they arrive: each is complete when the next begins, at the end, or at an empty
    line if it can be read whole and expects no tables of its own.
    """
    block: list[str] = []
    number = before = 0

    def complete() -> Iterator[Move]:
        nonlocal number, before
        text = "".join(block)
        if text.strip():
            for move in _moves(text, "standard input", before, number):
                number = move.number
                yield move
        before += len(block)
        block.clear()

    for line in _lines(stream):
        if line.rstrip() == "[[move]]" and not _in_a_text(block):
            yield from complete()
        block.append(line)
        if not line.strip() and _is_whole("".join(block)):
            yield from complete()
    yield from complete()


def _lines(stream: TextIO) -> Iterator[str]:
    """Yield the input's lines, as UTF-8 whatever the terminal's encoding is."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="strict")
    try:
        yield from stream
    except UnicodeDecodeError:
        raise UnreadableInput("standard input: this is not UTF-8 text") from None
    except OSError as fault:
        raise UnreadableInput(f"standard input: cannot be read: {fault.strerror}") from None


def _in_a_text(block: list[str]) -> bool:
    """Return whether a line that looks like the start of a move is inside a multi-line text."""
    text = "".join(block)
    return text.count('"""') % 2 == 1 or text.count("'''") % 2 == 1


def _is_whole(text: str) -> bool:
    try:
        (move,) = parse_written(text)["move"]
        read_action(move)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, UnreadableInput):
        return False
    return bool(move["do"] != "inject")
