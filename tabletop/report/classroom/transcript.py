"""One transcript of a class: read, verified, and reduced to its facts."""

from __future__ import annotations

import hashlib

from tabletop.errors import TabletopError
from tabletop.journal.carried import exercise_in
from tabletop.journal.places import Address, located
from tabletop.past import events_of, rules_in
from tabletop.play.history import Unfit
from tabletop.report.classroom.facts import TableFacts, facts_of
from tabletop.report.kit.redact import redacted

TRAIL = 12
"""Characters kept of every event's chain: enough to tell a copy from another table."""


def read_facts(path: Address, redact: bool) -> TableFacts | str:
    """Return the facts of a table, or one sentence on why there are none."""
    where = str(path)
    try:
        ref = located(path)
        where = ref.where
        found = ref.read()
        about = found.header.get("exercise")
        source = about.get("source") if isinstance(about, dict) else None
        exercise = exercise_in(found.header, where)
        events = events_of(found.records, where)
        origin = found.origin
        return facts_of(
            exercise,
            redacted(exercise, events) if redact else events,
            rules_in(found.header, where),
            path=where,
            version=hashlib.sha256(str(source).encode("utf-8")).hexdigest(),
            origin=f"{origin.source} after event {origin.event}" if origin else "",
            trail="".join(str(one["chain"])[:TRAIL] for one in found.records),
        )
    except Unfit as fault:
        return f"{where}: {fault}; restore the file from a copy"
    except TabletopError as fault:
        return fault.sentence
