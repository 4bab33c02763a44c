"""The games kept in the current folders: all of them, those of one exercise, a name
for a new one.
"""

from __future__ import annotations

from datetime import date

from tabletop.journal.places import LOOKED_INTO, OWN
from tabletop.journal.store import Store, TranscriptRef
from tabletop.journal.summary import GameSummary, summaries

_MOST = 50


def all_games(most: int | None = _MOST) -> tuple[GameSummary, ...]:
    """Return the newest games of every store where transcripts are looked for."""
    return tuple(one for store in LOOKED_INTO for one in summaries(store, most))


def other_games(ref: TranscriptRef, exercise: str) -> tuple[GameSummary, ...]:
    """Return the other games of an exercise, kept beside a transcript or in the usual folders."""
    stores = {one.identity: one for one in (*LOOKED_INTO, ref.store)}
    return tuple(
        one
        for store in stores.values()
        for one in summaries(store, _MOST)
        if one.exercise == exercise and one.ref.identity != ref.identity
    )


def new_transcript(exercise: str, today: date, store: Store = OWN) -> TranscriptRef:
    """Return an unused name, for an exercise's id and a day."""
    return _free(f"{exercise}-{today.isoformat()}", store)


def new_fork(source: str, seq: int, store: Store = OWN) -> TranscriptRef:
    """Return an unused name for a fork of the transcript `source` at an event."""
    return _free(f"{source.removesuffix('.toml')}-what-if-{seq}", store)


def _free(stem: str, store: Store) -> TranscriptRef:
    number = 1
    while store.exists(name := f"{stem}-{number}.toml"):
        number += 1
    return TranscriptRef(store, name)
