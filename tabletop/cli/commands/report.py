"""`tabletop report`: write the after-action report of each transcript, and for several the
comparison.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tabletop.cli.progress import ProgressBar
from tabletop.cli.text import complain, say
from tabletop.errors import UnreadableInput
from tabletop.exercise.wording import unknown
from tabletop.garbage import uncollected
from tabletop.past import read_transcript
from tabletop.report import FORMATS, reports_of
from tabletop.report.kit.files import names_for, write_reports

if TYPE_CHECKING:
    from tabletop.report.classroom.class_list import ClassList


def run(asked: argparse.Namespace) -> int:
    """Run the command. Raises `UnreadableInput` for options that do not go together."""
    formats = _formats(asked.format)
    names = names_for(asked.transcript)
    if asked.comparison and len(names) == 1:
        raise UnreadableInput("--comparison needs several transcripts, and there is one")
    people = _people(asked, len(names), formats)
    if asked.redact:
        names = {path: f"table-{number}" for number, path in enumerate(names, 1)}
    told, unread = (names, ()) if asked.comparison else _told(asked, names, formats)
    if len(told) > 1:
        unread = _compared(asked, told, formats, unread, people)
    return 2 if unread else 0


def _told(
    asked: argparse.Namespace, names: Mapping[Path, str], formats: tuple[str, ...]
) -> tuple[dict[Path, str], tuple[str, ...]]:
    """Write each transcript's own report; return those written, and why the others were not."""
    progress = ProgressBar(len(names))
    told, unread = {}, []
    for done, (path, name) in enumerate(names.items()):
        progress.tell(done, path.name)
        try:
            with uncollected():
                texts = reports_of(read_transcript(path), name, formats, redact=asked.redact)
        except UnreadableInput as fault:
            if len(names) == 1:
                raise
            # Go on with the others.
            progress.clear()
            complain(fault.sentence)
            unread.append(fault.sentence)
            continue
        written = write_reports(asked.output, texts)
        progress.clear()
        for one in written:
            say(str(one))
        told[path] = name
    return told, tuple(unread)


def _compared(
    asked: argparse.Namespace,
    names: Mapping[Path, str],
    formats: tuple[str, ...],
    unread: tuple[str, ...],
    people: ClassList | None,
) -> tuple[str, ...]:
    """Write the comparison of these tables, if two could be read; return why others were not.

    `unread` says that of transcripts given up before.
    """
    from tabletop.report.classroom.reading import read_class
    from tabletop.report.classroom.writing import class_texts

    progress = ProgressBar(len(names))
    progress.tell(0, "comparing")
    found = read_class(
        list(names), lambda done, _: progress.tell(done, "comparing"), redact=asked.redact
    )
    progress.clear()
    for sentence in (*found.unread, *found.twice, *found.alone):
        complain(sentence)
    unread = (*unread, *found.unread)
    if sum(len(group.tables) for group in found.groups) < 2:
        return unread
    aside = (*unread, *found.twice, *found.alone)
    if asked.redact:
        # Sentences name files, and files are often named after people.
        count = f"{len(aside)} transcript{'s were' if len(aside) > 1 else ' was'}"
        aside = (f"{count} left out.",) if aside else ()
    texts = class_texts(
        found,
        {str(path): name for path, name in names.items()},
        formats,
        linked="html" in formats and not asked.comparison,
        aside=aside,
        people=people,
        complain=complain,
    )
    for one in write_reports(asked.output, texts):
        say(str(one))
    return unread


def _people(asked: argparse.Namespace, count: int, formats: tuple[str, ...]) -> ClassList | None:
    """Return the list of the class, where one was given. Raises `UnreadableInput`."""
    if asked.people is None:
        return None
    if asked.redact:
        raise UnreadableInput("--people identifies people and --redact hides them: choose one")
    if count == 1 or "csv" not in formats:
        raise UnreadableInput(
            "--people goes into class-seats.csv, which is written of several transcripts, as csv"
        )
    from tabletop.report.classroom.class_list import read_people
    from tabletop.report.classroom.grades import SEATS

    return read_people(asked.people, SEATS)


def _formats(asked: str) -> tuple[str, ...]:
    """Return the formats asked for, in the order of the contract. Raises `UnreadableInput`."""
    wanted = [one.strip().lower() for one in asked.split(",") if one.strip()]
    strange = next((one for one in wanted if one not in FORMATS), None)
    if strange is not None or not wanted:
        raise UnreadableInput(
            f"--format {asked}: name some of {', '.join(FORMATS)}, with commas between several"
            if strange is None
            else f"--format: {unknown('format', strange, FORMATS)}"
        )
    return tuple(one for one in FORMATS if one in wanted)
