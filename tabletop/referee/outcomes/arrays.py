"""What of an exercise scoring many packages asks again, as arrays along the options of all choices.

Conditions and acts are bits of options, so that all of them are looked up in a package at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tabletop.exercise.conditions import CompiledCondition
from tabletop.exercise.model import Exercise
from tabletop.referee.circumstances import Circumstances
from tabletop.referee.compile import CompiledExercise, compile_condition, compiled
from tabletop.referee.compile import Sequence as Order
from tabletop.referee.outcomes.grid import Floats, worths_now
from tabletop.referee.remembered import remembered

BITS = 63
"""Facts that fit into a word."""
Words = npt.NDArray[np.int64]


class Conditions:
    """Conditions as bits of the options of all choices: a package meets a condition where all of
    its options have the condition's bit, and so all are looked up in a package at once.
    """

    def __init__(self, along: Mapping[str, slice], options: int) -> None:
        self._along = along
        self._options = options
        self._words: list[Words] = []
        self._places: dict[CompiledCondition, int] = {}

    def add(self, exercise: Exercise, whens: Iterable[CompiledCondition]) -> slice:
        """Add conditions, and return the words that they have to themselves."""
        begins = len(self._words)
        for place, when in enumerate(whens):
            word, bit = divmod(place, BITS)
            if begins + word == len(self._words):
                self._words.append(np.full(self._options, -1, dtype=np.int64))
            for choice, meet in when:
                fine = np.array([one in meet for one in exercise.choices[choice]])
                self._words[-1][self._along[choice]] &= np.where(fine, -1, ~(1 << bit))
            self._places[when] = (begins + word) * BITS + bit
        return slice(begins, len(self._words))

    @cached_property
    def words(self) -> Words:
        """A row of bits by option for each word."""
        return np.array(self._words or np.empty((0, self._options)), dtype=np.int64)

    def place(self, when: CompiledCondition) -> int:
        """Return the number of a condition's bit, counted through all words."""
        return self._places[when]

    def mask(self, whens: Iterable[CompiledCondition]) -> Words:
        """Return the bits of some conditions, by word."""
        found = [0] * len(self._words)
        for when in whens:
            word, bit = divmod(self._places[when], BITS)
            found[word] |= 1 << bit
        return np.array(found, dtype=np.int64)[:, None]


