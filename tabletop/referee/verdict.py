"""Evaluate conditions on play, and decide how an exercise ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tabletop.exercise.conditions import PackageCondition, met_by
from tabletop.exercise.conditions import holds as met
from tabletop.exercise.model import Ending, Exercise, PlayCondition
from tabletop.exercise.package import Package, status_quo
from tabletop.referee.circumstances import Climate
from tabletop.referee.compile import compile_condition


@dataclass(frozen=True)
class Standing:
    """What a condition on play can ask about a table.

    `agreed` is the package of the agreement in force, None without one. `performed` is the package
    of what has been performed in full: acts and gestures, joint texts once signed, form and order
    of the agreement; all else at the status quo. `breached` gives by issue the options at which it
    was ever breached, `in_breach` the one at which it was last breached and has since been neither
    promised anew nor performed. `below` are the delegations below their walk-away. `decided` gives
    by decision the option that holds, `undecided` the decisions that nobody took in time.
    """

    round: int
    climate: Climate
    performed: Package
    agreed: Package | None = None
    breached: Mapping[str, Collection[str]] = field(default_factory=dict)
    in_breach: Mapping[str, str] = field(default_factory=dict)
    below: Collection[str] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    """By decision, the option that holds."""
    undecided: Collection[str] = ()
    """The decisions that nobody took in time."""


def untouched(exercise: Exercise, round_number: int, climate: Climate) -> Standing:
    """Return the standing of a table in some round at which nothing was agreed or done."""
    return Standing(round_number, climate, status_quo(exercise))


def holds(exercise: Exercise, condition: PlayCondition, standing: Standing) -> bool:
    """Return whether every key given in a condition holds.

    `signed`: an agreement is in force whose package meets it. `performed`: what was performed in
    full meets it; an empty one asks for an act. `breached`: every issue it names was breached at an
    option that meets its row; an empty one asks for any breach. `in_breach`: the same for breaches
    not made good. `below_walk_away`: all of them are. `decided`: every decision that it names was
    decided so; an empty one asks for any decision. `undecided`: nobody took any of them in time.
    """
    return (
        _signed(exercise, condition, standing)
        and _performed(exercise, condition, standing)
        and _breached(exercise, condition.breached, standing.breached)
        and _breached(
            exercise,
            condition.in_breach,
            {issue: (option,) for issue, option in standing.in_breach.items()},
        )
        and _levels(exercise, condition, standing)
        and (condition.round_at_least is None or standing.round >= condition.round_at_least)
        and all(one in standing.below for one in condition.below_walk_away)
        and _decided(exercise, condition.decided, standing.decided)
        and all(one in standing.undecided for one in condition.undecided)
        and (not condition.any or any(holds(exercise, one, standing) for one in condition.any))
        and (condition.not_ is None or not holds(exercise, condition.not_, standing))
    )


def ending(exercise: Exercise, standing: Standing) -> Ending | None:
    """Return how an exercise ends: the first ending that holds (one without `when` always does)."""
    for one in exercise.endings:
        if one.when is None or holds(exercise, one.when, standing):
            return one
    return None


def _signed(exercise: Exercise, condition: PlayCondition, standing: Standing) -> bool:
    if condition.signed is None:
        return True
    agreed = standing.agreed
    return agreed is not None and met(compile_condition(exercise, condition.signed), agreed)


def _performed(exercise: Exercise, condition: PlayCondition, standing: Standing) -> bool:
    if condition.performed is None:
        return True
    if exercise.whole and standing.agreed is None:
        return False
    if not condition.performed:
        return any(
            issue.by and standing.performed[issue.id] != issue.status_quo
            for issue in exercise.issues
        )
    return met(compile_condition(exercise, condition.performed), standing.performed)


def _breached(
    exercise: Exercise,
    condition: PackageCondition | None,
    broken: Mapping[str, Collection[str]],
) -> bool:
    if condition is None:
        return True
    if not condition:
        return any(broken.values())
    return all(
        not allowed.isdisjoint(broken.get(issue, ()))
        for issue, allowed in compile_condition(exercise, condition)
    )


def _decided(
    exercise: Exercise, condition: PackageCondition | None, decided: Mapping[str, str]
) -> bool:
    if condition is None:
        return True
    if not condition:
        return bool(decided)
    return all(
        decided.get(id) in met_by(test, tuple(exercise.decision_by_id[id].option_by_id))
        for id, test in condition.items()
    )


def _levels(exercise: Exercise, condition: PlayCondition, standing: Standing) -> bool:
    """Return tension and trust, in points of 0..100."""
    climate, pairs = standing.climate, exercise.pairs
    least, most = condition.tension_at_least, condition.tension_at_most
    return (
        (least is None or climate.tension >= least)
        and (most is None or climate.tension <= most)
        and all(
            climate.trust.get(pairs[pair], 50.0) >= level
            for pair, level in condition.trust_at_least.items()
        )
        and all(
            climate.trust.get(pairs[pair], 50.0) < level
            for pair, level in condition.trust_below.items()
        )
    )
