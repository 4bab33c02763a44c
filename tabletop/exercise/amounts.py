"""Amounts: evenly spaced numbers with a unit, from which an issue with a `range` is settled.

An amount is named by its place, from 0. In packages, moves and transcripts stands its id, which is
the number as text: "85000", "0.5", "-2". All arithmetic is on whole numbers, so that 0.1 + 0.2 is
0.3 and the last value is the one the file gives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from tabletop.exercise.wording import quoted, unknown

MOST_VALUES = 10_001
"""The most values of a range: ten thousand steps."""
MOST_DECIMALS = 6
_GROUPED_FROM = 10_000
"""Numbers of a range are grouped by thousands if any has five digits, so that years are not."""
_CLOSE_UP = ("%", "‰", "°")
"""Units written without a space after the number."""
_LONGEST = 60
_MOST_EXACT = 2**53
"""Up to here every whole number is a float of its own."""

_SPACES = re.compile("[\u00a0\u2009\u202f_ ]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


class WrongRange(ValueError):
    """A range that can't be: `key` is the one that is wrong, the sentence what to write."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


def number_text(number: float) -> str:
    """Return a number in digits, as the id of an amount has it: 85000, 0.5, -2."""
    if isinstance(number, float) and not number.is_integer():
        return format(Decimal(repr(number)), "f")
    return str(int(number))


@dataclass(frozen=True)
class Amounts:
    """Evenly spaced numbers, in units of 10 to the power of minus `decimals`."""

    first: int
    step: int
    count: int
    decimals: int
    unit: str = ""
    before: str = ""

    @classmethod
    def between(
        cls, start: float, end: float, step: float, unit: str = "", before: str = ""
    ) -> Amounts:
        """Return the numbers from `start` to `end`. Raises `WrongRange` where there are none, or
        too many.
        """
        numbers = {"from": start, "to": end, "step": step}
        decimals = 0
        for key, number in numbers.items():
            exponent = Decimal(number_text(number)).as_tuple().exponent
            places = -exponent if isinstance(exponent, int) else 0
            if places > MOST_DECIMALS:
                raise WrongRange(
                    key, f"'{key}' has {places} decimals; write {MOST_DECIMALS} at most"
                )
            decimals = max(decimals, places)
        low, high, by = (int(Decimal(number_text(n)).scaleb(decimals)) for n in numbers.values())
        if by <= 0:
            raise WrongRange(
                "step", "'step' must be more than 0: it leads from one value to the next"
            )
        if low == high:
            raise WrongRange("to", "'from' and 'to' are the same, so there is nothing to settle")
        if low > high:
            raise WrongRange(
                "to",
                "'to' is below 'from'; write the lower first, and say where things stand "
                "with status_quo",
            )
        if max(-low, high) > _MOST_EXACT:
            raise WrongRange("step", "such steps are too fine for so large numbers; choose a unit")
        steps, rest = divmod(high - low, by)
        if rest:
            near = [
                number_text(float(Decimal(low + n * by).scaleb(-decimals)))
                for n in (steps, steps + 1)
            ]
            raise WrongRange(
                "step",
                f"steps of {number_text(step)} from {number_text(start)} do not reach "
                f"{number_text(end)}; end at {near[0]} or {near[1]}, or choose another step",
            )
        if steps >= MOST_VALUES:
            raise WrongRange(
                "step",
                f"that is {steps + 1:,} values, and at most {MOST_VALUES:,} are allowed; "
                "make 'step' larger",
            )
        return cls(low, by, steps + 1, decimals, unit, before)

    def number(self, place: int) -> float:
        """Return the number at a place."""
        return (self.first + place * self.step) / int(10**self.decimals)

    def id(self, place: int) -> str:
        """Return the id of the value at a place."""
        return number_text(self.number(place))

    def name(self, place: int) -> str:
        """Return what people call it: "85,000 EUR", "$1.50", "4%"."""
        grouping = "," if self._grouped else ""
        return self._with_unit(f"{self.number(place):{grouping}.{self.decimals}f}")

    def distance(self, steps: int) -> str:
        """Return how far apart values are that are some steps apart: "1,000 EUR"."""
        size = steps * self.step / int(10**self.decimals)
        grouping = "," if self._grouped else ""
        return self._with_unit(f"{size:{grouping}.{self.decimals}f}")

    def _with_unit(self, number: str) -> str:
        before, unit = self.before, self.unit
        if before and before[-1].isalpha():
            before += " "
        elif before and number.startswith("-"):
            # A minus goes before a sign, as in -$5, but after a word, as in EUR -5.
            before, number = f"-{before}", number[1:]
        if unit and not unit.startswith(_CLOSE_UP):
            unit = f" {unit}"
        return f"{before}{number}{unit}"

    @cached_property
    def _grouped(self) -> bool:
        return max(abs(self.number(0)), abs(self.number(self.count - 1))) >= _GROUPED_FROM

    def place(self, given: str | float) -> int:
        """Return the place of a number, given as such or as people write it: "85,000 EUR".

        Raises `ValueError` with a sentence for what is no number, or none of these.
        """
        place = self._steps_to(given)
        last = self.count - 1
        if not 0 <= place <= last:
            raise ValueError(
                f"{_shown(given)} is outside: it goes from {self.name(0)} to {self.name(last)}"
            )
        if place != int(place):
            low, high = (self.name(math.floor(place) + n) for n in (0, 1))
            raise ValueError(f"{_shown(given)} is between two steps: take {low} or {high}")
        return int(place)

    def beside(self, given: str | float, *, above: bool) -> int:
        """Return the place of the nearest of these numbers that is not below a number, or not above
        it; of one that is outside, the end. Raises `ValueError` for what is no number.
        """
        place = self._steps_to(given)
        return max(0, min(self.count - 1, math.ceil(place) if above else math.floor(place)))

    def _steps_to(self, given: str | float) -> Decimal:
        """Return how many steps a number is above the first. Raises `ValueError` for none."""
        scaled = _exact(given, (self.before, self.unit)).scaleb(self.decimals) - self.first
        return scaled / self.step


