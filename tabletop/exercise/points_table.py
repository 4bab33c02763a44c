"""All points of an exercise as one CSV table, and an exercise's text with the points of a table.

A row for each option of an issue, of the form and of the order, and for each interaction, in the
file's order; a column for each delegation. A range has a row for each corner that anybody has, and
a number that differs from what is worth there makes a corner. What injects change stays in the
file. The table holds ids and numbers and nothing an author has typed, so that no cell can be taken
for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import AmountIds, option_id
from tabletop.exercise.decisions import DecisionOption
from tabletop.exercise.issues import Range
from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import FormOption, Interaction, Option
from tabletop.exercise.toml import parse_written
from tabletop.exercise.wording import quoted, unknown
from tabletop.files import printable
from tabletop.text.lists import some_of

ISSUE, OPTION = "issue", "option"
"""The headings of the columns that identify a row."""
MOST_POINTS = 1e6
MOST_SAID = 20
"""The most wrong cells reported at once; the rest follow on the next run."""

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+")
"""Ambiguous: a thousand, or a one with three decimals."""
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_FORMULA = ("=", "@", "\t", "\r")

Place = tuple[str, str]
"""An issue, or `form` or `order`, and one of its options; or `interaction` and its id."""
Worth = Option | FormOption | Interaction | DecisionOption
Options = dict[Place, tuple[tuple[Any, ...], Worth]]
"""What may have points, with the key path of its table in the file."""
INTERACTION = "interaction"


@dataclass(frozen=True)
class PointsChanged:
    """One number in which a table differs from the file."""

    issue: str
    option: str
    delegation: str
    before: float
    after: float


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
    parties = [one.id for one in exercise.delegations]
    rows.writerow([ISSUE, OPTION, *parties])
    for (issue, option), (_, found) in _options(source, exercise).items():
        # In a range an empty cell is no corner.
        nothing = "0" if _range_of(exercise, issue) is not None else ""
        worths = (_told(found.points.get(one, 0.0)) or nothing for one in parties)
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
    options = _options(source, exercise)
    given = _read(table, exercise, options, name)
    changed = [
        PointsChanged(*place, party, before, number)
        for place, row in given.items()
        for party, number in row.items()
        if number != (before := _worth(exercise, options, place).points.get(party, 0.0))
    ]
    return _edited(source, exercise, options, changed), tuple(changed)


def _worth(exercise: Exercise, options: Options, place: Place) -> Worth:
    if place in options:
        return options[place][1]
    issue, value = place
    return exercise.issue_by_id[issue].option_by_id[value]


def _range_of(exercise: Exercise, issue: str) -> Range | None:
    known = exercise.issue_by_id.get(issue)
    return None if known is None else known.range


def _options(source: str, exercise: Exercise) -> Options:
    """Return every option that may have points, with its key path in the file."""
    document = parse_written(source)
    found: Options = {}
    for at, issue in enumerate(exercise.issues):
        for place, option in enumerate(issue.listed):
            found[issue.id, option.id] = ("issue", at, "option", place), option
        if issue.range is not None:
            for place in issue.landmarks:
                found[issue.id, issue.ids[place]] = ("issue", at), issue.options[place]
    for at, decision in enumerate(exercise.decisions):
        for place, answer in enumerate(decision.options):
            found[decision.id, answer.id] = ("decision", at, "option", place), answer
    for choice, chosen in (("form", exercise.form), ("order", exercise.order)):
        if choice in document:
            for place, one in enumerate(chosen.options):
                found[choice, one.id] = (choice, "option", place), one
    # An issue may have that name; its options are what such rows are of then.
    if INTERACTION not in exercise.issue_by_id:
        for at, both in enumerate(exercise.interactions):
            found[INTERACTION, both.id] = (INTERACTION, at), both
    return found


def _told(points: float) -> str:
    """Return a number in its shortest form; empty for None."""
    if not points:
        return ""
    return str(int(points)) if points == int(points) else repr(float(points))


# Reading


def _read(
    table: str, exercise: Exercise, options: Iterable[Place], name: str
) -> dict[Place, dict[str, float]]:
    """Return the numbers of a table by option and delegation."""
    where = printable(name)
    # Where a comma is the decimal point, spreadsheets save CSV with semicolons.
    delimiter = max(",;\t", key=table.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(table, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise UnreadableInput(f"{where}: this is not a CSV file ({fault}); save it again") from None
    parties = tuple(one.id for one in exercise.delegations)
    headings = _headings(rows[0] if rows else [], parties, where)
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


def _headings(cells: Sequence[str], parties: Sequence[str], where: str) -> list[str]:
    headings = [one.strip().casefold() for one in cells]
    while headings and not headings[-1]:
        headings.pop()
    known = (ISSUE, OPTION, *parties)
    for needed in (ISSUE, OPTION):
        if needed not in headings:
            raise UnreadableInput(
                f"{where}:1: no column is called '{needed}'; the first line is "
                f"{','.join(known[:4])}{',...' if len(known) > 4 else ''}"
            )
    wrong = [
        f"{where}:1: {_cell(at, 1)}: {unknown('delegation', one, parties)}"
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
    whole, known = exercise.whole, exercise.issue_by_id
    quo = not whole and issue in known and known[issue].status_quo == option
    for at, (heading, cell) in enumerate(zip(headings, padded, strict=False)):
        if heading in (ISSUE, OPTION):
            continue
        if not cell and _range_of(exercise, issue) is not None:
            continue
        try:
            row[heading] = _number(cell, delimiter)
            if quo and row[heading]:
                raise ValueError(
                    "a status quo (an issue's first option) is worth nothing; leave the cell empty"
                )
        except ValueError as fault:
            wrong.append(f"{where}: {_cell(at, number)} ({heading}): {fault}")


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


# Writing


def _edited(
    source: str,
    exercise: Exercise,
    options: Options,
    changed: Sequence[PointsChanged],
) -> str:
    import tomlkit

    document: Any = tomlkit.parse(source)
    expected: Any = parse_written(source)
    corners = _corners(exercise, changed)
    for (issue, party), points in corners.items():
        at = exercise.issues.index(exercise.issue_by_id[issue])
        _at(expected, ("issue", at)).setdefault("points", {})[party] = points
        _write(_at(document, ("issue", at)), party, points)
    for one in changed:
        if (one.issue, one.delegation) in corners:
            continue
        path, _ = options[one.issue, one.option]
        number = int(one.after) if one.after == int(one.after) else one.after
        where, value = _place(expected, path, one.delegation, number)
        if isinstance(_at(expected, where), str):
            raise _by_hand(changed)
        held = _at(expected, where).setdefault("points", {})
        if isinstance(value, _InList):
            held[one.delegation][value.place] = number
            _at(document, where)["points"][one.delegation][value.place] = number
        else:
            held[one.delegation] = value
            _write(_at(document, where), one.delegation, value)
    text = str(tomlkit.dumps(document))
    if parse_written(text) != expected:
        raise _by_hand(changed)
    return text


@dataclass(frozen=True)
class _InList:
    """A number that stands in a delegation's list of points beside `options`."""

    place: int


