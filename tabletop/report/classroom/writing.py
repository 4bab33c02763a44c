"""The files of a comparison: a page for each exercise, and two tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from tabletop.referee.outcomes.yardstick import yardstick
from tabletop.report.classroom.class_list import ClassList
from tabletop.report.classroom.comparison import compare
from tabletop.report.classroom.grades import seats_csv, tables_csv, unlisted
from tabletop.report.classroom.page import class_page
from tabletop.report.classroom.reading import Classroom, ExerciseGroup

SHOWN = 8
"""Characters of a version that identify it in a file's name."""


def class_texts(
    classroom: Classroom,
    names: Mapping[str, str],
    formats: Collection[str] = ("html", "csv"),
    *,
    linked: bool = True,
    aside: Sequence[str] = (),
    people: ClassList | None = None,
    complain: Callable[[str], None] = lambda _: None,
) -> dict[str, str]:
    """Return the comparison as texts by file name; a table that is the only one of its exercise has
    no page.

    `names` maps a transcript's path to its table's name, and where tables are `linked` there is a
    `NAME.html` beside the page. `aside` are sentences on what was left out. What a list of `people`
    says about them is added to their seats; `complain` is told whom it does not name.
    """
    texts: dict[str, str] = {}
    comparisons = []
    taken = {f"{name}.html".casefold() for name in names.values()}
    for group in classroom.groups:
        # One outcome space in memory at a time.
        found = compare(group, yardstick(group.exercise), names)
        if "html" in formats and len(group.tables) > 1:
            texts[_page_name(group, classroom.groups, taken)] = class_page(
                found, aside=aside, linked=linked, others=len(classroom.groups) - 1
            )
        comparisons.append(replace(found, yardstick=None))
    if "csv" in formats:
        texts["class-seats.csv"] = seats_csv(comparisons, people)
        if people is not None:
            for sentence in unlisted(comparisons, people):
                complain(sentence)
        texts["class-tables.csv"] = tables_csv(comparisons)
    return texts


def _page_name(
    group: ExerciseGroup, groups: Sequence[ExerciseGroup], taken: Collection[str]
) -> str:
    """Return a name that no table's own report has."""
    name = "class"
    if len(groups) > 1:
        same = sum(one.exercise.id == group.exercise.id for one in groups)
        version = f"-{group.version[:SHOWN]}" if same > 1 else ""
        name = f"class-{group.exercise.id}{version}"
    while f"{name}.html" in taken:
        name += "-compared"
    return f"{name}.html"
