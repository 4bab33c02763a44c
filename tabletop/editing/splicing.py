"""One change to the text of an exercise file, with every other character as it was.

Each function returns the new text, and has made sure that it holds what was asked for and nothing
else is different; where that can't be done it raises `UnreadableInput`. tomlkit, which writes the
values, isn't asked to place them: it counts the comments above a table to the table before it, so
that a key added to the last delegation would come after the heading of what follows.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from tabletop.editing.writing import table_text, toml_key, toml_text
from tabletop.errors import UnreadableInput
from tabletop.exercise.locate import KeyPath, Spans, TableSpan, spans
from tabletop.exercise.toml import parse_written


def at_path(document: Any, path: KeyPath) -> Any:
    """Return what a document has at a path, or None."""
    for step in path:
        try:
            document = document[step]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def put(source: str, path: KeyPath, value: Any) -> str:
    """Return the text with another value at a path; its table must be there.

    Of a list or a table only what differs is written, so that comments within stay.
    """
    document = parse_written(source)
    if at_path(document, path) == value and type(at_path(document, path)) is type(value):
        return source
    expected = copy.deepcopy(document)
    holder = at_path(expected, path[:-1])
    last: Any = path[-1]
    if isinstance(holder, list) and isinstance(last, int) and 0 <= last <= len(holder):
        holder[last : last + 1] = [copy.deepcopy(value)]
    elif isinstance(holder, dict) and isinstance(last, str):
        holder[last] = copy.deepcopy(value)
    else:
        raise _by_hand(path)
    return _made(path, expected, lambda: _put(source, path, value, document))


def remove(source: str, path: KeyPath) -> str:
    """Return the text without a key, or without one entry of a list; comments within that entry go
    with it, and no others.
    """
    expected = parse_written(source)
    holder, last = at_path(expected, path[:-1]), path[-1]
    try:
        del holder[last]
    except (KeyError, IndexError, TypeError):
        raise _by_hand(path) from None
    if holder == [] and path not in spans(source).values:
        # Of a list written as tables nothing is left, not even its name.
        del at_path(expected, path[:-2])[path[-2]]
    return _made(path, expected, lambda: _removed(source, path))


def add_entry(source: str, path: KeyPath, table: Mapping[str, Any]) -> str:
    """Return the text with one more entry at the end of a list of tables, in the way in which the
    others are written.
    """
    document = parse_written(source)
    expected = copy.deepcopy(document)
    holder = at_path(expected, path[:-1])
    if not isinstance(holder, dict) or not isinstance(holder.setdefault(str(path[-1]), []), list):
        raise _by_hand(path)
    holder[str(path[-1])].append(copy.deepcopy(dict(table)))
    return _made(path, expected, lambda: _added(source, path, table, document))


def move_entry(source: str, path: KeyPath, by: int) -> str:
    """Return the text with an entry of a list before (-1) or after (1) its neighbour.

    The two change places, and what stands between them stays.
    """
    expected = parse_written(source)
    holder, at = at_path(expected, path[:-1]), path[-1]
    if not isinstance(holder, list) or not isinstance(at, int):
        raise _by_hand(path)
    other = at + by
    if not (0 <= at < len(holder) and 0 <= other < len(holder)):
        return source
    holder[at], holder[other] = holder[other], holder[at]
    return _made(path, expected, lambda: _moved(source, path, min(at, other)))


def path_at_line(source: str, line: int) -> KeyPath:
    """Return the path of what stands on a line of a text, or of the table it is in."""
    found = spans(source)
    starts = [0]
    while (end := source.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    start = starts[min(max(line, 1), len(starts)) - 1]
    end = _line_end(source, start)
    before = [(at, path) for path, at in found.keys.items() if at <= end]
    return max(before, default=(0, ()), key=lambda one: one[0])[1]


def newline_of(source: str) -> str:
    """Return how the lines of a text end."""
    first = source.find("\n")
    return "\r\n" if first > 0 and source[first - 1] == "\r" else "\n"


def _made(path: KeyPath, expected: Any, make: Callable[[], str | None]) -> str:
    text = make()
    try:
        if text is not None and _same(parse_written(text), expected):
            return text
    except ValueError:
        pass
    raise _by_hand(path)


def _same(one: Any, other: Any) -> bool:
    """Return whether two documents hold the same, in the same order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def _by_hand(path: KeyPath) -> UnreadableInput:
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    return UnreadableInput(
        f"{where} can't be changed without changing something else in the file; change it by hand "
        "in a text editor"
    )


# Values


def _put(source: str, path: KeyPath, value: Any, document: Any) -> str | None:
    found = spans(source)
    old = at_path(document, path)
    if path not in found.values:
        return None if old is not None else _new_key(source, path, value, found)
    if isinstance(value, dict) and isinstance(old, dict) and old and value:
        for key in [one for one in old if one not in value]:
            source = remove(source, (*path, key))
        for key, one in value.items():
            source = put(source, (*path, key), one)
        return source
    if isinstance(value, list) and isinstance(old, list) and old and value:
        for at in range(len(old) - 1, len(value) - 1, -1):
            source = remove(source, (*path, at))
        for at, one in enumerate(value):
            source = put(source, (*path, at), one)
        return source
    start, end = found.values[path]
    if isinstance(old, list | dict) and old and "#" in source[start:end]:
        return None
    long = source.startswith(('"""', "'''"), start)
    return source[:start] + toml_text(value, newline_of(source), long=long) + source[end:]


