"""Who spoke from the speakers' list, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.play.events.speakers_events import SpeakerCalled
from tabletop.play.queries.naming import names_now
from tabletop.report.table.facts.walk import Walk


@dataclass(frozen=True)
class SpeechTold:
    """A speech that is over; `seconds` are those allowed (None: no limit), `spoken` those taken
    (None at a table without clocks).
    """

    seq: int
    round: int
    delegation: str
    person: str
    seconds: int | None
    spoken: float | None


@dataclass(frozen=True)
class SpokeTold:
    """One delegation's speeches: how many, how long in all, and the longest."""

    delegation: str
    speeches: int
    total: float
    longest: float


@dataclass(frozen=True)
class FloorTold:
    """What the speakers' list brought; `timed` where the table had clocks."""

    speeches: tuple[SpeechTold, ...]
    by: tuple[SpokeTold, ...]
    timed: bool


def floor(told: Walk) -> FloorTold:
    """Return every speech in order, and each delegation's together."""
    final, timed = told.final, told.final.clocks
    people = {
        step.event.seq: names_now(step.after).get(step.event.seat, "")
        for step in told.steps
        if isinstance(step.event, SpeakerCalled)
    }
    speeches = tuple(
        SpeechTold(
            one.called,
            one.round,
            one.delegation,
            people.get(one.called, ""),
            one.seconds or None,
            one.spent / 1000 if timed else None,
        )
        for one in final.speakers.speeches
    )
    by = []
    for party in told.exercise.delegations:
        own = [one.spoken or 0.0 for one in speeches if one.delegation == party.id]
        by.append(SpokeTold(party.id, len(own), sum(own), max(own, default=0.0)))
    return FloorTold(speeches, tuple(by), timed)
