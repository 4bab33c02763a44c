"""`tabletop list`: exercises to play, and transcripts."""

from __future__ import annotations

import argparse

from tabletop.cli.text import columns, say, say_json
from tabletop.exercise.library import find_exercises
from tabletop.games import all_games
from tabletop.journal.summary import checked


def run(asked: argparse.Namespace) -> int:
    exercises = find_exercises()
    games = [checked(one) for one in all_games(most=None)]
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
                "transcripts": [
                    {
                        "path": one.where,
                        "exercise": one.exercise,
                        "events": one.events,
                        "ended": one.ended,
                        **({"fault": one.fault} if one.fault else {}),
                    }
                    for one in games
                ],
            }
        )
        return 0
    _section(
        "Exercises",
        [
            (one.id, one.title, f"{len(one.delegations)} delegations", _minutes(one.minutes))
            for one in exercises
        ],
        "none found; put one in ./exercises/",
    )
    say()
    _section(
        "Transcripts",
        [
            (
                one.where,
                one.exercise,
                f"{one.events} events" if not one.fault else "",
                one.fault or ("can be resumed" if one.standing == "playing" else one.told),
            )
            for one in games
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
