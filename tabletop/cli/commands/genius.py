"""`tabletop import genius` and `tabletop export genius`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.text import complain, say
from tabletop.errors import UnreadableInput
from tabletop.exercise.genius import import_genius
from tabletop.exercise.loading import load_exercise


def run(asked: argparse.Namespace) -> int:
    return _import(asked) if asked.profile is not None else _export(asked)


def _import(asked: argparse.Namespace) -> int:
    found = import_genius(asked.domain, asked.profile, asked.scale, _id(asked.output))
    for warning in found.warnings:
        complain(f"warning: {warning}")
    _write(asked.output, found.text)
    exercise = found.exercise
    packages = 1
    for options in exercise.choices.values():
        packages *= len(options)
    say(
        f"{asked.output}: '{exercise.id}', {len(exercise.delegations)} delegations, "
        f"{len(exercise.issues)} issues, {packages:,} packages"
    )
    say("Every issue is settled or none is, and what is agreed is done, as GENIUS has it.")
    return 0


def _id(output: Path) -> str:
    id = "".join(c if c.isascii() and c.isalnum() else "-" for c in output.stem.lower()).strip("-")
    while "--" in id:
        id = id.replace("--", "-")
    return id or "imported"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise UnreadableInput(f"{path}: cannot be written: {fault.strerror}") from None


def _export(asked: argparse.Namespace) -> int:
    from tabletop.referee.genius import export_genius

    found = export_genius(load_exercise(asked.exercise), asked.scale)
    for warning in found.warnings:
        complain(f"warning: {warning}")
    for name, text in found.files.items():
        _write(asked.output / name, text)
        say(str(asked.output / name))
    return 0
