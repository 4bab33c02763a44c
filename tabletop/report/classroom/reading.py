"""Read a class: every transcript once, in parallel where that pays, keeping only its facts.

A transcript of 500 events takes a tenth of a second, nearly all of it in parsing TOML; so more than
a few of them are read in several processes. What can't be read is reported in one sentence and the
others are still compared.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.journal.carried import exercise_in
from tabletop.journal.places import Address, located
from tabletop.report.classroom.facts import TableFacts
from tabletop.report.classroom.sharing import shared_out
from tabletop.report.classroom.transcript import TRAIL, read_facts

WORTH_SHARING = 24
"""The number of transcripts from which more processes pay for their start."""
MOST_PROCESSES = 4
Progress = Callable[[int, int], None]
"""Progress callback: transcripts read, transcripts in all."""


@dataclass(frozen=True)
class ExerciseGroup:
    """The tables of one version of one exercise, in the given order.

    `version` is the SHA-256 of the exercise's own text.
    """

    exercise: Exercise
    version: str
    tables: tuple[TableFacts, ...]


@dataclass(frozen=True)
class Classroom:
    """Tables by exercise and version; and what was left out, a sentence each.

    `unread` can't be read or do not verify; `twice` are copies of tables that are already here.
    """

    groups: tuple[ExerciseGroup, ...]
    unread: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def alone(self) -> tuple[str, ...]:
        """A sentence on each table that is the only one of its exercise and version."""
        return tuple(
            f"{group.tables[0].path}: no other table here is of this version of "
            f"'{group.exercise.id}', so it is compared with none"
            for group in self.groups
            if len(group.tables) == 1
        )


def read_class(
    paths: Sequence[Address], progress: Progress | None = None, *, redact: bool = False
) -> Classroom:
    """Read all transcripts. Never raises for a bad one, and writes to none.

    With `redact`, people have pseudonyms, the same as in each table's own report.
    """
    tables, unread = [], []
    for done, told in enumerate(_all(paths, redact), start=1):
        if isinstance(told, str):
            unread.append(told)
        else:
            tables.append(told)
        if progress is not None:
            progress(done, len(paths))
    kept, twice = _once(tables)
    groups: dict[str, list[TableFacts]] = {}
    for one in kept:
        groups.setdefault(one.version, []).append(one)
    return Classroom(
        tuple(
            ExerciseGroup(_exercise_of(found[0].path), version, tuple(found))
            for version, found in groups.items()
        ),
        tuple(unread),
        twice,
    )


def _all(paths: Sequence[Address], redact: bool) -> Iterator[TableFacts | str]:
    """Yield the facts of every table in turn, or why there are none."""
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    if len(paths) < WORTH_SHARING or processes == 1:
        return (read_facts(path, redact) for path in paths)
    return shared_out(paths, redact, processes)


def _exercise_of(where: str) -> Exercise:
    return exercise_in(located(where).read().header, where)


def _once(tables: Sequence[TableFacts]) -> tuple[list[TableFacts], tuple[str, ...]]:
    """Return the tables without copies; of two copies the one that goes further counts."""
    kept: list[TableFacts] = []
    twice = []
    longest: dict[str, list[TableFacts]] = {}
    for one in sorted(tables, key=lambda table: -len(table.trail)):
        same = longest.setdefault(one.trail[:TRAIL], [])
        other = next((two for two in same if two.trail.startswith(one.trail)), None)
        if other is None:
            same.append(one)
            continue
        further = "" if other.events == one.events else ", which goes further"
        twice.append(
            f"{one.path}: this is the same table as {other.path}{further}; it was counted once"
        )
    left = {id(one) for same in longest.values() for one in same}
    kept = [one for one in tables if id(one) in left]
    return kept, tuple(twice)
