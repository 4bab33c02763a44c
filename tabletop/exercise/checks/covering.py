"""Whether one condition on play certainly holds wherever another does, judged by its keys alone."""

from __future__ import annotations

from math import inf

from tabletop.exercise.conditions import CompiledCondition, PackageCondition, met_by
from tabletop.exercise.model import Exercise, PlayCondition


def always(condition: PlayCondition) -> bool:
    """Return whether a condition asks for nothing."""
    return condition == PlayCondition() or (
        any(always(one) for one in condition.any)
        and always(condition.model_copy(update={"any": ()}))
    )


def covers(exercise: Exercise, first: PlayCondition | None, second: PlayCondition | None) -> bool:
    """Return whether `first` certainly holds wherever `second` does, judged by the keys alone.

    True is certain, False is not.
    """
    if first is None or always(first):
        return True
    if second is None:
        return False
    return (
        _condition_covers(exercise, first.signed, second.signed)
        and _performed_covers(exercise, first.performed, second.performed)
        and (
            _condition_covers(exercise, first.breached, second.breached)
            # Whatever is in breach has been breached.
            or _condition_covers(exercise, first.breached, second.in_breach)
        )
        and _condition_covers(exercise, first.in_breach, second.in_breach)
        and _levels_cover(first, second)
        and set(first.below_walk_away) <= set(second.below_walk_away)
        and _decided_cover(exercise, first, second)
        and (
            not first.any
            or first.any == second.any
            or any(covers(exercise, one, second) for one in first.any)
        )
        and (
            first.not_ is None
            or (second.not_ is not None and covers(exercise, second.not_, first.not_))
        )
    )


def _decided_cover(exercise: Exercise, first: PlayCondition, second: PlayCondition) -> bool:
    """Do the same for decisions: an empty condition asks for any decision taken."""
    if not set(first.undecided) <= set(second.undecided):
        return False
    if first.decided is None or second.decided is None:
        return first.decided is None
    options = {one.id: tuple(one.option_by_id) for one in exercise.decisions}
    rows = {one: met_by(test, options[one]) for one, test in second.decided.items()}
    return all(
        one in rows and rows[one] <= met_by(test, options[one])
        for one, test in first.decided.items()
    )


def _levels_cover(first: PlayCondition, second: PlayCondition) -> bool:
    """Do the same for tension, rounds and trust: no bound of `first` may be narrower."""
    return (
        _least(first.tension_at_least) <= _least(second.tension_at_least)
        and _most(first.tension_at_most) >= _most(second.tension_at_most)
        and _least(first.round_at_least) <= _least(second.round_at_least)
        and all(
            level <= second.trust_at_least.get(pair, -inf)
            for pair, level in first.trust_at_least.items()
        )
        and all(
            level >= second.trust_below.get(pair, inf) for pair, level in first.trust_below.items()
        )
    )


def _least(bound: float | None) -> float:
    return -inf if bound is None else bound


def _most(bound: float | None) -> float:
    return inf if bound is None else bound


def _condition_covers(
    exercise: Exercise, first: PackageCondition | None, second: PackageCondition | None
) -> bool:
    if first is None or second is None:
        return first is None
    return _rows_cover(_rows(exercise, first), _rows(exercise, second))


def _performed_covers(
    exercise: Exercise, first: PackageCondition | None, second: PackageCondition | None
) -> bool:
    """Do the same for `performed`: an empty condition asks for any act, so a row must name one."""
    if first or first is None or second is None or not second:
        return _condition_covers(exercise, first, second)
    acts = {issue.id: issue.status_quo for issue in exercise.issues if issue.by}
    return any(
        issue in acts and acts[issue] not in allowed for issue, allowed in _rows(exercise, second)
    )


def _rows(exercise: Exercise, condition: PackageCondition) -> CompiledCondition:
    return tuple((one, met_by(test, exercise.choices[one])) for one, test in condition.items())


def _rows_cover(first: CompiledCondition, second: CompiledCondition) -> bool:
    """Return whether every row of `first` is met by whatever meets `second`."""
    narrower = dict(second)
    return all(one in narrower and narrower[one] <= allowed for one, allowed in first)
