"""Records of `seen` whose parts are made when they are first looked at.

A screen shows nearly all of a view; a stand-in looks at a few parts of it, many times in a game.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

Of = TypeVar("Of")
L = TypeVar("L", bound="Later[Any]")
Parts = Mapping[str, Callable[[Of], object]]


class Later(Generic[Of]):
    """Mixed into a record: `_parts` are how its fields are made, `_record` what it is otherwise."""

    _parts: ClassVar[Mapping[str, Callable[[Any], object]]]
    _record: ClassVar[type]
    _of: Of

    def __getattr__(self, name: str) -> Any:
        """Make a part; called only for those that have not been made yet."""
        try:
            make = self._parts[name]
        except KeyError:
            raise AttributeError(name) from None
        made = self.__dict__[name] = make(self._of)
        return made

    def __reduce__(self) -> tuple[Callable[..., object], tuple[type, dict[str, object]]]:
        """Become an ordinary record wherever it is sent: what it is made of stays here."""
        return _ordinary, (self._record, {name: getattr(self, name) for name in self._parts})


def later(kind: type[L], of: Of, known: Mapping[str, object] | None = None) -> L:
    """Return a record whose parts are made of something when they are looked at, but for those that
    are known.
    """
    made = object.__new__(kind)
    made.__dict__.update(known or {}, _of=of)
    return made


def made_now(parts: Parts[Of], of: Of) -> dict[str, Any]:
    """Return all parts."""
    return {name: make(of) for name, make in parts.items()}


def _ordinary(record: type, fields: dict[str, object]) -> object:
    return record(**fields)
