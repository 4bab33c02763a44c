"""`tabletop preview`: what a seat will read and see, page by page."""

from __future__ import annotations

import argparse
import sys

from tabletop.cli.parsing import party
from tabletop.cli.text import say
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import exercise_source, load_exercise
from tabletop.play.state import FACILITATOR


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for a seat that the exercise does not have."""
    exercise = load_exercise(asked.exercise)
    source = exercise_source(find_exercise(asked.exercise))
    from tabletop.screens.preview import pages

    if asked.seat is None:
        found = pages.room_pages(source)
    elif asked.seat == FACILITATOR:
        found = pages.facilitator_pages(source, exercise)
    else:
        if asked.seat not in exercise.delegation_by_id and "/" not in asked.seat:
            known = (*exercise.delegation_by_id, FACILITATOR)
            _refuse(asked.seat, known)
        whose = party(asked.seat, exercise, "--as")
        found = pages.seat_pages(source, exercise, whose.delegation, whose.role)
    if not asked.plain and sys.stdin.isatty() and sys.stdout.isatty():
        from tabletop.screens import run_preview

        return run_preview(found)
    from tabletop.screens.preview.plain import plain_lines

    for line in plain_lines(found):
        say(line.rstrip())
    if asked.seat is None:
        first = exercise.delegations[0].id
        say(
            f"This is what the whole room sees. --as {first} shows what a delegation sees, "
            f"--as {FACILITATOR} the rest."
        )
    return 0


def _refuse(seat: str, known: tuple[str, ...]) -> None:
    from tabletop.exercise.wording import unknown

    raise UnreadableInput(f"--as: {unknown('seat', seat, known)}")
