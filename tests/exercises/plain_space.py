"""The whole outcome space by plain loops: every package's values in one round at one trust.

`plain_referee` says what one package is worth and takes its time; here whatever does not change
inside a loop is worked out before it, so that the 419,904 packages of the Korea exercise are a
matter of seconds. `test_plain_referee.py` holds the two together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tests.exercises import plain_referee as plain
from tests.exercises.plain_referee import SMALLEST, Package, Raw, Trust

Options = tuple[str, ...]
"""A package as its options alone, in the order of the file: issues, form, order."""
Values = tuple[float, ...]
"""A package's value to each delegation, in the order of the file."""


@dataclass(frozen=True)
class Space:
    """The feasible packages; `worthwhile` leaves nobody below the walk-away, red lines aside."""

    ex: Raw
    round: int
    feasible: int
    worthwhile: dict[Options, Values]

    def package(self, options: Options) -> dict[str, str]:
        return dict(zip(plain.choices(self.ex), options, strict=True))

    @cached_property
    def zone(self) -> dict[Options, Values]:
        parties = [d["id"] for d in self.ex["delegation"]]
        return {
            options: values
            for options, values in self.worthwhile.items()
            if not any(plain.red_lines(self.ex, self.package(options), d) for d in parties)
        }

    @cached_property
    def efficient(self) -> list[Options]:
        """Return the packages of the zone that no feasible one dominates.

        Whatever dominates one of them leaves nobody below the walk-away either, so that nothing
        else need be looked at; and it has the greater sum, so that it is found before.
        """
        front: list[tuple[Options, Values]] = []
        for options, mine in sorted(self.worthwhile.items(), key=lambda row: -sum(row[1])):
            if not any(dominates(other, mine) for _, other in front):
                front.append((options, mine))
        return [options for options, _ in front if options in self.zone]

    def surpluses(self, options: Options) -> list[float]:
        """Return each delegation's value less its walk-away."""
        parties = [d["id"] for d in self.ex["delegation"]]
        least = [plain.walk_away(self.ex, d, self.round) for d in parties]
        return [value - w for value, w in zip(self.zone[options], least, strict=True)]


def dominates(one: Values, other: Values) -> bool:
    """Return whether it is better for someone and worse for no one, rounding aside."""
    gains = [a - b for a, b in zip(one, other, strict=True)]
    return min(gains) >= -SMALLEST and max(gains) > SMALLEST


def sweep(ex: Raw, round_number: int, trust: Trust) -> Space:
    """Score every package in one round at one level of trust."""
    conditions = _Conditions(ex, round_number)
    parties = [d["id"] for d in ex["delegation"]]
    least = [plain.walk_away(ex, d, round_number) - SMALLEST for d in parties]
    every = list(plain.choices(ex))
    # Form, order and whatever has an assurance decide how far promises can be relied on. They go
    # round in the outer loop, so that inside it every option has one worth, or two: one where the
    # counterparts promise something and one where they don't.
    loose = [i["id"] for i in ex["issue"] if not any(o.get("assurance") for o in i["option"])]
    tight = [choice for choice in every if choice not in loose]
    inside = [conditions.read(part) for part in _parts(ex, loose)]
    count, worthwhile = 0, {}
    for outer in map(conditions.read, _parts(ex, tight)):
        tables = [_Table(conditions, outer.chosen, d, round_number, trust) for d in parties]
        for inner in inside:
            met, acts = inner.met & outer.met, inner.acts | outer.acts
            if not conditions.feasible(met, inner.needs | outer.needs, acts, outer.chosen):
                continue
            count += 1
            values = []
            for table, walk_away in zip(tables, least, strict=True):
                values.append(table.value(inner.chosen, met, acts))
                if values[-1] < walk_away:
                    break
            else:
                x = outer.chosen | inner.chosen
                worthwhile[tuple(x[choice] for choice in every)] = tuple(values)
    return Space(ex, round_number, count, worthwhile)


def _parts(ex: Raw, wanted: Sequence[str]) -> Iterator[dict[str, str]]:
    options = plain.choices(ex)
    for chosen in itertools.product(*(options[choice] for choice in wanted)):
        yield dict(zip(wanted, chosen, strict=True))


@dataclass(frozen=True)
class _Part:
    """A part of a package: its options, who acts, and sets of conditions as bits.

    `met` are those that the part does not fail, `needs` those that what it moves requires.
    """

    chosen: dict[str, str]
    acts: frozenset[str]
    met: int
    needs: int


