"""A hall's folder: a transcript for each table and the private keys, created or reopened.

Everything a hall needs to resume after any end of its process is in this folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tabletop.bots.model_words import ModelWords
from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.exercise.loading import read_exercise
from tabletop.exercise.model import Exercise
from tabletop.host.admission.tokens import Keys
from tabletop.host.tables.desk import with_desks
from tabletop.host.tables.floor import Floor
from tabletop.host.tables.hall import Hall
from tabletop.host.tables.hosted_table import HostedTable
from tabletop.host.tables.reporting import Reporting
from tabletop.journal import disk
from tabletop.journal.folder_store import FolderStore
from tabletop.journal.store import Store, TranscriptRef
from tabletop.past import read_transcript
from tabletop.seat.desk.standing_in import seated
from tabletop.table import Table

KEYS = "keys.json"
REPORT = "report"
"""The folder beside the transcripts into which the console writes report and grades."""


def transcript(folder: Path, table: str) -> TranscriptRef:
    """Return a table's transcript."""
    return TranscriptRef(_store(folder), f"table-{table}.toml")


def _store(folder: Path) -> Store:
    """Return the store of a hall's tables: the one place that decides this."""
    return FolderStore(folder)


def table_ids(tables: int) -> list[str]:
    """Return the ids of a number of tables: "1", "2", and so on."""
    return [str(number) for number in range(1, tables + 1)]


def kept_tables(folder: Path) -> int:
    """Return the highest number of a table with a transcript there, 0 without one."""
    names = _store(folder).names()
    found = (re.fullmatch(r"table-([1-9]\d?)\.toml", one) for one in names)
    return max((int(one[1]) for one in found if one), default=0)


def make_folder(folder: Path) -> None:
    """Create the folder unless it exists. Raises `StorageFailed`."""
    try:
        for one in disk.make_folder(folder):
            # Without its own directory entry being durable the keys of a new hall could be lost.
            disk.sync_folder(one)
    except OSError as fault:
        raise StorageFailed(
            f"{folder} can't be made ({fault.strerror}): choose another folder for the transcripts"
        ) from None


def open_tables(
    source: str,
    folder: Path,
    tables: Sequence[str],
    *,
    seed: int = 0,
    clocks: bool = True,
    bots: Sequence[str] = (),
) -> tuple[Exercise, list[HostedTable]]:
    """Return the exercise and its tables, each resumed from its transcript, or new.

    `source` is the exercise's own text; `bots` are the delegations that stand-ins play at new
    tables. Raises `FaultyExercise`, `StorageFailed`, `TranscriptHeld`, `TranscriptDamaged` and
    `UnreadableInput`.
    """
    wanted = read_exercise(source)
    make_folder(folder)
    opened: list[HostedTable] = []
    try:
        for id in tables:
            ref = transcript(folder, id)
            if ref.exists():
                table = Table.resume(ref)
            else:
                table = Table.create(source, where=ref, seed=seed + int(id) - 1, clocks=clocks)
                for delegation in bots:
                    table.submit(seated(wanted, delegation, ()))
            opened.append(HostedTable(id, table, ref))
            opened[-1].take_up()
            if table.exercise.id != wanted.id:
                raise UnreadableInput(
                    f"{ref.where} is a transcript of '{table.exercise.id}', not of '{wanted.id}'; "
                    "choose another folder for the transcripts"
                )
    except BaseException:
        for one in opened:
            one.close()
        raise
    return wanted, opened


def damaged_tables(folder: Path, tables: Iterable[str]) -> dict[str, str]:
    """Return which of these tables have a transcript that can't be resumed, and why, a sentence
    each.

    The others need not wait until somebody has found a copy. Raises `UnreadableInput` where none is
    left.
    """
    found = {}
    ids = list(tables)
    for id in ids:
        ref = transcript(folder, id)
        if ref.exists():
            try:
                read_transcript(ref)
            except UnreadableInput as fault:
                found[id] = fault.sentence
    if len(found) == len(ids) and found:
        raise UnreadableInput(next(iter(found.values())))
    return found


def open_hall(
    source: str,
    folder: Path,
    ids: Sequence[str],
    *,
    spares: int = 0,
    seed: int = 0,
    clocks: bool = True,
    bots: Sequence[str] = (),
    words: Sequence[str] = (),
) -> Hall:
    """Return a hall of these tables in this process; `words` are the address and the name of the
    language model that words what its stand-ins say. Raises as `open_tables` does.
    """
    exercise, opened = open_tables(source, folder, ids, seed=seed, clocks=clocks, bots=bots)
    try:
        hall = Hall(exercise, Floor(opened, spares, many=len(ids) > 1), Keys(folder / KEYS))
        hall.floor.thinkers.words = ModelWords(*words) if words else None
        return with_reports(with_desks(hall), folder)
    except BaseException:
        for one in opened:
            one.close()
        raise


def with_reports(hall: Hall, folder: Path) -> Hall:
    """Return the same hall, whose console writes reports beside the transcripts in a folder."""

    def begun() -> dict[str, str]:
        tables = [one.id for one in hall.glances() if one.stage != "lobby"]
        return {transcript(folder.resolve(), id).where: f"table-{id}" for id in tables}

    hall.reports = Reporting(folder / REPORT, begun)
    return hall
