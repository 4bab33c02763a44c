"""Parse the events of a transcript, block by block.

Nearly every line of a transcript is plain: a bare key with a text, a number, true, false, or a list
of texts; the head of a table, or of an array of tables. Such lines are read here, ten times as fast
as by tomllib, which still reads every block with any other line in it, and the whole text where
blocks can't be read separately. So exactly what tomllib refuses is refused, and the result is the
same.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tabletop.files import parse_toml
from tabletop.journal.format import EVENT

# Only escapes that mean the same in JSON.
_TEXT = r'"[^"\\\x00-\x1f\x7f]*(?:\\["\\bfnrt][^"\\\x00-\x1f\x7f]*)*"'
_LINE = re.compile(
    rf"""
    ([A-Za-z0-9_-]+)\ =\ (?:
        ({_TEXT})
      | (\[(?:\n(?:\ \ \ \ {_TEXT},\n)*)?\])
      | (-?(?:0|[1-9][0-9]{{0,17}}))
      | (-?(?:0|[1-9][0-9]*)\.[0-9]+)
      | (true|false)
    )\n
    | \[event\.([A-Za-z0-9_-]+)(?:\.([A-Za-z0-9_-]+))?\]\n
    | \[\[event\.([A-Za-z0-9_-]+)\]\]\n
    | (?:\#\ saved\ to\ event\ [0-9]+)?\n
    | (.)  # nothing plain: found at once, where a search would try every later letter, and again
    """,
    re.VERBOSE | re.DOTALL,
)
_TEXTS = re.compile(_TEXT)


def read_events(text: str) -> dict[str, Any]:
    """Return what `tomllib.loads` makes of the text after a transcript's header.
    Raises as it does.
    """
    before, *blocks = text.split(f"\n{EVENT}\n")
    if before:
        return parse_toml(text)
    records: list[dict[str, Any]] = []
    for block in blocks:
        record = _plain(block)
        if record is not None:
            records.append(record)
            continue
        try:
            found = parse_toml(f"{EVENT}\n{block}")
        except ValueError:
            # Read as a whole, the fault has its line; or the block was only part of a long text.
            return parse_toml(text)
        if len(found) > 1:
            return parse_toml(text)
        records += found["event"]
    return {"event": records} if records else {}


def _plain(block: str) -> dict[str, Any] | None:
    """Return the record of a block of plain lines; None when any of them is not plain."""
    record: dict[str, Any] = {}
    table = record
    lists: dict[str, list[dict[str, Any]]] = {}
    for found in _LINE.finditer(block):
        key, text, texts, whole, broken, truth, inner, within, listed, strange = found.groups()
        if strange is not None:
            return None
        if listed is not None:
            if listed not in lists:
                if listed in record:
                    return None
                lists[listed] = record[listed] = []
            table = {}
            lists[listed].append(table)
        elif within is not None:
            if inner not in lists or within in lists[inner][-1]:
                return None
            table = lists[inner][-1][within] = {}
        elif inner is not None:
            if inner in record:
                return None
            table = record[inner] = {}
        elif key is not None:
            if key in table:
                return None
            if text is not None:
                table[key] = _text(text)
            elif texts is not None:
                table[key] = [_text(one) for one in _TEXTS.findall(texts)]
            elif whole is not None:
                table[key] = int(whole)
            elif broken is not None:
                table[key] = float(broken)
            else:
                table[key] = truth == "true"
    return record


def _text(quoted: str) -> str:
    if "\\" not in quoted:
        return quoted[1:-1]
    text: str = json.loads(quoted)
    return text
