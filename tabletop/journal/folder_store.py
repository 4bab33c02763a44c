"""A store in a folder: each transcript a file, its name the file's own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tabletop.errors import StorageFailed, UnreadableInput
from tabletop.files import printable, read_file
from tabletop.journal.limits import LARGEST, LARGEST_ASIDE, WANTED
from tabletop.journal.store import Groups, Store, checked_name

if TYPE_CHECKING:
    from tabletop.journal.file import FileJournal

_ASIDE = ".unfinished.json"


@dataclass(frozen=True)
class FolderStore(Store):
    """The transcripts of a folder, which is created with the first of them."""

    folder: Path

    def create(self, name: str, header: dict[str, Any], past: Groups = ()) -> FileJournal:
        from tabletop.journal.file import FileJournal

        return FileJournal.create(self._path(name), header, past)

    def open(self, name: str) -> FileJournal:
        from tabletop.journal.file import FileJournal

        return FileJournal.open(self._path(name))

    def content(self, name: str) -> bytes:
        return read_file(self._path(name), LARGEST, WANTED)

    def names(self) -> Sequence[str]:
        try:
            found = [one for one in self.folder.glob("*.toml") if one.is_file()]
            files = [(one.stat().st_mtime, one.name) for one in found]
        except OSError:
            return ()
        return [name for _, name in sorted(files, reverse=True)]

    def exists(self, name: str) -> bool:
        try:
            return self._path(name).exists()
        except (OSError, ValueError, UnreadableInput):
            return False

    def where(self, name: str) -> str:
        return str(self._path(name))

    def changed(self, name: str) -> Hashable:
        """Return a value that changes with the file. Raises `UnreadableInput` if there is none."""
        path = self._path(name)
        try:
            stood = path.stat()
        except OSError as fault:
            raise UnreadableInput(f"{path}: cannot be read: {fault.strerror}") from None
        return stood.st_mtime_ns, stood.st_size

    def aside(self, name: str) -> bytes | None:
        path = self._aside(name)
        if not path.exists():
            return None
        return read_file(path, LARGEST_ASIDE, "what was kept there")

    def keep_aside(self, name: str, content: bytes) -> None:
        """Keep something private beside a transcript. Raises `StorageFailed`."""
        from tabletop.journal.disk import replace_file

        path = self._aside(name)
        try:
            replace_file(path, content, durable=False)
        except OSError as fault:
            raise StorageFailed(
                f"{printable(str(path))} can't be written ({fault.strerror})"
            ) from None

    @property
    def identity(self) -> Hashable:
        return self.folder.resolve()

    def _path(self, name: str) -> Path:
        return self.folder / checked_name(name)

    def _aside(self, name: str) -> Path:
        return self._path(name).with_suffix(_ASIDE)
