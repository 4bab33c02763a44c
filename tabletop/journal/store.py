"""Where transcripts are kept, by name: created, held, named and read without knowing how.

A store says how a transcript is stored; what a transcript is, what is refused in it and what a list
shows of it is the same for all stores, and is defined in `reading` and `summary`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tabletop.errors import UnreadableInput
from tabletop.files import printable
from tabletop.journal.limits import LONGEST_NAME

if TYPE_CHECKING:
    from tabletop.journal.memory import Journal
    from tabletop.journal.reading import Transcript

Groups = Iterable[Sequence[dict[str, Any]]]
"""Groups of records: the past that a fork begins with."""


class Store(ABC):
    """Transcripts by name; each is held by one writer at a time, and may be read meanwhile.

    A name must be one that `checked_name` accepts; every method raises `UnreadableInput` for
    another.
    """

    @abstractmethod
    def create(self, name: str, header: dict[str, Any], past: Groups = ()) -> Journal:
        """Start a transcript and hold it, with another's past if its groups are given.

        Raises `StorageFailed`, also when the name is taken.
        """

    @abstractmethod
    def open(self, name: str) -> Journal:
        """Hold an existing transcript, at the end of its last whole group.

        Raises `TranscriptHeld` when somebody else holds it, `StorageFailed` when it can't be
        written, `UnreadableInput` when there is none and `TranscriptDamaged` when it does not
        verify.
        """

    @abstractmethod
    def content(self, name: str) -> bytes:
        """Return a transcript's current text, whoever holds it. Raises `UnreadableInput`."""

    @abstractmethod
    def names(self) -> Sequence[str]:
        """Return the names of possible transcripts, newest first."""

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Return whether a name is taken."""

    @abstractmethod
    def where(self, name: str) -> str:
        """Return a transcript's address, by which `located` finds it."""

    @abstractmethod
    def changed(self, name: str) -> Hashable:
        """Return a value that changes whenever the transcript does. Raises `UnreadableInput`."""

    @abstractmethod
    def aside(self, name: str) -> bytes | None:
        """Return what `keep_aside` has kept beside a transcript, None when nothing was.

        Raises `UnreadableInput`.
        """

    @abstractmethod
    def keep_aside(self, name: str, content: bytes) -> None:
        """Keep something private beside a transcript, replacing what was kept before.

        It may be lost with the power, but is never half written. Raises `StorageFailed`.
        """

    @property
    @abstractmethod
    def identity(self) -> Hashable:
        """A value that is equal for two stores that keep the same transcripts."""

    def read(self, name: str, *, later: bool = False) -> Transcript:
        """Read and verify a transcript without holding it.

        With `later`, one of a later format is read as far as possible. Raises `UnreadableInput` and
        `TranscriptDamaged`.
        """
        # A list needs none of it.
        from tabletop.journal.reading import legible

        return legible(self.where(name), name, self.content(name), later=later)


@dataclass(frozen=True)
class TranscriptRef:
    """A transcript by its name in a store, whether or not it exists yet."""

    store: Store
    name: str

    @property
    def where(self) -> str:
        """Its address, by which `located` finds it."""
        return self.store.where(self.name)

    @property
    def identity(self) -> Hashable:
        """A value that is equal for two references to the same transcript."""
        return self.store.identity, self.name

    def create(self, header: dict[str, Any], past: Groups = ()) -> Journal:
        """See `Store.create`."""
        return self.store.create(self.name, header, past)

    def open(self) -> Journal:
        """See `Store.open`."""
        return self.store.open(self.name)

    def read(self, *, later: bool = False) -> Transcript:
        """See `Store.read`."""
        return self.store.read(self.name, later=later)

    def content(self) -> bytes:
        """See `Store.content`."""
        return self.store.content(self.name)

    def exists(self) -> bool:
        """See `Store.exists`."""
        return self.store.exists(self.name)


def checked_name(name: str) -> str:
    """Return the name, if it is valid. Raises `UnreadableInput`.

    A name is a file's name in some folder: nothing in it may lead out of that folder.
    """
    length = len(name.encode("utf-8", "surrogatepass"))
    if name in ("", ".", "..") or "/" in name or "\0" in name or length > LONGEST_NAME:
        raise UnreadableInput(
            f"'{printable(name[:80])}' can't be a transcript's name; choose 1 to {LONGEST_NAME} "
            "letters without '/'"
        )
    return name
