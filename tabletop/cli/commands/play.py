"""`tabletop play`: play at this terminal, or from a file of moves."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.cli.commands.start import need_terminal
from tabletop.cli.parsing import delegations
from tabletop.errors import UnreadableInput

if TYPE_CHECKING:
    from tabletop.exercise.parts import Temperament


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for options that do not go together."""
    if asked.moves is not None:
        if asked.bots:
            raise UnreadableInput(
                "--bots is for people at a screen; a file of moves makes everybody's moves"
            )
        asked.seed = asked.seed or 0
        from tabletop.cli.commands.moves import run_moves

        return run_moves(asked, taken_up(asked.exercise, asked.transcript))
    if asked.echo:
        raise UnreadableInput("--echo goes with --moves")
    stand_ins = _stand_ins(asked) if asked.bots is not None else {}
    need_terminal()
    from tabletop.screens import run_play

    note = taken_up(asked.exercise, asked.transcript)
    seed = asked.seed
    if seed is None and stand_ins:
        # Imported for stand-ins only: `play` must appear at once.
        from tabletop.screens.start.practising import any_seed

        seed = any_seed()
    return run_play(asked.exercise, asked.transcript, seed or 0, note, stand_ins)


def _stand_ins(asked: argparse.Namespace) -> dict[str, Temperament]:
    """Return the delegations that stand-ins are to play. Raises `UnreadableInput`."""
    from tabletop.exercise.library import find_exercise
    from tabletop.exercise.loading import load_exercise
    from tabletop.journal.places import located

    if asked.transcript is not None and located(asked.transcript).exists():
        raise UnreadableInput(
            "--bots is for a new game; a resumed one knows who plays in it, so leave it out"
        )
    exercise = load_exercise(find_exercise(asked.exercise))
    given = delegations(asked.bots, exercise, "--bots")
    if len(given) == len(exercise.delegations):
        raise UnreadableInput(
            "--bots leaves no delegation to a person; leave one out, or let stand-ins play among "
            f"themselves: tabletop rehearse {asked.exercise}"
        )
    return {one: exercise.delegation_by_id[one].temperament for one in given}


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
