"""`tabletop edit`: change an exercise at this terminal, with its faults beside it."""

from __future__ import annotations

import argparse

from tabletop.cli.commands.start import need_terminal
from tabletop.exercise.library import find_exercise


def run(asked: argparse.Namespace) -> int:
    need_terminal("edit the file in a text editor, and run 'tabletop check EXERCISE'")
    from tabletop.screens import run_edit

    return run_edit(find_exercise(asked.exercise))
