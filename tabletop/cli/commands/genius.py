"""`tabletop import genius` and `tabletop export genius`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.text import complain, say
from tabletop.errors import UnreadableInput
from tabletop.exercise.genius import import_genius
from tabletop.exercise.loading import load_exercise

_LONGEST = 60
"""The most characters of an exercise's id."""


def run(asked: argparse.Namespace) -> int:
    return _import(asked) if asked.profile is not None else _export(asked)


def _import(asked: argparse.Namespace) -> int:
    found = import_genius(asked.domain, asked.profile, asked.scale, _id(asked.output))
    for warning in found.warnings:
        complain(f"warning: {warning}")
    _write_new({asked.output: found.text})
    exercise = found.exercise
    packages = 1
    for options in exercise.choices.values():
        packages *= len(options)
    issues = len(exercise.issues)
    say(
        f"{asked.output}: '{exercise.id}', {len(exercise.delegations)} delegations, "
        f"{issues} issue{'' if issues == 1 else 's'}, {packages:,} packages"
    )
    say("Every issue is settled or none is, and what is agreed is done, as GENIUS has it.")
    return 0


def _id(output: Path) -> str:
    id = "".join(c if c.isascii() and c.isalnum() else "-" for c in output.stem.lower()).strip("-")
    while "--" in id:
        id = id.replace("--", "-")
    return id[:_LONGEST].strip("-") or "imported"


def _write_new(files: dict[Path, str]) -> None:
    """Write files, all or none where one of that name has something else in it already."""
    for path, text in files.items():
        if path.exists() and not _holds(path, text):
            raise UnreadableInput(
                f"{path}: there is a file of that name already; give another name, or move it away"
            )
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as fault:
            raise UnreadableInput(f"{path}: cannot be written: {fault.strerror}") from None


def _holds(path: Path, text: str) -> bool:
    try:
        return path.is_file() and path.read_bytes() == text.encode()
    except OSError:
        return False


def _export(asked: argparse.Namespace) -> int:
    from tabletop.referee.genius import export_genius

    found = export_genius(load_exercise(asked.exercise), asked.scale)
    for warning in found.warnings:
        complain(f"warning: {warning}")
    files = {asked.output / name: text for name, text in found.files.items()}
    _write_new(files)
    for path in files:
        say(str(path))
    return 0
