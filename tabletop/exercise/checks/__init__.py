"""Cross-checks between the tables of an exercise file: faults that no single table shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from tabletop.exercise.checks.absent import absent_faults
from tabletop.exercise.checks.advice import advice
from tabletop.exercise.checks.agreement import agreement_faults
from tabletop.exercise.checks.conditions import condition_faults, empty_any_faults
from tabletop.exercise.checks.decisions import deciding_faults, decision_faults, idle_faults
from tabletop.exercise.checks.endings import ending_faults
from tabletop.exercise.checks.game import game_advice, never_asked
from tabletop.exercise.checks.ids import id_faults
from tabletop.exercise.checks.plan import plan_advice, plan_faults
from tabletop.exercise.checks.points import interest_faults, status_quo_faults
from tabletop.exercise.checks.possible import impossible
from tabletop.exercise.checks.ranges import range_faults
from tabletop.exercise.checks.roles import role_faults
from tabletop.exercise.checks.rounds import round_faults
from tabletop.exercise.checks.speakers import speakers_faults
from tabletop.exercise.locate import MOST_FAULTS, Finding
from tabletop.exercise.model import Exercise


def check(
    exercise: Exercise, whole: bool = True, version: int = 2, advised: bool = True
) -> Iterator[Finding]:
    """Return every cross-reference fault and warning of an exercise, in no particular order.

    `version` is that of the file's format: in the first, everything had to have points. Without
    `advised`, what is only said to an author, of how the game goes, is not looked for.

    Unreachable and impossible things are looked for only where all ids and conditions are
    understood and the exercise is `whole`: the file's own, not one with faulty parts left out.
    """
    named = chain(id_faults(exercise), condition_faults(exercise), round_faults(exercise))
    named = chain(named, decision_faults(exercise), plan_faults(exercise))
    if version > 1:
        named = chain(named, empty_any_faults(exercise))
    faults = list(islice(named, MOST_FAULTS))
    yield from faults
    idle = list(idle_faults(exercise)) if whole else []
    if idle:
        # All that speaks of offers or of points would seem wrong too.
        yield from idle
        return
    yield from range_faults(exercise)
    yield from status_quo_faults(exercise)
    yield from role_faults(exercise)
    if whole:
        yield from agreement_faults(exercise)
        yield from speakers_faults(exercise)
        if version == 1 or exercise.has.points:
            yield from interest_faults(exercise, version)
        yield from advice(exercise)
        absent = list(absent_faults(exercise, version))
        yield from absent
        faults += absent
    if whole and not faults:
        deciding = list(deciding_faults(exercise))
        yield from deciding
        if not exercise.has.offers and not exercise.has.decisions:
            return
        yield from impossible(exercise)
        yield from ending_faults(exercise)
        yield from never_asked(exercise)
        if advised:
            yield from game_advice(exercise)
            yield from plan_advice(exercise)


__all__ = ["check"]
