"""`tabletop verify`: check that a transcript is what the rules and the referee make
of its moves.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tabletop.cli.text import complain, say
from tabletop.errors import UnreadableInput
from tabletop.journal.places import located
from tabletop.past import later_version, read_transcript
from tabletop.play.versions import RULES


def run(asked: argparse.Namespace) -> int:
    failed = unread = False
    for path in asked.transcript:
        reason = _unreadable(path)
        if reason:
            # Go on with the others.
            complain(reason)
            unread = True
            continue
        sound, sentence = _verified(path)
        say(sentence)
        failed = failed or not sound
    if unread:
        return 2
    return 1 if failed else 0


def _unreadable(path: Path) -> str:
    """Return why a file can't be read at all; empty when it can."""
    try:
        located(path).content()
    except UnreadableInput as fault:
        return fault.sentence
    return ""


def _verified(path: Path) -> tuple[bool, str]:
    """Return whether it is sound, and one line that says so or what differs first."""
    try:
        found = read_transcript(path)
    except UnreadableInput as fault:
        return False, fault.sentence
    problems = found.problems()
    if problems:
        later = later_version(found.transcript.header)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        wrote = f" (it was written by the later Tabletop {later})" if later else ""
        return False, f"{path}: {problems[0]}{more}{wrote}"
    rulings = sum(event.kind == "score.ruled" for event in found.events)
    torn = ", a torn tail was ignored" if found.transcript.torn else ""
    origin = found.transcript.origin
    fork = f", forked from {origin.source} at event {origin.event}" if origin else ""
    earlier = f", by version {found.rules} of the rules" if found.rules < RULES else ""
    return True, (
        f"{path}: sound: {len(found.events)} events, {rulings} scores recomputed{earlier}, "
        f"chain {found.transcript.chain[:12]}{fork}{torn}"
    )
