"""Who would sign which packages, and which of these are enough under a rule of agreement.

Masks have a row by delegation, in the file's order, and a column by package or by kind of package.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Quota
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.feasibility import wanted
from tabletop.referee.outcomes.frontier import Numbers
from tabletop.referee.outcomes.grid import Mask
from tabletop.referee.outcomes.space import Space

Masks = npt.NDArray[np.bool_]


def passes(exercise: Exercise, willing: Masks, asked: Masks, must: Masks) -> npt.NDArray[np.bool_]:
    """Return in which columns a deal passes."""
    allowed: Masks = np.asarray((~must | willing).all(axis=0))
    if not exercise.agreement.proposer:
        return allowed & _enough(exercise, willing, asked)
    # Somebody tables it, and by that is asked and signs.
    tabled: Masks = np.zeros(willing.shape[1], dtype=np.bool_)
    for place in range(len(exercise.delegations)):
        with_proposer = asked.copy()
        with_proposer[place] = True
        could: Masks = _enough(exercise, willing, with_proposer)
        could[~willing[place]] = False
        tabled |= could
    return allowed & tabled


def _enough(exercise: Exercise, willing: Masks, asked: Masks) -> npt.NDArray[np.bool_]:
    """Return where enough of those asked are willing, by the rule and its votes."""
    rule, delegations = exercise.agreement, [one.id for one in exercise.delegations]
    found: npt.NDArray[np.bool_] = np.ones(willing.shape[1], dtype=np.bool_)
    one_each = np.ones(len(delegations), dtype=np.int64)
    votes = np.array([rule.weight(one) for one in delegations], dtype=np.int64)
    for asks, weights in ((rule.members, one_each), (rule.votes, votes)):
        if asks is not None:
            found &= weights @ (asked & willing) >= _least(asks, weights @ asked, weights.sum())
    return found


def _least(asks: Quota, asked: Numbers, most: int) -> Numbers:
    """Return how many a rule wants of each of some numbers, which are `most` at most."""
    if most < len(asked):
        return np.array([wanted(asks, count) for count in range(most + 1)])[asked]
    there, back = np.unique(asked, return_inverse=True)
    return np.array([wanted(asks, int(count)) for count in there])[back]


def willing_masks(space: Space) -> Masks:
    """Return, by delegation, the packages that reach its walk-away and cross no red line of its
    own.
    """
    found: Masks = space.values >= space.walk_aways - NEGLIGIBLE
    for row, one in zip(found, space.exercise.delegations, strict=True):
        for line in one.red_lines:
            space.shaped(row)[space.where(line.when)] = False
    return found


def asked_masks(space: Space) -> Masks:
    """Return, by delegation, the packages that it is asked to sign."""
    return _spread(space, {*space.exercise.agreement.signatories, *space.exercise.agreement.veto})


def must_masks(space: Space) -> Masks:
    """Return, by delegation, the packages that need its signature."""
    return _spread(space, always_needed(space.exercise))


def _spread(space: Space, always: set[str]) -> Masks:
    found = np.zeros((len(space.delegations), len(space)), dtype=np.bool_)
    for place, one in enumerate(space.delegations):
        found[place] = one in always
    for place, packages in needed_for_some(space, always).items():
        found[place] = packages
    return found


def always_needed(exercise: Exercise) -> set[str]:
    """Return whose signature every package needs."""
    rule = exercise.agreement
    return {*rule.veto, *(rule.signatories if rule.unanimous else ())}


def needed_for_some(space: Space, always: set[str]) -> dict[int, Mask]:
    """Return which packages need the signature of whom, for those not `always` needed: performers
    of what a package moves and whoever `also` names, by place.
    """
    exercise = space.exercise
    found: dict[int, Mask] = {}
    for place, one in enumerate(space.delegations):
        if one in always:
            continue
        conditions = [also.when for also in exercise.agreement.also if also.delegation == one]
        conditions += [
            {} if exercise.whole else {issue.id: f"!= {issue.status_quo}"}
            for issue in exercise.issues
            if one in issue.by
        ]
        if conditions:
            found[place] = np.zeros(len(space), dtype=np.bool_)
            for when in conditions:
                space.shaped(found[place])[space.where(when)] = True
    return found
