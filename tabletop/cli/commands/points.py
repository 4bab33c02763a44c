"""`tabletop points`: write the points of an exercise as one table, and read them back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tabletop.cli.text import complain, say
from tabletop.cli.writing import write_new
from tabletop.errors import FaultyExercise, UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, load_exercise, read_exercise
from tabletop.exercise.points_columns import PointsChanged
from tabletop.exercise.points_table import WrongCells, points_csv, with_points
from tabletop.files import read_file

_LARGEST = 10_000_000
_MOST_TOLD = 20


def run(asked: argparse.Namespace) -> int:
    exercise = load_exercise(asked.exercise)
    source = exercise_source(find_exercise(asked.exercise))
    if asked.table is None:
        _give(asked.output, points_csv(source, exercise))
        return 0
    try:
        text, changed = with_points(source, exercise, _text(asked.table), str(asked.table))
    except WrongCells as wrong:
        for sentence in wrong.sentences:
            complain(sentence)
        return 2
    _refuse_faults(text, asked.table)
    _give(asked.output, text)
    if asked.output is not None:
        _tell(changed)
    return 0


def _text(path: Path) -> str:
    content = read_file(path, _LARGEST, "a CSV file that 'tabletop points EXERCISE' has written")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(
            f"{path}: this is not UTF-8 text; save it as 'CSV UTF-8' in the spreadsheet"
        ) from None


def _refuse_faults(text: str, table: Path) -> None:
    """Raise `UnreadableInput` if the exercise would no longer be valid."""
    try:
        read_exercise(text)
    except FaultyExercise as faulty:
        said = faulty.faults[0].message
        raise UnreadableInput(
            f"{table}: with these points the exercise has a fault: {said}"
        ) from None


def _give(output: Path | None, text: str) -> None:
    """Write a new file, or print."""
    if output is None:
        sys.stdout.write(text)
        return
    write_new(output, text)
    say(str(output))


def _tell(changed: tuple[PointsChanged, ...]) -> None:
    for one in changed[:_MOST_TOLD]:
        say(f"  {one.issue} {one.option}: {one.delegation} {one.before:g} -> {one.after:g}")
    if len(changed) > _MOST_TOLD:
        say(f"  and {len(changed) - _MOST_TOLD} more")
    if not changed:
        say("  the points are those of the exercise; nothing has changed")
