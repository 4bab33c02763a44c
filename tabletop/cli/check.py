"""`tabletop check`: faults as `file:line:column: message`, and warnings."""

from __future__ import annotations

import argparse

from tabletop.cli.text import complain, say
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import check_exercise, load_exercise, placed
from tabletop.referee.balance import balance


def run(asked: argparse.Namespace) -> int:
    faulty = unread = False
    for name in asked.exercise:
        try:
            faults = check_exercise(name)
            if not any(not fault.warning for fault in faults):
                faults = tuple(sorted((*faults, *placed(name, balance(load_exercise(name))))))
        except UnreadableInput as refusal:
            # The others can be checked all the same.
            complain(refusal.sentence)
            unread = True
            continue
        for fault in faults:
            say(str(fault))
        wrong = sum(not fault.warning for fault in faults)
        if not wrong:
            warned = f", {len(faults)} warning{'' if len(faults) == 1 else 's'}" if faults else ""
            say(f"{name}: no faults{warned}")
        faulty = faulty or bool(wrong)
    if unread:
        return 2
    return 1 if faulty else 0
