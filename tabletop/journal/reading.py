"""Read a transcript: what is whole, what was torn, and what does not verify.

tomllib reads the header; `blocks` reads the events as it would, and faster.
tests/benchmarks/journal_speed.py compares that with compiled parsers.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabletop.errors import TranscriptDamaged, UnreadableInput
from tabletop.files import parse_toml, read_file
from tabletop.journal.blocks import read_events
from tabletop.journal.damage import CHANGED, Content
from tabletop.journal.format import FORMAT, genesis, link
from tabletop.journal.limits import LARGEST, WANTED
from tabletop.journal.origin import Origin, origin_of
from tabletop.journal.tail import is_torn, whole_length


@dataclass(frozen=True)
class Transcript:
    """A verified transcript: its header, its records with their chains, and what was torn off."""

    where: str
    """What people call it."""
    name: str
    """In its store."""
    header: dict[str, Any]
    records: list[dict[str, Any]]
    torn: bytes = b""
    origin: Origin | None = None
    """The transcript it was forked from, if it was."""
    doubt: str = ""
    """Why its chain could not be verified; empty when it was."""

    @property
    def chain(self) -> str:
        """The chain that the next record builds on."""
        return str(self.records[-1]["chain"]) if self.records else genesis(self.header)

    def groups(self) -> list[list[dict[str, Any]]]:
        """Return the records by group: each first record with what it caused."""
        found: list[list[dict[str, Any]]] = []
        for record in self.records:
            if "cause" in record and found:
                found[-1].append(record)
            else:
                found.append([record])
        return found


_READ = range(1, FORMAT + 1)


def read_transcript_file(path: str | Path, *, later: bool = False) -> Transcript:
    """Read and verify a transcript; the file is never changed and may be in use.

    A tail that was being written when the writer stopped is ignored (`torn`). With `later`, one of
    a later format is read as far as possible, and `doubt` says that nothing was verified. Raises
    `UnreadableInput` for what is not a transcript of this format and `TranscriptDamaged`, with the
    event's number, for what does not verify.
    """
    path = Path(path)
    return legible(str(path), path.name, read_file(path, LARGEST, WANTED), later=later)


def legible(where: str, name: str, text: bytes, *, later: bool = False) -> Transcript:
    """Return the transcript in a text; with `later`, of a later format too. Raises as above."""
    try:
        return verified(where, name, text)
    except UnreadableInput:
        found = _legible_later(where, name, text) if later else None
        if found is None:
            raise
        return found


def verified(where: str, name: str, text: bytes) -> Transcript:
    """Return the transcript in a text. Raises as `read_transcript_file` does."""
    # Some editors add a byte order mark when saving.
    text = text.removeprefix(BOM_UTF8)
    content = Content(where, text)
    whole = whole_length(text)
    if not content.start or not whole:
        raise _no_header(content)
    header = _parsed(content, 0, content.start, parse_toml)
    _refuse_other_formats(where, header)
    records = _records(content, whole)
    _verify_chain(content, header, records)
    marked = int(text[text.rindex(b" ", 0, whole) : whole])
    if marked != len(records) or not is_torn(text, whole, len(records)):
        raise TranscriptDamaged(
            f"{where}: what follows event {len(records)} {CHANGED}; restore the file from a copy",
            len(records) + 1,
        )
    origin = origin_of(header, where, len(records))
    return Transcript(where, name, header, records, text[whole:], origin)


def _legible_later(where: str, name: str, text: bytes) -> Transcript | None:
    """Return a transcript of a later format, if it is still TOML with numbered
    events; else None.
    """
    try:
        header = parse_toml(text.decode("utf-8-sig"))
    except ValueError:
        return None
    records = header.pop("event", [])
    about = header.get("transcript")
    if not (
        isinstance(about, dict)
        and isinstance(about.get("format"), int)
        and about["format"] > FORMAT
        and isinstance(records, list)
        and all(isinstance(one, dict) and one.get("seq") == n for n, one in enumerate(records, 1))
    ):
        return None
    doubt = (
        f"{where} is of format {_shown(about['format'])} and this Tabletop knows formats 1 to "
        f"{FORMAT}: nothing in it is verified, and what is not understood is left out"
    )
    return Transcript(where, name, header, records, doubt=doubt)


def _records(content: Content, whole: int) -> list[dict[str, Any]]:
    document = _parsed(content, content.start, whole, read_events)
    strange = next((key for key in document if key != "event"), None)
    if strange is not None:
        raise content.strange_table(strange)
    records = document.get("event", [])
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise content.strange_table("event")
    return records


def _parsed(
    content: Content, start: int, end: int, loads: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    try:
        text = content.text[start:end].decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.line(start + fault.start)
        raise content.damaged_at(line, "is not UTF-8 text") from None
    try:
        return loads(text)
    except ValueError as fault:
        found = re.search(r"\(at line (\d+)", str(fault))
        within = int(found[1]) if found else text.count("\n")
        line = content.line(start) + within - 1
        raise content.damaged_at(line, "is no longer TOML") from None


def _no_header(content: Content) -> UnreadableInput:
    """Return why a file without a whole header is refused; only one without events may be thrown
    away.
    """
    where, text = content.where, content.text
    try:
        about = parse_toml(text.decode("utf-8")).get("transcript")
    except ValueError:
        about = None
    if isinstance(about, dict) and about.get("format", FORMAT) not in _READ:
        return _other_format(where, about)
    if content.holds_events:
        return content.damaged(0, CHANGED)
    beginning = b"[transcript]"
    if beginning.startswith(text.strip(b"\0\r\n")[: len(beginning)]):
        return UnreadableInput(
            f"{where}: this transcript was cut short before its first event; nothing was played, "
            "so delete it and start again"
        )
    return UnreadableInput(f"{where}: this is not a Tabletop transcript")


def _refuse_other_formats(where: str, header: dict[str, Any]) -> None:
    about = header.get("transcript")
    if not isinstance(about, dict) or "format" not in about:
        raise UnreadableInput(f"{where}: this is not a Tabletop transcript")
    if about["format"] not in _READ:
        raise _other_format(where, about)


def _other_format(where: str, about: dict[str, Any]) -> UnreadableInput:
    return UnreadableInput(
        f"{where}: this transcript is of format {_shown(about['format'])} and this Tabletop reads "
        f"formats 1 to {FORMAT}; use the Tabletop that wrote it ({_shown(about.get('tabletop'))})"
    )


def _shown(value: Any) -> str:
    """Return a value of somebody's file for a sentence: short, and safe to print."""
    return (repr(value) if isinstance(value, str) else str(value))[:20]


def _verify_chain(content: Content, header: dict[str, Any], records: list[dict[str, Any]]) -> None:
    try:
        chain = genesis(header)
    except (TypeError, RecursionError):
        # Dates and bottomless tables are TOML, but nothing that Tabletop writes.
        chain = "none"
    if f"# chain {chain}".encode() not in content.text[: content.start]:
        raise content.damaged(0, CHANGED)
    for number, record in enumerate(records, start=1):
        if record.get("seq") != number:
            found = f"is missing or out of order (found seq {_shown(record.get('seq'))})"
            raise content.damaged(number, found)
        plain = {key: value for key, value in record.items() if key != "chain"}
        try:
            chain = link(chain, plain)
        except (TypeError, RecursionError):
            chain = ""
        if record.get("chain") != chain:
            raise content.damaged(number, CHANGED)
