"""Names and phrases for what an exercise has: delegations, options, packages, seats."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, count

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import moved
from tabletop.play import events as e
from tabletop.play.actions import Standstill
from tabletop.play.parts import drafts
from tabletop.play.state import FACILITATOR, Seat, State


def called(exercise: Exercise, seat: Seat | e.SeatAssigned) -> str:
    """Return the name of the person who has a seat, or whose seat it is where nobody
    gave a name.
    """
    own = name(exercise, seat.delegation) if seat.delegation else f"An {seat.role}"
    if seat.role == "member":
        own = f"A member for {own}"
    return marked(seat.name or own, seat)


def marked(name: str, seat: Seat | e.SeatAssigned) -> str:
    """Return a name, with a mark where a stand-in plays: "Anna (stand-in, linear)"."""
    if seat.stand_in is None:
        return name
    return f"{name} (stand-in, {seat.stand_in})" if name else f"Stand-in ({seat.stand_in})"


_CHANNELS = {
    "news": "News",
    "mail": "Mail",
    "phone": "Phone call",
    "social": "Social media",
    "cable": "Cable from the capital",
}
"""How the channels that have a name of their own are called; any other word names itself."""


def channel_name(channel: str) -> str:
    """Return what people read of how an inject comes; empty where nothing is said."""
    word = " ".join(channel.split())
    return _CHANNELS.get(word.casefold()) or word[:1].upper() + word[1:]


def told_apart(exercise: Exercise, seats: Mapping[str, Seat | e.SeatAssigned]) -> Mapping[str, str]:
    """Return what `called` says of every seat, numbered where two people have the same name."""
    given = numbered(seats)
    return {
        id: marked(given[id], one) if one.name else called(exercise, one)
        for id, one in seats.items()
    }


_LAST: list[tuple[Mapping[str, Seat], Mapping[str, str]]] = []


def names_now(state: State) -> Mapping[str, str]:
    """Return who has each seat of a state, `numbered` and marked where a stand-in plays; cached: a
    view asks for many of one.
    """
    last = _LAST[0] if _LAST else None
    # The mapping of seats is never changed in place: another state has another one.
    if last is None or last[0] is not state.seats:
        given = numbered(state.seats)
        last = (state.seats, {id: marked(given[id], one) for id, one in state.seats.items()})
        _LAST[:] = [last]
    return last[1]


def numbered(seats: Mapping[str, Seat | e.SeatAssigned]) -> Mapping[str, str]:
    """Return the name of who has each seat, numbered if an earlier seat has the same: "Anna (2)".

    A host gives nobody a name that is taken; other tables, and older transcripts, may. Heads of two
    delegations with the same name count as one person, who plays for both at one keyboard.
    """
    names = [_alike(one.name) for one in seats.values() if one.name]
    if len(set(names)) == len(names):
        return {id: one.name for id, one in seats.items()}
    given: dict[str, str] = {}
    for id, one in seats.items():
        others = {_alike(given[o]) for o in given if not _may_be_one(o, seats[o], id, one)}
        numbers = (f"{one.name} ({number})" for number in count(2))
        free = (it for it in chain((one.name,), numbers) if _alike(it) not in others)
        given[id] = next(free) if one.name else ""
    return given


def _may_be_one(
    id: str, one: Seat | e.SeatAssigned, other: str, two: Seat | e.SeatAssigned
) -> bool:
    if _alike(one.name) != _alike(two.name):
        return False
    if (one.same_as or id) == (two.same_as or other):
        return True
    return one.role == two.role == "head" and one.delegation != two.delegation


@lru_cache(512)
def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def name(exercise: Exercise, id: str | None) -> str:
    """Return a delegation's name, or that of the facilitator, referee or clock."""
    if id is None:
        return "The facilitator"
    found = exercise.delegation_by_id.get(id)
    return found.name if found else {FACILITATOR: "The facilitator"}.get(id, id)


def names(exercise: Exercise, ids: Iterable[str]) -> str:
    return ", ".join(name(exercise, one) for one in ids) or "nobody"


def option_name(exercise: Exercise, choice: str, option: str) -> str:
    """Return the name of an option of an issue, the form or the order."""
    if choice == "form":
        return exercise.form_by_id[option].name
    if choice == "order":
        return exercise.order_by_id[option].name
    return exercise.issue_by_id[choice].option_by_id[option].name


def choice_name(exercise: Exercise, choice: str) -> str:
    """Return the name of an issue, or of the form or the order."""
    if choice == "form":
        return exercise.form.name
    if choice == "order":
        return exercise.order.name
    return exercise.issue_by_id[choice].name


def told_package(
    exercise: Exercise, package: Mapping[str, str], base: Mapping[str, str] | None = None
) -> str:
    """Describe a package: what it moves, then its form and order."""
    parts = [
        f"{exercise.issue_by_id[id].name}: {option_name(exercise, id, package[id])}"
        for id in moved(exercise, package, base)
    ]
    for choice, options in (("form", exercise.form.options), ("order", exercise.order.options)):
        if len(options) > 1:
            parts.append(option_name(exercise, choice, package[choice]))
    return "; ".join(parts)


def told_draft(event: e.MessageSent, exercise: Exercise) -> str | None:
    """Describe a shared draft; None for any other message."""
    moved = drafts.read(event.text, exercise.choices) if event.to == "caucus" else None
    if moved is None:
        return None
    parts = [
        f"{choice_name(exercise, choice)}: {option_name(exercise, choice, option)}"
        for choice, option in moved.items()
    ]
    return f"a draft: {'; '.join(parts)}"


def addressed(exercise: Exercise, to: str | tuple[str, ...]) -> str:
    """Describe whom a message or an inject was addressed to."""
    words = {"all": "everybody", "caucus": "its own people", "facilitator": "the facilitator"}
    if isinstance(to, str):
        return words.get(to) or name(exercise, to)
    return names(exercise, to)


def standstill(why: Standstill | None, missed: int) -> str:
    """Return why a clock is stopped that no facilitator has paused; empty when one has."""
    match why:
        case "interrupted":
            return "the game was interrupted and waits for the facilitator"
        case "empty":
            return "everybody had left; it goes on when all heads are back"
        case "asleep":
            return f"the computer slept for {minutes(missed)} and waits for the facilitator"
        case None:
            return ""


def minutes(seconds: int) -> str:
    """Format seconds as 2:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"
