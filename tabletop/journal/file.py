"""A journal in a file: one writer, every group durable before `append` returns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from tabletop.errors import StorageFailed, TranscriptHeld
from tabletop.files import refuse_no_file
from tabletop.journal.disk import BINARY, content_of, lock, make_folder, private, sync_folder, write
from tabletop.journal.format import chained, checked, genesis, group_text, header_text
from tabletop.journal.reading import verified


class _Tip(NamedTuple):
    """Where the next group goes. One value, so that no interrupt can leave half of it changed."""

    seq: int
    chain: str
    length: int


class FileJournal:
    """A transcript held for writing. Create one with `create` or `open`."""

    def __init__(
        self,
        path: Path,
        handle: int,
        header: dict[str, Any],
        tip: _Tip,
        records: list[dict[str, Any]] | None,
    ) -> None:
        self.path = path
        self.header = header
        self._handle = handle
        self._tip = tip
        self._records = records
        # Whether there may be something beyond the tip that was not acknowledged.
        self._unsure = False

    @classmethod
    def create(
        cls,
        path: str | Path,
        header: dict[str, Any],
        past: Iterable[Sequence[dict[str, Any]]] = (),
    ) -> Self:
        """Start a transcript, with another's past if its groups are given.

        Its folder is created. Only its owner may read it: it holds every delegation's secrets.
        Raises `StorageFailed`, also when it exists.
        """
        path = Path(path)
        parts, seq, chain = [header_text(checked(header))], 0, genesis(header)
        for group in past:
            kept = chained(seq, chain, group)
            parts.append(group_text(kept))
            seq, chain = kept[-1]["seq"], kept[-1]["chain"]
        text = "".join(parts).encode("utf-8")
        try:
            folders = make_folder(path.parent)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
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
            write(handle, text)
            os.fsync(handle)
            for folder in folders:
                sync_folder(folder)
        except TranscriptHeld:
            os.close(handle)
            raise
        except StorageFailed:
            os.close(handle)
            path.unlink(missing_ok=True)
            raise
        except OSError as fault:
            os.close(handle)
            path.unlink(missing_ok=True)
            raise StorageFailed(
                f"{path}: no transcript can be written there: {fault.strerror}; free some space "
                "or choose another folder"
            ) from None
        return cls(path, handle, header, _Tip(seq, chain, len(text)), None)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Hold an existing transcript, at the end of its last whole group.

        A tail torn off when its last writer stopped is cut and kept beside it as `NAME.torn`.
        Raises `TranscriptHeld` when another process holds it, `StorageFailed` when it can't be
        written, and as `read_transcript_file` does when it does not verify.
        """
        path = Path(path)
        refuse_no_file(path, "the path of a transcript")
        try:
            handle = os.open(path, os.O_RDWR | BINARY)
        except OSError as fault:
            raise StorageFailed(
                f"{path}: this transcript can't be opened for writing: {fault.strerror}; make it "
                "writable, or read it with 'tabletop replay'"
            ) from None
        try:
            _hold(path, handle)
            content = content_of(handle)
            found = verified(str(path), path.name, content)
            whole = len(content) - len(found.torn)
            if found.torn:
                _keep_beside(path, found.torn)
                os.ftruncate(handle, whole)
                os.fsync(handle)
        except OSError as fault:
            os.close(handle)
            raise StorageFailed(
                f"{path}: this transcript can't be continued: {fault.strerror}; what is in it is "
                "safe: make room and try again"
            ) from None
        except BaseException:
            os.close(handle)
            raise
        tip = _Tip(len(found.records), found.chain, whole)
        return cls(path, handle, found.header, tip, found.records)

    def read(self) -> list[dict[str, Any]]:
        """Return every record so far, with its chain.

        Those found by `open` are handed over once, not kept: a long game is in memory only where it
        is needed. After that the file is read again.
        """
        records, self._records = self._records, None
        if records is None:
            records = verified(
                str(self.path), self.path.name, content_of(self._handle)[: self._tip.length]
            ).records
        return records

    def append(self, *groups: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Write groups and wait once until all are on the disk. Raises `StorageFailed`. See
        `Journal.append`.
        """
        records = [record for group in groups for record in group]
        found = chained(self._tip.seq, self._tip.chain, records)
        if not found:
            return found
        left = iter(found)
        parts = [group_text(list(islice(left, len(group)))) for group in groups if group]
        text = "".join(parts).encode("utf-8")
        try:
            if self._unsure:
                self._cut_back()
            self._refuse_others_changes()
            # Whatever interrupts from here on, the next append or opening cuts this off.
            self._unsure = True
            os.lseek(self._handle, self._tip.length, os.SEEK_SET)
            write(self._handle, text)
            os.fsync(self._handle)
        except OSError as fault:
            self._take_back()
            raise StorageFailed(
                f"the move could not be saved ({fault.strerror}); everything before it is safe: "
                "make room and try again",
                at=self.path,
            ) from None
        self._tip = _Tip(found[-1]["seq"], found[-1]["chain"], self._tip.length + len(text))
        self._unsure = False
        self._records = None
        return found

    def _take_back(self) -> None:
        """Make sure that groups reported as not saved are not there after a kill either.

        Where the disk does not allow truncation it may allow blanking, which a reader takes for a
        torn tail. Where it allows neither, the next append and `close` try again.
        """
        try:
            self._cut_back()
        except OSError:
            with suppress(OSError):
                behind = os.fstat(self._handle).st_size - self._tip.length
                os.lseek(self._handle, self._tip.length, os.SEEK_SET)
                write(self._handle, bytes(max(0, behind)))
                os.fsync(self._handle)

    def _cut_back(self) -> None:
        os.ftruncate(self._handle, self._tip.length)
        # Otherwise a loss of power could bring back a move that was reported as not saved.
        os.fsync(self._handle)
        self._unsure = False

    def _refuse_others_changes(self) -> None:
        """Refuse to write into a file that is gone, or after something that somebody else has put
        there.

        A program that synchronises folders may replace the file by an identical one: that one is
        then held, and the game goes on in it.
        """
        found = os.fstat(self._handle)
        try:
            there = self.path.stat()
        except FileNotFoundError:
            raise self._others_did("deleted or moved") from None
        if (there.st_dev, there.st_ino) != (found.st_dev, found.st_ino):
            self._hold_its_likeness()
        elif found.st_size != self._tip.length:
            raise self._others_did("changed")

    def _hold_its_likeness(self) -> None:
        """Go on in the file that has replaced this one, if its content is the same."""
        own = content_of(self._handle)[: self._tip.length]
        handle = os.open(self.path, os.O_RDWR | BINARY)
        try:
            _hold(self.path, handle)
            if content_of(handle) != own:
                raise self._others_did("replaced")
            sync_folder(self.path.parent)
        except (OSError, StorageFailed, TranscriptHeld) as fault:
            os.close(handle)
            if isinstance(fault, TranscriptHeld):
                raise self._others_did("replaced") from None
            raise
        os.close(self._handle)
        self._handle = handle

    def _others_did(self, done: str) -> StorageFailed:
        return StorageFailed(
            f"another program has {done} this transcript while it was being played, so the move "
            "was not saved; restore the file from a copy and resume it, in a folder that is not "
            "synchronised with another computer",
            at=self.path,
        )

    def close(self) -> None:
        """Let go of the file; another process may hold it then."""
        if self._handle >= 0:
            if self._unsure:
                self._take_back()
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


def _hold(path: Path, handle: int) -> None:
    try:
        lock(handle)
    except OSError as fault:
        if not isinstance(fault, BlockingIOError | PermissionError):
            raise StorageFailed(
                f"{path}: this folder's file system can't keep two programs from writing one "
                f"transcript ({fault.strerror}); choose a folder on this computer's own disk"
            ) from None
        raise TranscriptHeld(
            f"{path}: another Tabletop is playing this transcript; close it first, or read it "
            "with 'tabletop replay'"
        ) from None


def _keep_beside(path: Path, torn: bytes) -> None:
    with open(path.with_name(path.name + ".torn"), "ab", opener=private) as beside:
        beside.write(torn)
        beside.flush()
        os.fsync(beside.fileno())
    sync_folder(path.parent)
