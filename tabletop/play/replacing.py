"""The next record of a fold: the same with some fields changed.

Folding is little else than this, three times an event, over a state of some forty fields.
`dataclasses.replace` sets every one of them through the record's own `__init__`; copying what the
record holds gives an equal one five times as fast, which a long transcript is opened by. For frozen
records that check and derive nothing when they are made, as all of a state's are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["replace"]

T = TypeVar("T")

if TYPE_CHECKING:
    # The type checker knows this one's fields.
    from dataclasses import replace
else:

    def replace(record: T, **changes: Any) -> T:
        """A record like this one with these fields changed."""
        assert changes.keys() <= record.__dict__.keys(), changes
        made = object.__new__(type(record))
        made.__dict__.update(record.__dict__, **changes)
        return made
