"""Games kept in a folder, told from a glance at each file: what is played, and how far it went.

A glance is not a reading: nothing is verified here, and what is no transcript is passed over.
Opening one verifies it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path("tabletop-games")
"""Where games played at one keyboard are kept, in the folder one works in."""

KEPT_IN = (FOLDER, Path("transcripts"), Path())
"""Where transcripts are looked for, in the folder one works in."""

_BEGINNING = b"# saved to event 0\n"
_ROUND = re.compile(rb'^kind = "round\.opened"\nround = (\d{1,4})$', re.MULTILINE)
_PHASE = re.compile(rb'^kind = "phase\.opened"\nphase = "([a-z]{1,20})"$', re.MULTILINE)
# Not however many lines further on: a file of nothing but such beginnings would never be read.
_NAME = re.compile(
    rb'^kind = "seat\.assigned"\n(?:[a-z].*\n){0,9}?name = "([^"\\]{1,60})"$', re.MULTILINE
)
_ENDED = re.compile(rb'^kind = "debrief\.opened"$', re.MULTILINE)
_MOST = 50
_LARGEST = 20_000_000


@dataclass(frozen=True)
class Game:
    """A game as a list shows it. `round` is 0 before the first."""

    path: Path
    exercise: str
    title: str
    day: str
    round: int
    phase: str
    people: tuple[str, ...]
    ended: bool


def games(folder: Path = FOLDER) -> tuple[Game, ...]:
    """The newest games of a folder, newest first; none when there is no such folder."""
    try:
        files = [(path.stat().st_mtime, path) for path in folder.glob("*.toml")]
    except OSError:
        return ()
    found = [_glance(path) for _, path in sorted(files, reverse=True)[:_MOST]]
    return tuple(one for one in found if one is not None)


def all_games() -> tuple[Game, ...]:
    """The games of every folder where transcripts are looked for."""
    return tuple(one for folder in KEPT_IN for one in games(folder))


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


def _glance(path: Path) -> Game | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        head, found, events = path.read_bytes().partition(_BEGINNING)
        header = tomllib.loads(head.decode("utf-8"))
        about = header["exercise"]
        title, exercise = str(about["title"]), str(about["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not found:
        return None
    rounds = _ROUND.findall(events)
    phases = _PHASE.findall(events)
    names = [one.decode("utf-8", "replace") for one in _NAME.findall(events)]
    return Game(
        path=path,
        exercise=exercise,
        title=title,
        day=str(header.get("transcript", {}).get("created", ""))[:10],
        round=int(rounds[-1]) if rounds else 0,
        phase=phases[-1].decode() if phases else "briefing",
        people=tuple(dict.fromkeys(names)),
        ended=_ENDED.search(events) is not None,
    )
