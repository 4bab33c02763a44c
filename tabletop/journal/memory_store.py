"""A store in memory: nothing outlives the process."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from tabletop.errors import StorageFailed, TranscriptHeld, UnreadableInput
from tabletop.files import printable
from tabletop.journal.format import group_text, header_text
from tabletop.journal.memory import MemoryJournal
from tabletop.journal.store import Groups, Store, checked_name


class MemoryStore(Store):
    """Begins with transcripts given as text, if any, such as those of an archive."""

    def __init__(self, contents: Mapping[str, bytes] | None = None) -> None:
        self._kept = {checked_name(name): one for name, one in (contents or {}).items()}
        self._held: dict[str, _Held] = {}
        self._asides: dict[str, bytes] = {}

    def create(self, name: str, header: dict[str, Any], past: Groups = ()) -> MemoryJournal:
        """Start a transcript. Raises `StorageFailed` if the name is taken."""
        if self.exists(checked_name(name)):
            raise StorageFailed(
                f"{self.where(name)}: there is already a transcript; resume it or name another"
            )
        journal = _Held(self, name, header)
        for group in past:
            journal.append(group)
        self._kept[name] = journal.text()
        self._held[name] = journal
        return journal

    def open(self, name: str) -> MemoryJournal:
        """Hold a transcript. Raises `TranscriptHeld` if somebody else holds it."""
        if name in self._held:
            raise TranscriptHeld(
                f"{self.where(name)}: this transcript is being played; close it first"
            )
        found = self.read(name)
        journal = _Held(self, name, found.header)
        for group in found.groups():
            journal.append(group)
        self._held[name] = journal
        return journal

    def content(self, name: str) -> bytes:
        """Return a transcript's text. Raises `UnreadableInput` if there is none."""
        if not self.exists(checked_name(name)):
            raise UnreadableInput(f"{self.where(name)}: there is no such transcript")
        held = self._held.get(name)
        return self._kept[name] if held is None else held.text()

    def names(self) -> Sequence[str]:
        return list(reversed(self._kept))

    def exists(self, name: str) -> bool:
        return name in self._kept

    def where(self, name: str) -> str:
        return f"memory:{printable(checked_name(name))}"

    def changed(self, name: str) -> Hashable:
        return self.content(name)

    def aside(self, name: str) -> bytes | None:
        return self._asides.get(checked_name(name))

    def keep_aside(self, name: str, content: bytes) -> None:
        self._asides[checked_name(name)] = content

    @property
    def identity(self) -> Hashable:
        return id(self)

    def let_go(self, name: str) -> None:
        """Note that whoever held a transcript has let go of it."""
        held = self._held.pop(name, None)
        if held is not None:
            # It is now the newest.
            del self._kept[name]
            self._kept[name] = held.text()


class _Held(MemoryJournal):
    """A transcript of a `MemoryStore`, held until it is closed."""

    def __init__(self, store: MemoryStore, name: str, header: dict[str, Any]) -> None:
        super().__init__(header)
        self._store = store
        self._name = name
        self._groups: list[int] = []

    def append(self, *groups: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        found = super().append(*groups)
        self._groups += [len(group) for group in groups if group]
        return found

    def text(self) -> bytes:
        """Return the transcript as a file would contain it."""
        left = self.read()
        parts = [header_text(self.header)]
        for count in self._groups:
            group, left = left[:count], left[count:]
            parts.append(group_text(group))
        return "".join(parts).encode("utf-8")

    def close(self) -> None:
        self._store.let_go(self._name)
