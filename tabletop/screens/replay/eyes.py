"""Perspectives on a past game, and what each saw at a moment."""

from __future__ import annotations

from dataclasses import replace

from tabletop.past import ReadTable
from tabletop.play.history import UNFIT
from tabletop.play.parts.log import Log
from tabletop.play.queries.naming import name
from tabletop.play.seen import View
from tabletop.play.state import FACILITATOR
from tabletop.play.view import view
from tabletop.screens.replay.course import EVERYTHING, ROOM, Course
from tabletop.text.safe import one_line


def eyes_of(course: Course) -> tuple[str, ...]:
    """Return every perspective: everything revealed, the room, and every seat."""
    return (EVERYTHING, ROOM, *course.seats)


def whose(course: Course, eyes: str, seen: View) -> str:
    """Name a perspective."""
    if eyes == EVERYTHING:
        return "Replay · everything revealed"
    if eyes == ROOM:
        return "Replay · as the whole room saw it"
    return f"Replay · as {seat_name(course, eyes)} saw it" + (
        "" if seen.seat == eyes else " (not seated yet: the room)"
    )


def seat_name(course: Course, seat: str) -> str:
    """Name a seat by its person and delegation."""
    last = course.assigned[seat]
    person = one_line(last.name) or seat
    if last.delegation is None:
        return f"{person} ({last.role})"
    party = one_line(name(course.table.exercise, last.delegation))
    return party if person in (party, last.delegation) else f"{party} ({person})"


def seen_at(table: ReadTable, seq: int, eyes: str) -> View | None:
    """Return what it saw after an event; the room's view for a seat that was not there yet.

    None for a moment that can't be shown, of a transcript that this Tabletop only partly
    understands.
    """
    seated = eyes in table.state_at(seq).seats
    seat = FACILITATOR if eyes == EVERYTHING else eyes if seated else None
    state = table.state_for(seq, seat)
    # Words and offers of earlier rounds are told event by event, and would fill a long game's view.
    lean = replace(state, messages=Log(), statements=Log(), past_offers=Log())
    try:
        return view(lean, seat)
    except UNFIT:
        return None
