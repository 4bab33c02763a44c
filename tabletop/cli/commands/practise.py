"""`tabletop practise`: one person against stand-ins, at this terminal."""

from __future__ import annotations

import argparse

from tabletop.cli.commands.play import taken_up
from tabletop.cli.commands.start import need_terminal
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import load_exercise
from tabletop.exercise.wording import unknown
from tabletop.seat.seating import LONGEST_NAME
from tabletop.text.naming import NAMELESS, readable
from tabletop.text.safe import one_line


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for options that can't be."""
    exercise = load_exercise(find_exercise(asked.exercise))
    known = exercise.delegation_by_id
    if asked.seat is None:
        raise UnreadableInput(f"say whom you play: --as {' or '.join(known)}")
    if asked.seat not in known:
        raise UnreadableInput(f"--as: {unknown('delegation', asked.seat, known)}")
    name = one_line(asked.name).strip()
    if len(name) > LONGEST_NAME:
        raise UnreadableInput(f"--name: use at most {LONGEST_NAME} characters")
    if not readable(name):
        raise UnreadableInput(f"--name: {NAMELESS}")
    need_terminal()
    from tabletop.screens import run_practise

    note = taken_up(asked.exercise, asked.transcript)
    return run_practise(
        asked.exercise,
        asked.seat,
        asked.transcript,
        asked.seed,
        name,
        note,
        clocks=asked.clocks,
    )
