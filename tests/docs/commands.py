"""Generate docs/reference/commands.md from the parser of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tabletop.cli.arguments import parser

MADE = "<!-- Made by `python -m tests.docs` of the parser in tabletop/cli; change that. -->"


def commands(top: argparse.ArgumentParser | None = None) -> Iterator[argparse.ArgumentParser]:
    """Yield every command, those of a group after the group's own."""
    for action in (top or parser())._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield one
                yield from commands(one)


def options(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return what a command takes, its help and the commands under it left out."""
    return [
        one
        for one in command._actions
        if not isinstance(one, argparse._HelpAction | argparse._SubParsersAction)
        and one.help != argparse.SUPPRESS
    ]


def written(action: argparse.Action) -> str:
    """Return an argument or option as one types it."""
    value = action.metavar or (
        "|".join(map(str, action.choices)) if action.choices else action.dest.upper()
    )
    value = " ".join(value) if isinstance(value, tuple) else value
    if action.nargs == 0:
        value = ""
    elif action.nargs in ("+", "*"):
        value += "..."
    elif action.nargs == "?" and action.option_strings:
        value = f"[{value}]"
    return f"{', '.join(action.option_strings)} {value}".strip()


def _row(action: argparse.Action, command: argparse.ArgumentParser) -> str:
    told = " ".join(command._get_formatter()._expand_help(action).split()) if action.help else ""
    code = written(action).replace("|", "\\|")
    told = told.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
    if action.option_strings and action.required:
        told += " (required)"
    return f"| `{code}` | {told} |"


def _plain(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*")


def page() -> str:
    """Return the text of docs/reference/commands.md."""
    lines = [
        MADE,
        "",
        "# Commands",
        "",
        "Every command with its arguments and options, as `--help` tells them. Without a command, "
        "`tabletop` opens the start screen. Exit codes: 0 fine, 1 what was asked is not so, 2 bad "
        "usage, unreadable input or output that could not be written; after a signal 128 plus its "
        "number.",
        "",
    ]
    for one in commands():
        lines += [f"## `{one.prog}`", "", _plain(one.description or ""), ""]
        of_it = options(one)
        if of_it:
            lines += ["| argument or option | what |", "|---|---|"]
            lines += [*(_row(action, one) for action in of_it), ""]
        words, mark, example = (one.epilog or "").partition("example: ")
        if words.strip():
            lines += [_plain(words.strip()), ""]
        if mark:
            lines += ["```sh", example.strip(), "```", ""]
    return "\n".join(lines)
