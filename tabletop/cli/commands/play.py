"""`tabletop play`: play at this terminal, or from a file of moves."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.commands.start import need_terminal
from tabletop.errors import UnreadableInput


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for options that do not go together."""
    if asked.moves is not None:
        from tabletop.cli.commands.moves import run_moves

        return run_moves(asked, taken_up(asked.exercise, asked.transcript))
    if asked.echo:
        raise UnreadableInput("--echo goes with --moves")
    need_terminal()
    from tabletop.screens import run_play

    note = taken_up(asked.exercise, asked.transcript)
    return run_play(asked.exercise, asked.transcript, asked.seed, note)


def taken_up(exercise: str, transcript: Path | None) -> str:
    """Return a note where a resumed game's exercise has changed since; else "".

    Raises `UnreadableInput` for another exercise's game, and for an exercise that can't be read;
    but the game's own id is enough, wherever its exercise has gone.
    """
    if transcript is None:
        return ""
    from tabletop.exercise.library import find_exercise
    from tabletop.exercise.loading import load_exercise
    from tabletop.journal.carried import edited_since, exercise_of, refuse_another
    from tabletop.journal.places import located

    ref = located(transcript)
    own = exercise_of(ref) if ref.exists() else None
    if own is None:
        return ""
    try:
        file = find_exercise(exercise)
        now = load_exercise(file)
    except UnreadableInput:
        if exercise == own.id:
            return ""
        raise
    refuse_another(ref.where, own, now.id)
    return edited_since(own, file, now)
