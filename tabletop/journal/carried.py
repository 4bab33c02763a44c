"""The exercise inside a transcript, and what to say where the file it came from differs.

A game goes on with the exercise it began with, whatever has become of the file it was read from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Any

from tabletop.errors import UnreadableInput
from tabletop.exercise.library import find_exercise
from tabletop.exercise.loading import load_exercise, read_exercise
from tabletop.exercise.model import Exercise
from tabletop.files import parse_toml, printable
from tabletop.journal.damage import Content
from tabletop.journal.store import TranscriptRef


def exercise_in(header: Mapping[str, Any], where: str) -> Exercise:
    """Return the exercise that a transcript carries. Raises `UnreadableInput`."""
    about = header.get("exercise")
    source = about.get("source") if isinstance(about, dict) else None
    if not isinstance(source, str):
        raise UnreadableInput(f"{where}: this transcript contains no exercise")
    return read_exercise(source, f"{where} (its exercise)")


def exercise_of(ref: TranscriptRef) -> Exercise | None:
    """Return the same from a quick look; None where there is none (opening it will say why)."""
    try:
        content = Content(ref.where, ref.content())
        header = parse_toml(content.text[: content.start].decode("utf-8-sig"))
        return read_exercise(str(header["exercise"]["source"]))
    except (ValueError, LookupError, TypeError, UnreadableInput):
        return None


def refuse_another(where: str, own: Exercise, wanted: str) -> None:
    """Raise `UnreadableInput` where a game is of another exercise than was asked for by its id."""
    if own.id != wanted:
        raise UnreadableInput(
            printable(
                f"{where} is a game of '{own.id}', not of '{wanted}'; continue it with 'tabletop "
                f"play {own.id} --transcript {quote(where)}', or name another file for the new "
                "game"
            )
        )


def library_note(own: Exercise, *, looking: bool = False) -> str:
    """What to say where the library has a game's exercise otherwise by now; else "".

    Other words for a situation or an ending make no other game, and are not worth a note.
    """
    try:
        file = find_exercise(own.id)
        now = load_exercise(file)
    except UnreadableInput:
        return ""
    if apart_from_words(own) == apart_from_words(now):
        return ""
    return edited_since(own, file, now, looking=looking)


def apart_from_words(exercise: Exercise) -> dict[str, Any]:
    """Return all that an exercise says but the texts of its situations and endings, which may be
    put otherwise without another game coming of it.
    """
    told = exercise.model_dump()
    for one in told["rounds"]:
        del one["situation"]
    for one in told["endings"]:
        del one["text"]
    return told


def edited_since(own: Exercise, file: Path, now: Exercise, *, looking: bool = False) -> str:
    """Return a note for a resumed game whose exercise file has changed since.

    `looking` is for those who only view it. Empty if nothing that is played differs: comments and
    layout do not count.
    """
    if own == now:
        return ""
    if looking:
        return printable(
            f"{file} has been changed since this game began: what is shown here was played with "
            "the exercise as it was then."
        )
    return printable(
        f"{file} has been changed since this game began: the game goes on with the exercise as it "
        "was then. To play it as it is now, begin a new game."
    )
