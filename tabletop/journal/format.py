"""The text of a transcript: a header, then one `[[event]]` table a record, group by group.

After the header and after each group (the events of one submit, written at once) stands a comment,
`# saved to event 12`. What is behind the last of these was being written when the power went.

Every record carries `chain`: SHA-256 over the previous record's chain and this record's canonical
JSON; the first builds on the hash of the header's canonical JSON.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Iterable
from typing import Any

import tomli_w

from tabletop.errors import UnreadableInput

FORMAT = 1
EVENT = "[[event]]"
_SAVED = "# saved to event "


def canonical(table: dict[str, Any]) -> bytes:
    """The one JSON text of a table: sorted keys, no spaces, UTF-8."""
    text = json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def genesis(header: dict[str, Any]) -> str:
    """The chain before the first event: the hash of the header."""
    return hashlib.sha256(canonical(header)).hexdigest()


def link(previous: str, record: dict[str, Any]) -> str:
    """The chain of a record (without its own `chain`) after a previous one."""
    return hashlib.sha256(previous.encode() + canonical(record)).hexdigest()


def chained(previous: str, records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records with their chains. Raises `UnreadableInput` for what TOML can't hold."""
    found = []
    for record in records:
        _refuse_unwritable(record, record)
        previous = link(previous, record)
        found.append({**record, "chain": previous})
    return found


def saved(seq: int) -> str:
    """The line behind the header (0) or behind a group that ends with an event."""
    return f"{_SAVED}{seq}\n"


def header_text(header: dict[str, Any]) -> str:
    """The header as text; long texts are laid out in lines where that keeps them exactly."""
    laid_out = tomli_w.dumps(header, multiline_strings=True)
    # In the header alone could a line of somebody's text look like the start of an event.
    if f"\n{EVENT}" in laid_out or f"\n{_SAVED}" in laid_out or tomllib.loads(laid_out) != header:
        laid_out = tomli_w.dumps(header)
    return laid_out + saved(0)


def group_text(records: Iterable[dict[str, Any]]) -> str:
    """A group as text. Player text stays on one line: no line of it can look like anything else."""
    seq = 0
    parts = []
    for record in records:
        table = tomli_w.dumps({"event": record})
        parts.append("\n" + table.replace("[event]", EVENT, 1))
        seq = record["seq"]
    return "".join(parts) + saved(seq)


def _refuse_unwritable(value: Any, record: dict[str, Any]) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_unwritable(inner, record)
    elif isinstance(value, list):
        for inner in value:
            _refuse_unwritable(inner, record)
    elif isinstance(value, float) and not math.isfinite(value):
        raise UnreadableInput(f"event {record['seq']} holds {value}, which is no number")
    elif isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise UnreadableInput(
                f"event {record['seq']} holds half a character (a lone surrogate); remove it"
            ) from None
    elif not isinstance(value, bool | int | float):
        raise TypeError(f"event {record['seq']}: a transcript can't hold {type(value).__name__}")
