"""`tabletop verify`: is a transcript what the rules and the referee make of its moves?"""

from __future__ import annotations

import argparse

from tabletop.cli.text import say
from tabletop.errors import UnreadableInput
from tabletop.table import read_transcript


def run(asked: argparse.Namespace) -> int:
    failed = False
    for path in asked.transcript:
        if not path.exists():
            raise UnreadableInput(f"{path}: there is no such file")
        try:
            found = read_transcript(path)
        except UnreadableInput as fault:
            say(f"{fault.sentence}")
            failed = True
            continue
        problems = found.problems()
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            say(f"{path}: {problems[0]}{more}")
            failed = True
            continue
        rulings = sum(event.kind == "score.ruled" for event in found.events)
        torn = " (a torn tail is left aside)" if found.transcript.torn else ""
        say(
            f"{path}: sound: {len(found.events)} events, {rulings} scores derived again, chain "
            f"{found.transcript.chain[:12]}{torn}"
        )
    return 1 if failed else 0
