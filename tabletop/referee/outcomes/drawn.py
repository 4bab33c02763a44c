"""Draw packages at random and score them in bulk, for spaces too large to enumerate.

The formulas are those of `value`, vectorised over packages. Unlike `grid`, which needs the whole
space, this works on any set of packages, so the size of the space does not matter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tabletop.errors import UnreadableInput
from tabletop.exercise.conditions import CompiledCondition
from tabletop.exercise.model import Exercise, FormOption, Issue
from tabletop.referee.circumstances import NEGLIGIBLE, Circumstances, walk_away
from tabletop.referee.compile import CompiledExercise, compile_condition, compiled
from tabletop.referee.outcomes.grid import Floats, Mask, worths_now
from tabletop.referee.outcomes.signing import passes
from tabletop.referee.remembered import remembered

Places = Mapping[str, npt.NDArray[np.intp]]
"""The option index of each package, by choice (every issue, `form` and `order`)."""
MOST_DRAWN = 10_000_000
_AT_A_TIME = 50_000

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
    for done in range(0, packages, _AT_A_TIME):
        count = min(_AT_A_TIME, packages - done)
        places: Places = {
            choice: chance.integers(0, len(options), count)
            for choice, options in exercise.choices.items()
        }
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
            progress(done + count, packages)
    return Sample(
        packages,
        feasible,
        zone,
        wilson(zone, packages),
        best,
        passing,
        wilson(passing, packages),
    )


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
    could: Mask = many.feasible() & many.settling()
    for when, _ in many.known.parties[delegation].red_lines:
        could &= ~many.met(when)
    return many.values(delegation), could


_MOST_CONDITIONS = 1_024
"""Conditions whose options are kept as arrays; a facilitator's own injects may bring more."""


class _Arrays:
    """What of an exercise every scoring asks again, as arrays along a choice's options.

    A seat that looks for packages scores a few hundred at a time, many times in a game, and making
    these anew took longer than the scoring.
    """

    def __init__(self, exercise: Exercise) -> None:
        # Not the exercise itself, which would then be kept for ever.
        self._choices = exercise.choices
        self.known: CompiledExercise = compiled(exercise)
        self.assurance = {one: np.array(self.known.assurance[one]) for one in self.known.assured}
        self.orders = tuple(self.known.sequences[one.id] for one in exercise.order.options)
        self.delay = np.array([one.delay for one in self.orders])
        self._met: dict[CompiledCondition, tuple[tuple[str, Mask], ...]] = {}
        self._worths: dict[tuple[str, str], Floats] = {}

    def met(self, when: CompiledCondition) -> tuple[tuple[str, Mask], ...]:
        """Return which options of each choice that a condition names meet it."""
        found = self._met.get(when)
        if found is None:
            if len(self._met) >= _MOST_CONDITIONS:
                self._met.clear()
            found = tuple(
                (choice, np.array([option in options for option in self._choices[choice]]))
                for choice, options in when
            )
            self._met[when] = found
        return found

    def worths(self, issue: Issue, delegation: str, now: Circumstances) -> Floats:
        """Return what each option of an issue is worth to a delegation, with what injects added."""
        if now.points:
            return np.array(worths_now(issue, delegation, now))
        return self._fixed(issue.id, delegation, issue.worths)

    def bound(self, choice: str, options: Iterable[FormOption], delegation: str) -> Floats:
        """Return what each form or order is worth to a delegation."""
        return self._fixed(
            choice, delegation, lambda one: [option.points.get(one, 0.0) for option in options]
        )

    def _fixed(self, choice: str, delegation: str, of: Callable[[str], Iterable[float]]) -> Floats:
        key = (choice, delegation)
        found = self._worths.get(key)
        if found is None:
            found = self._worths[key] = np.array(list(of(delegation)), dtype=np.float64)
        return found


_arrays = remembered(_Arrays)