class _Conditions:
    """Every condition of an exercise has a bit, so that the inner loop compares whole numbers."""

    def __init__(self, ex: Raw, round_number: int) -> None:
        self.ex = ex
        self._rows: list[dict[str, set[str]]] = []
        self._forbidden = self._bits(plain.forbidden(ex, round_number))
        self._requires = {
            (choice, option["id"]): self._bits([requires])
            for choice, option, requires in self._requirements()
        }
        self.interactions = [(self._bits([one["when"]]), one) for one in ex["interaction"]]
        self._orders: dict[tuple[str, frozenset[str]], bool] = {}

    def _requirements(self) -> Iterator[tuple[str, Raw, plain.Condition]]:
        for issue in self.ex["issue"]:
            for option in issue["option"][1:]:
                yield issue["id"], option, issue.get("requires", {})
        for what in ("form", "order"):
            for option in self.ex[what]["option"]:
                yield what, option, option.get("requires", {})

    def _bits(self, conditions: Iterable[plain.Condition]) -> int:
        found = 0
        for condition in conditions:
            rows = {choice: plain.allowed(self.ex, choice, t) for choice, t in condition.items()}
            if rows not in self._rows:
                self._rows.append(rows)
            found |= 1 << self._rows.index(rows)
        return found

    def read(self, chosen: dict[str, str]) -> _Part:
        met = needs = 0
        for bit, rows in enumerate(self._rows):
            if all(chosen[choice] in rows[choice] for choice in rows if choice in chosen):
                met |= 1 << bit
        for choice, option in chosen.items():
            needs |= self._requires.get((choice, option), 0)
        acts = {
            d
            for issue in self.ex["issue"]
            if issue["id"] in chosen and plain.moved(issue, chosen)
            for d in issue.get("by", [])
        }
        return _Part(chosen, frozenset(acts), met, needs)

    def feasible(self, met: int, needs: int, acts: frozenset[str], outer: Package) -> bool:
        if needs & ~met or met & self._forbidden:
            return False
        key = outer["order"], acts
        if key not in self._orders:
            order = plain.by_id(self.ex["order"]["option"], outer["order"])
            self._orders[key] = plain.order_feasible(self.ex, order, acts)
        return self._orders[key]


class _Table:
    """The value of every option to one delegation, given an outer part."""

    def __init__(
        self,
        conditions: _Conditions,
        outer: dict[str, str],
        delegation: str,
        round_number: int,
        trust: Trust,
    ) -> None:
        ex = conditions.ex
        self._delegation = delegation
        self._counterparts = frozenset(plain.by_id(ex["delegation"], delegation)["counterparts"])
        self._interactions = conditions.interactions
        self._all = sum({bit for bit, _ in self._interactions})
        self._combined: dict[int, float] = {}
        order = plain.by_id(ex["order"]["option"], outer["order"])
        self._reading = plain.read(ex, plain.package(ex) | outer, delegation, round_number, trust)
        self._worth = {}
        for answered in (False, True):
            exposed = plain.exposure(order, delegation, answered)
            reading = replace(self._reading, exposed=exposed)
            self._worth[answered] = self._rows(ex, reading, outer)

    def _rows(
        self, ex: Raw, reading: plain.Reading, outer: dict[str, str]
    ) -> tuple[list[dict[str, float]], float]:
        """By option for each inner issue; and all that the outer part is worth."""
        rows, fixed = [], 0.0
        for issue in ex["issue"]:
            by = issue.get("by", [])
            row = {
                option["id"]: reading.worth(plain.points_of(option, self._delegation), by)
                for option in issue["option"]
            }
            if issue["id"] in outer:
                fixed += row[outer[issue["id"]]]
            else:
                rows.append(row)
        for what in ("form", "order"):
            option = plain.by_id(ex[what]["option"], outer[what])
            fixed += reading.worth(plain.points_of(option, self._delegation))
        return rows, fixed

    def value(self, inner: dict[str, str], met: int, acts: frozenset[str]) -> float:
        rows, total = self._worth[not acts.isdisjoint(self._counterparts)]
        for row, option in zip(rows, inner.values(), strict=True):
            total += row[option]
        return total + self._interacting(met & self._all)

    def _interacting(self, met: int) -> float:
        if met not in self._combined:
            self._combined[met] = sum(
                self._reading.combined(
                    plain.points_of(one, self._delegation), one.get("doubt", False)
                )
                for bit, one in self._interactions
                if met & bit
            )
        return self._combined[met]