def _place(
    document: Any, path: Sequence[Any], party: str, number: float
) -> tuple[Sequence[Any], Any]:
    """Return the table whose points hold a delegation's for an option, and what to write there: the
    number, its place in a list that is there, or a list that has to be made.
    """
    table = _at(document, path[:-2])
    if path[-2:-1] != ("option",) or "options" not in table:
        return path, number
    at, options = path[-1], table["options"]
    own = options[at].get("points", {}) if isinstance(options[at], dict) else {}
    if party in own:
        return (*path[:-2], "options", at), number
    if party in table.get("points", {}):
        return path[:-2], _InList(at)
    listed = [0.0 if place != at else number for place in range(len(options))]
    elsewhere = any(isinstance(one, dict) and party in one.get("points", {}) for one in options)
    if own or elsewhere:
        return (*path[:-2], "options", at), number
    return path[:-2], [_whole(one) for one in listed]


def _corners(
    exercise: Exercise, changed: Sequence[PointsChanged]
) -> dict[tuple[str, str], list[list[float]]]:
    """Return the corners of ranges that change, by issue and delegation."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for one in changed:
        issue = exercise.issue_by_id.get(one.issue)
        if issue is None or issue.range is None:
            continue
        ends = {0: 0.0, len(issue.ids) - 1: 0.0}
        known = dict(issue.corners.get(one.delegation, ends.items()))
        corners = found.setdefault((one.issue, one.delegation), known)
        corners[issue.ids.index(one.option)] = one.after
    return {
        (issue, party): [
            [_whole(exercise.issue_by_id[issue].amounts.number(place)), _whole(corners[place])]
            for place in sorted(corners)
        ]
        for (issue, party), corners in found.items()
    }


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def _at(document: Any, path: Sequence[Any]) -> Any:
    for step in path:
        document = document[step]
    return document


def _write(option: Any, party: str, number: Any) -> None:
    """Set a delegation's points in an option's table, in the style already used there."""
    import tomlkit
    from tomlkit.items import InlineTable

    points: Any = option.get("points")
    braces: Any = InlineTable
    if points is None:
        option["points"] = tomlkit.value(f"{{ {party} = {number} }}")
    elif party in points or not isinstance(points, braces):
        points[party] = number
    else:
        # Added to one in braces, it would stand without a space before the last of them.
        inside = [f"{name} = {points.item(name).as_string()}" for name in points]
        inside.append(f"{party} = {number}")
        option["points"] = tomlkit.value(f"{{ {', '.join(inside)} }}")


def _by_hand(changed: Sequence[PointsChanged]) -> UnreadableInput:
    numbers = [
        f"{one.issue} {one.option} {one.delegation} = {_told(one.after) or 0}" for one in changed
    ]
    return UnreadableInput(
        "the points can't be put into this file without changing something else in it; write "
        f"them by hand: {some_of(numbers)}"
    )
