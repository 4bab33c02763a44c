"""Ledgers: how a number came about, line by line, and how to print one so that it adds up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tabletop.referee.codes import LedgerCode, Values
from tabletop.referee.wording import Names, sentence


@dataclass(frozen=True)
class ValueLine:
    """One line of a ledger: `value = points * factor`.

    `code` and `values` say why (see `codes`); `source` names what the line is about: an issue's id,
    `form`, `order`, an interaction's id or an event (`walk-away`, `adjustment`).
    """

    code: LedgerCode
    values: Values
    points: float
    factor: float
    value: float
    source: str

    @classmethod
    def of(
        cls, code: LedgerCode, values: Values, points: float, factor: float, source: str
    ) -> ValueLine:
        """Make a line whose value is the product of points and factor."""
        # Adding zero turns the -0.0 of a cost that no longer counts into 0.0.
        return cls(code, values, points, factor, points * factor + 0.0, source)

    def told(self, names: Names) -> str:
        """Return why, in a sentence for a student."""
        return sentence(self.code, self.values, names, self.source)


@dataclass(frozen=True)
class Score:
    """What a package is worth to one delegation: exactly the sum of its ledger (`math.fsum`)."""

    delegation: str
    value: float
    ledger: tuple[ValueLine, ...]

    @classmethod
    def summing(cls, delegation: str, ledger: Sequence[ValueLine]) -> Score:
        return cls(delegation, math.fsum(line.value for line in ledger), tuple(ledger))


class _Weighed(Protocol):
    @property
    def factor(self) -> float: ...


def weighed(ledger: Iterable[_Weighed]) -> bool:
    """Return whether any line counts in part only, so that its factor says something."""
    return any(line.factor != 1 for line in ledger)


def tenth(value: float) -> float:
    """Return a value rounded to tenths as printed everywhere, halves away from zero.

    Two ways of summing one number may differ in its last bits, which must not decide: it would read
    43.6 in one place and 43.7 in another.
    """
    tens = math.floor(round(abs(round(value, 9)) * 10, 6) + 0.5)
    return math.copysign(tens / 10, value) + 0.0


def tenths(values: Sequence[float]) -> tuple[list[float], float]:
    """Round values to tenths so that the printed lines sum to the printed total exactly.

    Largest remainder: all values are rounded down to tenths, then the missing tenths go to the
    lines that lost most. Returns the printed lines and the printed total, which is the sum as
    `tenth` gives it, so that it reads the same wherever it is printed alone.
    """
    total = round(tenth(math.fsum(values)) * 10)
    cut = [math.floor(value * 10) for value in values]
    lost = sorted(range(len(values)), key=lambda i: (cut[i] - values[i] * 10, i))
    for i in lost[: max(0, total - sum(cut))]:
        cut[i] += 1
    return [tenth / 10 for tenth in cut], total / 10