def _shown(given: str | float) -> str:
    return quoted(given) if isinstance(given, str) else number_text(given)


def _exact(given: str | float, units: tuple[str, str]) -> Decimal:
    """Return a number as it is written. Raises `ValueError` with a sentence."""
    if not isinstance(given, str):
        if not math.isfinite(given):
            raise ValueError("this is not a number")
        return Decimal(number_text(given))
    text = given.strip()[:_LONGEST].replace("\u2212", "-")
    before, unit = units
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)]
    minus = "-" if text.startswith("-") else ""
    unsigned = text.removeprefix("-").lstrip()
    if before and unsigned.casefold().startswith(before.casefold()):
        text = minus + unsigned[len(before) :]
    text = _SPACES.sub("", text)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    comma = _COMMA.fullmatch(text)
    if comma:
        raise ValueError(f"decimals are written with a point, not a comma: {comma[1]}.{comma[2]}")
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{quoted(given)} is not a number; write one such as 12 or 1.5")
    return Decimal(text)


class AmountIds(tuple[str, ...]):
    """The ids of all values in order, as `Exercise.choices` has those of listed options.

    Membership and place are looked up, since there may be ten thousand.
    """

    amounts: Amounts
    places: dict[str, int]

    def __new__(cls, amounts: Amounts) -> AmountIds:
        ids = super().__new__(cls, map(amounts.id, range(amounts.count)))
        ids.amounts = amounts
        ids.places = {id: place for place, id in enumerate(ids)}
        return ids

    def __reduce__(self) -> tuple[type[AmountIds], tuple[Amounts]]:
        return AmountIds, (self.amounts,)

    def __contains__(self, id: object) -> bool:
        return id in self.places

    def index(self, id: str, *_: object) -> int:
        """Return the place of an id. Raises `ValueError` where there is none."""
        place = self.places.get(id)
        if place is None:
            raise ValueError(f"{id!r} is not one of these amounts")
        return place


def option_id(options: Sequence[str], given: str | float, of: str = "") -> str:
    """Return the id among `options` that is meant: itself, or of amounts, that of a number.

    `of` ends the sentence, such as " of price". Raises `ValueError` with a sentence where there is
    none.
    """
    if isinstance(given, str) and given in options:
        return given
    if isinstance(options, AmountIds):
        return options[options.amounts.place(given)]
    name = given if isinstance(given, str) else number_text(given)
    raise ValueError(unknown("option", name, options, of))


def corners_of(ids: AmountIds, points: Mapping[str, float]) -> tuple[tuple[int, float], ...]:
    """Return points by value as corners, leaving out what is no value."""
    return tuple(sorted((ids.index(id), worth) for id, worth in points.items() if id in ids))


def between_corners(corners: Sequence[tuple[int, float]], place: int) -> float:
    """Return the points at a place: linear between corners, each a place and its points.

    Corners are in order, and the first and the last are the ends of the range.
    """
    for (left, low), (right, high) in pairwise(corners):
        if place < right:
            # Multiplied first: whole numbers stay whole.
            return low + (high - low) * (place - left) / (right - left)
    return corners[-1][1] if corners else 0.0
