"""Reading an exercise file, with every fault at once and each in its place.

load_exercise("two-rivers")              an id from the library, or a path
read_exercise(text, path="mine.toml")    a text already in hand
check_exercise("mine.toml")              faults and warnings, without raising
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import Any

from tabletop.errors import Fault, FaultyExercise, UnreadableInput
from tabletop.exercise.arguments import need_path
from tabletop.exercise.checks import check
from tabletop.exercise.keys import NEWEST, known_keys
from tabletop.exercise.library import find_exercise
from tabletop.exercise.locate import MOST_FAULTS, Finding, KeyPath, locate
from tabletop.exercise.model import Exercise
from tabletop.exercise.shape import shape
from tabletop.exercise.short_form import as_written
from tabletop.exercise.syntax import line_and_column, syntax_fault
from tabletop.exercise.toml import parse_written
from tabletop.exercise.wording import forbidden_character, quoted
from tabletop.files import TooDeep, printable, read_file, refuse_no_file

MOST_BYTES = 4_000_000
"""The largest file that is read; the longest known exercise is a fiftieth of it."""
DEEPEST = 40
"""How deeply tables may be nested; an exercise needs about ten levels."""

_GAME = re.compile(rb"\[transcript\]\r?\nformat = ")
"""How every transcript begins; a file with just a table of that name may be anything."""
_EXERCISE_IN_GAME = re.compile(rb'^\[exercise\]\r?\nid = "([a-z0-9-]{1,80})"', re.MULTILINE)


def load_exercise(path_or_id: str | Path) -> Exercise:
    """Load an exercise by its path, or by its id from the library.

    Raises `UnreadableInput` when there is no such exercise or its file can't be read, and
    `FaultyExercise` with all faults of what it holds.
    """
    need_path(path_or_id, "path_or_id")
    path = find_exercise(path_or_id)
    return _sound(*_examined(_bytes(path), str(path)))


def read_exercise(text: str, path: str = "exercise.toml") -> Exercise:
    """Read an exercise from the text of its file; `path` is the file name used in faults.

    Raises `FaultyExercise` with all faults.
    """
    # Cached: a host's tables and a folder's transcripts carry the same text again and again.
    found = _known(text)
    return found or _sound(*_examined(text.encode("utf-8", "surrogatepass"), path))


@lru_cache(maxsize=8)
def _known(text: str) -> Exercise | None:
    """Return the exercise of a text, or None where it is faulty (callers report that with their own
    path).
    """
    exercise, faults = _examined(text.encode("utf-8", "surrogatepass"), "")
    return None if any(not fault.warning for fault in faults) else exercise


def check_exercise(path_or_id: str | Path) -> tuple[Fault, ...]:
    """Return all faults and warnings of an exercise file, in the file's order.

    Raises `UnreadableInput` when there is no such exercise or its file can't be read.
    """
    path = find_exercise(path_or_id)
    _, faults = _examined(_bytes(path), str(path), advised=True)
    return faults


def check_source(text: str, path: str = "exercise.toml") -> tuple[Fault, ...]:
    """Return all faults and warnings of the text of an exercise file, as `check_exercise` does;
    `path` is the file name used in them.
    """
    return _examined(text.encode("utf-8", "surrogatepass"), path, advised=True)[1]


def examined(text: str, path: str) -> tuple[Exercise | None, tuple[Fault, ...]]:
    """Return the exercise of a text, and its faults and warnings, as `check_source` does. Where it
    has faults it is good for looking at only, or None when too little of it can be read.
    """
    return _examined(text.encode("utf-8", "surrogatepass"), path, advised=True)


def placed(path_or_id: str | Path, findings: Iterable[Finding]) -> tuple[Fault, ...]:
    """Return findings about a valid exercise as faults, in the file's order."""
    path = find_exercise(path_or_id)
    return placed_in(exercise_source(path), str(path), findings)


def placed_in(source: str, name: str, findings: Iterable[Finding]) -> tuple[Fault, ...]:
    """Return findings about the valid exercise of a text as faults, in the text's order."""
    document, places = parse_written(source), locate(source)
    written = (as_written(document, one) for one in findings)
    return tuple(
        sorted(Fault(name, *places.of(one), printable(one.message), one.warning) for one in written)
    )


def _sound(exercise: Exercise | None, found: tuple[Fault, ...]) -> Exercise:
    faults = tuple(fault for fault in found if not fault.warning)
    if exercise is None or faults:
        raise FaultyExercise(faults)
    return exercise


