"""The deals of a space by who would sign them, and by that which coalitions block or win.

There are few kinds of deals however many deals there are, and who can block or win depends on
nothing else. For up to a dozen delegations all coalitions are looked at together: a set of
coalitions is one whole number, with a bit for each coalition, whose number has a bit for each
member.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice

import numpy as np
import numpy.typing as npt

from tabletop.exercise.model import Exercise
from tabletop.referee.outcomes.frontier import Numbers
from tabletop.referee.outcomes.signing import (
    Masks,
    always_needed,
    needed_for_some,
    passes,
    willing_masks,
)
from tabletop.referee.outcomes.space import Space

Together = tuple[int, ...]
"""A set of delegations, by their places."""
_MOST_TOGETHER = 4
"""The largest blocking sets that are searched for."""
_MOST_SETS = 5_000
"""Sets that are tried at most; with a dozen delegations that is all of them."""
_MOST_IN_TABLE = 12
"""The most delegations whose coalitions are all looked at together."""
_MOST_AT_ONCE = 4_000_000
"""The most ballots that are looked at together: sets by delegations by kinds of deals."""
_MOST_BITS = 62
"""The longest code of a kind."""


@dataclass(frozen=True)
class Kinds:
    """The deals of a space, told apart only by who is willing, asked and must sign: a column each.
    Whom a deal asks follows from who must sign it, since all others asked are so by every deal.

    `deals` are numbers of the space, `of` the column of each, and `many` how many a column has.
    """

    deals: Numbers
    of: Numbers
    many: Numbers
    willing: Masks
    asked: Masks
    must: Masks


def kinds_of_deals(space: Space) -> Kinds:
    """Return the deals of a space by kind."""
    exercise = space.exercise
    always = always_needed(exercise)
    rows = [*willing_masks(space)]
    parties = len(rows)
    sometimes = needed_for_some(space, always)
    rows += sometimes.values()
    deals = np.flatnonzero(space.deals)
    if len(rows) > _MOST_BITS:
        of = np.arange(len(deals))
        many, told = np.ones(len(deals), dtype=np.intp), np.array(rows)[:, deals]
    else:
        codes, of, many = _told_apart(_codes(rows)[deals], len(rows))
        told = (codes >> np.arange(len(rows))[:, None] & 1).astype(np.bool_)
    must = np.empty((parties, len(many)), dtype=np.bool_)
    must.T[:] = [one in always for one in space.delegations]
    must[list(sometimes)] = told[parties:]
    asked = must.copy()
    asked[[one in exercise.agreement.signatories for one in space.delegations]] = True
    return Kinds(deals, of, many, told[:parties], asked, must)


def _codes(rows: Sequence[npt.NDArray[np.bool_]]) -> Numbers:
    """Return each column as a number, with a bit for each row."""
    width = np.min_scalar_type((1 << len(rows)) - 1)
    codes = np.zeros(len(rows[0]), dtype=width)
    for bit, row in enumerate(rows):
        codes |= row.astype(width) << width.type(bit)
    return codes


def _told_apart(codes: Numbers, bits: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return the codes that there are, which of them each one is, and how many are each."""
    if 1 << bits > 4 * len(codes) + 64:
        there, of, many = np.unique(codes, return_inverse=True, return_counts=True)
        return there.astype(np.int64), of, many
    # A table of all codes is cheaper than sorting them.
    counts = np.bincount(codes, minlength=1 << bits)
    there = np.flatnonzero(counts)
    places = np.empty(1 << bits, dtype=np.int64)
    places[there] = np.arange(len(there))
    return there, places[codes], counts[there]


