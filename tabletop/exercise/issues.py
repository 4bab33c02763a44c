"""What is negotiated: an issue with a list of options, or with a range of amounts.

A range has an option for each of its values. They are made when they are asked for and not kept:
there may be ten thousand, and what counts can be had of all at once (`ids`, `worths`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, TypeAlias, overload

from pydantic import Field, Strict, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from tabletop.exercise.amounts import AmountIds, Amounts, WrongRange, between_corners
from tabletop.exercise.conditions import PackageCondition
from tabletop.exercise.parts import Id, Many, Name, Option, Options, Part, Text

MOST_CORNERS = 100
MOST_POINTS = 1e6

Amount = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
Unit = Annotated[str, StringConstraints(max_length=20)]
Corner: TypeAlias = Annotated[tuple[Amount, ...], Strict(False), Field(min_length=2, max_length=2)]
"""A value of the range and the points it is worth."""
Corners: TypeAlias = Annotated[
    tuple[Corner, ...], Strict(False), Field(min_length=2, max_length=MOST_CORNERS)
]


def _wrong(title: str, at: tuple[str | int, ...], sentence: str, value: Any) -> ValidationError:
    """Return a fault in words at a key below the table that is being read."""
    kind = PydanticCustomError("sentence", "{sentence}", {"sentence": sentence})
    return ValidationError.from_exception_data(
        title, [InitErrorDetails(type=kind, loc=at, input=value)]
    )


class Range(Part):
    """The amounts from which an issue is settled, in place of a list of options."""

    start: Amount = Field(alias="from")
    """The lowest value."""
    end: Amount = Field(alias="to")
    """The highest value."""
    step: Amount
    """What leads from one value to the next; at most 10,000 steps lead from `from` to `to`."""
    unit: Unit = ""
    """What follows the number: `"EUR"`, `"%"`, `"weeks"`."""
    before: Unit = ""
    """What goes before the number: `"$"`, `"EUR"`."""
    status_quo: Amount | None = None
    """How things are without a deal; the lowest value when it is not given."""

    @model_validator(mode="after")
    def _possible(self) -> Range:
        try:
            self.amounts  # noqa: B018
        except WrongRange as fault:
            raise _wrong("Range", (fault.key,), str(fault), None) from None
        for key in ("unit", "before"):
            if "\n" in getattr(self, key) or "\t" in getattr(self, key):
                raise _wrong("Range", (key,), f"'{key}' stands on one line; take breaks out", None)
        if self.status_quo is not None:
            try:
                self.amounts.place(self.status_quo)
            except ValueError as fault:
                raise _wrong("Range", ("status_quo",), str(fault), self.status_quo) from None
        return self

    @cached_property
    def amounts(self) -> Amounts:
        return Amounts.between(self.start, self.end, self.step, self.unit, self.before)


class Issue(Part):
    """One thing to be negotiated. `by` are its performers; an issue without any is a joint text."""

    id: Id
    """Its id, by which conditions and packages name it."""
    name: Name
    """What people call it."""
    summary: Text = ""
    """What it is about."""
    by: Many[str] = ()
    """Who must carry it out, and so must sign it; without any it is a joint text."""
    requires: PackageCondition = Field(default_factory=dict)
    """A condition that a package must meet when it moves this issue."""
    range: Range | None = None
    """The amounts from which it is settled, in place of options."""
    points: dict[str, Corners] = Field(default_factory=dict)
    """What it is worth by delegation. Beside `options` a list with a number for each option. Of a
    range two or more corners, each a value and its points, the first at `from` and the last at
    `to`; in between points are linear. The status quo has none, unless the exercise is `whole`."""
    listed: Options[Option] = Field(default=(), alias="option", min_length=2)
    """The ways to settle it, at least two, in an order that conditions such as `>= half` go by.
    Needed, unless there are `options` or a `range`."""

    @model_validator(mode="after")
    def _either(self) -> Issue:
        if self.range is None:
            if not self.listed:
                raise ValidationError.from_exception_data(
                    "Issue", [InitErrorDetails(type="missing", loc=("option",), input={})]
                )
            if self.points:
                raise _wrong(
                    "Issue",
                    ("points",),
                    "an issue has 'points' for its range, or beside a list of 'options'; give each "
                    "[[issue.option]] its own",
                    None,
                )
        elif self.listed:
            raise _wrong(
                "Issue", ("range",), "an issue has a range or options; take one of them out", None
            )
        else:
            self._check_corners(self.range.amounts)
        return self

    def _check_corners(self, amounts: Amounts) -> None:
        """Raise `ValidationError` for corners that are no values, out of order, or not at both
        ends.
        """
        for party, corners in self.points.items():
            before = -1
            for at, (value, worth) in enumerate(corners):
                where = ("points", party, at, 0)
                if abs(worth) > MOST_POINTS:
                    message = f"points are {MOST_POINTS:,.0f} at most"
                    raise _wrong("Issue", ("points", party, at, 1), message, worth)
                try:
                    place = amounts.place(value)
                except ValueError as fault:
                    raise _wrong("Issue", where, str(fault), value) from None
                if place <= before:
                    raise _wrong(
                        "Issue", where, "corners go from the lowest value to the highest", value
                    )
                for end, first in (("from", True), ("to", False)):
                    edge = 0 if first else amounts.count - 1
                    if at == (0 if first else len(corners) - 1) and place != edge:
                        raise _wrong(
                            "Issue",
                            where,
                            f"the {'first' if first else 'last'} corner stands at '{end}', which "
                            f"is {amounts.name(edge)}; add one there",
                            value,
                        )
                before = place

    @property
    def amounts(self) -> Amounts:
        """The values of its range. Only for an issue that has one."""
        assert self.range is not None
        return self.range.amounts

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of its options, in order."""
        if self.range is not None:
            return AmountIds(self.range.amounts)
        return tuple(option.id for option in self.listed)

    @cached_property
    def options(self) -> Sequence[Option]:
        """The ways to settle it."""
        return self.listed if self.range is None else _AmountOptions(self.range.amounts, self)

    @cached_property
    def option_by_id(self) -> Mapping[str, Option]:
        if self.range is not None:
            return _ById(self.ids, self.options)
        return {option.id: option for option in self.listed}

    @cached_property
    def option_names(self) -> Mapping[str, str]:
        """What its options are called, by their ids."""
        if self.range is not None:
            return _Named(self.ids, self.range.amounts)
        return {option.id: option.name for option in self.listed}

    @cached_property
    def quo(self) -> int:
        """The place of its status quo among its options."""
        stands = None if self.range is None else self.range.status_quo
        return 0 if self.range is None or stands is None else self.range.amounts.place(stands)

    @property
    def status_quo(self) -> str:
        """The id of the option at which it stands without a deal."""
        return self.ids[self.quo]

    @cached_property
    def corners(self) -> Mapping[str, tuple[tuple[int, float], ...]]:
        """Of a range, the corners by delegation, each a place and its points."""
        if self.range is None:
            return {}
        place = self.range.amounts.place
        return {
            party: tuple((place(value), points) for value, points in corners)
            for party, corners in self.points.items()
        }

    def worths(self, delegation: str) -> Sequence[float]:
        """Return what each option is worth to a delegation."""
        if self.range is None:
            return [option.points.get(delegation, 0.0) for option in self.listed]
        corners, found = self.corners.get(delegation, ()), [0.0] * len(self.ids)
        for (left, low), (right, high) in pairwise(corners):
            for place in range(left, right):
                found[place] = low + (high - low) * (place - left) / (right - left)
        if corners:
            found[-1] = corners[-1][1]
        return found

    @property
    def assurances(self) -> tuple[float, ...]:
        """How far each option makes promises bind."""
        if self.range is not None:
            return (0.0,) * len(self.ids)
        return tuple(option.assurance for option in self.listed)

    @cached_property
    def landmarks(self) -> tuple[int, ...]:
        """The places worth listing: all options, or of a range its corners, ends and status quo."""
        if self.range is None:
            return tuple(range(len(self.listed)))
        told = {place for corners in self.corners.values() for place, _ in corners}
        return tuple(sorted({*told, 0, self.quo, len(self.ids) - 1}))


