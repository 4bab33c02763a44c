"""The circumstances that `score` and `analyse` are asked for: a round, and trust."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.referee import Circumstances, analysis_circumstances


def asked_circumstances(exercise: Exercise, asked: argparse.Namespace) -> Circumstances:
    """Return round N as docs/formulas.md analyses it, with the trust that was set.

    Raises `UnreadableInput`.
    """
    return analysis_circumstances(exercise, asked.round, dict(_trusts(asked.trust)))


def _trusts(given: Iterable[str]) -> Iterable[tuple[str, float]]:
    for one in given:
        name, sign, number = one.partition("=")
        try:
            level = float(number)
        except ValueError:
            level = -1.0
        if not sign or not 0 <= level <= 100:
            raise UnreadableInput(f"--trust {one}: say OF-TOWARD=N with N from 0 to 100")
        yield name, level
