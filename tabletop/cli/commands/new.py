"""`tabletop new`: a new exercise to begin with, of some kind, in a file of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from shlex import quote

from tabletop.cli.text import columns, complain, say
from tabletop.cli.writing import write_new
from tabletop.errors import UnreadableInput
from tabletop.exercise.library import find_exercises
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.starting import ExerciseKind, kinds, new_exercise
from tabletop.text.lists import listed


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for what no exercise can have."""
    # What would be refused at the end is refused before anything is asked.
    new_exercise(asked.id, next(iter(kinds())))
    path = _place(asked.id, asked.output)
    if asked.kind is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UnreadableInput(f"say --kind, one of {listed(kinds())}; a terminal asks for it")
        _ask(asked)
    text = new_exercise(asked.id, asked.kind, asked.title, asked.delegations, asked.rounds)
    write_new(path, text)
    exercise, file = read_exercise(text), quote(str(path))
    say(str(path))
    rounds = f"{len(exercise.rounds)} round{'' if len(exercise.rounds) == 1 else 's'}"
    say(f"{exercise.title}: {len(exercise.delegations)} delegations, {rounds}, ready to play.")
    say("Change its texts and numbers in an editor, and look again:")
    say(f"  tabletop check {file}")
    say(f"  tabletop preview {file} --as {exercise.delegations[0].id}")
    say(f"  tabletop play {file}")
    return 0


def _place(id: str, output: Path | None) -> Path:
    """Return the file to write. Raises `UnreadableInput` for one that is there already, and for an
    id that would hide another exercise of the library.
    """
    path = output or Path("exercises") / f"{id}.toml"
    if path.exists():
        raise UnreadableInput(
            f"{path}: there is a file of that name already; give another name, or move it away"
        )
    if output is None:
        for one in find_exercises():
            if one.id == id:
                raise UnreadableInput(
                    f"there is an exercise '{id}' in the library already ({one.path}); choose "
                    "another id"
                )
    return path


# Questions, each again until the answer will do


def _ask(asked: argparse.Namespace) -> None:
    """Ask for what the command line does not say. Enter takes what stands in brackets."""
    say("What kind of exercise?")
    rows = [(f"  {at}", one.name, one.what) for at, one in enumerate(kinds().values(), 1)]
    for row in columns(rows):
        say(row)
    asked.kind = _answer("Kind", "1", _kind)
    kind = kinds()[asked.kind]
    if not asked.title:
        usual = asked.id.replace("-", " ").capitalize()
        asked.title = _answer("Title", usual, _tried(asked, lambda given: {"title": given}))
    if not asked.delegations:
        usual = ", ".join(kind.delegations)
        try_ = _tried(asked, lambda given: {"delegations": _names(given)})
        asked.delegations = _names(_answer("Delegations, with commas between them", usual, try_))
    if asked.rounds is None:
        asked.rounds = int(_answer("Rounds", str(kind.rounds), _rounds(asked, kind)))


def _answer(question: str, usual: str, read: Callable[[str], str]) -> str:
    while True:
        try:
            given = input(f"{question} [{usual}]: ").strip() or usual
        except EOFError:
            raise UnreadableInput("there was no answer; nothing is written") from None
        try:
            return read(given)
        except UnreadableInput as refusal:
            complain(f"  {refusal.sentence}")


def _kind(given: str) -> str:
    names = list(kinds())
    if given.isdecimal() and 1 <= int(given) <= len(names):
        return names[int(given) - 1]
    if given not in names:
        raise UnreadableInput(f"choose a number from 1 to {len(names)}, or one of {listed(names)}")
    return given


def _names(given: str) -> list[str]:
    return [one.strip() for one in given.split(",") if one.strip()]


def _tried(
    asked: argparse.Namespace, fields: Callable[[str], dict[str, object]]
) -> Callable[[str], str]:
    """Return a reader that takes an answer with which the exercise can be written."""

    def read(given: str) -> str:
        known = {"title": asked.title, "delegations": asked.delegations, **fields(given)}
        new_exercise(asked.id, asked.kind, **known)
        return given

    return read


def _rounds(asked: argparse.Namespace, kind: ExerciseKind) -> Callable[[str], str]:
    def read(given: str) -> str:
        if not given.isdecimal() or len(given) > 4:
            raise UnreadableInput(f"say a number, such as {kind.rounds}")
        new_exercise(asked.id, asked.kind, asked.title, asked.delegations, int(given))
        return given

    return read
