"""Reading a transcript: what is whole, what was torn, and what does not verify."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabletop.errors import TranscriptDamaged, UnreadableInput
from tabletop.journal.format import EVENT, FORMAT, genesis, link, saved

_SAVED = re.compile(rb"^# saved to event (\d{1,12})\n", re.MULTILINE)
_TORN_LINE = re.compile(r"# saved to event \d*\Z")


@dataclass(frozen=True)
class Transcript:
    """A verified transcript: its header, its records with their chains, and what was torn off."""

    path: Path
    header: dict[str, Any]
    records: list[dict[str, Any]]
    torn: bytes = b""

    @property
    def chain(self) -> str:
        """The chain that the next record builds on."""
        return str(self.records[-1]["chain"]) if self.records else genesis(self.header)

    def groups(self) -> list[list[dict[str, Any]]]:
        """The records by group: each lead with what it caused."""
        found: list[list[dict[str, Any]]] = []
        for record in self.records:
            if "cause" in record and found:
                found[-1].append(record)
            else:
                found.append([record])
        return found


def read_transcript_file(path: str | Path) -> Transcript:
    """Read and verify a transcript; the file is never changed and may be in use.

    A tail that was being written when the writer stopped is left aside (`torn`). Raises
    `UnreadableInput` for what is no transcript of this format and `TranscriptDamaged`, with the
    event's number, for what does not verify.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UnreadableInput(f"{path}: cannot be read: {fault.strerror}") from None
    return verified(path, content)


def verified(path: Path, content: bytes) -> Transcript:
    """The transcript that the content of a file is. Raises as `read_transcript_file` does."""
    end = 0
    for end_of_group in _SAVED.finditer(content):
        end = end_of_group.end()
    if not end:
        _refuse_foreign(path, content)
    document = _parsed(path, content[:end])
    header = {key: table for key, table in document.items() if key != "event"}
    _refuse_other_formats(path, header)
    records = document.get("event", [])
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise TranscriptDamaged(f"{path}: its events are no tables; restore it from a copy", 1)
    _verify_chain(path, header, records)
    torn = content[end:]
    _refuse_edited_tail(path, torn, len(records))
    return Transcript(path, header, records, torn)


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        event = _event_before(content[: fault.start].decode("utf-8", "replace"))
        raise TranscriptDamaged(
            f"{path}: {_place(event)} is not UTF-8 text; restore it from a copy", event
        ) from None
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        found = re.search(r"\(at line (\d+)", str(fault))
        line = int(found.group(1)) if found else 0
        event = _event_before("\n".join(text.split("\n")[:line])) if line else 0
        raise TranscriptDamaged(
            f"{path}:{line}: {_place(event)} is not TOML any more; restore it from a copy", event
        ) from None


def _event_before(text: str) -> int:
    return len(re.findall(rf"^{re.escape(EVENT)}", text, re.MULTILINE))


def _place(event: int) -> str:
    return f"event {event}" if event else "the header"


def _refuse_foreign(path: Path, content: bytes) -> None:
    if content.lstrip().startswith(b"[transcript]") or not content.strip():
        raise UnreadableInput(
            f"{path}: this transcript was cut short before its first event; nothing was played, "
            "so delete it and start again"
        )
    raise UnreadableInput(f"{path}: this is not a Tabletop transcript")


def _refuse_other_formats(path: Path, header: dict[str, Any]) -> None:
    about = header.get("transcript")
    if not isinstance(about, dict) or "format" not in about:
        raise UnreadableInput(f"{path}: this is not a Tabletop transcript")
    if about["format"] != FORMAT:
        raise UnreadableInput(
            f"{path}: this transcript is of format {str(about['format'])[:20]} and this Tabletop "
            f"reads format {FORMAT}; use the Tabletop that wrote it ({about.get('tabletop', '?')})"
        )


def _verify_chain(path: Path, header: dict[str, Any], records: list[dict[str, Any]]) -> None:
    chain = genesis(header)
    for number, record in enumerate(records, start=1):
        if record.get("seq") != number:
            raise TranscriptDamaged(
                f"{path}: event {number} is missing or out of order (found seq "
                f"{str(record.get('seq'))[:20]}); restore it from a copy",
                number,
            )
        plain = {key: value for key, value in record.items() if key != "chain"}
        try:
            chain = link(chain, plain)
        except TypeError:
            chain = ""
        if record.get("chain") != chain:
            where = "the header or event 1" if number == 1 else f"event {number}"
            raise TranscriptDamaged(
                f"{path}: {where} was changed after it was written; restore it from a copy", number
            )


def _refuse_edited_tail(path: Path, torn: bytes, events: int) -> None:
    """A torn tail stops in the middle of a group; a tail that goes on in another way was edited."""
    text = torn.decode("utf-8", "replace")
    last = text.rsplit("\n", 1)[-1]
    comments = [line for line in text.split("\n")[:-1] if line.startswith("#")]
    whole_line = last.startswith("#") and not (
        saved(0)[: len(last)] == last or _TORN_LINE.fullmatch(last)
    )
    if comments or whole_line:
        raise TranscriptDamaged(
            f"{path}: what follows event {events} was changed after it was written; restore it "
            "from a copy",
            events + 1,
        )
