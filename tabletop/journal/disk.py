"""What a journal asks of the operating system."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

# Windows would otherwise translate line ends.
BINARY = getattr(os, "O_BINARY", 0)

if sys.platform == "win32":
    import msvcrt

    # A lock there keeps others from reading too, so it is placed beyond any transcript's end.
    _FAR = 0x7FFF_0000

    def lock(handle: int) -> None:
        """Lock a file exclusively until it is closed, or raise `PermissionError` at once."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)

    def sync_folder(folder: Path) -> None:
        """Do nothing: Windows keeps a new file's name with the file."""

else:
    import fcntl

    def lock(handle: int) -> None:
        """Lock a file exclusively until it is closed, or raise `BlockingIOError` at once."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def sync_folder(folder: Path) -> None:
        """Make a folder's entries durable; a new file could otherwise lose its name."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as fault:
            # Some file systems do not support this for folders, and offer nothing else.
            if fault.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):
                raise
        finally:
            os.close(handle)


def private(name: str, flags: int) -> int:
    """An `opener` for files that only their owner may read."""
    return os.open(name, flags, 0o600)


def replace_file(path: Path, text: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Replace a file by a private one, or by one with the permissions `mode`, atomically.

    When it returns, a `durable` one is on the disk with its name. Raises `OSError`; what was there
    is there still, and nothing beside it.
    """
    fresh = path.with_name(path.name + ".new")
    # What is there was left by a kill, or is a pipe or a link that nobody should write into.
    fresh.unlink(missing_ok=True)
    try:
        with open(fresh, "xb", opener=private) as file:
            file.write(text)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        if mode is not None:
            fresh.chmod(mode)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def make_folder(folder: Path) -> list[Path]:
    """Create a folder and its parents; return all folders in which a new entry must be made
    durable.

    Raises `NotADirectoryError` if a file is in the way.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
    return [folder, *(one.parent for one in missing)]


def write(handle: int, text: bytes) -> None:
    """Write all of a text; a disk may take it in pieces."""
    view = memoryview(text)
    while view:
        view = view[os.write(handle, view) :]


def content_of(handle: int) -> bytes:
    """All that a file holds."""
    parts = []
    os.lseek(handle, 0, os.SEEK_SET)
    while part := os.read(handle, 1 << 20):
        parts.append(part)
    return b"".join(parts)
