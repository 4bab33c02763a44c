"""A list that only grows, shared between the states of a table without being copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import is_
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Log(Sequence[T], Generic[T]):
    """A frozen view of the first `len` entries of a shared list.

    Adding gives a new log in constant time: the common case extends the shared list behind both,
    as does adding the very same again (a move is decided first and applied once it is durable).
    Only another continuation of the same log (an undo, a what-if) copies.
    """

    __slots__ = ("_entries", "_length")

    def __init__(self, entries: Sequence[T] = ()) -> None:
        self._entries = list(entries)
        self._length = len(self._entries)

    def adding(self, *entries: T) -> Log[T]:
        """This log and `entries` after it."""
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
        for place in range(self._length):
            yield self._entries[place]

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