class _AmountOptions(Sequence[Option]):
    """The options of a range, each made when it is asked for."""

    def __init__(self, amounts: Amounts, issue: Issue) -> None:
        self._amounts = amounts
        self._corners = issue.corners

    def __len__(self) -> int:
        return self._amounts.count

    @overload
    def __getitem__(self, place: int) -> Option: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Option]: ...
    def __getitem__(self, place: int | slice) -> Option | Sequence[Option]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        points = {
            party: worth
            for party, corners in self._corners.items()
            if (worth := between_corners(corners, at))
        }
        return Option.model_construct(
            id=self._amounts.id(at), name=self._amounts.name(at), points=points
        )


class _ById(Mapping[str, Option]):
    def __init__(self, ids: tuple[str, ...], options: Sequence[Option]) -> None:
        self._ids, self._options = ids, options

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def __getitem__(self, id: str) -> Option:
        if id not in self._ids:
            raise KeyError(id)
        return self._options[self._ids.index(id)]


class _Named(Mapping[str, str]):
    def __init__(self, ids: tuple[str, ...], amounts: Amounts) -> None:
        self._ids, self._amounts = ids, amounts

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __getitem__(self, id: str) -> str:
        if id not in self._ids:
            raise KeyError(id)
        return self._amounts.name(self._ids.index(id))
