"""`tabletop play`: at this terminal, or from a file of moves."""

from __future__ import annotations

import argparse

from tabletop.cli.start import need_terminal
from tabletop.errors import UnreadableInput


def run(asked: argparse.Namespace) -> int:
    if asked.moves is not None:
        from tabletop.cli.moves import run_moves

        return run_moves(asked)
    if asked.echo:
        raise UnreadableInput("--echo goes with --moves")
    need_terminal()
    from tabletop.screens import run_play

    return run_play(asked.exercise, asked.transcript, asked.seed)