def blocking_and_winning(
    exercise: Exercise, kinds: Kinds
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Return the smallest sets of delegations that can block everything by not signing, at most
    four together, and the smallest that can pass something without anybody else.
    """
    if len(exercise.delegations) > _MOST_IN_TABLE:
        return _found_by_search(exercise, kinds)
    parties = len(exercise.delegations)
    able = _able(exercise, kinds)
    everybody = (1 << (1 << parties)) - 1
    # Whoever is not in a coalition has the complement of its number: the same bits, read backwards.
    backwards = int(f"{able:0{1 << parties}b}"[::-1], 2)
    return (
        _named(exercise, _least_of(everybody & ~backwards, parties), _MOST_TOGETHER),
        _named(exercise, _least_of(able, parties), parties),
    )


@cache
def _without(parties: int) -> tuple[int, ...]:
    """Return for each delegation the set of all coalitions that it is not in."""
    everybody = (1 << (1 << parties)) - 1
    return tuple(everybody // ((1 << (1 << at)) + 1) for at in range(parties))


def _able(exercise: Exercise, kinds: Kinds) -> int:
    """Return the coalitions that can pass something without anybody else."""
    parties = len(exercise.delegations)
    bits = np.arange(parties)[:, None]
    # Every coalition as those who sign, for each set of those who must: passed by these alone?
    there = (np.arange(1 << parties) >> bits & 1).astype(np.bool_)
    willing = kinds.willing.T @ (1 << np.arange(parties))
    needs = kinds.must.T @ (1 << np.arange(parties))
    _, first, of = np.unique(needs, return_index=True, return_inverse=True)
    found = 0
    for number, column in enumerate(first):
        passed = passes(
            exercise,
            there,
            np.broadcast_to(kinds.asked[:, column, None], there.shape),
            np.broadcast_to(kinds.must[:, column, None], there.shape),
        )
        signing = np.zeros(1 << parties, dtype=np.bool_)
        signing[willing[of == number]] = True
        # Whoever all would sign, so would some of them; and whoever is enough, is so with more.
        found |= _number(passed) & _parts(_number(signing), parties)
    for at, lacking in enumerate(_without(parties)):
        found |= (found & lacking) << (1 << at)
    return found


def _number(coalitions: npt.NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(coalitions, bitorder="little").tobytes(), "little")


def _parts(coalitions: int, parties: int) -> int:
    """Return some coalitions with all parts of each."""
    for at, lacking in enumerate(_without(parties)):
        coalitions |= coalitions >> (1 << at) & lacking
    return coalitions


def _least_of(coalitions: int, parties: int) -> int:
    """Return those coalitions that are without one of their members none of these coalitions.
    Nobody is no coalition.
    """
    coalitions &= ~1
    larger = 0
    for at, lacking in enumerate(_without(parties)):
        larger |= (coalitions & lacking) << (1 << at)
    return coalitions & ~larger


def _named(exercise: Exercise, coalitions: int, most: int) -> tuple[tuple[str, ...], ...]:
    """Return some coalitions of at most `most` members by their members, the smallest first."""
    ids = [one.id for one in exercise.delegations]
    members = _every_coalition(len(ids))
    found = []
    while coalitions:
        number = coalitions.bit_length() - 1
        coalitions ^= 1 << number
        if number.bit_count() <= most:
            found.append(members[number])
    return tuple(tuple([ids[at] for at in one]) for _, one in sorted(found))


@cache
def _every_coalition(parties: int) -> tuple[tuple[int, Together], ...]:
    """Return for each number of a coalition how many members it has, and which."""
    places = range(parties)
    return tuple(
        (number.bit_count(), tuple(at for at in places if number >> at & 1))
        for number in range(1 << parties)
    )


def _found_by_search(
    exercise: Exercise, kinds: Kinds
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Return what `blocking_and_winning` does, looking at one coalition after another."""
    return (
        _smallest(
            exercise,
            lambda some: ~_passed_by(exercise, kinds, ~_members(exercise, some)),
            _MOST_TOGETHER,
        ),
        _smallest(
            exercise,
            lambda some: _passed_by(exercise, kinds, _members(exercise, some)),
            len(exercise.delegations),
        ),
    )


def _members(exercise: Exercise, sets: Sequence[Together]) -> Masks:
    """Return who is in each set: a row by delegation, a column by set."""
    found = np.zeros((len(exercise.delegations), len(sets)), dtype=np.bool_)
    for column, together in enumerate(sets):
        found[list(together), column] = True
    return found


def _passed_by(exercise: Exercise, kinds: Kinds, members: Masks) -> npt.NDArray[np.bool_]:
    """Return which sets, a column of `members` each, can pass something without anybody else."""
    parties, sets = members.shape
    count = kinds.willing.shape[1]
    found = np.zeros(sets, dtype=np.bool_)
    step = max(1, _MOST_AT_ONCE // (parties * count))
    for begin in range(0, sets, step):
        some = members[:, begin : begin + step, None]
        shape = (parties, some.shape[1], count)
        willing, asked, must = (
            np.broadcast_to(one, shape).reshape(parties, -1)
            for one in (
                kinds.willing[:, None] & some,
                kinds.asked[:, None],
                kinds.must[:, None],
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
