"""Games kept in a folder, told from a glance at each file: what is played, and how far it went.

A glance is not a reading: what is no transcript is passed over, and one whose beginning can't be
read is named with its fault. `checked` verifies what a glance has found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from tabletop.errors import UnreadableInput
from tabletop.files import parse_toml, printable, read_file

FOLDER = Path("tabletop-games")
"""Where games played at one keyboard are kept, in the folder one works in."""

KEPT_IN = (FOLDER, Path("transcripts"), Path())
"""Where transcripts are looked for, in the folder one works in."""

_START = b"[transcript]"
_SAVED = b"\n# saved to event "
_BEGINNING = b"# saved to event 0\n"
_ROUND = re.compile(rb'^kind = "round\.opened"\nround = (\d{1,4})$', re.MULTILINE)
_PHASE = re.compile(rb'^kind = "phase\.opened"\nphase = "([a-z]{1,20})"$', re.MULTILINE)
# Not however many lines further on: a file of nothing but such beginnings would never be read.
_NAME = re.compile(
    rb'^kind = "seat\.assigned"\n(?:[a-z].*\n){0,9}?name = "([^"\\]{1,60})"$', re.MULTILINE
)
_ENDED = re.compile(rb'^kind = "exercise\.ended"$', re.MULTILINE)
_DEBRIEFED = re.compile(rb'^kind = "debrief\.opened"$', re.MULTILINE)
_EVENT = re.compile(rb"^\[\[event\]\]$", re.MULTILINE)
_MOST = 50
_LARGEST = 100_000_000


@dataclass(frozen=True)
class Game:
    """A game as a list shows it. `round` is 0 before the first.

    `ended` says that the exercise is over, `debriefed` that its debrief was opened too. A `fault`
    is why the file can't be read; then nothing else is known but its name.
    """

    path: Path
    exercise: str
    title: str
    day: str
    round: int
    phase: str
    people: tuple[str, ...]
    events: int
    ended: bool
    debriefed: bool
    fault: str = ""


def games(folder: Path = FOLDER, most: int | None = _MOST) -> tuple[Game, ...]:
    """The newest games of a folder (None: all), newest first; none where there is no folder."""
    try:
        files = [(path.stat().st_mtime, path) for path in folder.glob("*.toml")]
    except OSError:
        return ()
    found = [_glance(path) for _, path in sorted(files, reverse=True)[:most]]
    return tuple(one for one in found if one is not None)


def all_games(most: int | None = _MOST) -> tuple[Game, ...]:
    """The games of every folder where transcripts are looked for, of each the newest."""
    return tuple(one for folder in KEPT_IN for one in games(folder, most))


def other_games(path: Path, exercise: str) -> tuple[Game, ...]:
    """The other games of an exercise that are kept beside a transcript or where one plays."""
    folders = {one.resolve(): one for one in (*KEPT_IN, path.parent)}
    return tuple(
        one
        for folder in folders.values()
        for one in games(folder)
        if one.exercise == exercise and one.path.resolve() != path.resolve()
    )


def new_transcript(exercise: str, today: date, folder: Path = FOLDER) -> Path:
    """A path that no game has yet, for an exercise's id and a day."""
    number = 1
    while (path := folder / f"{exercise}-{today.isoformat()}-{number}.toml").exists():
        number += 1
    return path


def checked(game: Game) -> Game:
    """The game with what is wrong with its file, when it does not verify."""
    try:
        stood = game.path.stat()
    except OSError as fault:
        return replace(game, fault=f"{game.path}: cannot be read: {fault.strerror}")
    return replace(game, fault=_fault(game.path, stood.st_mtime_ns, stood.st_size))


@lru_cache(maxsize=200)
def _fault(path: Path, _changed: int, _size: int) -> str:
    """Why a file does not verify, looked for once for as long as it stays the same."""
    # Imported when first needed: the start screen's first page stands without the journal.
    from tabletop.journal.reading import read_transcript_file

    try:
        read_transcript_file(path)
    except UnreadableInput as fault:
        return fault.sentence
    return ""


def _glance(path: Path) -> Game | None:
    try:
        content = read_file(path, _LARGEST, "a transcript")
    except UnreadableInput as fault:
        return _unread(path, fault.sentence) if path.is_file() else None
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.startswith(_START):
        return None
    # What follows the last whole group is being written, or was when the power went.
    head, found, events = content[: content.rfind(_SAVED) + 1].partition(_BEGINNING)
    try:
        header = parse_toml(head.decode("utf-8"))
        about = header["exercise"]
        title, exercise = str(about["title"]), str(about["id"])
        day = str(header["transcript"].get("created", ""))[:10]
    except (ValueError, LookupError, TypeError, AttributeError):
        found = b""
    if not found:
        return _unread(path, f"{path}: the beginning of this transcript is damaged or not whole")
    rounds = _ROUND.findall(events)
    phases = _PHASE.findall(events)
    names = [one.decode("utf-8", "replace") for one in _NAME.findall(events)]
    return Game(
        path=path,
        exercise=exercise,
        title=title,
        day=day,
        round=int(rounds[-1]) if rounds else 0,
        phase=phases[-1].decode() if phases else "briefing",
        people=tuple(dict.fromkeys(names)),
        events=len(_EVENT.findall(events)),
        ended=_ENDED.search(events) is not None,
        debriefed=_DEBRIEFED.search(events) is not None,
    )


def _unread(path: Path, fault: str) -> Game:
    return Game(path, "", path.name, "", 0, "", (), 0, False, False, printable(fault))