def exercise_source(path: Path) -> str:
    """Return the text of an exercise's file, as a transcript carries it. Raises `UnreadableInput`
    if the file can't be read or is not UTF-8.
    """
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(f"{printable(str(path))}: this is not UTF-8 text") from None


def _bytes(path: Path) -> bytes:
    refuse_no_file(path, "an exercise's id or the path of its file")
    with path.open("rb") as file:
        if _GAME.match(start := file.read(64)):
            raise _a_game(start + file.read(MOST_BYTES), path)
    return read_file(path, MOST_BYTES, "an exercise file, which is text of a few pages")


def _a_game(content: bytes, path: Path) -> UnreadableInput:
    """Return why a game's transcript is refused where an exercise is expected, and what to do."""
    file = quote(str(path))
    found = _EXERCISE_IN_GAME.search(content)
    id = found[1].decode() if found else ""
    go_on = f"go on with it with 'tabletop play {id} --transcript {file}', or " if id else ""
    return UnreadableInput(
        printable(
            f"{path} is the transcript of a game, not an exercise; {go_on}view it with 'tabletop "
            f"replay {file}'"
        )
    )


def _examined(
    content: bytes, path: str, advised: bool = False
) -> tuple[Exercise | None, tuple[Fault, ...]]:
    """Return the exercise, if it could be read, and its faults and warnings in the file's order.

    Those of how the game goes, which only an author reads, if `advised`.
    """

    def fault(line: int, column: int, message: str, warning: bool = False) -> Fault:
        return Fault(path, line, column, printable(message), warning)

    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = line_and_column(content[: error.start].decode("utf-8", "replace"))
        found = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return None, (fault(line, column, found),)
    try:
        document = parse_written(source)
        _refuse_depth(document)
    except (RecursionError, TooDeep):
        message = f"tables and lists are nested more than {DEEPEST} deep; flatten them"
        return None, (fault(1, 1, message),)
    except ValueError as error:
        return None, (fault(*syntax_fault(str(error), source)),)
    stray = _stray(document)
    if stray:
        top = next(iter(document))
        return None, (fault(*locate(source).key((top,)), stray),)
    exercise, shaped = shape(document)
    findings = [as_written(document, one) for one in shaped]
    findings += islice(_characters(document), MOST_FAULTS)
    if exercise is not None:
        faulty = [one.path for one in findings]
        checked = check(exercise, not findings, document.get("format", NEWEST), advised)
        findings += [
            one
            for one in (as_written(document, each) for each in checked)
            if not any(_follows(one, path) for path in faulty)
        ]
    if not findings:
        return exercise, ()
    places = locate(source)
    faults = {fault(*places.of(one), one.message, one.warning) for one in findings}
    return exercise, tuple(sorted(faults))


def _follows(found: Finding, faulty: KeyPath) -> bool:
    """Return whether a finding is only what is left once a faulty part is taken out: it is about
    that part, about a table that lacks it now, or about a key that counts for nothing without it.
    """
    path = found.path
    beside = found.at_key and len(path) == len(faulty) > 2 and path[:-1] == faulty[:-1]
    shared = min(len(path), len(faulty))
    return beside or (shared > 0 and path[:shared] == faulty[:shared])


def _stray(document: dict[str, Any]) -> str:
    """Say what a file is that has no key of an exercise; empty for an exercise, however faulty."""
    if not document or not {*known_keys(()), *known_keys((), 1)}.isdisjoint(document):
        return ""
    if list(document) == ["move"]:
        do = "play it on one with 'tabletop play EXERCISE --moves FILE'"
        return f"this is a file of moves, not an exercise; {do}"
    return (
        "this is not an exercise, which begins with format = 2 and has [[delegation]], [[issue]] "
        "and [[round]] tables"
    )


def _refuse_depth(document: dict[str, Any]) -> None:
    level: list[Any] = [document]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise RecursionError


def _characters(document: Any, path: KeyPath = ()) -> Iterator[Finding]:
    """Return faults for keys and texts with characters that no screen should be sent."""
    if isinstance(document, str):
        character = forbidden_character(document)
        if character is not None:
            yield Finding(path, f"the text contains the control character {character}; remove it")
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from _characters(value, (*path, place))
    elif isinstance(document, dict):
        for key, value in document.items():
            if forbidden_character(key) is not None:
                message = f"the key {quoted(key)} contains a control character; remove it"
                yield Finding((*path, key), message, at_key=True)
            yield from _characters(value, (*path, key))
