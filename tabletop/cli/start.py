"""`tabletop`: the start screen."""

from __future__ import annotations

import argparse
import sys

from tabletop.errors import UnreadableInput


def run(_: argparse.Namespace) -> int:
    need_terminal()
    from tabletop.screens import run_start

    return run_start()


def need_terminal() -> None:
    """Refuse to draw a screen where there is none."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UnreadableInput(
            "screens need a terminal; use 'tabletop list', 'tabletop play EXERCISE --moves FILE' "
            "or another command that prints"
        )
