"""Package conditions as an author writes them, compiled for fast evaluation.

A condition is a table from an issue (or `form`, `order`) to what its option must be: `"option"`,
`["option", "option"]`, `">= option"`, `"<= option"` or `"!= option"`, in the file's order. All rows
must hold; the empty condition always holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tabletop.exercise.wording import unknown

PackageCondition: TypeAlias = dict[str, str | list[str]]
"""A condition as written."""

CompiledCondition: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
"""A condition as rows of (issue, the options that meet it)."""


def met_by(test: str | Sequence[str], options: Sequence[str]) -> frozenset[str]:
    """Return the options that meet one row's `test`.

    `options` are the issue's option ids in the file's order. Raises `ValueError` with a sentence
    when the test names an option that is not among them.
    """
    if not isinstance(test, str):
        return frozenset().union(*(met_by(one, options) for one in test))
    sign, _, rest = test.partition(" ")
    named = rest.strip() if sign in (">=", "<=", "!=") else test
    if named not in options:
        raise ValueError(unknown("option", named, options, " here"))
    place = list(options).index(named)
    if sign == ">=":
        return frozenset(options[place:])
    if sign == "<=":
        return frozenset(options[: place + 1])
    if sign == "!=":
        return frozenset(options) - {named}
    return frozenset({named})


def holds(condition: CompiledCondition, package: Mapping[str, str]) -> bool:
    """Return whether `package` (issue, form and order to option) meets every row."""
    return all(package[issue] in allowed for issue, allowed in condition)
