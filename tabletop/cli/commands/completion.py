"""`tabletop completion`: print a script by which a shell completes commands, options, ids and
files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shtab

from tabletop.cli.arguments import EXERCISE_IDS
from tabletop.cli.text import say
from tabletop.exercise.library import find_exercises

_IDS = f"tabletop completion {EXERCISE_IDS} 2>/dev/null"
_EXERCISE = {
    "bash": "_tabletop_exercises",
    "zsh": "_tabletop_exercises",
    "fish": f"({_IDS}; __fish_complete_path (commandline -ct))",
    "preamble": {
        "bash": "_tabletop_exercises() {\n"
        f'  compgen -W "$({_IDS})" -- "$1"\n'
        '  compgen -f -- "$1"\n'
        "}\n",
        "zsh": f"_tabletop_exercises() {{\n  compadd -- $({_IDS})\n  _files\n}}\n",
    },
}
"""What completes an exercise: the library's ids, looked up when Tab is pressed, and paths."""


def run(asked: argparse.Namespace) -> int:
    if asked.shell == EXERCISE_IDS:
        for one in find_exercises():
            say(one.id)
        return 0
    from tabletop.cli.arguments import parser

    whole = parser()
    for action in _actions(whole):
        completed = _completed_by(action)
        if completed is not None:
            action.complete = completed  # type: ignore[attr-defined]
    print(shtab.complete(whole, asked.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield every argument of a parser and of its commands."""
    for action in parser._actions:  # noqa: SLF001 (the library tells of them nowhere else)
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                yield from _actions(command)


def _completed_by(action: argparse.Action) -> dict[str, Any] | None:
    if action.metavar == "EXERCISE":
        return _EXERCISE
    if action.metavar == "DIR":
        return shtab.DIRECTORY
    if action.type is Path or action.dest == "moves":
        return shtab.FILE
    return None
