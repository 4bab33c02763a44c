"""All points of an exercise as one CSV table, and an exercise's text with the points of a table.

A row for each option of an issue, of a decision, of the form and of the order, and for each
interaction, in the file's order; a column for each delegation, with those of its roles that have
points of their own beside it (`port.captain`). A range has a row for each corner that anybody has,
and a number that differs from what is worth there makes a corner. What injects change stays in the
file. The table holds ids and numbers and nothing an author has typed, so that no cell can be taken
for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import AmountIds, option_id
from tabletop.exercise.issues import Range
from tabletop.exercise.model import Exercise
from tabletop.exercise.points_columns import (
    INTERACTION,
    Options,
    Place,
    PointsChanged,
    PointsColumn,
    columns_of,
    options_of,
    taken,
    told_points,
    worth_of,
)
from tabletop.exercise.points_writing import edited
from tabletop.exercise.wording import quoted, unknown
from tabletop.files import printable

ISSUE, OPTION = "issue", "option"
"""The headings of the columns that identify a row."""
MOST_POINTS = 1e6
MOST_SAID = 20
"""The most wrong cells reported at once; the rest follow on the next run."""

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+")
"""Ambiguous: a thousand, or a one with three decimals."""
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_FORMULA = ("=", "@", "\t", "\r")


class WrongCells(UnreadableInput):
    """A table that can't be applied: `sentences` has one for each wrong cell, with its place."""

    def __init__(self, sentences: Sequence[str]) -> None:
        more = len(sentences) - 1
        super().__init__(sentences[0] if not more else f"{sentences[0]} (and {more} more)")
        self.sentences = tuple(sentences)


