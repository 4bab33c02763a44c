"""`tabletop fork`: start a new transcript from an event of another, to continue differently."""

from __future__ import annotations

import argparse
from shlex import quote

from tabletop.cli.text import complain, say
from tabletop.journal.carried import library_note
from tabletop.past import read_transcript


def run(asked: argparse.Namespace) -> int:
    table = read_transcript(asked.transcript, later=True)
    last = table.fork(asked.at, asked.output)
    first, _ = table.together(last)
    together = f" ({first} to {last} happened at once)" if last != asked.at else ""
    say(f"{asked.output}: begins with events 1 to {last} of {asked.transcript}{together}")
    if note := library_note(table.exercise):
        complain(f"note: {note}")
    say(f"play on: tabletop play {table.exercise.id} --transcript {quote(str(asked.output))}")
    say(
        f"compare: tabletop replay {quote(str(asked.transcript))} "
        f"--beside {quote(str(asked.output))}"
    )
    return 0
