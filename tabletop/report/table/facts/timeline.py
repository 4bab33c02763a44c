"""What happened, round by round."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.exercise.model import Exercise
from tabletop.play import events as e
from tabletop.play.kinds import declared
from tabletop.play.queries.naming import channel_name
from tabletop.play.telling.narration import narrate
from tabletop.report.table.facts.overview import names_of
from tabletop.report.table.facts.walk import Walk
from tabletop.text.prose import flowing


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `delegation` is None for the facilitator and the referee.

    `words` marks something said rather than done; `more` is the text of an inject or of the ending.
    """

    seq: int
    kind: str
    delegation: str | None
    told: str
    words: bool
    more: str = ""


@dataclass(frozen=True)
class RoundTold:
    """A round that was opened."""

    number: int
    title: str
    date: str
    situation: str
    crisis: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Flagged:
    """An event to mark on charts over time; its letter is its kind's `flag`."""

    at: float
    letter: str
    told: str


def timeline(told: Walk) -> tuple[RoundTold, ...]:
    """Return every round, with what was said and done in it."""
    entries: dict[int, list[Entry]] = {}
    openings: list[e.RoundOpened] = []
    for step in told.steps:
        event = step.event
        if isinstance(event, e.RoundOpened):
            openings.append(event)
        how = declared(event).place.report
        if how == "left out":
            continue
        who = vars(event).get("delegation")
        said, more = narrate(event, told.exercise, state=step.after), ""
        if isinstance(event, e.InjectDelivered):
            said, more = titled(event, told.exercise), flowing(event.text)
        elif isinstance(event, e.ExerciseEnded):
            said, more = f"The exercise ends: {event.title}", flowing(event.text)
        entry = Entry(event.seq, event.kind, who, said, how == "said", more)
        entries.setdefault(step.after.round, []).append(entry)
    return tuple(
        RoundTold(
            number=opened.round,
            title=opened.title,
            date=opened.date,
            situation=told.exercise.rounds[opened.round - 1].situation,
            crisis=opened.crisis,
            entries=tuple(entries.get(opened.round, ())),
        )
        for opened in openings
    )


def titled(event: e.InjectDelivered, exercise: Exercise) -> str:
    """Return an inject's title, and to whom it went."""
    to = "" if isinstance(event.to, str) else f" to {names_of(exercise, event.to)}"
    return f"{channel_name(event.channel or '') or 'Inject'}{to}: {event.title}"


def flags(told: Walk) -> tuple[Flagged, ...]:
    """Return what to mark on charts over time: injects for all, agreements, breaches
    and gestures.
    """
    found = []
    for step in told.steps:
        event = step.event
        flag = declared(event).place.flag
        if not flag:
            continue
        if isinstance(event, e.InjectDelivered):
            said = f"Inject: {event.title}"
        else:
            said = narrate(event, told.exercise)
        where = f"Round {step.after.round}, event {event.seq}. {said}"
        found.append(Flagged(told.when(event.seq), flag, where))
    return tuple(found)
