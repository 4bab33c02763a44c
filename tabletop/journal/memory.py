"""What a table asks of a journal, and one that keeps nothing beyond the process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tabletop.journal.format import chained, genesis


class Journal(Protocol):
    """Where a table's records go: held exclusively, appended durably, read back in order."""

    @property
    def header(self) -> dict[str, Any]:
        """The header's tables."""

    def read(self) -> list[dict[str, Any]]:
        """The records that were there when the journal was opened, with their chains."""

    def append(self, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Make one group durable and return it with its chains.

        Raises `StorageFailed` when it can't be; then none of it is there.
        """

    def close(self) -> None:
        """Let go of the journal."""


class MemoryJournal:
    """A journal in memory, for tests and practice tables."""

    def __init__(self, header: dict[str, Any] | None = None) -> None:
        self.header = header or {}
        self.records: list[dict[str, Any]] = []
        self._chain = genesis(self.header)

    def read(self) -> list[dict[str, Any]]:
        return list(self.records)

    def append(self, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        found = chained(self._chain, records)
        self.records += found
        if found:
            self._chain = found[-1]["chain"]
        return found

    def close(self) -> None:
        """Nothing is held."""
