"""Put changed points into the text of an exercise file, with all else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import AmountIds, corners_of
from tabletop.exercise.issues import Issue
from tabletop.exercise.model import Exercise
from tabletop.exercise.points_columns import (
    Options,
    Path,
    PointsChanged,
    PointsColumn,
    told_points,
)
from tabletop.exercise.toml import parse_written
from tabletop.text.lists import some_of

Keys = tuple[str, ...]
"""The keys of a number below the `points` of a table."""


def edited(
    source: str,
    exercise: Exercise,
    options: Options,
    columns: Mapping[str, PointsColumn],
    changed: Sequence[PointsChanged],
) -> str:
    """Return the text with other points. Raises `UnreadableInput` where that can't be done without
    changing something else.
    """
    import tomlkit

    document: Any = tomlkit.parse(source)
    expected: Any = parse_written(source)
    for path, keys, value in _writes(exercise, options, columns, changed):
        where, written = _place(expected, path, keys, value)
        if isinstance(_at(expected, where), str):
            raise _by_hand(changed)
        inner = _at(expected, where).setdefault("points", {})
        if isinstance(written, _InList):
            inner[keys[0]][written.place] = value
            _at(document, where)["points"][keys[0]][written.place] = value
            continue
        for key in keys[:-1]:
            inner = inner.setdefault(key, {})
        inner[keys[-1]] = written
        _write(_at(document, where), ("points", *keys), written)
    text = str(tomlkit.dumps(document))
    if parse_written(text) != expected:
        raise _by_hand(changed)
    return text


@dataclass(frozen=True)
class _InList:
    """A number that stands in a delegation's list of points beside `options`."""

    place: int


def _place(document: Any, path: Path, keys: Keys, number: Any) -> tuple[Path, Any]:
    """Return the table whose points hold a number, and what to write there: the number, its place
    in a list that is there, or a list that has to be made.
    """
    table = _at(document, path[:-2]) if path[-2:-1] == ("option",) else {}
    if "options" not in table:
        return path, number
    (party,) = keys
    at, options = path[-1], table["options"]
    own = options[at].get("points", {}) if isinstance(options[at], dict) else {}
    if party in own:
        return (*path[:-2], "options", at), number
    if party in table.get("points", {}):
        return path[:-2], _InList(at)
    listed = [0 if place != at else number for place in range(len(options))]
    elsewhere = any(isinstance(one, dict) and party in one.get("points", {}) for one in options)
    if own or elsewhere:
        return (*path[:-2], "options", at), number
    return path[:-2], listed


def _writes(
    exercise: Exercise,
    options: Options,
    columns: Mapping[str, PointsColumn],
    changed: Sequence[PointsChanged],
) -> Iterator[tuple[Path, Keys, Any]]:
    """Yield what to write: the path of a table, the keys below its `points`, and the value."""
    in_ranges: dict[tuple[str, str], list[PointsChanged]] = {}
    for one in changed:
        issue = exercise.issue_by_id.get(one.issue)
        if issue is not None and issue.range is not None:
            in_ranges.setdefault((one.issue, one.delegation), []).append(one)
            continue
        column, number = columns[one.delegation], _whole(one.after)
        if column.role is not None:
            yield column.path, (one.issue, one.option), number
        else:
            yield options[one.issue, one.option][0], (one.delegation,), number
    for (id, heading), some in in_ranges.items():
        issue, column = exercise.issue_by_id[id], columns[heading]
        corners = _corners(issue, column, some)
        if column.role is not None:
            for place, worth in corners:
                if column.role.points.get(id, {}).get(issue.ids[place]) != worth:
                    yield column.path, (id, issue.ids[place]), _whole(worth)
            continue
        path: Path = ("issue", exercise.issues.index(issue))
        at = issue.amounts.number
        yield path, (heading,), [[_whole(at(place)), _whole(worth)] for place, worth in corners]


def _corners(
    issue: Issue, column: PointsColumn, changed: Sequence[PointsChanged]
) -> list[tuple[int, float]]:
    """Return the corners of a range with those that change, for whom a column is of."""
    ends = {0: 0.0, len(issue.ids) - 1: 0.0}
    if column.role is None:
        known = dict(issue.corners.get(column.delegation, ())) or ends
    else:
        ids = issue.ids
        own = column.role.points.get(issue.id, {})
        known = dict(corners_of(ids, own)) if isinstance(ids, AmountIds) and own else ends
    known |= {issue.ids.index(one.option): one.after for one in changed}
    return sorted(known.items())


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def _write(table: Any, keys: Sequence[str], value: Any) -> None:
    """Set a value in a table below a table, in the style already used there."""
    import tomlkit
    from tomlkit.items import InlineTable

    key, first, *deeper = keys
    inside: Any = table.get(key)
    braces: Any = InlineTable
    if inside is None or (isinstance(inside, braces) and first not in inside):
        # Added to one in braces, it would stand without a space before the last of them.
        kept = [] if inside is None else _texts(inside)
        kept.append(f"{_key(first)} = {_text(deeper, value)}")
        table[key] = tomlkit.value(f"{{ {', '.join(kept)} }}")
    elif not deeper:
        inside[first] = value
    elif first in inside:
        _write(inside, keys[1:], value)
    else:
        inside[first] = tomlkit.value(_text(deeper, value))


def _texts(inside: Any) -> list[str]:
    """Return what a table in braces has, as it is written."""
    return [f"{_key(name)} = {inside.item(name).as_string()}" for name in inside]


def _text(keys: Sequence[str], value: Any) -> str:
    """Return a value as TOML, in a table in braces for each key."""
    text = f"{value}"
    for key in reversed(keys):
        text = f"{{ {_key(key)} = {text} }}"
    return text


def _key(name: str) -> str:
    """Return a key as TOML has it: a number with decimals in quotes."""
    import tomlkit

    return tomlkit.key(name).as_string()


def _by_hand(changed: Sequence[PointsChanged]) -> UnreadableInput:
    numbers = [
        f"{one.issue} {one.option} {one.delegation} = {told_points(one.after) or 0}"
        for one in changed
    ]
    return UnreadableInput(
        "the points can't be put into this file without changing something else in it; write "
        f"them by hand: {some_of(numbers)}"
    )