def _new_key(source: str, path: KeyPath, value: Any, found: Spans) -> str | None:
    """Write a key that is not there: after the last one of its table, or within its braces."""
    around, last, newline = path[:-1], path[-1], newline_of(source)
    text = toml_text(value, newline)
    pair = text if isinstance(last, int) else f"{toml_key(last)} = {text}"
    if around in found.values:
        return _inside(source, around, pair, found)
    table = next((one for one in found.tables if one.path == around), None)
    if table is None:
        return None
    if table.end == 0:
        return f"{pair}{newline}{source}"
    at = _line_end(source, table.end)
    return f"{source[:at]}{newline}{pair}{source[at:]}"


def _inside(source: str, path: KeyPath, pair: str, found: Spans) -> str:
    """Write one more thing into a list or a table in braces, on a line of its own where the last
    one has one.
    """
    start, end = found.values[path]
    depth = len(path) + 1
    inner = [one for one in found.values if len(one) >= depth and one[: len(path)] == path]
    direct = [one for one in inner if len(one) == depth] or inner
    if not direct:
        before, after = source[start], source[end - 1]
        pad = " " if before == "{" else ""
        return f"{source[:start]}{before}{pad}{pair}{pad}{after}{source[end:]}"
    last = max(direct, key=lambda one: found.values[one][1])
    begun = found.keys.get(last, found.values[last][0])
    if isinstance(last[-1], int):
        begun = found.values[last][0]
    at = found.values[last][1]
    line = source.rfind("\n", 0, begun) + 1
    indent = source[line:begun]
    between = f"{newline_of(source)}{indent}" if not indent.strip() and line > start else " "
    return f"{source[:at]},{between}{pair}{source[at:]}"


def _line_end(source: str, at: int) -> int:
    """Return where the line of a place ends, before the end of line itself."""
    end = source.find("\n", at)
    end = len(source) if end < 0 else end
    return end - 1 if source[end - 1 : end] == "\r" else end


# Entries


def _removed(source: str, path: KeyPath) -> str | None:
    found = spans(source)
    if path in found.values:
        around = path[:-1]
        if around in found.values:
            return _out_of(source, path, found)
        start, end = found.keys[path], found.values[path][1]
        line = source.rfind("\n", 0, start) + 1
        rest = _line_end(source, end)
        comment = source[end:rest].strip()
        if comment:
            return f"{source[:start]}{comment}{source[rest:]}"
        return source[:line] + source[_next_line(source, rest) :]
    block = _block(found, path)
    if block is None:
        return None
    start, end = block
    after = _next_line(source, _line_end(source, end))
    # One of the two empty lines that would come to stand together.
    blank = _next_line(source, after)
    if not source[after:blank].strip() and blank > after:
        after = blank
    return source[:start] + source[after:]


def _out_of(source: str, path: KeyPath, found: Spans) -> str | None:
    """Take one thing out of a list or a table in braces, with the comma that it needed."""
    depth = len(path)
    beside = sorted(
        found.values[one]
        for one in found.values
        if len(one) == depth and one[:-1] == path[:-1] and one != path
    )
    start = found.values[path][0] if isinstance(path[-1], int) else found.keys[path]
    end = found.values[path][1]
    later = [one for one in beside if one[0] > start]
    if later:
        nxt = min(later)[0]
        if not isinstance(path[-1], int):
            nxt = min(found.keys[one] for one in found.values if found.values[one] == min(later))
        between = source[end:nxt]
        if "#" not in between:
            return source[:start] + source[nxt:]
        at = source.index(",", end)
        return source[:start] + source[end:at] + source[at + 1 :].lstrip(" ")
    if beside:
        before = max(beside)[1]
        if "#" in source[before:start]:
            return source[:start] + source[end:]
        comma = source.find(",", before, start)
        return None if comma < 0 else source[:comma] + source[end:]
    rest = source[end:].lstrip()
    outer = found.values[path[:-1]][1]
    after = source[end:outer]
    if "#" not in after and rest.startswith(","):
        after = after.replace(",", "", 1)
    return source[:start].rstrip(" ") + after.lstrip(" ") + source[outer:]


def _block(found: Spans, path: KeyPath) -> tuple[int, int] | None:
    """Return where the header of an entry starts and the last thing below it ends, if the headers
    below it follow it without others between.
    """
    own = [at for at, one in enumerate(found.tables) if one.path[: len(path)] == path]
    if not own or own != list(range(own[0], own[-1] + 1)):
        return None
    tables: list[TableSpan] = [found.tables[at] for at in own]
    return tables[0].start, max(one.end for one in tables)


def _next_line(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end + 1


def _added(source: str, path: KeyPath, table: Mapping[str, Any], document: Any) -> str | None:
    found, newline = spans(source), newline_of(source)
    listed = at_path(document, path) or []
    if path in found.values:
        return _inside(source, path, toml_text(table), found)
    header = ".".join(toml_key(step) for step in path if isinstance(step, str))
    text = table_text(header, table, newline)
    around = (*path, len(listed) - 1) if listed else path[:-1]
    block = _block(found, around) if around else (0, len(source.rstrip()))
    if block is None:
        return None
    if not around and not listed:
        # At the end of the file, after whatever comments are there.
        kept = source.rstrip()
        return f"{kept}{newline}{newline}{text}{newline}{source[len(kept) :].lstrip()}"
    at = _line_end(source, block[1])
    return f"{source[:at]}{newline}{newline}{text}{source[at:]}"


def _moved(source: str, path: KeyPath, first: int) -> str | None:
    found = spans(source)
    places: list[tuple[int, int]] = []
    for at in (first, first + 1):
        one = (*path[:-1], at)
        place = found.values.get(one) or _block(found, one)
        if place is None:
            return None
        places.append(place)
    (start, end), (other, last) = places
    return (
        source[:start] + source[other:last] + source[end:other] + source[start:end] + source[last:]
    )
