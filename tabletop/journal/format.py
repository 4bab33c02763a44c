"""The text of a transcript: a header, then one `[[event]]` table per record, group by group.

After the header and after each group (the events of one submit, written at once) comes a comment,
`# saved to event 12`. What follows the last of these was being written when the power went, so a
move and what the referee made of it are there together or not at all.

Every record carries `chain`: SHA-256 over the previous record's chain and this record's canonical
JSON (without `chain`); the first builds on the hash of the header's canonical JSON, which is in a
comment after the header, `# chain 5eab...`, so that a header can be checked before any event.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Iterable, Sequence
from typing import Any

import tomli_w

from tabletop.errors import NotAllowed, UnreadableInput

FORMAT = 2
"""For new transcripts. Format 1, until November 2026, held a ruling's sentences where 2 holds
codes.
"""
EVENT = "[[event]]"
_SAVED = "# saved to event "
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
# TOML promises no more, so another reader of the file may keep no more.
_WHOLE_NUMBERS = range(-(2**63), 2**63)


def canonical(table: dict[str, Any]) -> bytes:
    """Return the one JSON text of a table: sorted keys, no spaces, UTF-8."""
    return _JSON.encode(table).encode("utf-8")


def genesis(header: dict[str, Any]) -> str:
    """Return the chain before the first event: the hash of the header."""
    return hashlib.sha256(canonical(header)).hexdigest()


def link(previous: str, record: dict[str, Any]) -> str:
    """Return the chain of a record (without its own `chain`) after a previous one."""
    return hashlib.sha256(previous.encode() + canonical(record)).hexdigest()


def chained(seq: int, previous: str, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the records that follow event `seq`, with their chains; any they had are replaced.

    Raises `NotAllowed` for what TOML can't hold, and `ValueError` when `seq` is not consecutive.
    """
    found = []
    for number, record in enumerate(records, start=seq + 1):
        if record["seq"] != number:
            raise ValueError(f"event {record['seq']} was given where event {number} comes next")
        plain = {key: value for key, value in record.items() if key != "chain"}
        refuse_unwritable([plain])
        previous = link(previous, plain)
        found.append({**plain, "chain": previous})
    return found


def refuse_unwritable(records: Sequence[dict[str, Any]]) -> None:
    """Raise `NotAllowed` for records that TOML can't hold."""
    for record in records:
        reason = unwritable(record)
        if reason:
            raise NotAllowed(f"event {record['seq']} can't be written: {reason}")


def checked(header: dict[str, Any]) -> dict[str, Any]:
    """Return the header, if it can be written. Raises `UnreadableInput` if not."""
    reason = unwritable(header)
    if reason:
        raise UnreadableInput(f"a transcript of this exercise can't be written: {reason}")
    if "event" in header:
        raise ValueError("a header has no table named 'event'")
    return header


def saved(seq: int) -> str:
    """Return the line after the header (0) or after a group that ends with an event."""
    return f"{_SAVED}{seq}\n"


def header_text(header: dict[str, Any]) -> str:
    """Return the header as text; long texts are broken into lines where that preserves them
    exactly.
    """
    laid_out = tomli_w.dumps(header, multiline_strings=True)
    # In the header alone a line of somebody's text could look like the start of an event.
    if f"\n{EVENT}" in laid_out or f"\n{_SAVED}" in laid_out or tomllib.loads(laid_out) != header:
        laid_out = tomli_w.dumps(header)
    return f"{laid_out}# chain {genesis(header)}\n{saved(0)}"


def group_text(records: Sequence[dict[str, Any]]) -> str:
    """Return a group as text. Player text stays on one line: no line of it can look like anything
    else.
    """
    # An event becomes one more of an array of tables, which tomli-w would otherwise write inline.
    tables = (tomli_w.dumps({"event": one}).replace("[event]", EVENT, 1) for one in records)
    return "".join(f"\n{table}" for table in tables) + saved(records[-1]["seq"])


def unwritable(value: Any) -> str:
    """Return why a value would not survive TOML unchanged; empty when it would.

    Raises `TypeError` for a value of a type that records do not contain.
    """
    if isinstance(value, dict):
        return _first(unwritable(inner) for pair in value.items() for inner in pair)
    if isinstance(value, list):
        return _first(unwritable(inner) for inner in value)
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return "its text holds half a character (a lone surrogate); remove it"
    elif isinstance(value, float):
        if not math.isfinite(value):
            return f"it holds {value}, which is not a number"
    elif not isinstance(value, int):
        raise TypeError(f"a transcript can't hold {type(value).__name__}")
    elif value not in _WHOLE_NUMBERS:
        return "it holds a whole number of more than 64 bits"
    return ""


def _first(reasons: Iterable[str]) -> str:
    return next((reason for reason in reasons if reason), "")
