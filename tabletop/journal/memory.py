"""What a table asks of a journal, and a journal that keeps nothing beyond the process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tabletop.journal.format import chained, checked, genesis


class Journal(Protocol):
    """Where a table's records go: held exclusively, appended durably, read back in order."""

    @property
    def header(self) -> dict[str, Any]:
        """The header's tables."""

    def read(self) -> list[dict[str, Any]]:
        """Return every record so far, with its chain."""

    def append(self, *groups: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Make one or more groups durable together and return their records with their chains.

        The records continue from the last one's `seq`. Raises `StorageFailed` when they can't be
        kept and `NotAllowed` when they hold what no transcript can; then none of them is there, and
        a later append goes on as if it had not been tried.
        """

    def close(self) -> None:
        """Let go of the journal."""


class MemoryJournal:
    """A journal in memory, for tests and practice tables."""

    def __init__(self, header: dict[str, Any] | None = None) -> None:
        self.header = checked(header or {})
        self._records: list[dict[str, Any]] = []
        self._chain = genesis(self.header)

    def read(self) -> list[dict[str, Any]]:
        return list(self._records)

    def append(self, *groups: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        records = [record for group in groups for record in group]
        found = chained(len(self._records), self._chain, records)
        if found:
            self._records += found
            self._chain = found[-1]["chain"]
        return found

    def close(self) -> None:
        """Nothing is held."""
