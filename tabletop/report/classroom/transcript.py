"""One transcript of a class: read, verified, and only its facts kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tabletop.errors import TabletopError
from tabletop.journal import read_transcript_file
from tabletop.journal.carried import exercise_in
from tabletop.journal.origin import origin_of
from tabletop.past import events_of, rules_in
from tabletop.play.history import Unfit
from tabletop.report.classroom.facts import TableFacts, facts_of
from tabletop.report.kit.redact import redacted

TRAIL = 12
"""Characters kept of every event's chain: enough to tell a copy from another table."""


def read_facts(path: Path, redact: bool) -> TableFacts | str:
    """The facts of a table, or in one sentence why there are none."""
    try:
        found = read_transcript_file(path)
        about = found.header.get("exercise")
        source = about.get("source") if isinstance(about, dict) else None
        exercise = exercise_in(found.header, str(path))
        events = events_of(found.records, str(path))
        origin = origin_of(found.header, path, len(events))
        return facts_of(
            exercise,
            redacted(exercise, events) if redact else events,
            rules_in(found.header, str(path)),
            path=str(path),
            version=hashlib.sha256(str(source).encode("utf-8")).hexdigest(),
            origin=f"{origin.source} after event {origin.event}" if origin else "",
            trail="".join(str(one["chain"])[:TRAIL] for one in found.records),
        )
    except Unfit as fault:
        return f"{path}: {fault}; restore the file from a copy"
    except TabletopError as fault:
        return fault.sentence
