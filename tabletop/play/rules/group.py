"""A group of events under construction: everything one submit causes, applied as it grows."""

from __future__ import annotations

from typing import Any

from tabletop.errors import NotAllowed
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import meant, quoted, unknown
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent, Event
from tabletop.play.queries.clock import elapsed_at
from tabletop.play.queries.naming import called, name
from tabletop.play.state import CLOCK, FACILITATOR, REFEREE, Seat, State

ONLY_FACILITATOR = "only the facilitator may do this"


class EventGroup:
    """The events that one action makes. `state` is the table with those so far applied.

    `elapsed` is the table's own time; without it that is counted by the time of day, `at`. The
    first event is by whoever acts; what follows from it is by the referee.
    """

    def __init__(self, state: State, by: str, at: str, elapsed: int | None = None) -> None:
        self.state = state
        self.by = by
        self.at = at
        self.told_elapsed = elapsed
        self.elapsed = elapsed_at(state, at, elapsed)
        self.events: list[AnyEvent] = []

    @property
    def exercise(self) -> Exercise:
        return self.state.exercise

    def add(self, kind: type[Event], **fields: Any) -> None:
        """Add an event of a kind, with its own fields, and apply it."""
        lead = self.events[0].seq if self.events else None
        event: Any = kind(
            seq=self.state.seq + 1,
            at=self.at,
            by=self.by if lead is None else REFEREE,
            cause=lead,
            elapsed=self.told_elapsed if lead is None else None,
            **fields,
        )
        self.state = apply(self.state, event)
        self.events.append(event)


class Allowed(Exception):
    """Raised by `Asked` at an action's first event: no rule has refused it, so it is allowed."""


class Asked(EventGroup):
    """A group for asking whether an action is allowed: its first event raises `Allowed`."""

    def add(self, kind: type[Event], **fields: Any) -> None:
        """Raise `Allowed` instead of adding an event."""
        raise Allowed


def seat_of(state: State, by: str) -> Seat:
    """Return the seat that `by` names: a seat's id, or a delegation's, whose head then acts.

    Raises `NotAllowed` if there is none.
    """
    if by in (FACILITATOR, CLOCK, REFEREE):
        raise NotAllowed(f"'{by}' has no seat; this move is for a delegation")
    seat = state.seats.get(by) or (
        state.head_of(by) if by in state.exercise.delegation_by_id else None
    )
    if seat is None:
        here = f"seats here: {', '.join(state.seats) or 'none yet'}"
        raise NotAllowed(
            f"there is no seat or delegation {quoted(by)}; {meant(by, state.seats, here)}"
        )
    return seat


def head(state: State, by: str) -> tuple[Seat, str]:
    """Return the seat and delegation of someone who acts for it. Raises `NotAllowed` for all but
    its head.
    """
    seat = seat_of(state, by)
    if seat.delegation is None or seat.role != "head":
        raise NotAllowed(not_head(state, seat))
    return seat, seat.delegation


def not_head(state: State, seat: Seat | None) -> str:
    """Return why somebody, who may have no seat, does not act for a delegation."""
    if seat is None:
        return "only the head of a delegation may do this"
    who = called(state.exercise, seat)
    if seat.delegation is None:
        return f"{who} belongs to no delegation and can't make this move"
    chief = state.head_of(seat.delegation)
    head = called(state.exercise, chief) if chief else "nobody yet"
    whose = name(state.exercise, seat.delegation)
    return f"{who} is not the head of {whose}; only its head ({head}) may do this"


def facilitator(by: str) -> None:
    """Raise `NotAllowed` for anybody but the facilitator."""
    if by != FACILITATOR:
        raise NotAllowed(ONLY_FACILITATOR)


def at_stage(state: State, done: str, *stages: str) -> None:
    """Raise `NotAllowed` for a move outside the phases it belongs to.

    `done` is what is done in those, as "offers are signed".
    """
    if state.stage not in stages:
        raise NotAllowed(out_of_place(state, done, *stages))


def out_of_place(state: State, done: str, *stages: str) -> str:
    """Return why what is done in these stages can't be done at the table's stage."""
    *first, last = (f"the {one}" for one in stages)
    when = f"{', '.join(first)} or {last}" if first else last
    if len(stages) > _FEW:
        when = "the phases of a round"
    return f"{done} in {when}; this is {now(state)}"


def now(state: State) -> str:
    """Return what the table is in, as a sentence says it."""
    return (
        "the briefing"
        if state.stage == "lobby"
        else f"the {'end' if state.stage == 'ended' else state.stage}"
    )


_FEW = 3
"""Stages that a sentence names each; more are all of a round's."""


def must_exist(state: State, delegations: tuple[str, ...]) -> None:
    """Raise `NotAllowed` for delegations that the exercise does not have."""
    for one in delegations:
        if one not in state.exercise.delegation_by_id:
            raise NotAllowed(unknown("delegation", one, state.exercise.delegation_by_id))