class Arrays:
    """What of an exercise every scoring asks again, as arrays along the options of all choices.

    A seat that looks for packages scores a few hundred at a time, many times in a game, and making
    these anew took longer than the scoring.
    """

    def __init__(self, exercise: Exercise) -> None:
        # Not the exercise itself, which would then be kept for ever.
        self.known: CompiledExercise = compiled(exercise)
        self.columns = (*self.known.issues, "form", "order")
        sizes = [len(exercise.choices[one]) for one in self.columns]
        begins = np.cumsum([0, *sizes])
        self.begins = begins[:-1, None]
        self.along = {
            one: slice(int(begins[column]), int(begins[column + 1]))
            for column, one in enumerate(self.columns)
        }
        self.options = int(begins[-1])
        self.assured = np.array([self.columns.index(one) for one in self.known.assured], np.int64)
        self.assurance = np.concatenate([self.known.assurance[one] for one in self.columns])
        orders = [self.known.sequences[one.id] for one in exercise.order.options]
        self.delay = np.array([one.delay for one in orders])
        self._bits = {one: 1 << place for place, one in enumerate(self.known.parties)}
        self.acting = self._acts(exercise)
        self.both_sides = tuple(
            (place, self._both_sides(order)) for place, order in enumerate(orders) if _bound(order)
        )
        self.conditions = Conditions(self.along, self.options)
        needs = self.known.requirements
        self.if_chosen = self.conditions.add(
            exercise, (((one.choice, one.options),) for one in needs)
        )
        self.then_met = self.conditions.add(exercise, (one.when for one in needs))
        self.conditions.add(exercise, self._asked_singly())
        self.parties = {one: self._party(exercise, one) for one in self.known.parties}
        self._forbidden: tuple[object, tuple[Conditions, Words]] | None = None
        self._points: dict[str, tuple[object, PointsArrays]] = {}

    def bits(self, delegations: Iterable[str]) -> int:
        """Return some delegations as bits."""
        found = 0
        for one in delegations:
            found |= self._bits[one]
        return found

    def _acts(self, exercise: Exercise) -> tuple[Words, ...]:
        """Return by option who has to act for it, as bits from the second of the first word on,
        whose first stands for any move at all.
        """
        acts = [0] * self.options
        for one in exercise.issues:
            moves, here = 1 | self.bits(one.by) << 1, self.along[one.id]
            acts[here] = [moves] * (here.stop - here.start)
            if not exercise.whole:
                acts[here.start + one.quo] = 0
        words = 1 + len(self._bits) // BITS
        return tuple(
            np.array([one >> BITS * word & (1 << BITS) - 1 for one in acts], dtype=np.int64)
            for word in range(words)
        )

    def _both_sides(self, order: Order) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Return which delegations have to act in an order: one of each pair of sets, of some pair
        of each group.
        """
        groups: list[tuple[tuple[int, int], ...]] = []
        parties = self.known.parties
        if order.first:
            others = self.bits(one for one in parties if one not in order.first)
            groups.append(((self.bits(order.first), others),))
        if order.instalments > 1:
            pairs = {
                (self.bits([one]), self.bits(party.counterparts))
                for one, party in parties.items()
                if party.counterparts
            }
            groups.append(
                tuple(
                    sorted(pair for pair in pairs if pair[::-1] not in pairs or pair[0] < pair[1])
                )
            )
        return tuple(groups)

    def _asked_singly(self) -> Iterator[CompiledCondition]:
        for party in self.known.parties.values():
            yield from (when for when, _ in party.red_lines)
        yield from (one.when for one in self.known.combinations)
        yield from (when for _, when in self.known.also)

    def _party(self, exercise: Exercise, delegation: str) -> PartyArrays:
        known = self.known.parties[delegation]
        return PartyArrays(
            exposure=np.array([known.exposure[one.id] for one in exercise.order.options]),
            counterparts=self.bits(known.counterparts),
            red_lines=self.conditions.mask(when for when, _ in known.red_lines),
            sure=self._rewards(delegation, lambda points, doubt: points > 0 and not doubt),
            doubted=self._rewards(delegation, lambda points, doubt: points > 0 and doubt),
            losses=self._rewards(delegation, lambda points, doubt: points < 0),
        )

    def _rewards(self, delegation: str, which: Callable[[float, bool], bool]) -> Rewards | None:
        found = [
            (self.conditions.place(one.when), one.points[delegation])
            for one in self.known.combinations
            if which(one.points.get(delegation, 0.0), one.doubt)
        ]
        if not found:
            return None
        places = np.array([place for place, _ in found], dtype=np.int64)
        points = np.array([[points] for _, points in found])
        return Rewards(places // BITS, (places % BITS)[:, None], points)

    def forbidden(self, exercise: Exercise, now: Circumstances) -> tuple[Conditions, Words]:
        """Return what injects have ruled out, and the bits that stand for it."""
        known = self._forbidden
        if known is None or known[0] is not now.forbidden:
            whens = [compile_condition(exercise, one) for one in now.forbidden]
            made = Conditions(self.along, self.options)
            made.add(exercise, whens)
            known = self._forbidden = (now.forbidden, (made, made.mask(whens)))
        return known[1]

    def points(self, exercise: Exercise, delegation: str, now: Circumstances) -> PointsArrays:
        """Return what each option gains and costs a delegation, with what injects added."""
        known = self._points.get(delegation)
        if known is None or known[0] is not now.points:
            issues = [worths_now(one, delegation, now) for one in exercise.issues]
            bound = [
                [option.points.get(delegation, 0.0) for option in options]
                for options in (exercise.form.options, exercise.order.options)
            ]
            worths = [np.array(one, dtype=np.float64) for one in (*issues, *bound)]
            by = (*(tuple(one.by) for one in exercise.issues), (), ())
            made = _points_arrays(delegation, worths, by)
            known = self._points[delegation] = (now.points, made)
        return known[1]


def _points_arrays(
    delegation: str, worths: Iterable[Floats], performers: Iterable[tuple[str, ...]]
) -> PointsArrays:
    gains: dict[tuple[str, ...], list[int]] = {}
    costs: dict[bool, list[int]] = {}
    every = []
    for column, (worth, by) in enumerate(zip(worths, performers, strict=True)):
        every.append(worth)
        if (worth > 0).any():
            gains.setdefault(() if delegation in by else by, []).append(column)
        if (worth < 0).any():
            costs.setdefault(delegation in by, []).append(column)
    points = np.concatenate(every)
    return PointsArrays(
        gains=np.maximum(0.0, points),
        gained=Groups.of(gains.values()),
        by=tuple(gains),
        costs=np.minimum(0.0, points),
        paid=Groups.of(costs.values()),
        own=tuple(costs),
    )


def _bound(order: Order) -> bool:
    """Return whether an order asks for acts on both sides."""
    return bool(order.first) or order.instalments > 1


@dataclass(frozen=True)
class Groups:
    """Choices in groups, whose points are added up together."""

    columns: npt.NDArray[np.int64]
    begins: npt.NDArray[np.int64]

    @classmethod
    def of(cls, groups: Collection[Sequence[int]]) -> Groups:
        sizes = np.array([len(one) for one in groups], dtype=np.int64)
        columns = [column for one in groups for column in one]
        return cls(np.array(columns, dtype=np.int64), np.cumsum(sizes) - sizes)

    def sums(self, points: Floats, at: npt.NDArray[np.int64]) -> Floats:
        """Return the points of packages by group, a row each."""
        found: Floats = np.add.reduceat(points[at[self.columns]], self.begins, axis=0)
        return found


@dataclass(frozen=True)
class Rewards:
    """Interactions that add points: their words, their bits in those, and the points."""

    words: npt.NDArray[np.int64]
    bits: Words
    points: Floats

    def of(self, met: Words) -> Floats:
        """Return what they add, by what each package meets."""
        return np.asarray(((met[self.words] >> self.bits & 1) * self.points).sum(axis=0))


@dataclass(frozen=True)
class PointsArrays:
    """What options are worth to one delegation, and by which factors (see `value`) they count."""

    gains: Floats
    gained: Groups
    by: tuple[tuple[str, ...], ...]
    """On whom the gains of each group rest; nobody for what counts by urgency alone."""
    costs: Floats
    paid: Groups
    own: tuple[bool, ...]
    """Whether the costs of each group are those of own acts."""


@dataclass(frozen=True)
class PartyArrays:
    """What else of an exercise one delegation's values ask again."""

    exposure: Floats
    """e by order."""
    counterparts: int
    red_lines: Words
    sure: Rewards | None
    """Interactions that gain it something whether or not anybody delivers."""
    doubted: Rewards | None
    """Those that gain it something if others deliver."""
    losses: Rewards | None


arrays_of = remembered(Arrays)
