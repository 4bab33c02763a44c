"""Convert events to a transcript's records, which are plain tables, and back."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from tabletop.play.events import AnyEvent, Event, Known, Unknown

_EVENT: TypeAdapter[Known] = TypeAdapter(Known, config=ConfigDict(defer_build=True))


def read_event(record: dict[str, Any]) -> AnyEvent:
    """Read an event from a transcript's record (without its `chain`).

    Raises pydantic's `ValidationError`; the journal's reader says which event it was.
    """
    return _EVENT.validate_python(record)


def read_later_event(record: dict[str, Any]) -> AnyEvent:
    """Read an event that a later Tabletop may have recorded: unknown keys are ignored.

    What is still not a known event becomes `Unknown`. Raises pydantic's `ValidationError` for a
    record without a number, a time and an author.
    """
    try:
        return _EVENT.validate_python(record, extra="ignore")
    except ValidationError:
        common = {key: record[key] for key in ("seq", "at", "by", "cause") if key in record}
        return Unknown.model_validate({**common, "recorded": record.get("kind")})


def record_of(event: Event) -> dict[str, Any]:
    """Return the event as plain tables for a transcript, without absent keys."""
    return event.model_dump(mode="json", exclude_none=True, by_alias=True)
