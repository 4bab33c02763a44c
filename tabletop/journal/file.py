"""A journal in a file: one writer, every group durable before `append` returns."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tabletop.errors import StorageFailed, TranscriptHeld
from tabletop.journal.format import chained, genesis, group_text, header_text
from tabletop.journal.reading import verified

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileJournal:
    """A transcript held for writing. Make one with `create` or `open`."""

    def __init__(
        self,
        path: Path,
        handle: int,
        header: dict[str, Any],
        records: list[dict[str, Any]],
        length: int,
        chain: str,
    ) -> None:
        self.path = path
        self.header = header
        self._handle = handle
        self._records = records
        self._length = length
        self._chain = chain
        self._spoiled = False

    @classmethod
    def create(cls, path: str | Path, header: dict[str, Any]) -> Self:
        """Start a transcript; its folder is made. Raises `StorageFailed`, also when it exists."""
        path = Path(path)
        text = header_text(header).encode("utf-8")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
        except FileExistsError:
            raise StorageFailed(
                f"{path}: there is already a transcript; resume it or name another"
            ) from None
        except OSError as fault:
            raise StorageFailed(
                f"{path}: no transcript can be written there: {fault.strerror}; choose another "
                "folder"
            ) from None
        try:
            _hold(path, handle)
            _write(handle, text)
            os.fsync(handle)
            _sync_folder(path.parent)
        except TranscriptHeld:
            os.close(handle)
            raise
        except OSError as fault:
            os.close(handle)
            path.unlink(missing_ok=True)
            raise StorageFailed(
                f"{path}: no transcript can be written there: {fault.strerror}; free some space "
                "or choose another folder"
            ) from None
        return cls(path, handle, header, [], len(text), genesis(header))

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Hold an existing transcript, at the end of its last whole group.

        What was torn off when its last writer stopped is cut and kept beside it as `NAME.torn`.
        Raises `TranscriptHeld` when another process holds it, `StorageFailed` when it can't be
        written, and as `read_transcript_file` does when it does not verify.
        """
        path = Path(path)
        try:
            handle = os.open(path, os.O_RDWR | _BINARY)
        except OSError as fault:
            raise StorageFailed(
                f"{path}: this transcript can't be opened for writing: {fault.strerror}"
            ) from None
        try:
            _hold(path, handle)
            content = _content(handle)
            found = verified(path, content)
            whole = len(content) - len(found.torn)
            if found.torn:
                _keep_beside(path, found.torn)
                os.ftruncate(handle, whole)
                os.fsync(handle)
        except OSError as fault:
            os.close(handle)
            raise StorageFailed(f"{path}: {fault.strerror}; nothing was changed") from None
        except BaseException:
            os.close(handle)
            raise
        return cls(path, handle, found.header, found.records, whole, found.chain)

    def read(self) -> list[dict[str, Any]]:
        """The records that were there when the journal was opened; handed over once."""
        records, self._records = self._records, []
        return records

    def append(self, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Write one group and wait until it is on the disk. See `Journal.append`."""
        found = chained(self._chain, records)
        if not found:
            return found
        text = group_text(found).encode("utf-8")
        try:
            if self._spoiled:
                self._cut_back()
            os.lseek(self._handle, self._length, os.SEEK_SET)
            _write(self._handle, text)
            os.fsync(self._handle)
        except OSError as fault:
            self._spoiled = True
            # Where even that fails the next append tries again; a reader takes it for torn.
            with suppress(OSError):
                self._cut_back()
            raise StorageFailed(
                f"{self.path}: the move could not be saved ({fault.strerror}); everything before "
                "it is safe: make room and try again"
            ) from None
        self._length += len(text)
        self._chain = found[-1]["chain"]
        return found

    def _cut_back(self) -> None:
        os.ftruncate(self._handle, self._length)
        self._spoiled = False

    def close(self) -> None:
        """Let go of the file; another process may hold it then."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_BINARY = getattr(os, "O_BINARY", 0)


def _hold(path: Path, handle: int) -> None:
    try:
        _lock(handle)
    except OSError:
        raise TranscriptHeld(
            f"{path}: another Tabletop is playing this transcript; close it first, or read it "
            "with 'tabletop replay'"
        ) from None


def _write(handle: int, text: bytes) -> None:
    view = memoryview(text)
    while view:
        view = view[os.write(handle, view) :]


def _content(handle: int) -> bytes:
    parts = []
    os.lseek(handle, 0, os.SEEK_SET)
    while part := os.read(handle, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _keep_beside(path: Path, torn: bytes) -> None:
    with path.with_name(path.name + ".torn").open("ab") as beside:
        beside.write(torn)
        beside.flush()
        os.fsync(beside.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable too; Windows has no such call and no need."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
