"""What passes under a rule of agreement: packages, who is left below, and who can block.

The zone of agreement needs everybody; this is what passes where a number or a majority is enough.
Whoever is asked is assumed to sign what is acceptable to it and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tabletop.exercise.model import Exercise
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.feasibility import quota, wanted
from tabletop.referee.outcomes.analysis import Analysis, first_best
from tabletop.referee.outcomes.coalitions import Kinds, blocking_and_winning, kinds_of_deals
from tabletop.referee.outcomes.frontier import Numbers
from tabletop.referee.outcomes.signing import passes


@dataclass(frozen=True)
class Passing:
    """What passes by the rule of an exercise.

    `counts` says how many signatures deals need of how many whom they ask, in ascending order;
    `needed` is the least of these, and `veto` are those who must sign every deal. `packages` are
    numbers of the space; `below` counts those of them that leave a delegation below its walk-away
    or over a red line; `alone` is the share of all deals that a delegation finds acceptable;
    `blocking` are the smallest sets without which nothing passes, at most four together; `winning`
    are the smallest sets that can pass something without anybody else.
    """

    needed: int
    counts: tuple[tuple[int, int], ...]
    veto: tuple[str, ...]
    packages: Numbers
    share: float
    below: Mapping[str, int]
    alone: Mapping[str, float]
    blocking: tuple[tuple[str, ...], ...]
    winning: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class LeftOnTable:
    """What all could have gained over a package: acceptable, better for some, worse for none.

    `best` is the one with the greatest Nash product among these, None when there are none.
    """

    packages: int
    best: Mapping[str, str] | None
    gains: Mapping[str, float]
    """How much more `best` is worth, by delegation."""


def could_pass(analysis: Analysis) -> Numbers:
    """Return the packages that could be agreed: the zone where all must sign, else what passes."""
    space = analysis.space
    if space.exercise.agreement.unanimous:
        return analysis.zone
    kinds = kinds_of_deals(space)
    return kinds.deals[passes(space.exercise, kinds.willing, kinds.asked, kinds.must)[kinds.of]]


def left_on_table(analysis: Analysis, here: Mapping[str, float]) -> LeftOnTable:
    """Return what a package worth `here` to each delegation leaves on the table.

    Of everything that could have passed and is better for someone and worse for no one: how many
    packages there are, and the one with the greatest Nash product of surpluses. Packages of equal
    value to all are not counted.
    """
    space, numbers = analysis.space, could_pass(analysis)
    have = np.array([here[one] for one in space.delegations])[:, None]
    gains = space.values[:, numbers] - have
    better = (gains >= -NEGLIGIBLE).all(axis=0) & (gains > NEGLIGIBLE).any(axis=0)
    found = numbers[better]
    if not len(found):
        return LeftOnTable(0, None, {})
    surplus = np.maximum(0.0, space.values[:, found] - space.walk_aways)
    place = first_best(surplus.prod(axis=0), surplus.sum(axis=0))
    gain = gains[:, better][:, place]
    return LeftOnTable(
        len(found),
        space.package(int(found[place])),
        {one: float(g) for one, g in zip(space.delegations, gain, strict=True)},
    )


def passing(analysis: Analysis) -> Passing:
    """Return what the rule lets pass when everybody signs what is acceptable to it."""
    space = analysis.space
    exercise, names = space.exercise, space.delegations
    kinds = kinds_of_deals(space)
    passed = passes(exercise, kinds.willing, kinds.asked, kinds.must)
    numbers = kinds.deals[passed[kinds.of]]
    count = len(kinds.deals)
    counts = _counts(exercise, kinds)
    always = {*exercise.agreement.signatories, *exercise.agreement.veto}
    below = ~kinds.willing @ np.where(passed, kinds.many, 0)
    alone = (kinds.willing @ kinds.many).tolist()
    blocking, winning = blocking_and_winning(exercise, kinds) if len(numbers) else ((), ())
    return Passing(
        counts[0][0] if counts else quota(exercise, always),
        counts,
        tuple(n for n, row in zip(names, kinds.must, strict=True) if count and bool(row.all())),
        numbers,
        len(numbers) / count if count else 0.0,
        dict(zip(names, below.tolist(), strict=True)),
        {one: many / max(1, count) for one, many in zip(names, alone, strict=True)},
        blocking,
        winning,
    )


def _counts(exercise: Exercise, kinds: Kinds) -> tuple[tuple[int, int], ...]:
    members = exercise.agreement.members
    if members is None:
        return ()
    asked = sorted(set(kinds.asked.sum(axis=0).tolist()))
    return tuple((wanted(members, count), count) for count in asked if count)