class _Many:
    """Packages as arrays, with intermediate results that several delegations' values share."""

    def __init__(self, exercise: Exercise, circumstances: Circumstances, places: Places) -> None:
        self.exercise = exercise
        self.circumstances = circumstances
        self.places = places
        self._arrays = _arrays(exercise)
        self.known = self._arrays.known
        self.count = len(places["form"])
        # Where everything is settled at once no option is what was there before.
        self.moved = {
            one.id: places[one.id] != (-1 if exercise.whole else one.quo) for one in exercise.issues
        }
        assurance = np.zeros(self.count)
        for choice, shares in self._arrays.assurance.items():
            assurance += shares[places[choice]]
        self.bound = np.minimum(self.known.most_assurance, assurance)
        self.delay = self._arrays.delay[places["order"]]

    def met(self, when: CompiledCondition) -> Mask:
        """Return which packages meet a condition."""
        found: Mask = np.ones(self.count, dtype=np.bool_)
        for choice, allowed in self._arrays.met(when):
            found &= allowed[self.places[choice]]
        return found

    def judged(self) -> tuple[Floats, Mask, Mask]:
        """Return what packages are worth (a row per delegation), which are feasible, and which each
        delegation finds acceptable (a row per delegation).
        """
        exercise, now = self.exercise, self.circumstances
        worth = np.array([self.values(one.id) for one in exercise.delegations])
        willing = []
        for row, one in zip(worth, exercise.delegations, strict=True):
            fine: Mask = row >= walk_away(exercise, one.id, now) - NEGLIGIBLE
            for when, _ in self.known.parties[one.id].red_lines:
                fine &= ~self.met(when)
            willing.append(fine)
        return worth, self.feasible(), np.array(willing)

    def asked(self) -> tuple[Mask, Mask]:
        """Return whom each package asks to agree, and who of them must (a row per delegation)."""
        exercise, rule = self.exercise, self.exercise.agreement
        must = np.zeros((len(exercise.delegations), self.count), dtype=np.bool_)
        for place, one in enumerate(exercise.delegations):
            must[place] = self.promised([one.id]) | (one.id in rule.veto)
            for also in rule.also:
                if also.delegation == one.id:
                    must[place] |= self.met(compile_condition(exercise, also.when))
        always = np.array([one.id in rule.signatories for one in exercise.delegations])
        return must | always[:, None], must

    def settling(self) -> Mask:
        """Return which packages move an issue; the others are not deals. See `Space.deals`."""
        found: Mask = np.zeros(self.count, dtype=np.bool_)
        for moved in self.moved.values():
            found |= moved
        return found

    def promised(self, delegations: Iterable[str]) -> Mask:
        """Return in which packages at least one of these delegations has an act to carry out."""
        acting = set(delegations)
        found: Mask = np.zeros(self.count, dtype=np.bool_)
        for issue in self.exercise.issues:
            if acting & set(issue.by):
                found |= self.moved[issue.id]
        return found

    def relied(self, trust: float) -> Floats:
        """Return p(t): how far a promise can be relied on."""
        return np.asarray(trust + (1 - trust) * self.bound)

    def trust(self, one: str, others: Iterable[str]) -> float:
        """Return T(d, C): the lowest trust in any of them; 1 where there are none."""
        return min((self.circumstances.climate.of(one, other) for other in others), default=1.0)

    def values(self, delegation: str) -> Floats:
        """Return what each package is worth to a delegation."""
        exercise, now = self.exercise, self.circumstances
        party = exercise.delegation_by_id[delegation]
        urgency = min(1.0, party.urgency_in(max(1, now.round)) * now.urgency.get(delegation, 1.0))
        reliance = self.relied(self.trust(delegation, party.counterparts))
        suffered = reliance + (1 - reliance) * self._exposure(delegation)
        total = np.zeros(self.count)
        for choice, bound in (("form", exercise.form.options), ("order", exercise.order.options)):
            points = self._arrays.bound(choice, bound, delegation)
            total += np.where(points > 0, points * urgency, points)[self.places[choice]]
        for issue in exercise.issues:
            points = self._arrays.worths(issue, delegation, now)
            if not points.any():
                continue
            here = self.places[issue.id]
            gains, costs = (np.maximum(0.0, points) * urgency)[here], np.minimum(0.0, points)[here]
            if delegation in issue.by:
                costs = costs * suffered
            elif issue.by:
                gains = gains * self.delay * self.relied(self.trust(delegation, issue.by))
            total += gains + costs
        for one in self.known.combinations:
            reward = one.points.get(delegation, 0.0)
            if not reward:
                continue
            worth: Floats | float = reward if reward < 0 else reward * urgency
            if reward > 0 and one.doubt:
                worth = worth * self.delay * reliance
            total += self.met(one.when) * worth
        return total

    def _exposure(self, delegation: str) -> Floats:
        """Return e: the share of its own acts lost if the other side does not deliver."""
        party = self.known.parties[delegation]
        if not party.counterparts:
            return np.ones(self.count)
        by_order = np.array([party.exposure[one.id] for one in self.exercise.order.options])
        return np.where(self.promised(party.counterparts), by_order[self.places["order"]], 1.0)

    def feasible(self) -> Mask:
        """Return which packages are feasible; the conditions are those of `obstacles`."""
        found: Mask = np.ones(self.count, dtype=np.bool_)
        for needs in self.known.requirements:
            concerned = self.met(((needs.choice, needs.options),))
            found &= ~concerned | self.met(needs.when)
        for condition in self.circumstances.forbidden:
            found &= ~self.met(compile_condition(self.exercise, condition))
        for place, sequence in enumerate(self._arrays.orders):
            if not sequence.first and sequence.instalments == 1:
                continue
            fine: Mask = np.ones(self.count, dtype=np.bool_)
            if sequence.first:
                others = [one for one in self.known.parties if one not in sequence.first]
                fine &= self.promised(sequence.first) & self.promised(others)
            if sequence.instalments > 1:
                both: Mask = np.zeros(self.count, dtype=np.bool_)
                for one, party in self.known.parties.items():
                    if party.counterparts:
                        both |= self.promised([one]) & self.promised(party.counterparts)
                fine &= both
            found &= (self.places["order"] != place) | fine
        return found
