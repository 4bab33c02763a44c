"""A hall's folder: a transcript for each table and the private keys, made or opened again.

Everything a hall needs to go on after any end of its process is in this folder.
"""

from __future__ import annotations

from pathlib import Path

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.exercise.loading import read_exercise
from tabletop.host.floor import Floor
from tabletop.host.hall import Hall
from tabletop.host.hosted_table import HostedTable
from tabletop.host.tokens import Keys
from tabletop.table import Table

KEYS = "keys.json"


def transcript(folder: Path, table: str) -> Path:
    """Where a table's transcript is."""
    return folder / f"table-{table}.toml"


def open_hall(
    source: str,
    folder: Path,
    tables: int,
    *,
    spares: int = 0,
    seed: int = 0,
    clocks: bool = True,
) -> Hall:
    """A hall of tables "1" to `tables`, each as its transcript left it, or fresh.

    `source` is the exercise's own text. Raises `FaultyExercise`, `StorageFailed`,
    `TranscriptHeld`, `TranscriptDamaged` and `UnreadableInput`.
    """
    wanted = read_exercise(source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StorageFailed(
            f"{folder} can't be made ({fault.strerror}): choose another folder for the transcripts"
        ) from None
    opened: list[HostedTable] = []
    try:
        for number in range(1, tables + 1):
            path = transcript(folder, str(number))
            if path.exists():
                table = Table.resume(path)
            else:
                table = Table.create(source, path=path, seed=seed + number - 1, clocks=clocks)
            opened.append(HostedTable(str(number), table, path))
            if table.exercise.id != wanted.id:
                raise UnreadableInput(
                    f"{path} is a transcript of '{table.exercise.id}', not of '{wanted.id}'; "
                    "choose another folder for the transcripts"
                )
        return Hall(wanted, Floor(opened, spares), Keys(folder / KEYS))
    except BaseException:
        for one in opened:
            one.close()
        raise
