"""The whole outcome space at once: every package's value to everyone, as arrays.

Packages are numbered in mixed radix, order slowest, then form, then the issues in the file's order
with the last issue fastest. For the theory of additive value see Keeney and Raiffa, *Decisions with
Multiple Objectives* (1976); how a value is computed is in `grid`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tabletop.errors import UnreadableInput
from tabletop.exercise.conditions import PackageCondition, met_by
from tabletop.exercise.model import Exercise, FormOption, Interaction, OrderOption
from tabletop.exercise.package import Package
from tabletop.referee.circumstances import Circumstances, walk_away
from tabletop.referee.outcomes.grid import Floats, IssueGrid, Mask, Parts, Region
from tabletop.referee.value import PROMISES, Facts

MOST_PACKAGES = 20_000_000
"""The largest space enumerated for up to four delegations: its values fill 640 MB."""
_MOST_WORK = MOST_PACKAGES * 4**3
"""Packages times delegations cubed. Finding a frontier of this size takes a minute or two at worst
for any number of delegations, since with more of them each package dominates fewer others.
"""


def size(exercise: Exercise) -> int:
    """Return how many packages there are: the product of all options, forms and orders."""
    return math.prod(len(options) for options in exercise.choices.values())


def most_packages(delegations: int) -> int:
    """Return the largest space that is enumerated for a number of delegations."""
    return min(MOST_PACKAGES, _MOST_WORK // delegations**3)


def enumerable(exercise: Exercise) -> bool:
    """Return whether all packages of an exercise can be enumerated."""
    return size(exercise) <= most_packages(len(exercise.delegations))


def refuse_too_large(exercise: Exercise) -> None:
    """Raise `UnreadableInput` for a space that would not fit in memory, saying what would make it
    smaller.
    """
    if enumerable(exercise):
        return
    packages = size(exercise)
    parties = len(exercise.delegations)
    most = most_packages(parties)
    widest = sorted(exercise.issues, key=lambda issue: -len(issue.ids))[:3]
    named = ", ".join(f"{issue.id} ({len(issue.ids)})" for issue in widest)
    raise UnreadableInput(
        f"'{exercise.id}' has {packages:,} packages for {parties} delegations, and at most "
        f"{most:,} are enumerated for so many; fewer options on its widest issues ({named}) would "
        "make it smaller, or estimate with "
        "'tabletop analyse --sample 100000'"
    )


Window: TypeAlias = Region | tuple[slice, ...]
"""A region of a box with an axis per choice."""


@dataclass(frozen=True)
class Space:
    """Every package of an exercise in given circumstances.

    `values` has a row per delegation (in the file's order) and a column per package. `feasible`
    marks the packages without obstacles. `facts` are what has become of the options that `standing`
    has: none of it where every package is a promise.
    """

    exercise: Exercise
    circumstances: Circumstances
    values: Floats
    feasible: Mask
    facts: Facts = field(default_factory=dict)
    standing: Package | None = None

    def __len__(self) -> int:
        return int(self.values.shape[1])

    @cached_property
    def delegations(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.exercise.delegations)

    @cached_property
    def deals(self) -> Mask:
        """The packages that can be agreed: feasible, and moving an issue.

        A package that leaves every issue at its status quo is not a deal, whatever its form and
        order: nobody can table it, and its value is the walk-away.
        """
        mask: Mask = self.feasible.copy()
        if self.exercise.whole:
            return mask
        unmoved: PackageCondition = {one.id: one.status_quo for one in self.exercise.issues}
        self.shaped(mask)[self.where(unmoved)] = False
        return mask

    @cached_property
    def walk_aways(self) -> Floats:
        """One row per delegation, one column."""
        worth = [walk_away(self.exercise, one, self.circumstances) for one in self.delegations]
        return np.array(worth)[:, None]

    def package(self, number: int) -> dict[str, str]:
        """Return the package with a number."""
        found: dict[str, str] = {}
        for choice in reversed(_radix(self.exercise)):
            options = self.exercise.choices[choice]
            number, place = divmod(number, len(options))
            found[choice] = options[place]
        return {choice: found[choice] for choice in self.exercise.choices}

    def number(self, package: dict[str, str]) -> int:
        """Return the number of a package."""
        number = 0
        for choice in _radix(self.exercise):
            options = self.exercise.choices[choice]
            number = number * len(options) + options.index(package[choice])
        return number

    def where(self, condition: PackageCondition) -> Window:
        """Return the region of packages that meet a condition, to index an array shaped by
        `shaped`.
        """
        rows = []
        for choice in _radix(self.exercise):
            options = self.exercise.choices[choice]
            test = condition.get(choice)
            allowed = options if test is None else met_by(test, options)
            rows.append([i for i, o in enumerate(options) if o in allowed])
        if all(row and row[-1] - row[0] < len(row) for row in rows):
            # Options beside one another: a slice is written in a tenth of the time.
            return tuple(slice(row[0], row[-1] + 1) for row in rows)
        return np.ix_(*(np.array(row, dtype=np.intp) for row in rows))

    def shaped(self, flat: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """Return a flat array over packages as a box with an axis per choice."""
        choices = self.exercise.choices
        return flat.reshape(*(len(choices[c]) for c in _radix(self.exercise)))


def _radix(exercise: Exercise) -> tuple[str, ...]:
    return ("order", "form", *(issue.id for issue in exercise.issues))


def enumerate_space(
    exercise: Exercise,
    circumstances: Circumstances,
    facts: Facts = PROMISES,
    standing: Package | None = None,
) -> Space:
    """Score every package for every delegation; `facts` replace promises in what `standing` has.

    Raises `UnreadableInput` for too many.
    """
    refuse_too_large(exercise)
    grid = IssueGrid(exercise, circumstances, facts, standing)
    blocks = _blocks(exercise)
    values = np.empty((len(exercise.delegations), len(blocks) * grid.count))
    feasible = np.empty(len(blocks) * grid.count, dtype=np.bool_)
    for row, one in enumerate(exercise.delegations):
        parts = Parts.of(grid, one.id)
        for place, (form, order) in enumerate(blocks):
            columns = slice(place * grid.count, (place + 1) * grid.count)
            parts.fill(values[row, columns], form, order)
    for place, (form, order) in enumerate(blocks):
        feasible[place * grid.count : (place + 1) * grid.count] = grid.feasible(form, order)
    return Space(exercise, circumstances, values, feasible, dict(facts), standing)


def without(space: Space, interaction: Interaction) -> Space:
    """Return the space as it would be without one of its interactions."""
    grid = IssueGrid(space.exercise, space.circumstances, space.facts, space.standing)
    values = space.values.copy()
    for place, (form, order) in enumerate(_blocks(space.exercise)):
        columns = slice(place * grid.count, (place + 1) * grid.count)
        for row, one in enumerate(space.delegations):
            found = grid.rewarded(interaction, one, form, order)
            if found is not None:
                region, points = found
                values[row, columns].reshape(grid.shape)[region] -= points
    return replace(space, values=values)


def _blocks(exercise: Exercise) -> list[tuple[FormOption, OrderOption]]:
    """Yield every form and order, in the order in which their packages are numbered."""
    return [(form, order) for order in exercise.order.options for form in exercise.form.options]
