"""The circumstances that follow from an exercise's own schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tabletop.errors import UnreadableInput
from tabletop.exercise.model import PHASES, Exercise
from tabletop.exercise.wording import unknown
from tabletop.referee.circumstances import Circumstances, Pair, opening_circumstances
from tabletop.referee.climate import Happened, ruling
from tabletop.referee.verdict import holds, untouched


def analysis_circumstances(
    exercise: Exercise, round_number: int, trust: Mapping[str, float] | None = None
) -> Circumstances:
    """Return the circumstances of a round as if nobody at the table had ever agreed on anything.

    Every scheduled inject up to that round (one with a `round` and not manual) whose condition
    holds at such a table has been delivered, and tension has risen with each round gone by. `trust`
    then sets pairs, keyed `of-toward`, to levels of 0..100. Raises `UnreadableInput` for an
    impossible round, pair or level.
    """
    if not 1 <= round_number <= len(exercise.rounds):
        raise UnreadableInput(
            f"there is no round {round_number} here; choose from 1 to {len(exercise.rounds)}"
        )
    levels = _levels(exercise, trust or {})
    now = opening_circumstances(exercise)
    for number in range(1, round_number + 1):
        now = replace(now, round=number)
        scheduled = [one for one in exercise.injects if one.round == number and not one.manual]
        for inject in sorted(scheduled, key=lambda one: PHASES.index(one.phase)):
            standing = untouched(exercise, number, now.climate)
            if inject.when is None or holds(exercise, inject.when, standing):
                now = now.after(inject.effects, exercise)
        if number < round_number:
            now = replace(now, climate=ruling(exercise, now, Happened()).climate)
    return replace(now, climate=now.climate.with_trust(levels))


def _levels(exercise: Exercise, trust: Mapping[str, float]) -> dict[Pair, float]:
    levels = {}
    if trust and not exercise.has.climate:
        raise UnreadableInput(
            f"'{exercise.id}' has no [climate], so there is no trust to set; leave --trust out"
        )
    for key, level in trust.items():
        pair = exercise.pairs.get(key)
        if pair is None:
            raise UnreadableInput(unknown("trust", key, exercise.pairs, " here"))
        if not 0 <= level <= 100:
            raise UnreadableInput(f"trust '{key}' must be a number from 0 to 100, not {level:g}")
        levels[pair] = float(level)
    return levels
