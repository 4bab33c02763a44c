"""What passes under a rule of agreement: packages, who is left below, and who can block.

The zone of agreement needs everybody; this is what passes where a number or a majority is enough.
Whoever is asked is assumed to sign what is acceptable to it and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

import numpy as np
import numpy.typing as npt

from tabletop.exercise.conditions import PackageCondition
from tabletop.exercise.model import Exercise
from tabletop.exercise.parts import Quota
from tabletop.referee.circumstances import NEGLIGIBLE
from tabletop.referee.feasibility import quota, wanted
from tabletop.referee.outcomes.analysis import Analysis, first_best
from tabletop.referee.outcomes.frontier import Numbers
from tabletop.referee.outcomes.space import Space

Masks = npt.NDArray[np.bool_]
_MOST_TOGETHER = 4
"""The largest blocking sets that are searched for."""
_MOST_SETS = 5_000
"""Sets that are tried at most; with a dozen delegations that is all of them."""


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
    cases = _cases(space)
    return cases.deals[passes(space.exercise, cases.willing, cases.asked, cases.must)[cases.of]]


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
    cases = _cases(space)
    passed = passes(exercise, cases.willing, cases.asked, cases.must)
    numbers = cases.deals[passed[cases.of]]
    many = np.bincount(cases.of, minlength=len(passed))
    count = len(cases.deals)
    counts = _counts(exercise, cases)
    always = {*exercise.agreement.signatories, *exercise.agreement.veto}
    return Passing(
        counts[0][0] if counts else quota(exercise, always),
        counts,
        tuple(n for n, row in zip(names, cases.must, strict=True) if count and bool(row.all())),
        numbers,
        len(numbers) / count if count else 0.0,
        {n: int(many[passed & ~row].sum()) for n, row in zip(names, cases.willing, strict=True)},
        {
            n: int(many[row].sum()) / count if count else 0.0
            for n, row in zip(names, cases.willing, strict=True)
        },
        _blocking(exercise, cases) if len(numbers) else (),
        _winning(exercise, cases) if len(numbers) else (),
    )


def _counts(exercise: Exercise, cases: _Cases) -> tuple[tuple[int, int], ...]:
    members = exercise.agreement.members
    if members is None:
        return ()
    asked = sorted({int(count) for count in cases.asked.sum(axis=0)})
    return tuple((wanted(members, count), count) for count in asked if count)


@dataclass(frozen=True)
class _Cases:
    """The deals of a space, told apart only by who is willing, asked and must sign: a column each.

    There are few of these however many deals there are, and who can block or win depends on nothing
    else. `deals` are numbers of the space, `of` the column of each.
    """

    deals: Numbers
    of: Numbers
    willing: Masks
    asked: Masks
    must: Masks


_MOST_BITS = 20
"""The longest code for which a table of all codes is cheaper than sorting them."""


def _cases(space: Space) -> _Cases:
    willing, must = willing_masks(space), must_masks(space)
    asked = _asked(space, must)
    deals = np.flatnonzero(space.deals)
    varied = [row for row in (*willing, *asked, *must) if row.any() and not row.all()]
    if len(varied) > 62:
        first, of = np.arange(len(deals)), np.arange(len(deals))
    else:
        # A narrow code is written several times as fast as a wide one.
        width: Any = np.int16 if len(varied) < 15 else np.int64
        codes: npt.NDArray[Any] = np.zeros(len(space), dtype=width)
        for bit, row in enumerate(varied):
            codes |= row.astype(width) << width(bit)
        first, of = _told_apart(codes[deals], len(varied))
    kinds = deals[first]
    return _Cases(deals, of, willing[:, kinds], asked[:, kinds], must[:, kinds])


def _told_apart(codes: Numbers, bits: int) -> tuple[Numbers, Numbers]:
    """Return where each code is found first, and which of those each one is."""
    if bits > _MOST_BITS:
        _, first, of = np.unique(codes, return_index=True, return_inverse=True)
        return first, of
    found = np.full(1 << bits, -1, dtype=np.int64)
    found[codes] = np.arange(len(codes))
    there = np.flatnonzero(found >= 0)
    places = np.zeros(1 << bits, dtype=np.int64)
    places[there] = np.arange(len(there))
    return found[there], places[codes]


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
    return _asked(space, _must_by_issue_or_also(space))


def _asked(space: Space, must: Masks) -> Masks:
    found = must.copy()
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


Together = tuple[int, ...]
"""A set of delegations, by their places."""
_MOST_AT_ONCE = 4_000_000
"""The most ballots that are looked at together: sets by delegations by cases."""


def _blocking(exercise: Exercise, cases: _Cases) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of delegations that can block everything by not signing."""
    return _smallest(
        exercise,
        lambda some: ~_passed_by(exercise, cases, ~_members(exercise, some)),
        _MOST_TOGETHER,
    )


def _winning(exercise: Exercise, cases: _Cases) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of delegations that can pass something without anybody else."""
    return _smallest(
        exercise,
        lambda some: _passed_by(exercise, cases, _members(exercise, some)),
        len(exercise.delegations),
    )


def _members(exercise: Exercise, sets: Sequence[Together]) -> Masks:
    """Return who is in each set: a row by delegation, a column by set."""
    found = np.zeros((len(exercise.delegations), len(sets)), dtype=np.bool_)
    for column, together in enumerate(sets):
        found[list(together), column] = True
    return found


def _passed_by(exercise: Exercise, cases: _Cases, members: Masks) -> npt.NDArray[np.bool_]:
    """Return which sets, a column of `members` each, can pass something without anybody else."""
    parties, sets = members.shape
    count = cases.willing.shape[1]
    found = np.zeros(sets, dtype=np.bool_)
    step = max(1, _MOST_AT_ONCE // (parties * count))
    for begin in range(0, sets, step):
        some = members[:, begin : begin + step, None]
        shape = (parties, some.shape[1], count)
        willing, asked, must = (
            np.broadcast_to(one, shape).reshape(parties, -1)
            for one in (
                cases.willing[:, None] & some,
                cases.asked[:, None],
                cases.must[:, None],
            )
        )
        found[begin : begin + step] = (
            passes(exercise, willing, asked, must).reshape(-1, count).any(axis=1)
        )
    return found


def _smallest(
    exercise: Exercise,
    able: Callable[[Sequence[Together]], npt.NDArray[np.bool_]],
    most: int,
) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of at most `most` delegations that are `able`, of the first
    `_MOST_SETS` sets of each size and smaller.
    """
    ids = [one.id for one in exercise.delegations]
    found: list[frozenset[int]] = []
    left = _MOST_SETS
    for size in range(1, most + 1):
        larger = combinations(range(len(ids)), size)
        untold = (one for one in larger if not any(smaller <= set(one) for smaller in found))
        some = list(islice(untold, left))
        if not some:
            break
        left -= len(some)
        found += [frozenset(one) for one, can in zip(some, able(some), strict=True) if can]
    return tuple(tuple(ids[at] for at in sorted(one)) for one in found)
