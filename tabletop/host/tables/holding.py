"""A hall's folder belongs to one host: two on a synchronised or network folder would split its
people.

Transcripts are locked, but a lock does not reach other computers. So a running host leaves a note
in its folder, and a host that finds another computer's note does not start.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from tabletop.errors import StorageFailed, TranscriptHeld, UnreadableInput
from tabletop.files import printable, refuse_no_file
from tabletop.journal.disk import lock, replace_file

NOTE = "hosted-by.json"
_MOST = 10_000


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder for as long as a host runs. Raises `TranscriptHeld` and `StorageFailed`.

    The note of a host that was killed on this computer is taken over.
    """
    path = folder / NOTE
    _refuse_anothers(path)
    note = {
        "computer": platform.node(),
        "which": _this_computer(),
        "process": os.getpid(),
        "since": datetime.now(UTC).isoformat(timespec="minutes"),
    }
    text = json.dumps(note, indent=1).encode()
    try:
        replace_file(path, text)
    except OSError as fault:
        raise StorageFailed(
            f"{path} can't be written ({fault.strerror}): make room, or choose another folder for "
            "the transcripts"
        ) from None
    handle = os.open(path, os.O_RDONLY)
    try:
        # Where locks are not supported, opening the transcripts will say so.
        with suppress(OSError):
            lock(handle)
        yield
    finally:
        os.close(handle)
        with suppress(OSError):
            # Another host's note is not ours to remove.
            if path.read_bytes() == text:
                path.unlink()


def _refuse_anothers(path: Path) -> None:
    try:
        refuse_no_file(path, "another folder")
        with path.open("rb") as file:
            note = json.loads(file.read(_MOST))
            computer, which, since = str(note["computer"]), str(note["which"]), str(note["since"])
            here = which == _this_computer()
            if here:
                lock(file.fileno())
    except (BlockingIOError, PermissionError):
        raise TranscriptHeld(
            f"{path.parent} is hosted already, by another Tabletop on this computer; close the "
            "hall there, or choose another folder with --transcripts"
        ) from None
    except (UnreadableInput, OSError, ValueError, LookupError, TypeError, RecursionError):
        return
    if not here:
        raise TranscriptHeld(
            printable(
                f"{path.parent} is hosted by the computer '{computer[:60]}' since {since[:30]}, "
                "and two hosts would write over each other; close the hall there, or choose "
                "another folder with --transcripts. If no host runs there any more, delete "
                f"{path}"
            )
        )


def _this_computer() -> str:
    """Return what distinguishes this computer from others that may see the same folder."""
    known = platform.node()
    with suppress(OSError):
        known += Path("/etc/machine-id").read_text(encoding="ascii", errors="replace")
    return hashlib.sha256(known.encode()).hexdigest()[:16]
