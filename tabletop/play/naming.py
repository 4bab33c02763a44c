"""Names and phrases for what an exercise has: delegations, options, packages, seats."""

from __future__ import annotations

from collections.abc import Mapping

from tabletop.exercise.model import Exercise
from tabletop.exercise.package import moved
from tabletop.play import drafts
from tabletop.play import events as e
from tabletop.play.actions import Standstill
from tabletop.play.state import FACILITATOR, Seat


def called(exercise: Exercise, seat: Seat | e.SeatAssigned) -> str:
    """Return the name of the person who has a seat, or whose seat it is where nobody
    gave a name.
    """
    own = name(exercise, seat.delegation) if seat.delegation else f"An {seat.role}"
    return seat.name or own


def name(exercise: Exercise, id: str | None) -> str:
    """Return a delegation's name, or that of the facilitator, referee or clock."""
    if id is None:
        return "The facilitator"
    found = exercise.delegation_by_id.get(id)
    return found.name if found else {FACILITATOR: "The facilitator"}.get(id, id)


def names(exercise: Exercise, ids: tuple[str, ...]) -> str:
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
    words = {"all": "everybody", "caucus": "its own delegation", "facilitator": "the facilitator"}
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
