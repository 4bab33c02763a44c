"""`tabletop`: the start screen."""

from __future__ import annotations

import argparse
import sys

from tabletop.cli.streams import in_utf8
from tabletop.errors import UnreadableInput


def run(_: argparse.Namespace) -> int:
    need_terminal()
    from tabletop.screens import run_start

    return run_start()


_WITHOUT = (
    "use 'tabletop list', 'tabletop play EXERCISE --moves FILE' or another command that prints"
)


def need_terminal(instead: str = _WITHOUT) -> None:
    """Raise `UnreadableInput` where no screen can be drawn; `instead` says what to do."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UnreadableInput(f"screens need a terminal; {instead}")
    if not in_utf8(sys.stdout):
        raise UnreadableInput(
            f"screens are painted in UTF-8, and this terminal is set to {sys.stdout.encoding}: set "
            "LC_ALL=C.UTF-8 (and no PYTHONIOENCODING), in a terminal that shows UTF-8"
        )
