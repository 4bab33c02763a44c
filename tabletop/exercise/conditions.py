"""Package conditions as an author writes them, compiled for fast evaluation.

A condition is a table from an issue (or `form`, `order`) to what its option must be: `"option"`,
`["option", "option"]`, `">= option"`, `"<= option"` or `"!= option"`, in the file's order. Where an
issue has a range, an option is a number, which may stand without quotes. All rows must hold; the
empty condition always holds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator

from tabletop.exercise.amounts import number_text, option_id


def _as_text(value: Any) -> Any:
    """Return a number as the id of an amount, and everything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return value
    return number_text(value)


OptionId: TypeAlias = Annotated[str, BeforeValidator(_as_text)]
"""An option's id, or a number where an issue has a range."""

PackageCondition: TypeAlias = dict[str, OptionId | list[OptionId]]
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
    named = option_id(options, named, " here")
    place = options.index(named)
    if sign == ">=":
        return frozenset(options[place:])
    if sign == "<=":
        return frozenset(options[: place + 1])
    if sign == "!=":
        return frozenset(options) - {named}
    return frozenset({named})


def holds(condition: CompiledCondition, package: Mapping[str, str]) -> bool:
    """Return whether `package` (issue, form and order to option) meets every row."""
    # A loop: this is asked some thousand times in a game, and a generator takes twice as long.
    for issue, allowed in condition:  # noqa: SIM110
        if package[issue] not in allowed:
            return False
    return True
