"""Write all reports of a class into one folder, step by step, reporting progress."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tabletop.errors import UnreadableInput
from tabletop.past import read_transcript
from tabletop.report import FORMATS, reports_of
from tabletop.report.kit.files import write_reports

COMPARING = "comparing the tables"


@dataclass(frozen=True)
class ReportStep:
    """Progress: steps done of all; `what` is being done now, or empty at the end.

    `written` are the files of the last step, `amiss` sentences on what it could not do.
    """

    done: int
    of: int
    what: str
    written: tuple[str, ...] = ()
    amiss: tuple[str, ...] = ()


def write_class(
    names: Mapping[str, str], folder: Path, formats: Collection[str] = FORMATS
) -> Iterator[ReportStep]:
    """Write each transcript's own report, named after its table, and for several the comparison.

    A transcript that can't be read is left out and reported. Raises as `write_reports` does.
    """
    of = len(names) + (len(names) > 1)
    written: tuple[str, ...] = ()
    amiss: tuple[str, ...] = ()
    told: dict[str, str] = {}
    for done, (where, name) in enumerate(names.items()):
        yield ReportStep(done, of, name, written, amiss)
        written = amiss = ()
        try:
            texts = reports_of(read_transcript(where), name, formats)
        except UnreadableInput as fault:
            amiss = (fault.sentence,)
            continue
        written = tuple(str(one) for one in write_reports(folder, texts))
        told[where] = name
    if len(names) > 1:
        yield ReportStep(len(names), of, COMPARING, written, amiss)
        written, amiss = _compared(told, folder, formats)
    yield ReportStep(of, of, "", written, amiss)


def _compared(
    names: Mapping[str, str], folder: Path, formats: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the comparison's files, and what was left out; none where fewer than two tables are
    readable.
    """
    from tabletop.report.classroom.reading import read_class
    from tabletop.report.classroom.writing import class_texts

    found = read_class(list(names))
    aside = (*found.unread, *found.twice, *found.alone)
    if sum(len(group.tables) for group in found.groups) < 2:
        return (), aside
    texts = class_texts(
        found,
        names,
        formats,
        linked="html" in formats,
        aside=aside,
    )
    return tuple(str(one) for one in write_reports(folder, texts)), aside