def points_csv(source: str, exercise: Exercise) -> str:
    """Return the table of an exercise and its text; an empty cell is worth nothing."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    columns = columns_of(exercise)
    rows.writerow([ISSUE, OPTION, *columns])
    options = options_of(source, exercise)
    for issue, option in options:
        # In a range an empty cell is no corner.
        nothing = "0" if _range_of(exercise, issue) is not None else ""
        worths = (
            told_points(worth_of(exercise, options, (issue, option), one)) or nothing
            for one in columns.values()
        )
        rows.writerow([issue, option, *worths])
    return out.getvalue()


def with_points(
    source: str, exercise: Exercise, table: str, name: str
) -> tuple[str, tuple[PointsChanged, ...]]:
    """Return the text of an exercise with the points of a table, and what has changed.

    Everything else in the text stays as it is, including comments and order. A row or column that
    the table leaves out keeps its points. `name` is the table's file in faults.

    Raises `WrongCells`, and `UnreadableInput` for what is not such a table.
    """
    options, columns = options_of(source, exercise), columns_of(exercise)
    given = _read(table, exercise, columns, options, name)
    changed = [
        PointsChanged(*place, heading, before, number)
        for place, row in given.items()
        for heading, number in row.items()
        if number != (before := worth_of(exercise, options, place, columns[heading]))
    ]
    return edited(source, exercise, options, columns, changed), tuple(changed)


def _range_of(exercise: Exercise, issue: str) -> Range | None:
    known = exercise.issue_by_id.get(issue)
    return None if known is None else known.range


# Reading


def _read(
    table: str,
    exercise: Exercise,
    columns: Mapping[str, PointsColumn],
    options: Options,
    name: str,
) -> dict[Place, dict[str, float]]:
    """Return the numbers of a table by option and column."""
    where = printable(name)
    # Where a comma is the decimal point, spreadsheets save CSV with semicolons.
    delimiter = max(",;\t", key=table.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(table, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise UnreadableInput(f"{where}: this is not a CSV file ({fault}); save it again") from None
    headings = _headings(rows[0] if rows else [], columns, where)
    wrong: list[str] = []
    found: dict[Place, dict[str, float]] = {}
    choices = _choices(options)
    for number, row in enumerate(rows[1:], 2):
        cells = [one.strip() for one in row]
        if any(cells):
            _row(exercise, choices, headings, cells, delimiter, found, wrong, f"{where}:{number}")
        if len(wrong) >= MOST_SAID:
            break
    if wrong:
        raise WrongCells(wrong)
    return found


def _choices(options: Iterable[Place]) -> dict[str, list[str]]:
    """Return what rows may be of: the options of each issue, and so on."""
    found: dict[str, list[str]] = {}
    for issue, option in options:
        found.setdefault(issue, []).append(option)
    return found


def _headings(cells: Sequence[str], columns: Mapping[str, PointsColumn], where: str) -> list[str]:
    headings = [one.strip().casefold() for one in cells]
    while headings and not headings[-1]:
        headings.pop()
    known = (ISSUE, OPTION, *columns)
    for needed in (ISSUE, OPTION):
        if needed not in headings:
            raise UnreadableInput(
                f"{where}:1: no column is called '{needed}'; the first line is "
                f"{','.join(known[:4])}{',...' if len(known) > 4 else ''}"
            )
    wrong = [
        f"{where}:1: {_cell(at, 1)}: {unknown('delegation', one, columns)}"
        for at, one in enumerate(headings)
        if one not in known
    ]
    wrong += [
        f"{where}:1: {_cell(at, 1)}: {quoted(one)} has a column already; take one out"
        for at, one in enumerate(headings)
        if one in headings[:at]
    ]
    if wrong:
        raise WrongCells(wrong[:MOST_SAID])
    return headings


def _row(
    exercise: Exercise,
    choices: Mapping[str, Sequence[str]],
    headings: Sequence[str],
    cells: Sequence[str],
    delimiter: str,
    found: dict[Place, dict[str, float]],
    wrong: list[str],
    where: str,
) -> None:
    """Add the numbers of one row, or a sentence for each wrong cell of it."""
    number = int(where.rpartition(":")[2])
    at_issue, at_option = headings.index(ISSUE), headings.index(OPTION)
    padded = [*cells, *[""] * (len(headings) - len(cells))]
    issue, option = padded[at_issue], padded[at_option]
    if any(padded[len(headings) :]):
        extra = _cell(len(headings), number)
        wrong.append(
            f"{where}: {extra}: there are more cells than headings; put a decimal comma in "
            "quotes, or separate columns by semicolons"
        )
        return
    if issue not in choices:
        wrong.append(f"{where}: {_cell(at_issue, number)}: {unknown('issue', issue, choices)}")
        return
    try:
        known_ids = exercise.choices.get(issue, ())
        ids = known_ids if isinstance(known_ids, AmountIds) else choices[issue]
        option = option_id(ids, option, f" of {issue}")
    except ValueError as fault:
        wrong.append(f"{where}: {_cell(at_option, number)}: {fault}")
        return
    if (issue, option) in found:
        said = f"{issue} {option} has a row already; take one out"
        wrong.append(f"{where}: {_cell(at_option, number)}: {said}")
        return
    row = found[issue, option] = {}
    for at, (heading, cell) in enumerate(zip(headings, padded, strict=False)):
        if heading in (ISSUE, OPTION):
            continue
        if not cell and _range_of(exercise, issue) is not None:
            continue
        try:
            row[heading] = cell_points(exercise, (issue, option), heading, cell, delimiter)
        except ValueError as fault:
            wrong.append(f"{where}: {_cell(at, number)} ({heading}): {fault}")


def cell_points(
    exercise: Exercise, place: Place, heading: str, cell: str, delimiter: str = ";"
) -> float:
    """Return the points that a cell gives to whom its column is of. Raises `ValueError` with what
    is wrong, and what to write.
    """
    issue, option = place
    number, known = _number(cell, delimiter), exercise.issue_by_id
    # The heading of a role has a point, which no delegation's id has.
    if number and "." in heading and issue == INTERACTION and not taken(exercise):
        raise ValueError(
            "an interaction counts for delegations, not for their roles; leave the cell empty"
        )
    quo = not exercise.whole and issue in known and known[issue].status_quo == option
    if number and quo:
        raise ValueError(
            "a status quo (an issue's first option) is worth nothing; leave the cell empty"
        )
    return number


def _number(cell: str, delimiter: str) -> float:
    """Read a cell as spreadsheets write it. Raises `ValueError` with what is wrong, and what to
    write.
    """
    text = cell.replace("\u2212", "-").replace("\u00a0", "").replace("\u202f", "")
    if not text:
        return 0.0
    if text.startswith(_FORMULA) or (
        text[0] in "+-" and not _NUMBER.fullmatch(text.replace(",", "."))
    ):
        raise ValueError(f"{quoted(cell)} is no number but a formula; give the number it makes")
    grouped = _GROUPED.fullmatch(text)
    if grouped and ("," in text or delimiter == ";"):
        whole = re.sub("[.,]", "", text)
        raise ValueError(
            f"{quoted(cell)} may be thousands or decimals; write {whole}, or a number "
            "with one or two decimals"
        )
    read = text.replace(",", ".")
    if not _NUMBER.fullmatch(read):
        raise ValueError(f"{quoted(cell)} is not a number; write one such as 4 or -2.5, or nothing")
    number = float(read)
    if abs(number) > MOST_POINTS:
        raise ValueError(
            f"{quoted(cell)} is more than points can be; write {MOST_POINTS:,.0f} at most"
        )
    return number + 0.0


def _cell(column: int, row: int) -> str:
    """Return a cell's name as in spreadsheets, such as C5."""
    letters, left = "", column + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"
