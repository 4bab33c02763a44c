"""Draw packages at random and score them in bulk, for spaces too large to enumerate.

The formulas are those of `value`, vectorised over packages. Unlike `grid`, which needs the whole
space, this works on any set of packages, so the size of the space does not matter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tabletop.errors import UnreadableInput
from tabletop.exercise.model import Exercise
from tabletop.referee.circumstances import NEGLIGIBLE, Circumstances, walk_away
from tabletop.referee.outcomes.arrays import BITS, Conditions, PartyArrays, Words, arrays_of
from tabletop.referee.outcomes.grid import Floats, Mask
from tabletop.referee.outcomes.signing import passes

Places = Mapping[str, npt.NDArray[np.intp]]
"""The option index of each package, by choice (every issue, `form` and `order`)."""
MOST_DRAWN = 10_000_000
_AT_A_TIME = 50_000
_SCORED = 10000

Progress = Callable[[int, int], None]
"""Progress callback: packages done, packages in all."""


@dataclass(frozen=True)
class Sample:
    """What `drawn` packages, taken at random with replacement, say about the whole space.

    `zone_95` is the 95 % interval of the zone's share of all packages (Wilson 1927), which is valid
    for shares near 0. `best` is the package with the greatest Nash product drawn, None where none
    drawn was acceptable to all. `passing` are those that the rule of agreement lets pass when
    everybody agrees to what is acceptable to it.
    """

    drawn: int
    feasible: int
    zone: int
    zone_95: tuple[float, float]
    best: Mapping[str, str] | None
    passing: int
    passing_95: tuple[float, float]


def draw_sample(
    exercise: Exercise,
    circumstances: Circumstances,
    packages: int,
    seed: int = 0,
    progress: Progress | None = None,
) -> Sample:
    """Draw and score a number of packages. Raises `UnreadableInput` for too few or too many."""
    refuse_sample(packages)
    chance = np.random.default_rng(seed)
    least = np.array([walk_away(exercise, one.id, circumstances) for one in exercise.delegations])
    feasible, zone, passing = 0, 0, 0
    unanimous = exercise.agreement.unanimous
    highest, best = -1.0, None
    for done, places in _drawn(exercise, packages, chance):
        many = _Many(exercise, circumstances, places)
        worth, possible, willing = many.judged()
        deals = possible & many.settling()
        fine = deals & willing.all(axis=0)
        feasible += int(possible.sum())
        zone += int(fine.sum())
        agreed = fine if unanimous else deals & passes(exercise, willing, *many.asked())
        passing += int(agreed.sum())
        if fine.any():
            products = np.maximum(0.0, worth[:, fine] - least[:, None]).prod(axis=0)
            top = int(products.argmax())
            if products[top] > highest:
                highest = float(products[top])
                at = int(np.flatnonzero(fine)[top])
                best = {c: o[places[c][at]] for c, o in exercise.named.items()}
        if progress is not None:
            progress(done, packages)
    return Sample(
        packages,
        feasible,
        zone,
        wilson(zone, packages),
        best,
        passing,
        wilson(passing, packages),
    )


def _drawn(
    exercise: Exercise, packages: int, chance: np.random.Generator
) -> Iterator[tuple[int, Places]]:
    """Yield packages drawn at random, some at a time, and how many have been drawn by then."""
    for done in range(0, packages, _AT_A_TIME):
        count = min(_AT_A_TIME, packages - done)
        drawn = {
            choice: chance.integers(0, len(options), count)
            for choice, options in exercise.choices.items()
        }
        # So many at once as leave room for what is worked out of them in a core's own memory.
        for begins in range(0, count, _SCORED):
            ends = min(begins + _SCORED, count)
            yield done + ends, {choice: some[begins:ends] for choice, some in drawn.items()}


def refuse_sample(packages: int) -> None:
    """Refuse to draw nothing, or more than would finish in reasonable time. Raises
    `UnreadableInput`.
    """
    if not 1 <= packages <= MOST_DRAWN:
        raise UnreadableInput(f"a sample of {packages:,}: draw 1 to {MOST_DRAWN:,} packages")


def wilson(found: int, drawn: int) -> tuple[float, float]:
    """Return the 95 % interval of a proportion, `found` of `drawn` (Wilson's score interval)."""
    z = 1.96
    share = found / drawn
    middle = (share + z * z / (2 * drawn)) / (1 + z * z / drawn)
    half = z / (1 + z * z / drawn) * math.sqrt(share * (1 - share) / drawn + z * z / (4 * drawn**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def scored(
    exercise: Exercise, circumstances: Circumstances, places: Places
) -> tuple[Floats, Mask, Mask]:
    """Return what packages are worth (a row per delegation), which are feasible, which acceptable
    to all.

    Acceptable are those that are feasible, move an issue, reach every walk-away and cross no red
    line.
    """
    many = _Many(exercise, circumstances, places)
    worth, possible, willing = many.judged()
    return worth, possible, possible & many.settling() & willing.all(axis=0)


def worth_to(
    exercise: Exercise, circumstances: Circumstances, places: Places, delegation: str
) -> tuple[Floats, Mask]:
    """Return what packages are worth to one delegation as promises made now, and which of them it
    could table and sign: feasible, moving an issue, across none of its red lines.
    """
    many = _Many(exercise, circumstances, places)
    crossed = many.met(many.parties[delegation].red_lines)
    return many.values(delegation), many.feasible() & many.settling() & ~crossed


class _Many:
    """Packages as arrays, with intermediate results that several delegations' values share."""

    def __init__(self, exercise: Exercise, circumstances: Circumstances, places: Places) -> None:
        self.exercise = exercise
        self.circumstances = circumstances
        self._arrays = arrays = arrays_of(exercise)
        self.known = arrays.known
        self.parties = arrays.parties
        self.order = places["order"]
        self.count = len(self.order)
        self._at = np.array([places[one] for one in arrays.columns]) + arrays.begins
        assurance = arrays.assurance[self._at[arrays.assured]].sum(axis=0)
        self.bound = np.minimum(self.known.most_assurance, assurance)
        self.delay = arrays.delay[self.order]
        self._acting = [np.bitwise_or.reduce(one[self._at], axis=0) for one in arrays.acting]
        self._meets = self._looked_up(arrays.conditions)
        self._promised: dict[int, Mask] = {}

    def _looked_up(self, conditions: Conditions) -> Words:
        # Word by word, which is several times as fast as all of them in one array.
        found = [np.bitwise_and.reduce(word[self._at], axis=0) for word in conditions.words]
        return np.array(found or np.zeros((0, self.count)), dtype=np.int64)

    def met(self, condition: Words) -> Mask:
        """Return which packages meet one of some conditions, given as bits."""
        return _any(self._meets & condition)

    def judged(self) -> tuple[Floats, Mask, Mask]:
        """Return what packages are worth (a row per delegation), which are feasible, and which each
        delegation finds acceptable (a row per delegation).
        """
        exercise, now = self.exercise, self.circumstances
        worth = np.array([self.values(one.id) for one in exercise.delegations])
        willing = []
        for row, one in zip(worth, exercise.delegations, strict=True):
            fine: Mask = row >= walk_away(exercise, one.id, now) - NEGLIGIBLE
            willing.append(fine & ~self.met(self.parties[one.id].red_lines))
        return worth, self.feasible(), np.array(willing)

    def asked(self) -> tuple[Mask, Mask]:
        """Return whom each package asks to agree, and who of them must (a row per delegation)."""
        exercise, rule = self.exercise, self.exercise.agreement
        must = np.zeros((len(exercise.delegations), self.count), dtype=np.bool_)
        for place, one in enumerate(exercise.delegations):
            must[place] = self.promised(self._arrays.bits([one.id])) | (one.id in rule.veto)
            also = [when for who, when in self.known.also if who == one.id]
            must[place] |= self.met(self._arrays.conditions.mask(also))
        always = np.array([one.id in rule.signatories for one in exercise.delegations])
        return must | always[:, None], must

    def settling(self) -> Mask:
        """Return which packages move an issue; the others are not deals. See `Space.deals`."""
        found: Mask = (self._acting[0] & 1) != 0
        return found

    def promised(self, delegations: int) -> Mask:
        """Return in which packages at least one of these delegations has an act to carry out."""
        found = self._promised.get(delegations)
        if found is None:
            found = np.zeros(self.count, dtype=np.bool_)
            for word, acting in enumerate(self._acting):
                bits = delegations << 1 >> BITS * word & (1 << BITS) - 1
                if bits:
                    found |= (acting & bits) != 0
            self._promised[delegations] = found
        return found

    def relied(self, trust: float) -> Floats:
        """Return p(t): how far a promise can be relied on."""
        return np.asarray(trust + (1 - trust) * self.bound)

    def trust(self, one: str, others: Iterable[str]) -> float:
        """Return T(d, C): the lowest trust in any of them; 1 where there are none."""
        return min((self.circumstances.climate.of(one, other) for other in others), default=1.0)

    def values(self, delegation: str) -> Floats:
        """Return what each package is worth to a delegation."""
        exercise, now, party = self.exercise, self.circumstances, self.parties[delegation]
        one = exercise.delegation_by_id[delegation]
        urgency = min(1.0, one.urgency_in(max(1, now.round)) * now.urgency.get(delegation, 1.0))
        reliance = self.relied(self.trust(delegation, one.counterparts))
        points = self._arrays.points(exercise, delegation, now)
        total = np.zeros(self.count)
        for by, gains in zip(points.by, points.gained.sums(points.gains, self._at), strict=True):
            total += gains * self.delay * self.relied(self.trust(delegation, by)) if by else gains
        total *= urgency
        for own, costs in zip(points.own, points.paid.sums(points.costs, self._at), strict=True):
            total += costs * (reliance + (1 - reliance) * self._exposure(party)) if own else costs
        if party.sure is not None:
            total += party.sure.of(self._meets) * urgency
        if party.doubted is not None:
            total += party.doubted.of(self._meets) * urgency * self.delay * reliance
        if party.losses is not None:
            total += party.losses.of(self._meets)
        return np.asarray(total)

    def _exposure(self, party: PartyArrays) -> Floats:
        """Return e: the share of its own acts lost if the other side does not deliver."""
        if not party.counterparts:
            return np.ones(self.count)
        return np.where(self.promised(party.counterparts), party.exposure[self.order], 1.0)

    def feasible(self) -> Mask:
        """Return which packages are feasible; the conditions are those of `obstacles`."""
        arrays = self._arrays
        found = ~_any(self._meets[arrays.if_chosen] & ~self._meets[arrays.then_met])
        if self.circumstances.forbidden:
            forbidden, bits = arrays.forbidden(self.exercise, self.circumstances)
            found &= ~_any(self._looked_up(forbidden) & bits)
        for place, groups in arrays.both_sides:
            fine: Mask = self.order != place
            acted: Mask = np.ones(self.count, dtype=np.bool_)
            for pairs in groups:
                some: Mask = np.zeros(self.count, dtype=np.bool_)
                for one, other in pairs:
                    some |= self.promised(one) & self.promised(other)
                acted &= some
            found &= fine | acted
        return found


def _any(words: Words) -> Mask:
    """Return in which columns any bit is set."""
    found: Mask = np.bitwise_or.reduce(words, axis=0) != 0
    return found
