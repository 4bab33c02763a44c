"""`tabletop check`: faults as `file:line:column: message`, and warnings."""

from __future__ import annotations

import argparse
from dataclasses import replace

from tabletop.cli.text import complain, say
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import check_exercise, load_exercise, placed
from tabletop.referee.outcomes.balance import balance, too_large
from tabletop.referee.outcomes.space import size


def run(asked: argparse.Namespace) -> int:
    faulty = unread = False
    for name in asked.exercise:
        try:
            faults = check_exercise(name)
            unseen = ""
            if not any(not fault.warning for fault in faults):
                exercise = load_exercise(name)
                faults = tuple(sorted((*faults, *placed(name, balance(exercise)))))
                if exercise.has.points and too_large(exercise):
                    unseen = f"; {size(exercise):,} packages are too many to look at its balance"
        except UnreadableInput as refusal:
            # Go on with the others.
            complain(refusal.sentence)
            unread = True
            continue
        if asked.strict:
            faults = tuple(replace(fault, warning=False) for fault in faults)
        for fault in faults:
            say(str(fault))
        wrong = sum(not fault.warning for fault in faults)
        if not wrong:
            warned = f", {len(faults)} warning{'' if len(faults) == 1 else 's'}" if faults else ""
            say(f"{name}: no faults{warned}{unseen}")
        faulty = faulty or bool(wrong)
    if unread:
        return 2
    return 1 if faulty else 0
