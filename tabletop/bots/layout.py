"""The choices of a table as numbers: a package is a row of the places of its options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tabletop.play.seen import View
from tabletop.play.seen.amounts_seen import AmountsSeen

Rows = npt.NDArray[np.int64]
"""Packages, one a row; a column for each choice."""

_MOST_STEPS = 96
"""Steps from one package that are looked at; more than exercises have that people write."""


@dataclass(frozen=True)
class Layout:
    """The issues and, where there are, form and order of one table, from its view alone."""

    choices: tuple[str, ...]
    ids: tuple[Sequence[str], ...]
    by: tuple[tuple[str, ...], ...]
    """Who performs each."""
    ranged: tuple[bool, ...]
    fixed: Mapping[str, str]
    """The options of a form and an order that nobody sees, which complete a package."""

    @classmethod
    def of(cls, view: View) -> Layout:
        options = [one.options for one in view.choices]
        return cls(
            tuple(one.id for one in view.choices),
            tuple(
                found.ids if isinstance(found, AmountsSeen) else tuple(one.id for one in found)
                for found in options
            ),
            tuple(one.by for one in view.choices),
            tuple(isinstance(found, AmountsSeen) for found in options),
            {
                choice: option
                for choice, option in view.standing.items()
                if choice not in {one.id for one in view.choices}
            },
        )

    @property
    def number(self) -> bool:
        """Whether a single number is all that is bargained over."""
        return self.ranged == (True,)

    def row(self, package: Mapping[str, str]) -> list[int]:
        """Return the places of a package's options. Raises `ValueError` for one of another
        exercise.
        """
        return [
            place[package[choice]] if place else ids.index(package[choice])
            for choice, ids, place in zip(self.choices, self.ids, self._places, strict=True)
        ]

    def package(self, row: Sequence[int]) -> dict[str, str]:
        chosen = zip(self.choices, self.ids, row, strict=True)
        return {**self.fixed, **{choice: ids[int(place)] for choice, ids, place in chosen}}

    def codes(self, rows: Rows) -> Rows:
        """Return a number for each row by which equal rows are recognised."""
        return rows @ self._radix

    def first_of_each(self, rows: Rows) -> Rows:
        """Return the places of the first of all rows that are equal, in order."""
        codes = self.codes(rows)
        order = codes.argsort(kind="stable")
        codes = codes[order]
        new = np.ones(len(codes), dtype=np.bool_)
        np.not_equal(codes[1:], codes[:-1], out=new[1:])
        first = order[new]
        first.sort()
        return first

    def steps(self, base: Rows, chance: np.random.Generator) -> Rows:
        """Return all packages one choice away from each of these: of a range, values near and far;
        of very many, some.
        """
        columns, wanted, relative = self._moves
        if len(columns) > _MOST_STEPS:
            some = chance.choice(len(columns), _MOST_STEPS, replace=False)
            columns, wanted, relative = columns[some], wanted[some], relative[some]
        count, choices = len(columns), len(self.choices)
        there = np.where(relative, base[:, columns], 0) + wanted
        rows = np.repeat(base, count, axis=0).reshape(len(base), count, choices)
        there = np.minimum(np.maximum(there, 0), self._last[columns])
        rows[:, np.arange(count), columns] = there
        return rows.reshape(-1, choices)

    @cached_property
    def _places(self) -> tuple[dict[str, int], ...]:
        return tuple(
            {} if ranged else {id: place for place, id in enumerate(ids)}
            for ids, ranged in zip(self.ids, self.ranged, strict=True)
        )

    @cached_property
    def _last(self) -> Rows:
        return np.array([len(ids) - 1 for ids in self.ids], dtype=np.int64)

    @cached_property
    def _radix(self) -> Rows:
        # Products of very long ranges wrap around, and two rows in a million look alike.
        sizes = [1]
        for ids in self.ids[:-1]:
            sizes.append((sizes[-1] * len(ids)) % (2**61 - 1) or 1)
        return np.array(sizes, dtype=np.int64)

    @cached_property
    def _moves(self) -> tuple[Rows, Rows, npt.NDArray[np.bool_]]:
        found: list[tuple[int, int, bool]] = []
        for column, (ids, ranged) in enumerate(zip(self.ids, self.ranged, strict=True)):
            last = len(ids) - 1
            if not ranged:
                found += [(column, place, False) for place in range(last + 1)]
                continue
            tenth = max(1, last // 10)
            found += [(column, place, False) for place in (0, last)]
            found += [(column, by, True) for by in (-1, 1, -tenth, tenth)]
        columns, wanted, relative = zip(*found, strict=True)
        return (
            np.array(columns, dtype=np.int64),
            np.array(wanted, dtype=np.int64),
            np.array(relative, dtype=np.bool_),
        )
