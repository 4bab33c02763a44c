"""What passes under a rule of agreement: packages, who is left below, and who can block.

The zone of agreement needs everybody; this is what passes where a number or a majority is enough.
Whoever is asked is assumed to sign what is acceptable to it and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from tabletop.exercise.conditions import PackageCondition
from tabletop.referee.analysis import Analysis, first_best
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.feasibility import quota, wanted
from tabletop.referee.frontier import Numbers
from tabletop.referee.space import Space

Masks = npt.NDArray[np.bool_]
_MOST_TOGETHER = 4
"""The largest blocking sets that are searched for."""


@dataclass(frozen=True)
class Passing:
    """What passes by the rule of an exercise.

    `needed` is the number of signatures of those who are always asked, `veto` who must sign every
    deal. `packages` are numbers of the space; `below` counts those of them that leave a delegation
    below its walk-away or over a red line; `alone` is the share of all deals that a delegation
    finds acceptable; `blocking` are the smallest sets without which nothing passes, at most four
    together.
    """

    needed: int
    veto: tuple[str, ...]
    packages: Numbers
    share: float
    below: Mapping[str, int]
    alone: Mapping[str, float]
    blocking: tuple[tuple[str, ...], ...]


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
    if analysis.space.exercise.agreement.unanimous:
        return analysis.zone
    space = analysis.space
    return np.flatnonzero(
        _passes(space, willing_masks(space), asked_masks(space), must_masks(space))
    )


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
    willing, asked, must = willing_masks(space), asked_masks(space), must_masks(space)
    deals = space.deals
    passes = _passes(space, willing, asked, must)
    numbers = np.flatnonzero(passes)
    count = int(deals.sum())
    always = {*exercise.agreement.signatories, *exercise.agreement.veto}
    return Passing(
        quota(exercise, always),
        tuple(n for n, row in zip(names, must, strict=True) if count and bool(row[deals].all())),
        numbers,
        len(numbers) / count if count else 0.0,
        {n: int((~row[numbers]).sum()) for n, row in zip(names, willing, strict=True)},
        {
            n: float((row & deals).sum()) / count if count else 0.0
            for n, row in zip(names, willing, strict=True)
        },
        _blocking(space, willing, asked, must) if len(numbers) else (),
    )


def _passes(space: Space, willing: Masks, asked: Masks, must: Masks) -> npt.NDArray[np.bool_]:
    allowed: npt.NDArray[np.bool_] = space.deals & (~must | willing).all(axis=0)
    if not space.exercise.agreement.proposer:
        return allowed & _enough(space, willing, asked)
    # Somebody tables it, and by that is asked and signs.
    tabled = np.zeros(len(space), dtype=np.bool_)
    for place in range(len(space.delegations)):
        with_proposer = asked.copy()
        with_proposer[place] = True
        tabled |= willing[place] & _enough(space, willing, with_proposer)
    return allowed & tabled


def _enough(space: Space, willing: Masks, asked: Masks) -> npt.NDArray[np.bool_]:
    """Return where enough of those asked are willing, by the rule and its votes."""
    rule = space.exercise.agreement
    found: npt.NDArray[np.bool_] = np.ones(len(space), dtype=np.bool_)
    one_each = np.ones(len(space.delegations), dtype=np.int64)
    votes = np.array([rule.weight(one) for one in space.delegations], dtype=np.int64)
    for asks, weights in ((rule.members, one_each), (rule.votes, votes)):
        if asks is not None:
            there, back = np.unique(weights @ asked, return_inverse=True)
            least = np.array([wanted(asks, int(count)) for count in there])[back]
            found &= weights @ (asked & willing) >= least
    return found


def willing_masks(space: Space) -> Masks:
    """Return, by delegation, the packages that reach its walk-away and cross no red line of its
    own.
    """
    rows = []
    least = space.walk_aways[:, 0]
    for place, one in enumerate(space.exercise.delegations):
        row = space.values[place] >= least[place] - NEGLIGIBLE
        box = space.shaped(row)
        for line in one.red_lines:
            box[space.where(line.when)] = False
        rows.append(row)
    return np.array(rows)


def asked_masks(space: Space) -> Masks:
    """Return, by delegation, the packages that it is asked to sign."""
    found = _must_by_issue_or_also(space)
    for place, one in enumerate(space.delegations):
        if one in space.exercise.agreement.signatories:
            found[place] = True
    return found


def must_masks(space: Space) -> Masks:
    """Return, by delegation, the packages that need its signature."""
    if space.exercise.agreement.unanimous:
        return asked_masks(space)
    return _must_by_issue_or_also(space)


def _must_by_issue_or_also(space: Space) -> Masks:
    exercise = space.exercise
    found = np.zeros((len(space.delegations), len(space)), dtype=np.bool_)
    for place, one in enumerate(space.delegations):
        if one in exercise.agreement.veto:
            found[place] = True
        box = space.shaped(found[place])
        for issue in exercise.issues:
            if one in issue.by:
                moved: PackageCondition = {issue.id: f"!= {issue.status_quo}"}
                box[space.where({} if exercise.whole else moved)] = True
        for also in exercise.agreement.also:
            if also.delegation == one:
                box[space.where(also.when)] = True
    return found


def _blocking(
    space: Space, willing: Masks, asked: Masks, must: Masks
) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of delegations that can block everything by not signing."""
    found: list[frozenset[int]] = []
    for size in range(1, _MOST_TOGETHER + 1):
        for together in combinations(range(len(space.delegations)), size):
            if any(smaller <= set(together) for smaller in found):
                continue
            without = willing.copy()
            without[list(together)] = False
            if not _passes(space, without, asked, must).any():
                found.append(frozenset(together))
    return tuple(tuple(space.delegations[at] for at in sorted(one)) for one in found)
