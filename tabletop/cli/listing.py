"""`tabletop list`: what can be played, and what was."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tabletop.cli.text import columns, say, say_json
from tabletop.exercise.library import find_exercises

_PLACES = (".", "transcripts", "tabletop-games")
_LARGEST = 64_000_000


def run(asked: argparse.Namespace) -> int:
    exercises = find_exercises()
    transcripts = list(find_transcripts())
    if asked.json:
        say_json(
            {
                "exercises": [
                    {
                        "id": one.id,
                        "title": one.title,
                        "path": str(one.path),
                        "delegations": list(one.delegations),
                        "minutes": one.minutes,
                    }
                    for one in exercises
                ],
                "transcripts": transcripts,
            }
        )
        return 0
    _section(
        "Exercises",
        [
            (one.id, one.title, f"{len(one.delegations)} delegations", _minutes(one.minutes))
            for one in exercises
        ],
        "none found; put one into ./exercises/",
    )
    say()
    _section(
        "Transcripts",
        [
            (
                one["path"],
                one["exercise"],
                f"{one['events']} events",
                "ended" if one["ended"] else "can be resumed",
            )
            for one in transcripts
        ],
        "none here, in transcripts/ or in tabletop-games/",
    )
    return 0


def _section(title: str, rows: list[tuple[str, ...]], nothing: str) -> None:
    say(title)
    for row in columns(rows) if rows else [nothing]:
        say(f"  {row}")


def _minutes(minutes: int | None) -> str:
    return f"{minutes} minutes" if minutes is not None else ""


def find_transcripts() -> Iterator[dict[str, Any]]:
    """The transcripts in the folders where Tabletop puts them; other TOML files are passed over."""
    for place in _PLACES:
        for path in sorted(Path(place).glob("*.toml")):
            found = _transcript(path)
            if found is not None:
                yield found


def _transcript(path: Path) -> dict[str, Any] | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        text = path.read_text(encoding="utf-8")
        if not text.startswith("[transcript]"):
            return None
        # A table being played may end in a torn group, which only a reader of it should judge.
        whole = text[: text.rfind("\n# saved to event ") + 1]
        document = tomllib.loads(whole)
        events = document.get("event", [])
        return {
            "path": str(path),
            "exercise": str(document["exercise"]["id"]),
            "events": len(events),
            "ended": any(one.get("kind") == "exercise.ended" for one in events),
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
