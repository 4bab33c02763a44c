"""`tabletop replay`: go through a transcript on a screen or as plain text, or beside another."""

from __future__ import annotations

import argparse
import sys

from tabletop.cli.text import columns, complain, say
from tabletop.errors import UnreadableInput
from tabletop.exercise.wording import unknown
from tabletop.journal.carried import library_note
from tabletop.past import ReadTable, read_transcript
from tabletop.play.events import ExerciseEnded, ScoreRuled
from tabletop.play.history.beside import beside, shared
from tabletop.play.history.possible import left_at_the_end, told
from tabletop.play.state import FACILITATOR
from tabletop.referee.ledger import tenths
from tabletop.referee.wording import Names, names_in
from tabletop.text.prose import flowing


def run(asked: argparse.Namespace) -> int:
    table = read_transcript(asked.transcript, later=True)
    last = _asked_event(table, asked.at)
    _refuse_unknown_seat(table, asked.seat)
    other = read_transcript(asked.beside, later=True) if asked.beside is not None else None
    for one in (table, other):
        for doubt in one.doubts if one is not None else ():
            complain(f"warning: {doubt}")
    if other is not None:
        _note(table)
        return _compare(table, other)
    if not asked.plain and sys.stdin.isatty() and sys.stdout.isatty():
        from tabletop.screens import run_replay

        return run_replay(table, 1 if asked.at is None else last, asked.seat or "*")
    _note(table)
    _tell(table, last, asked.seat)
    return 0


def _note(table: ReadTable) -> None:
    """Return a note if the library's version of the exercise has changed."""
    if note := library_note(table.exercise, looking=True):
        complain(f"note: {note}")


def _asked_event(table: ReadTable, at: int | None) -> int:
    last = len(table.events)
    if at is not None and not 0 <= at <= last:
        raise UnreadableInput(
            f"{table.transcript.where}: there are events 1 to {last}, but no {at}"
        )
    return last if at is None else at


def _refuse_unknown_seat(table: ReadTable, seat: str | None) -> None:
    if seat is None or seat == FACILITATOR:
        return
    seats = {event.seat: None for event in table.events if event.kind == "seat.assigned"}
    if seat not in seats:
        raise UnreadableInput(f"--as: {unknown('seat', seat, (*seats, FACILITATOR))}")


def _tell(table: ReadTable, last: int, asked: str | None) -> None:
    """Print everything up to an event in sentences, in full or as one seat saw it."""
    seat = FACILITATOR if asked is None else asked
    say(table.exercise.title)
    if table.exercise.disclaimer:
        say(flowing(table.exercise.disclaimer))
    if table.transcript.origin is not None:
        origin = table.transcript.origin
        say(f"Events 1 to {origin.event} are those of {origin.source}, from which it was forked.")
    say("Times are UTC.")
    for seq in range(1, last + 1):
        event, state = table.events[seq - 1], table.state_at(seq)
        present = seat == FACILITATOR or seat in state.seats
        sentence = table.sentence_for(seq, seat) if present else None
        if sentence is not None:
            if event.kind == "round.opened":
                say()
            say(f"{event.seq:5d}  {event.at[11:19]}Z  {sentence}")
            if isinstance(event, ScoreRuled):
                _tell_ledger(state.scores[event.delegation], names_in(table.exercise))
        if isinstance(event, ExerciseEnded) and seat == FACILITATOR:
            for sentence in told(table.exercise, left_at_the_end(state)):
                say(f"{'':18}{sentence}")


def _tell_ledger(event: ScoreRuled, names: Names) -> None:
    shown, _ = tenths([line.value for line in event.ledger])
    for line, value in zip(event.ledger, shown, strict=True):
        say(f"{'':17}{value:+7.1f}  {line.told(names)}")


def _compare(left: ReadTable, right: ReadTable) -> int:
    """Compare two transcripts of one exercise: where they diverge and how each ends; `*` marks
    differences.
    """
    paths = [one.transcript.where for one in (left, right)]
    if left.exercise.id != right.exercise.id:
        raise UnreadableInput(
            f"{paths[0]} and {paths[1]} are of different exercises ('{left.exercise.id}' and "
            f"'{right.exercise.id}'); compare two of the same"
        )
    common = shared(left.events, right.events)
    if common == len(left.events) == len(right.events):
        say(f"Both have the same {common} events.")
    else:
        say(
            f"Both begin with the same {common} events."
            if common
            else "They have no event in common."
        )
        for table in (left, right):
            ends = common == len(table.events)
            what = "it ends there" if ends else f"{common + 1}  {table.sentence(common + 1)}"
            say(f"{table.transcript.name}: {what}")
    rows = beside(left.state_at(len(left.events)), right.state_at(len(right.events)))
    names = [one.transcript.name for one in (left, right)]
    lines = columns(
        [
            ("", "", *(names if len(set(names)) == 2 else paths)),
            *((" *"[one.differs], one.about, one.left, one.right) for one in rows),
        ]
    )
    say()
    say(lines[0])
    section = ""
    for row, text in zip(rows, lines[1:], strict=True):
        if row.section != section:
            section = row.section
            say(section)
        say(text)
    return 0
