"""Packages: an option for every issue, a form and an order, as one flat mapping.

{"price": "low", ..., "form": "written", "order": "together"}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from tabletop.errors import UnreadableInput
from tabletop.exercise.amounts import AmountIds, option_id
from tabletop.exercise.model import Exercise
from tabletop.exercise.wording import unknown
from tabletop.text.lists import some_of

Package: TypeAlias = Mapping[str, str]
"""Issue id to option id for every issue of the exercise, and `form` and `order`."""


def status_quo(exercise: Exercise) -> dict[str, str]:
    """Return the package in which no issue moves, with the first form and order."""
    return dict(exercise.unmoved)


def complete(
    exercise: Exercise, partial: Mapping[str, str | float], base: Package | None = None
) -> dict[str, str]:
    """Fill what `partial` leaves out from `base` (the status quo when none is given).

    An issue with a range may be settled by a number. Raises `UnreadableInput` for an issue or
    option that the exercise does not have.
    """
    package = dict(base) if base is not None else status_quo(exercise)
    if exercise.whole and base is None:
        unsettled = [issue.id for issue in exercise.issues if issue.id not in partial]
        if unsettled:
            raise UnreadableInput(
                f"every issue is settled here, or none is; settle {some_of(unsettled)} too"
            )
    for choice, given in partial.items():
        options = exercise.choices.get(choice)
        # A complete package contains placeholders too; nobody can name them otherwise.
        stands_in = choice not in exercise.named and options is not None and given in options
        if options is None or not (stands_in or choice in exercise.named):
            raise UnreadableInput(unknown("issue", choice, exercise.named))
        try:
            package[choice] = option_id(options, given, f" of {choice}")
        except ValueError as fault:
            about = f"{choice}: " if isinstance(options, AmountIds) else ""
            raise UnreadableInput(f"{about}{fault}") from None
    return package


def moved(exercise: Exercise, package: Package, base: Package | None = None) -> tuple[str, ...]:
    """Return the issues whose option differs from `base` (default the status quo), in the file's
    order.
    """
    if base is None and exercise.whole:
        return tuple(i.id for i in exercise.issues)
    if base is None:
        base = exercise.unmoved
    return tuple([i.id for i in exercise.issues if package[i.id] != base[i.id]])


def performers(exercise: Exercise, issues: tuple[str, ...]) -> tuple[str, ...]:
    """Return who must carry out any of these issues, in the order of the file's delegations."""
    acting = {d for issue in issues for d in exercise.issue_by_id[issue].by}
    return tuple(one.id for one in exercise.delegations if one.id in acting)
