"""Who sat where, and from when to when: a seat may have several people in one game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tabletop.play import events as e
from tabletop.play.queries.naming import marked, numbered

_AFTER = 1_000_000
"""A round later than any: the exercise is over."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a seat; `delegation` is None for evaluators and observers.

    `held` says in which rounds; empty for a person who sat there from the beginning and still does.
    """

    seat: str
    name: str
    role: str
    delegation: str | None = None
    held: str = ""

    @property
    def called(self) -> str:
        """Their name, or the seat's where nobody gave one."""
        return self.name or self.seat

    @property
    def told(self) -> str:
        """The name, and what else there is to say."""
        return self.called + self.more

    @property
    def more(self) -> str:
        """A role other than head, and the rounds, in brackets after the name; "" for neither."""
        more = [self.role] if self.role != "head" else []
        more += [self.held] if self.held else []
        return f" ({', '.join(more)})" if more else ""


@dataclass(frozen=True, slots=True)
class _Stay:
    """One person in one seat; `until` is None for whoever still sits there."""

    who: Person
    begun: int
    until: int | None = None


def people(events: Sequence[e.AnyEvent]) -> tuple[Person, ...]:
    """Return everybody who sat at a table while it played, by seat, in order of time.

    Without those who were there only before the first round. A seat that nobody ever had is listed
    all the same.
    """
    stays: dict[str, list[_Stay]] = {}
    given: dict[str, e.SeatAssigned] = {}
    now = 0
    for event in events:
        match event:
            case e.RoundOpened():
                now = event.round
            case e.ExerciseEnded():
                now = _AFTER
            case e.SeatAssigned():
                given[event.seat] = event
                name = marked(numbered(given)[event.seat], event)
                _assigned(stays, event, name, now)
    return tuple(
        replace(one.who, held=_held(one.begun, one.until))
        for seat in stays.values()
        for one in _that_count(seat)
    )


def _assigned(stays: dict[str, list[_Stay]], event: e.SeatAssigned, name: str, now: int) -> None:
    if event.role == "head":
        _another_head(stays, event)
    new = Person(event.seat, name, event.role, event.delegation)
    before = stays.setdefault(event.seat, [])
    if before:
        last = before[-1]
        if (last.who.name, last.who.delegation) == (new.name, new.delegation):
            before[-1] = replace(last, who=new)
            return
        before[-1] = replace(last, until=now)
    before.append(_Stay(new, now))


def _another_head(stays: dict[str, list[_Stay]], event: e.SeatAssigned) -> None:
    """Make the delegation's previous head a member from here on."""
    head = (event.delegation, "head")
    for id, seat in stays.items():
        who, still = seat[-1].who, seat[-1].until is None
        if still and id != event.seat and (who.delegation, who.role) == head:
            seat[-1] = replace(seat[-1], who=replace(who, role="member"))


def _that_count(seat: Sequence[_Stay]) -> Sequence[_Stay]:
    played: list[_Stay] = []
    for one in seat:
        if not one.who.name or one.until == 0:
            continue
        # Whoever came back to their own seat never gave it up.
        before = played[-1].who if played else None
        same = before and (before.name, before.delegation) == (one.who.name, one.who.delegation)
        played.append(replace(one, begun=played.pop().begun) if same else one)
    return played or [replace(seat[-1], begun=0)]


def _held(begun: int, until: int | None) -> str:
    late = begun > 1
    if until is None:
        if begun == _AFTER:
            return "from the debrief"
        return f"from round {begun}" if late else ""
    if begun == _AFTER:
        return "in the debrief"
    if until == _AFTER:
        return f"from round {begun} to the end" if late else "to the end"
    first = max(1, begun)
    return f"round {first}" if first == until else f"rounds {first}–{until}"
