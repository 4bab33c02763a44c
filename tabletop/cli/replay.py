"""`tabletop replay --plain`: a transcript told in sentences, to all or as one seat saw it."""

from __future__ import annotations

import argparse

from tabletop.cli.text import say
from tabletop.errors import UnreadableInput
from tabletop.play.apply import apply
from tabletop.play.events import AnyEvent, ExerciseEnded, ScoreRuled
from tabletop.play.narration import narrate, visible
from tabletop.play.possible import left_at_the_end, told
from tabletop.play.state import FACILITATOR, initial
from tabletop.referee.ledger import tenths
from tabletop.table import ReadTable, read_transcript


def run(asked: argparse.Namespace) -> int:
    if not asked.plain:
        raise UnreadableInput("replay prints plain text: add --plain")
    table = read_transcript(asked.transcript)
    last = len(table.events) if asked.at is None else asked.at
    if not 0 <= last <= len(table.events):
        raise UnreadableInput(
            f"{asked.transcript}: there are events 1 to {len(table.events)}, no {asked.at}"
        )
    _refuse_unknown_seat(table, asked.seat)
    say(f"{table.exercise.title}")
    if table.exercise.disclaimer:
        say(" ".join(table.exercise.disclaimer.split()))
    state = initial(table.exercise)
    for event in table.events[:last]:
        state = apply(state, event)
        if asked.seat is None or _known(state.seats, asked.seat):
            seat = FACILITATOR if asked.seat is None else asked.seat
            if visible(event, state, seat):
                _tell(event, table)
        if isinstance(event, ExerciseEnded) and asked.seat in (None, FACILITATOR):
            for sentence in told(table.exercise, left_at_the_end(state), bool(state.agreements)):
                say(f"{'':17}{sentence}")
    return 0


def _known(seats: object, seat: str) -> bool:
    return seat == FACILITATOR or (isinstance(seats, dict) and seat in seats)


def _refuse_unknown_seat(table: ReadTable, seat: str | None) -> None:
    if seat is None or seat == FACILITATOR:
        return
    seats = {event.seat: None for event in table.events if event.kind == "seat.assigned"}
    if seat not in seats:
        raise UnreadableInput(f"there is no seat '{seat}'; there are {', '.join(seats)}")


def _tell(event: AnyEvent, table: ReadTable) -> None:
    if event.kind == "round.opened":
        say()
    say(f"{event.seq:5d}  {event.at[11:19]}  {narrate(event, table.exercise)}")
    if isinstance(event, ScoreRuled):
        shown, _ = tenths([line.value for line in event.ledger])
        for line, value in zip(event.ledger, shown, strict=True):
            say(f"{'':17}{value:+7.1f}  {line.because}")
