"""`tabletop list`: exercises to play, and transcripts."""

from __future__ import annotations

import argparse
import shutil
import sys

from tabletop.cli.text import columns, say, say_json
from tabletop.exercise.library import ListedExercise, find_exercises
from tabletop.games import all_games
from tabletop.journal.summary import checked
from tabletop.text.lists import dotted
from tabletop.text.safe import cut


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
                        "kind": one.kind,
                        "players_min": one.people[0] if one.people else None,
                        "players_max": one.people[1] if one.people else None,
                        "difficulty": one.difficulty,
                        "objectives": list(one.objectives),
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
    _exercises(exercises)
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


def _exercises(exercises: tuple[ListedExercise, ...]) -> None:
    """Print what there is to play, each with what it teaches below it."""
    say("Exercises")
    if not exercises:
        say("  none found; put one in ./exercises/, or begin one with 'tabletop new ID'")
        return
    rows = columns([(one.id, one.title) for one in exercises])
    for one, row in zip(exercises, rows, strict=True):
        facts = (one.kind, _people(one.people), _minutes(one.minutes), one.difficulty)
        say(f"  {row}")
        if one.readable:
            say(f"    {dotted(*facts)}")
        if one.objectives:
            say(_fitted(f"    teaches: {' '.join(one.objectives)}"))


def _people(people: tuple[int, int] | None) -> str:
    if people is None:
        return ""
    least, most = people
    return f"{least} people" if least == most else f"{least}-{most} people"


def _fitted(text: str) -> str:
    """Cut a line to the width of a terminal; a file gets all of it."""
    return cut(text, shutil.get_terminal_size().columns) if sys.stdout.isatty() else text


def _section(title: str, rows: list[tuple[str, ...]], nothing: str) -> None:
    say(title)
    for row in columns(rows) if rows else [nothing]:
        say(f"  {row}")


def _minutes(minutes: int | None) -> str:
    return f"{minutes} minutes" if minutes is not None else ""
