"""An append-only list that successive states of a table share without copying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from operator import is_
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Log(Sequence[T], Generic[T]):
    """A frozen view of the first `len` entries of a shared list.

    Appending returns a new log in constant time in the common case, where the shared list ends here
    or already continues with the same entries (a move is decided first and applied once it is
    durable). Only a different continuation (after an undo, or in a what-if) copies.
    """

    __slots__ = ("_entries", "_length")

    def __init__(self, entries: Sequence[T] = ()) -> None:
        self._entries = list(entries)
        self._length = len(self._entries)

    def adding(self, *entries: T) -> Log[T]:
        """Return this log followed by `entries`."""
        grown: Log[T] = Log.__new__(Log)
        shared = self._entries
        if not self._goes_on_with(entries):
            if len(shared) != self._length:
                shared = shared[: self._length]
            shared.extend(entries)
        grown._entries = shared
        grown._length = self._length + len(entries)
        return grown

    def _goes_on_with(self, entries: Sequence[T]) -> bool:
        after = self._entries[self._length : self._length + len(entries)]
        return len(after) == len(entries) and all(map(is_, after, entries))

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return islice(self._entries, self._length)

    def __reversed__(self) -> Iterator[T]:
        return map(self._entries.__getitem__, range(self._length - 1, -1, -1))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return [self._entries[i] for i in range(*place.indices(self._length))]
        return self._entries[range(self._length)[place]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Log):
            return NotImplemented
        return self._length == other._length and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Log({list(self)!r})"
