"""`tabletop handouts`: what a facilitator prints before a class."""

from __future__ import annotations

import argparse

from tabletop.cli.parsing import party
from tabletop.cli.text import say
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import load_exercise
from tabletop.exercise.wording import unknown
from tabletop.handouts import FORMATS, handouts_of
from tabletop.report.kit.files import make_folder, write_whole


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for files that are there already."""
    formats = _formats(asked.format)
    exercise = load_exercise(asked.exercise)
    whose = party(asked.party, exercise, "--for") if asked.party is not None else None
    only = whose.delegation.id if whose is not None else None
    role = whose.role.id if whose is not None and whose.role is not None else None
    found = tuple(handouts_of(exercise, formats, paper=asked.paper, only=only, role=role))
    make_folder(asked.output)
    if not asked.force:
        there = next((name for name, _ in found if (asked.output / name).exists()), None)
        if there is not None:
            raise UnreadableInput(
                f"{asked.output / there}: there is a file of that name already, and it may have "
                "been changed by hand; choose another folder, or write over it with --force"
            )
    for name, content in found:
        say(str(write_whole(asked.output / name, content)))
    return 0


def _formats(asked: str) -> tuple[str, ...]:
    """Return the formats asked for. Raises `UnreadableInput`."""
    wanted = [one.strip().lower() for one in asked.split(",") if one.strip()]
    for one in wanted:
        if one not in FORMATS:
            raise UnreadableInput(f"--format: {unknown('format', one, FORMATS)}")
    if not wanted:
        raise UnreadableInput(
            f"--format: name some of {', '.join(FORMATS)}, with commas between several"
        )
    return tuple(one for one in FORMATS if one in wanted)
