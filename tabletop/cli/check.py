"""`tabletop check`: faults as `file:line:column: message`, and warnings."""

from __future__ import annotations

import argparse

from tabletop.cli.text import say
from tabletop.exercise.loading import check_exercise


def run(asked: argparse.Namespace) -> int:
    faulty = False
    for name in asked.exercise:
        faults = check_exercise(name)
        for fault in faults:
            say(str(fault))
        wrong = sum(not fault.warning for fault in faults)
        if not wrong:
            warned = len(faults)
            say(f"{name}: no faults" + (f", {warned} warnings" if warned else ""))
        faulty = faulty or bool(wrong)
    return 1 if faulty else 0
